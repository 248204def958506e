/** The browser host of the core: the small build, for what is decided while one types. Only the app side imports it. */
import * as glue from '../../../core/wasm/pkg-browser/cutter_wasm.js';
import load from '../../../core/wasm/pkg-browser/cutter_wasm_bg.wasm';
import { hostOf } from './host.js';

export type * from '../../../core/wasm/pkg-browser/cutter_wasm.js';
export { CorePanic, CoreUnavailable, Refused } from './host.js';

/**
 * Calls the core with `decide`.
 *
 * @throws {Refused} where the core says no.
 * @throws {CorePanic} where it stopped; later calls find a new instance.
 * @throws {CoreUnavailable} where WebAssembly is missing or may not be compiled: say so, and go on without the core.
 */
export const core = hostOf(glue, load);
