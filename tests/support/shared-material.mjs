// The reference material beside the project (real laws, test vectors): read where it is, absent elsewhere.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from '../../scripts/lib/paths.mjs';

const folder = process.env.CUTTER_SHARED ?? inProject('..', 'shared');

/**
 * The path of reference material, or undefined with a printed line when it is not on this machine.
 * @param {...string} parts for example `'corpus', 'vn-it-law-2006', 'source.txt'`
 */
export function sharedMaterial(...parts) {
	const path = join(folder, ...parts);
	if (existsSync(path)) return path;
	console.log(`skipped: no reference material ${parts.join('/')} (set CUTTER_SHARED)`);
	return undefined;
}
