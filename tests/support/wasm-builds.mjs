// The WebAssembly builds of the core, for tests.

import { readFileSync } from 'node:fs';
import { inProject } from '../../scripts/lib/paths.mjs';

/** Every build there is. */
export const BUILDS = ['server', 'browser-aliases', 'browser'];

/** The operations of test vectors that a build has; the small one of every form only judges addresses. */
export const operationsOf = (build) => (build === 'browser' ? ['parse'] : ['parse', 'sort', 'label', 'split', 'join', 'resolve']);

/** The files of a build that a page or Node.js loads. */
export const buildFile = (build, name) => inProject('core', 'wasm', `pkg-${build}`, name);

/** The functions of a build, ready to be called. */
export async function loadBuild(build) {
	const core = await import(buildFile(build, 'cutter_wasm.js'));
	core.initSync({ module: readFileSync(buildFile(build, 'cutter_wasm_bg.wasm')) });
	return core;
}
