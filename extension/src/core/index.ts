/** The server host of the core: loads the inlined WebAssembly once and turns what it throws into errors. */
import * as glue from '../../../core/wasm/pkg-server/cutter_wasm.js';
import load from '../../../core/wasm/pkg-server/cutter_wasm_bg.wasm';
import type { Refusal } from '../../../core/wasm/pkg-server/cutter_wasm.js';

export type * from '../../../core/wasm/pkg-server/cutter_wasm.js';

/** A decision of the core against what was asked. */
export class Refused extends Error {
	constructor(readonly refusal: Refusal) {
		super(refusal.message);
		this.name = 'Refused';
	}
}

/** The core stopped where it must not: a defect, reported without inner detail to the caller. */
export class CorePanic extends Error {
	constructor(cause: unknown) {
		super('The core stopped unexpectedly; nothing was written.', { cause });
		this.name = 'CorePanic';
	}
}

export type Core = Omit<typeof glue, 'default' | 'initSync' | 'reset'>;

let compiled: Promise<WebAssembly.Module> | undefined;
let usable = false;

/** Whether what the core threw is its "no". */
export const isRefusal = (thrown: unknown): thrown is Refusal =>
	typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'kind' in thrown && 'message' in thrown;

/** The WebAssembly, compiled once for this process and its workers. */
export const compiledCore = (): Promise<WebAssembly.Module> => (compiled ??= load());

async function ready(): Promise<void> {
	const module = await compiledCore();
	if (!usable) {
		glue.initSync({ module });
		usable = true;
	}
}

/**
 * Calls the core with `decide`.
 *
 * @throws {Refused} where the core says no.
 * @throws {CorePanic} where it stopped; the instance is thrown away, so that later calls are not poisoned.
 */
export async function core<T>(decide: (core: Core) => T): Promise<T> {
	await ready();
	try {
		return decide(glue);
	} catch (thrown) {
		if (isRefusal(thrown)) throw new Refused(thrown);
		if (thrown instanceof WebAssembly.RuntimeError) {
			glue.reset();
			usable = false;
			throw new CorePanic(thrown);
		}
		throw thrown;
	}
}

/** Refuses in the core's form, for what only a surface can see (a missing row, an unreadable upload). */
export function refuse(kind: Refusal['kind'], code: string, message: string): never {
	throw new Refused({ kind, code, message });
}
