// cargo-fuzz: where it is, how it is called, and what libFuzzer says at the end.

import { delimiter } from 'node:path';
import { ensureCargoTools } from './cargo-tools.mjs';

const CARGO_FUZZ_VERSION = '0.13.2';

/**
 * cargo-fuzz, compiled into the cache if it is not there. No sanitizer: they need a nightly compiler, and the core forbids
 * unsafe code, which is what they look for. What the properties assert is looked for all the same.
 * @returns {Promise<{ command: string, flags: string[], env: NodeJS.ProcessEnv }>}
 */
export async function cargoFuzz() {
	const folder = await ensureCargoTools([{ crate: 'cargo-fuzz', version: CARGO_FUZZ_VERSION, options: ['--locked'] }]);
	const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter), CARGO_TERM_COLOR: 'never' };
	return { command: 'cargo', flags: ['--fuzz-dir', 'fuzz', '--sanitizer', 'none'], env };
}

/**
 * @param {string[]} lines what libFuzzer printed
 * @returns {{ executions: number, coverage: number }} inputs that were tried, and edges of the program that they reached
 */
export function readStatistics(lines) {
	const last = (pattern) => Number(lines.map((line) => pattern.exec(line)?.[1]).findLast((found) => found !== undefined) ?? 0);
	return { executions: last(/^(?:stat::number_of_executed_units:\s+|#)(\d+)/), coverage: last(/\bcov: (\d+)/) };
}
