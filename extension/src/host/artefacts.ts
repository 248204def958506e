/** Artefact folders: everything a change or a backup left, with SHA256SUMS over all. */
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { core, refuse, type ListedFile } from '../core/index.js';
import { sha256Of } from './fileDigests.js';
import type { Environment } from './keys.js';

const SUMS = 'SHA256SUMS';

/** The folder with the packages, below the root. */
export const PACKAGES = 'packages';

/** Where artefact folders lie: CUTTER_ARTEFACTS_DIR, or `cutter-artefacts` where Directus was started. */
export function artefactRoot(env: Environment): string {
	const named = env['CUTTER_ARTEFACTS_DIR'];
	return typeof named === 'string' && named ? named : join(process.cwd(), 'cutter-artefacts');
}

/** A new folder below the root; `2026-11-21T10:00:00.000Z` becomes `20261121T100000Z` in its name. */
export async function newFolder(env: Environment, stem: string, now: string): Promise<{ name: string; path: string }> {
	const stamp = `${now.slice(0, 19).replace(/[-:]/g, '')}Z`;
	const root = artefactRoot(env);
	const unwritable = (error: Error) => refuse('conflict', 'ARTEFACTS_UNWRITABLE', `No folder for artefacts can be made in ${root}: ${error.message}.`);
	await mkdir(root, { recursive: true, mode: 0o700 }).catch(unwritable);
	for (let number = 1; ; number += 1) {
		const name = `${stem}_${stamp}${number > 1 ? `-${number}` : ''}`;
		try {
			await mkdir(join(root, name), { mode: 0o700 });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
			return unwritable(error as Error);
		}
		await Promise.all(['schema', 'sql', 'logs'].map((part) => mkdir(join(root, name, part)))).catch(unwritable);
		return { name, path: join(root, name) };
	}
}

/** Names of the folders of runs and backups that are there; those of packages lie in a folder of their own. */
export async function foldersOf(env: Environment): Promise<string[]> {
	const entries = await readdir(artefactRoot(env), { withFileTypes: true }).catch(() => []);
	return entries.filter((entry) => entry.isDirectory() && entry.name !== PACKAGES).map(({ name }) => name).sort();
}

/** Every file of a folder but the list itself, with its checksum, in the order of their names. */
export async function listFiles(folder: string): Promise<ListedFile[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const names = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
	const files: ListedFile[] = [];
	for (const name of names.filter((each) => each !== SUMS).sort()) files.push({ name, sha256: await sha256Of(join(folder, name)) });
	return files;
}

/** Writes SHA256SUMS over everything. Returns its own checksum. */
export async function writeSums(folder: string): Promise<string> {
	const lines = (await listFiles(folder)).map(({ name, sha256 }) => `${sha256}  ${name}\n`);
	await writeFile(join(folder, SUMS), lines.join(''));
	return sha256Of(join(folder, SUMS));
}

/** SHA256SUMS as it is written. */
export async function readSums(folder: string): Promise<ListedFile[]> {
	const text = await readFile(join(folder, SUMS), 'utf8').catch(() => '');
	const lines = text.split('\n').filter(Boolean);
	return lines.map((line) => ({ name: line.slice(66), sha256: line.slice(0, 64) }));
}

export const sumsDigest = (folder: string): Promise<string | null> => sha256Of(join(folder, SUMS)).catch(() => null);

/** The file's text, or null where there is none. */
export const textOf = (folder: string, name: string): Promise<string | null> => readFile(join(folder, name), 'utf8').catch(() => null);

/** The folder of that name; refuses one that is not there or cannot be read. Where it would lie is told to nobody who may not know. */
export async function existingFolder(env: Environment, name: string): Promise<string> {
	const path = join(artefactRoot(env), name);
	const there = await stat(path).then((found) => found.isDirectory(), () => false);
	if (!there) refuse('not_found', 'FOLDER_MISSING', `There is no folder ${name} where this process keeps artefacts (CUTTER_ARTEFACTS_DIR).`);
	await access(path, constants.R_OK | constants.X_OK).catch(() => refuse('conflict', 'FOLDER_UNREADABLE', `This process may not read the folder ${name}: it belongs to another user of the machine.`));
	return path;
}

/** Settings whose values must never be in an artefact. */
const SECRET_NAMES = /(^|_)(KEY|SECRET|PASSWORD|TOKEN)$/;

/** Secrets of this installation: passwords, keys, tokens, and the passwords of connections. */
function knownSecrets(env: Environment): string[] {
	const values = Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	const named = values.filter(([name]) => SECRET_NAMES.test(name)).map(([, value]) => value);
	const inUrls = values
		.filter(([, value]) => /^\w+:\/\//.test(value) && URL.canParse(value))
		.map(([, value]) => decodeURIComponent(new URL(value).password));
	return [...new Set([...named, ...inUrls])].filter(Boolean);
}

/** Secrets in the text files of a folder, each named by file and line and never quoted; dumps are compressed and left out. */
export async function secretsIn(env: Environment, folder: string): Promise<string[]> {
	const names = (await listFiles(folder)).map(({ name }) => name).filter((name) => !name.endsWith('.dump'));
	const files = await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
	return core((it) => it.secrets_in(files, knownSecrets(env)));
}
