// From a fresh clone to everything that is needed to start: uses nothing but Node.js itself.

import { ensureDirectusHost } from './directus-host.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { buildAll } from './build.mjs';
import { checkPrerequisites } from './prerequisites.mjs';

/**
 * Installs and builds what is missing or out of date. The Directus host comes down while the core compiles.
 * @param {{ host?: boolean, build?: boolean }} [parts] `false` leaves out the Directus host or the build
 */
export async function prepare({ host = true, build = true } = {}) {
	await checkPrerequisites();
	await ensureNpmPackages();
	await Promise.all([host && ensureDirectusHost(), build && buildAll()]);
}
