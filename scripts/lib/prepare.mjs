// From a fresh clone to everything that is needed to start: uses nothing but Node.js itself.

import { ensureDirectusHost } from './directus-host.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { buildAll } from './build.mjs';
import { checkPrerequisites } from './prerequisites.mjs';

/** What every command needs first: the tools on this machine and the npm packages. */
export async function prepareTools() {
	await checkPrerequisites();
	await ensureNpmPackages();
}

/** Installs and builds what is missing or out of date. The Directus host comes down while the core compiles. */
export async function prepare() {
	await prepareTools();
	await Promise.all([ensureDirectusHost(), buildAll()]);
}
