/** The files of a folder, whatever is wrong with some of them: links that go round, names that lead nowhere, what is no file. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';

import type { FoundFile } from '../core/index.js';
import { refuse } from '../core/index.js';

/** A place in the folder that cannot be read, and why. */
export interface Unreadable {
	path: string;
	code: string;
	message: string;
}

export interface FolderListing {
	/** The folder that paths are below. */
	root: string;
	files: FoundFile[];
	unreadable: Unreadable[];
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';

/** Lists the file named, or every file below the folder named; names that begin with a dot are left out. */
export async function listFolder(named: string): Promise<FolderListing> {
	const about = await stat(named).catch((error) => refuse('not_found', 'FILE_UNREADABLE', `${named} cannot be read (${codeOf(error)}).`));
	if (about.isFile()) return { root: join(named, '..'), files: [{ path: basename(named), bytes: about.size, named: true }], unreadable: [] };
	if (!about.isDirectory()) refuse('invalid', 'FILE_NOT_REGULAR', `${named} is neither a file nor a folder.`);
	const listing: FolderListing = { root: named, files: [], unreadable: [] };
	const seen = new Set<string>();
	// Folders that a link leads to come last: of two ways to one folder the straight one counts.
	const linked: string[] = [];
	await walk(listing, named, seen, linked);
	for (let next = linked.shift(); next !== undefined; next = linked.shift()) await walk(listing, next, seen, linked);
	return listing;
}

async function walk(listing: FolderListing, folder: string, seen: Set<string>, linked: string[]): Promise<void> {
	const pathOf = (place: string) => relative(listing.root, place).split(sep).join('/');
	const wrong = (place: string, code: string, why: string) => listing.unreadable.push({ path: pathOf(place), code, message: `${pathOf(place)} ${why}.` });
	let entries;
	try {
		const real = await realpath(folder);
		if (seen.has(real)) return void wrong(folder, 'FOLDER_LOOP', 'leads to a folder that is already in the run');
		seen.add(real);
		entries = await readdir(folder, { withFileTypes: true });
	} catch (error) {
		return void wrong(folder, 'FILE_UNREADABLE', `cannot be read (${codeOf(error)})`);
	}
	for (const entry of entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const place = join(folder, entry.name);
		try {
			if (entry.isDirectory()) {
				await walk(listing, place, seen, linked);
				continue;
			}
			const about = await stat(place);
			if (about.isDirectory()) linked.push(place);
			else if (about.isFile()) listing.files.push({ path: pathOf(place), bytes: about.size, named: false });
			// A pipe would be waited for, for ever.
			else wrong(place, 'FILE_NOT_REGULAR', 'is no file');
		} catch (error) {
			wrong(place, 'FILE_UNREADABLE', `cannot be read (${codeOf(error)})`);
		}
	}
}
