// From a fresh clone to everything that is needed to start: uses nothing but Node.js itself.

import { chosenRelease, ensureDirectusHost } from './directus-host.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { buildAll } from './build.mjs';
import { checkPrerequisites } from './prerequisites.mjs';

/**
 * Installs and builds what is missing or out of date. The Directus host comes down while the core compiles.
 * @param {{ releases?: string[], build?: boolean }} [parts] the releases of Directus to install; `build: false` leaves out the build
 */
export async function prepare({ releases = [chosenRelease()], build = true } = {}) {
	await checkPrerequisites();
	await ensureNpmPackages();
	await Promise.all([ensureHosts(releases), build && buildAll()]);
}

/** One after the other: each is an npm installation of its own, and the core compiles beside it. */
async function ensureHosts(releases) {
	for (const release of releases) await ensureDirectusHost(release);
}
