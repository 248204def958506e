/** The server host of the core, with every decision. Only the API side imports it. */
import * as glue from '../../../core/wasm/pkg-server/cutter_wasm.js';
import load from '../../../core/wasm/pkg-server/cutter_wasm_bg.wasm';
import type { Refusal } from '../../../core/wasm/pkg-server/cutter_wasm.js';
import { hostOf, Refused, type CoreOf } from './host.js';

export type * from '../../../core/wasm/pkg-server/cutter_wasm.js';
export { CorePanic, CoreUnavailable, isRefusal, Refused } from './host.js';

/** Every function of the core. */
export type Core = CoreOf<typeof glue>;

let compiled: Promise<WebAssembly.Module> | undefined;

/** The WebAssembly, compiled once for this process and its workers. */
export const compiledCore = (): Promise<WebAssembly.Module> => (compiled ??= load());

/**
 * Calls the core with `decide`.
 *
 * @throws {Refused} where the core says no.
 * @throws {CorePanic} where it stopped; later calls find a new instance.
 * @throws {CoreUnavailable} where it cannot run at all.
 */
export const core = hostOf(glue, compiledCore);

/** Refuses in the core's form, for what only a surface can see (a missing row, an unreadable upload). */
export function refuse(kind: Refusal['kind'], code: string, message: string): never {
	throw new Refused({ kind, code, message });
}
