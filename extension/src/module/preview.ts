/** Marks texts in the browser, in a worker of its own: loaded where it is used first, ended with its page. */
import { onBeforeUnmount, shallowRef } from 'vue';

import { version } from '../../package.json';
import type { Preview, PreviewRequest, Refusal } from '../core/browser.js';
import { useServer } from './server.js';

/** A text of this size is marked while one types; a larger one is the server's. */
export const PREVIEW_BYTES = 512 * 1024;

interface FromWorker {
	id: number;
	answer?: string;
	refusal?: Refusal;
	stopped?: string;
}

export interface PreviewState {
	preview: Preview | null;
	/** Why there is no text to mark. */
	refusal: Refusal | null;
	/** The core cannot run here. */
	off: boolean;
	busy: boolean;
	/** When the text was given to the worker, in milliseconds since 1970; null where it is not at work. */
	since: number | null;
	/** It was given up before its end. */
	stopped: boolean;
}

const IDLE = { busy: false, since: null, stopped: false };

export function usePreview() {
	const { address } = useServer();
	const state = shallowRef<PreviewState>({ preview: null, refusal: null, off: false, ...IDLE });
	let worker: Worker | null = null;
	let turn = 0;

	function start(): Worker {
		const started = new Worker(address(`/preview/${version}/worker.js`), { type: 'module', name: 'iu-cutter preview' });
		started.onmessage = ({ data: { id, answer, refusal, stopped } }: MessageEvent<FromWorker>) => {
			if (id !== turn) return;
			state.value = { preview: answer ? JSON.parse(answer) : null, refusal: refusal ?? null, off: stopped !== undefined, ...IDLE };
		};
		started.onerror = () => {
			worker = null;
			state.value = { preview: null, refusal: null, off: true, ...IDLE };
		};
		return started;
	}

	/** Tries a text; one that is still being tried is given up, for its answer is of no use any more. */
	function attempt(request: PreviewRequest): void {
		turn += 1;
		if (state.value.busy) stop();
		worker ??= start();
		state.value = { ...state.value, busy: true, since: Date.now(), stopped: false };
		worker.postMessage({ id: turn, request: JSON.stringify(request) });
	}
	function stop(): void {
		worker?.terminate();
		worker = null;
		state.value = { ...state.value, ...IDLE, stopped: state.value.busy };
	}
	function clear(): void {
		turn += 1;
		state.value = { preview: null, refusal: null, off: false, ...IDLE };
	}
	onBeforeUnmount(stop);
	return { state, attempt, clear, stop };
}
