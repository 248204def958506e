#!/usr/bin/env node
// The checksums of the frozen SQL: `node migrations/sums.mjs --write` after adding a migration, `--check` everywhere else.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const MIGRATIONS = dirname(fileURLToPath(import.meta.url));
const SUMS = join(MIGRATIONS, 'SHA256SUMS');

/** Paths of every frozen file, relative to the folder of migrations, in the order of the list. */
export function frozenFiles() {
	const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory() && /^\d{3}_/.test(entry.name));
	const inFolders = folders.flatMap(({ name }) => readdirSync(join(MIGRATIONS, name)).map((file) => `${name}/${file}`));
	return [...inFolders, 'bootstrap.sql'].sort();
}

/** The list as `sha256sum` writes it. */
export function currentSums() {
	const line = (path) => `${createHash('sha256').update(readFileSync(join(MIGRATIONS, path))).digest('hex')}  ${path}\n`;
	return frozenFiles().map(line).join('');
}

/** Every difference between the list and the files, one sentence each; none when the list is true. */
export function differences() {
	const parse = (text) => new Map(text.split('\n').filter(Boolean).map((line) => [line.slice(66), line.slice(0, 64)]));
	const [listed, actual] = [parse(readFileSync(SUMS, 'utf8')), parse(currentSums())];
	const changed = [...listed].filter(([path, sum]) => actual.has(path) && actual.get(path) !== sum).map(([path]) => `${path} was changed`);
	const missing = [...listed.keys()].filter((path) => !actual.has(path)).map((path) => `${path} is missing`);
	const unlisted = [...actual.keys()].filter((path) => !listed.has(path)).map((path) => `${path} is not listed`);
	return [...changed, ...missing, ...unlisted];
}

function main([mode, ...rest]) {
	if (rest.length > 0 || !['--write', '--check'].includes(mode)) {
		console.error('Usage: node migrations/sums.mjs --write | --check');
		return 2;
	}
	if (mode === '--write') writeFileSync(SUMS, currentSums());
	const found = differences();
	for (const sentence of found) console.error(`SHA256SUMS: ${sentence}`);
	return found.length > 0 ? 1 : 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));
