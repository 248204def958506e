/** Modules of Directus that it hands to no extension: taken from the Directus that runs, so that there is one of each. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import { refuse } from '../core/index.js';

/** A module of `@directus/api` by its path, as the program that was started finds it. */
export async function ofDirectus<Module>(path: string): Promise<Module> {
	let file: string;
	try {
		file = createRequire(realpathSync(process.argv[1] ?? '')).resolve(`@directus/api/${path}`);
	} catch {
		return refuse('conflict', 'DIRECTUS_NOT_FOUND', 'The program that runs is not Directus\' own, so nobody can be proven to it: run "directus cutter" as Directus installs it.');
	}
	return import(pathToFileURL(file).href) as Promise<Module>;
}
