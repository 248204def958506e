// Tools that are crates: compiled once into the cache.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCached } from './cache.mjs';
import { runChecked } from './process.mjs';

/** Compiling these tools takes far longer than they ever run. */
const QUICK_TO_COMPILE = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0', CARGO_PROFILE_RELEASE_LTO: 'false', CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16' };

/**
 * Commands of crates, built once into the cache; what two of them need is compiled once.
 * @param {{ crate: string, version: string, options: string[] }[]} tools `options` of `cargo install`
 * @returns {Promise<string>} the folder of their programs
 */
export async function ensureCargoTools(tools) {
	const name = tools.map(({ crate, version }) => `${crate.replace(/-cli$/, '')}-${version}`).join('-');
	const title = `${tools.map(({ crate, version }) => `${crate} ${version}`).join(' and ')} (a minute or two)`;
	const folder = await ensureCached(name, title, async (filling) => {
		const build = join(filling, 'build');
		for (const { crate, version, options } of tools) {
			await runChecked('cargo', ['install', crate, '--version', version, '--root', filling, ...options], {
				env: { ...process.env, ...QUICK_TO_COMPILE, CARGO_TARGET_DIR: build },
				advice: 'check that the crate registry can be reached, then run the command again',
			});
		}
		rmSync(build, { recursive: true });
	});
	return join(folder, 'bin');
}
