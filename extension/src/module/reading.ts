/** Something that is read once, on request, and may take its time: it can be given up at any moment, for nothing is changed by it. */
import { onBeforeUnmount, ref, type Ref } from 'vue';

import { failureOf, type Failure } from './server.js';

export interface Reading {
	busy: Ref<boolean>;
	/** When it began, in milliseconds since 1970; null where nothing is read. */
	since: Ref<number | null>;
	failure: Ref<Failure | null>;
	/** Reads; null where it failed or was given up. */
	run: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T | null>;
	stop: () => void;
}

/** To be called in the set-up of a component, with which it ends. */
export function useReading(): Reading {
	const busy = ref(false);
	const since = ref<number | null>(null);
	const failure = ref<Failure | null>(null);
	let going: AbortController | null = null;

	async function run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
		going?.abort();
		const mine = (going = new AbortController());
		[busy.value, since.value, failure.value] = [true, Date.now(), null];
		try {
			return await work(mine.signal);
		} catch (error) {
			if (!mine.signal.aborted) failure.value = failureOf(error);
			return null;
		} finally {
			if (going === mine) [going, busy.value, since.value] = [null, false, null];
		}
	}
	const stop = () => going?.abort();
	onBeforeUnmount(stop);
	return { busy, since, failure, run, stop };
}
