// The tools that turn the core into WebAssembly: the Rust target, wasm-pack and wasm-bindgen.

import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureCargoTools } from './cargo-tools.mjs';
import { step, UserError } from './console.mjs';
import { inProject } from './paths.mjs';
import { run, runChecked } from './process.mjs';

export const WASM_TARGET = 'wasm32-unknown-unknown';
const WASM_PACK_VERSION = '0.15.1';

/** The command-line tool must be of the very version of the library the core is linked with. */
function wasmBindgenVersion() {
	const lock = readFileSync(inProject('Cargo.lock'), 'utf8');
	const found = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock);
	if (!found) throw new UserError('Cargo.lock names no wasm-bindgen.', { advice: 'restore Cargo.lock from the repository' });
	return found[1];
}

/** What Rust itself needs to compile for WebAssembly. */
export async function ensureWasmTarget() {
	const { stdout } = await run('rustup', ['target', 'list', '--installed'], { cwd: inProject() });
	if (stdout.split('\n').includes(WASM_TARGET)) return;
	await step(`Adding the Rust target ${WASM_TARGET}`, () =>
		runChecked('rustup', ['target', 'add', WASM_TARGET], { cwd: inProject(), advice: `run "rustup target add ${WASM_TARGET}" and look at its message` }),
	);
}

/**
 * @returns {Promise<{ wasmPack: string, path: string }>} wasm-pack, and the PATH on which it finds
 *   wasm-bindgen and wasm-opt (from the project's own npm packages)
 */
export async function ensureWasmTools() {
	const tools = await ensureCargoTools([
		// Without the client of a test runner that is not used here. Not --locked: its lock file names a crate version that was withdrawn.
		{ crate: 'wasm-bindgen-cli', version: wasmBindgenVersion(), options: ['--no-default-features', '--bin', 'wasm-bindgen'] },
		{ crate: 'wasm-pack', version: WASM_PACK_VERSION, options: ['--locked'] },
	]);
	const npmTools = inProject('node_modules', '.bin');
	if (!existsSync(join(npmTools, 'wasm-opt'))) {
		throw new UserError('The npm package "binaryen" (wasm-opt) is not installed.', { advice: 'run "npm ci" in the project folder' });
	}
	return { wasmPack: join(tools, 'wasm-pack'), path: [tools, npmTools, process.env.PATH].join(delimiter) };
}
