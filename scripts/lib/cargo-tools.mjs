// Tools that are crates: compiled once into the cache.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCached } from './cache.mjs';
import { runChecked } from './process.mjs';

/** Compiling these tools takes far longer than they ever run. */
const QUICK_TO_COMPILE = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0', CARGO_PROFILE_RELEASE_LTO: 'false', CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16' };

/**
 * A command of a crate, built once into the cache.
 * @returns {Promise<string>} the folder of its programs
 */
export async function ensureCargoTool(crate, version, { locked }) {
	const name = `${crate.replace(/-cli$/, '')}-${version}`;
	const folder = await ensureCached(name, `${crate} ${version} (about a minute)`, async (filling) => {
		const build = join(filling, 'build');
		await runChecked('cargo', ['install', crate, '--version', version, '--root', filling, ...(locked ? ['--locked'] : [])], {
			env: { ...process.env, ...QUICK_TO_COMPILE, CARGO_TARGET_DIR: build },
			advice: 'check that the crate registry can be reached, then run the command again',
		});
		rmSync(build, { recursive: true });
	});
	return join(folder, 'bin');
}
