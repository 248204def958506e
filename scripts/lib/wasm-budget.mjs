// How large the WebAssembly builds are and may be: core/wasm/budget.json.

import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { UserError } from './console.mjs';
import { inProject } from './paths.mjs';

const BUDGET_FILE = 'core/wasm/budget.json';
const COMPRESSION = { raw: 'as it is', brotli: 'with brotli' };

/** @typedef {{ raw: number, brotli: number }} Size in bytes: the file as it is, and with brotli at quality 11 */

/** @returns {Size} */
export function sizeOf(bytes) {
	const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
	return { raw: bytes.length, brotli: brotli.length };
}

/**
 * @param {string} name of the build
 * @returns {Size} what it may be
 */
export function budgetOf(name) {
	const bounds = JSON.parse(readFileSync(inProject(BUDGET_FILE), 'utf8'))[name];
	if (!bounds) throw new UserError(`${BUDGET_FILE} has no bounds for the build ${name}.`, { advice: 'add raw and brotli bytes for it' });
	return bounds;
}

/**
 * Refuses a build that is over its budget.
 * @param {string} name of the build
 * @param {Size} size
 * @param {Size} bounds
 */
export function checkBudget(name, size, bounds) {
	for (const [kind, words] of Object.entries(COMPRESSION)) {
		if (size[kind] <= bounds[kind]) continue;
		throw new UserError(`The WebAssembly build ${name} has ${size[kind]} bytes ${words}; its budget is ${bounds[kind]}.`, {
			advice: `make it smaller, or decide on another bound in ${BUDGET_FILE}`,
		});
	}
}
