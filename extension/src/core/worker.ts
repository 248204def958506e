/** The worker's side: this same bundle, started once more as a worker thread, answers with what the core decides. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

import * as glue from '../../../core/wasm/pkg-server/cutter_wasm.js';
import type { Job, Outcome } from './pool.js';

/** What a worker of this bundle is started with; any other worker that imports the bundle is none of ours. */
export interface WorkerData {
	iuCutterCore: WebAssembly.Module;
}

function answer({ name, inputs }: Job): Outcome {
	try {
		const decide = glue[name as keyof typeof glue] as (...inputs: readonly unknown[]) => unknown;
		return { answer: decide(...inputs) };
	} catch (thrown) {
		return thrown instanceof WebAssembly.RuntimeError ? { stopped: String(thrown.stack) } : { thrown };
	}
}

const module = isMainThread ? undefined : (workerData as Partial<WorkerData> | null)?.iuCutterCore;
if (module && parentPort) {
	const port = parentPort;
	glue.initSync({ module });
	port.on('message', (job: Job) => port.postMessage(answer(job)));
}
