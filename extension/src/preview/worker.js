// The worker of the Mark studio: tries texts with the core, one after the other. Served as it is, beside the core's own files.
import init, { preview_mark, reset } from './cutter_wasm.js';

let ready;

self.onmessage = async ({ data: { id, request } }) => {
	try {
		await (ready ??= init());
		self.postMessage({ id, answer: preview_mark(request) });
	} catch (thrown) {
		// The core's "no" is a plain object; anything else means that this instance is not to be used again.
		if (thrown && typeof thrown === 'object' && 'code' in thrown && 'kind' in thrown) return self.postMessage({ id, refusal: thrown });
		reset();
		ready = undefined;
		self.postMessage({ id, stopped: String(thrown) });
	}
};
