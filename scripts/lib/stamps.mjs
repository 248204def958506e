// "Up to date?" by content: a step is repeated when the digest of its inputs changed or its output is gone.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inProject, projectRoot } from './paths.mjs';

function* filesBelow(path, skip) {
	if (!existsSync(path)) return;
	if (!statSync(path).isDirectory()) {
		yield path;
		return;
	}
	for (const name of readdirSync(path).sort()) if (!skip(name)) yield* filesBelow(join(path, name), skip);
}

/**
 * The digest of files and folders, names and contents.
 * @param {string[]} paths relative to the project; what does not exist counts as empty
 * @param {{ skip?: (name: string) => boolean, also?: unknown }} [options] `also`: anything else the result depends on
 */
export function digestOf(paths, { skip = () => false, also } = {}) {
	const digest = createHash('sha256').update(JSON.stringify(also ?? null));
	for (const path of paths) {
		for (const file of filesBelow(inProject(path), skip)) {
			digest.update(`\0${relative(projectRoot, file)}\0`).update(readFileSync(file));
		}
	}
	return digest.digest('hex');
}

const stampFile = (name) => inProject('.dev', 'stamps', name);

/**
 * Runs `work` unless it ran before for the same inputs and its outputs are still there.
 * @param {string} name of the stamp
 * @param {string} digest of the inputs
 * @param {string[]} outputs relative to the project
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether it ran
 */
export async function whenChanged(name, digest, outputs, work) {
	const file = stampFile(name);
	const upToDate = existsSync(file) && readFileSync(file, 'utf8') === digest && outputs.every((path) => existsSync(inProject(path)));
	if (upToDate) return false;
	await work();
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, digest);
	return true;
}
