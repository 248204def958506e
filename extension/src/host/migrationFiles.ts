/** The frozen migrations beside the bundle, and the checksums the bundle pins. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import pinnedLines from '../../../migrations/SHA256SUMS';
import type { MigrationFile } from '../core/index.js';
import type { Environment } from './keys.js';

/** The runner's own table, made before the first migration; frozen like the others. */
const BOOTSTRAP = 'bootstrap.sql';

export interface MigrationFolder {
	id: string;
	files: MigrationFile[];
}

/** The folder of the installed package, or the one named by CUTTER_MIGRATIONS_DIR. */
function folder(env: Environment): string {
	const named = env['CUTTER_MIGRATIONS_DIR'];
	return typeof named === 'string' && named ? named : fileURLToPath(new URL('./migrations/', import.meta.url));
}

function pinnedChecksums(): Map<string, string> {
	const lines = pinnedLines.trim().split('\n');
	return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Every migration with the checksums pinned and found; `bootstrap.sql` counts as a folder of its own, first in order. */
export async function migrationFolders(env: Environment): Promise<MigrationFolder[]> {
	const root = folder(env).replace(/\/$/, '');
	const pinned = pinnedChecksums();
	const found = (await readdir(root, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile() && entry.parentPath !== root)
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
	const folders = new Map<string, MigrationFile[]>();
	for (const path of [...new Set([...pinned.keys(), ...found])].sort()) {
		const [id, name] = path.includes('/') ? [path.slice(0, path.indexOf('/')), path.slice(path.indexOf('/') + 1)] : [path, 'up.sql'];
		const observed = await readFile(join(root, path)).then(
			(bytes) => createHash('sha256').update(bytes).digest('hex'),
			() => null,
		);
		folders.set(id, [...(folders.get(id) ?? []), { name, pinned: pinned.get(path) ?? null, observed }]);
	}
	return [...folders].map(([id, files]) => ({ id, files }));
}

/** The SQL of one file of a migration. */
export const migrationSql = (env: Environment, id: string, name: 'up.sql' | 'down.sql' | 'verify.sql' | 'migration.json'): Promise<string> => readFile(join(folder(env), id, name), 'utf8');

/** The SQL that makes the runner's own table. */
export const bootstrapSql = (env: Environment): Promise<string> => readFile(join(folder(env), BOOTSTRAP), 'utf8');

/** Whether `id` is the bootstrap and no migration. */
export const isBootstrap = (id: string): boolean => id === BOOTSTRAP;
