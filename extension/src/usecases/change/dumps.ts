/** Dumps and snapshots of a database, made with PostgreSQL's own programs. */
import { randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from 'pg';

import { refuse, type Holdings } from '../../core/index.js';
import { sha256Of } from '../../host/fileDigests.js';
import { backupUrl, connected, type ConnectionHost } from '../../host/migrationConnection.js';
import { findTool, runTool, type Tool, type ToolResult, type ToolRun } from '../../host/postgresTools.js';
import { insertBackup } from '../../ledger/backups.js';
import { readBackupContents } from '../../ledger/backupContents.js';
import { inSnapshot, readIdentity } from '../../ledger/server.js';

export const DUMP = 'database.dump';
export const ROLES = 'roles.sql';

/** A dump as it was made. */
export interface Dump {
	file: string;
	beganAt: string;
	bytes: number;
	sha256: string;
	/** Entries of its table of contents; none where pg_restore cannot list it. */
	entries: number | null;
	/** Why it could not be made, in the words of PostgreSQL's program or of the file system; none where it was. */
	failure: string | null;
	holdings: Holdings;
}

/** What a program said of its failure: the line with the error, else its last line. */
function reasonOf({ errors, output }: ToolResult): string {
	const lines = `${errors}${output}`.trim().split('\n');
	return lines.find((line) => / error: /.test(line)) ?? lines.at(-1) ?? '';
}

/** The dump, the roles beside it, and what the database held in the very snapshot that was dumped. */
export async function dumpDatabase(host: ConnectionHost, folder: string, unit?: string | null): Promise<Dump> {
	const url = backupUrl(host.env);
	return connected(host, url, async (client) => {
		const beganAt = new Date().toISOString();
		const { server_version } = await readIdentity(client);
		const file = join(folder, DUMP);
		const whole = await inSnapshot(client, async (snapshot) => {
			const holdings = await readBackupContents(client, unit);
			const [dump, dumpall] = await Promise.all([findTool(host.env, 'pg_dump', server_version), findTool(host.env, 'pg_dumpall', server_version)]);
			const failure =
				(await failureOf(dump, folder, { url, args: ['--format=custom', '--compress=6', `--snapshot=${snapshot}`], to: file })) ??
				(await failureOf(dumpall, folder, { url, args: ['--roles-only', '--no-role-passwords'], to: join(folder, ROLES) }));
			return { file: DUMP, beganAt, failure, holdings };
		});
		if (whole.failure !== null) return { ...whole, bytes: await stat(file).then(({ size }) => size, () => 0), sha256: '', entries: null };
		const [{ size }, sha256, { entries }] = await Promise.all([stat(file), sha256Of(file), listDump(host, folder, server_version)]);
		return { ...whole, bytes: size, sha256, entries };
	});
}

/** Runs one of PostgreSQL's programs, with its messages in the log. Says why it failed, where it did: a full disk is no exception. */
async function failureOf(tool: Tool, folder: string, asked: ToolRun): Promise<string | null> {
	try {
		const made = await runTool(tool, asked);
		await writeFile(join(folder, 'logs', `${tool.name}.log`), made.errors);
		return made.code === 0 ? null : `${tool.name} ended with ${made.code}: ${reasonOf(made)}`;
	} catch (error) {
		return `${tool.name}: ${(error as Error).message}`;
	}
}

/** Leaves in the folder when the dump was begun, and its checksum. */
export const markFresh = (folder: string, dump: Dump): Promise<void> => writeFile(join(folder, 'FRESHNESS'), `${dump.beganAt}\n${dump.sha256}  ${dump.file}\n`);

/**
 * Puts the dump of `folder` on record. Returns the backup's id.
 *
 * @param sums SHA-256 of SHA256SUMS; null where the folder is that of a run, which records it at its end
 */
export async function recordBackup(records: Client, folder: string, dump: Dump, by: string, sums: string | null): Promise<string> {
	const backup_id = randomUUID();
	const { sha256, bytes, holdings, beganAt: created_at } = dump;
	await insertBackup(records, { backup_id, folder: basename(folder), sha256, bytes, system_identifier: holdings.system_identifier, holdings, created_by: by, created_at, sums_sha256: sums });
	return backup_id;
}

/** What pg_restore reads of a dump: its entries, and the database it says it was made from; nulls where it cannot. */
export async function listDump(host: ConnectionHost, folder: string, serverVersion: number): Promise<{ entries: number | null; database: string | null }> {
	const tool = await findTool(host.env, 'pg_restore', serverVersion);
	const list = await runTool(tool, { args: ['--list'], from: join(folder, DUMP) });
	if (list.code !== 0) return { entries: null, database: null };
	const lines = list.output.split('\n');
	const [, database] = lines.map((line) => /^; +dbname: (.*)$/.exec(line)).find(Boolean) ?? [];
	return { entries: lines.filter((line) => line && !line.startsWith(';')).length, database: database ?? null };
}

/** A snapshot of the schema, without owners and privileges. Returns its text. */
export async function schemaSnapshot(host: ConnectionHost, url: string, serverVersion: number, file: string): Promise<string> {
	const tool = await findTool(host.env, 'pg_dump', serverVersion);
	const made = await runTool(tool, { url, args: ['--schema-only', '--no-owner', '--no-privileges'], to: file });
	if (made.code !== 0) refuse('conflict', 'SNAPSHOT_FAILED', `pg_dump of the schema ended with ${made.code}: ${reasonOf(made)}`);
	return readFile(file, 'utf8');
}
