// The project's own npm packages, as package-lock.json says.

import { mkdirSync } from 'node:fs';
import { withLock } from './cache.mjs';
import { step } from './console.mjs';
import { npm } from './npm.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { digestOf, whenChanged } from './stamps.mjs';

/** One run at a time installs or builds in a clone. */
export function withProjectLock(work) {
	mkdirSync(inProject('.dev'), { recursive: true });
	return withLock(inProject('.dev', 'lock'), work);
}

/** Runs `npm ci` when the lock file changed since the last time. */
export function ensureNpmPackages() {
	const digest = digestOf(['package-lock.json'], { also: [process.platform, process.arch] });
	return withProjectLock(() =>
		whenChanged('npm-packages', digest, ['node_modules/pg', 'node_modules/.package-lock.json'], () =>
			step('Installing the npm packages of the project', () => npm(['ci'], { cwd: projectRoot })),
		),
	);
}
