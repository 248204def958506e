// The releases of Directus that development and tests run, each pinned by scripts/hosts/directus-<major>/package-lock.json.

import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ensureCached } from './cache.mjs';
import { ensureNode22 } from './node22.mjs';
import { npm } from './npm.mjs';
import { UserError } from './console.mjs';
import { inProject } from './paths.mjs';

/** Major versions that are tried; the first is the one for everything that does not ask for another. */
export const RELEASES = ['11', '12'];

const MANIFESTS = ['package.json', 'package-lock.json'];

/** Native modules that must be built for the Node.js in use; the others bring their binaries or are not loaded. */
const BUILT_MODULES = ['isolated-vm'];

/** The release to run: the one `CUTTER_DIRECTUS` names, else the first. */
export function chosenRelease() {
	const release = process.env.CUTTER_DIRECTUS || RELEASES[0];
	if (!RELEASES.includes(release)) throw new UserError(`CUTTER_DIRECTUS is "${release}".`, { advice: `name one of ${RELEASES.join(', ')}` });
	return release;
}

/**
 * @param {string} [release] its major version
 * @returns {Promise<{ node: string, cli: string, version: string, name: string }>} the Node.js binary, Directus' command, and a name that tells
 *   this installation from every other
 */
export async function ensureDirectusHost(release = chosenRelease()) {
	const { node, headers, abi } = await ensureNode22();
	const manifests = MANIFESTS.map((name) => inProject('scripts', 'hosts', `directus-${release}`, name));
	const version = JSON.parse(readFileSync(manifests[0], 'utf8')).dependencies.directus;
	const digest = createHash('sha256');
	for (const path of manifests) digest.update(readFileSync(path));
	const name = `directus-${version}-${digest.digest('hex').slice(0, 12)}-${process.platform}-${process.arch}-abi${abi}`;

	const folder = await ensureCached(name, `Directus ${version} (about 3 minutes)`, async (filling) => {
		for (const [index, path] of manifests.entries()) copyFileSync(path, join(filling, MANIFESTS[index]));
		const env = {
			PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
			npm_config_nodedir: headers,
		};
		// Install scripts are off: several of them download from elsewhere for databases that are not used here.
		await npm(['ci', '--ignore-scripts', '--omit=dev'], { cwd: filling, env });
		await npm(['rebuild', ...BUILT_MODULES], {
			cwd: filling,
			env,
			advice: 'building isolated-vm needs Python 3, make and a C++ compiler (Debian: apt-get install python3 make g++)',
		});
	});
	// Not directus/cli.js: that one first asks the registry for updates, and says so on standard output.
	return { node, cli: join(folder, 'node_modules', '@directus', 'api', 'dist', 'cli', 'run.js'), version, name };
}
