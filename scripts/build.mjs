// npm run build: the core as WebAssembly and the extension bundle, where they are not up to date.

import { buildAll } from './lib/build.mjs';
import { explain } from './lib/console.mjs';
import { ensureNpmPackages } from './lib/npm-packages.mjs';
import { checkPrerequisites } from './lib/prerequisites.mjs';

try {
	await checkPrerequisites();
	await ensureNpmPackages();
	await buildAll();
} catch (error) {
	explain(error);
	process.exit(1);
}
