// Examples of the core as native programs, as `cargo test --workspace` has built them.

import { execFileSync } from 'node:child_process';
import { inProject } from '../../scripts/lib/paths.mjs';

/**
 * The program of an example, which is built where it is not up to date.
 * Asked for by its package alone, cargo would compile the whole core once more, without the feature `typescript`, which changes nothing that runs.
 * @returns {string} its path
 */
export function nativeExample(name) {
	execFileSync('cargo', ['build', '--quiet', '--workspace', '--example', name], { cwd: inProject(), stdio: 'inherit' });
	return inProject('target', 'debug', 'examples', name);
}
