// Which crates of this repository another one is made of, as their manifests say.

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { inProject } from './paths.mjs';

/** What a manifest takes by a path, what its tests alone take left out. */
function pathsIn(folder) {
	const sections = readFileSync(inProject(folder, 'Cargo.toml'), 'utf8').split(/^\[/m);
	const own = sections.filter((section) => /^(dependencies|build-dependencies|target\..*dependencies)[\].]/.test(section) && !section.startsWith('dev-'));
	return own.flatMap((section) => [...section.matchAll(/\bpath = "([^"]+)"/g)].map(([, path]) => posix.join(folder, path)));
}

/**
 * @param {string} folder of a crate, relative to the project
 * @returns {string[]} it, and all it takes by paths, however far, each once
 */
export function cratesBelow(folder) {
	const found = new Set([folder]);
	for (const each of found) for (const path of pathsIn(each)) found.add(path);
	return [...found];
}
