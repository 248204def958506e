/** What a page shows, kept up to date: loaded now, again while it is looked at, and when it is looked at again. */
import { onBeforeUnmount, onMounted, shallowRef, ref, type Ref, type ShallowRef } from 'vue';

import { useMoves } from './moves.js';
import { failureOf, type Failure } from './server.js';

export interface Loaded<T> {
	data: ShallowRef<T | null>;
	/** Why the last try failed; what was loaded before stays. */
	failure: Ref<Failure | null>;
	/** When `data` was loaded. */
	at: Ref<string>;
	loading: Ref<boolean>;
	/** When what is loaded first was asked for, in milliseconds since 1970; null where nothing is waited for. */
	since: Ref<number | null>;
	/** Loading was given up; what was loaded before stays. */
	stopped: Ref<boolean>;
	stop: () => void;
	reload: () => Promise<void>;
}

/** What a colleague does to the database is seen after this time. */
export const EVERY_MILLISECONDS = 4_000;

/** What is no move of an entry, such as a document that was registered, is seen after this time. */
const SLOWLY_MILLISECONDS = 30_000;

/** @param when milliseconds between loads while the page is visible, or whenever an entry `moved`; none for what never changes. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, when: number | 'moved' | null = null): Loaded<T> {
	const every = when === 'moved' ? SLOWLY_MILLISECONDS : when;
	if (when === 'moved') useMoves(() => void reload());
	const data = shallowRef<T | null>(null);
	const failure = ref<Failure | null>(null);
	const at = ref('');
	const loading = ref(false);
	const since = ref<number | null>(null);
	const stopped = ref(false);
	let going = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let turn = 0;
	let newest = '';

	async function reload(): Promise<void> {
		const mine = (turn += 1);
		clearTimeout(timer);
		going = new AbortController();
		[loading.value, stopped.value, since.value] = [true, false, data.value === null ? Date.now() : null];
		try {
			const found = await load(going.signal);
			if (mine !== turn) return;
			// The same answer again leaves the page alone: focus and scrolling stay where they are.
			const text = every === null ? '' : JSON.stringify(found);
			if (every === null || text !== newest) data.value = found;
			newest = text;
			failure.value = null;
			at.value = new Date().toISOString();
		} catch (error) {
			if (mine === turn && !stopped.value) failure.value = failureOf(error);
		} finally {
			if (mine === turn) {
				[loading.value, since.value] = [false, null];
				wait();
			}
		}
	}

	function wait(): void {
		if (every === null) return;
		timer = setTimeout(() => (document.visibilityState === 'visible' ? void reload() : wait()), every);
	}

	function stop(): void {
		stopped.value = true;
		going.abort();
	}

	const seen = () => every !== null && document.visibilityState === 'visible' && void reload();
	onMounted(() => {
		document.addEventListener('visibilitychange', seen);
		void reload();
	});
	onBeforeUnmount(() => {
		turn += 1;
		going.abort();
		clearTimeout(timer);
		document.removeEventListener('visibilitychange', seen);
	});
	return { data, failure, at, loading, since, stopped, stop, reload };
}
