/** Dumps and snapshots of a database, made with PostgreSQL's own programs. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { refuse, type Holdings } from '../../core/index.js';
import { sha256Of } from '../../host/artefacts.js';
import { backupUrl, connected, type ConnectionHost } from '../../host/migrationConnection.js';
import { findTool, runTool, type ToolResult } from '../../host/postgresTools.js';
import { readIdentity } from '../../ledger/changeProbe.js';
import { readHoldings } from '../../ledger/holdings.js';

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
	holdings: Holdings;
}

const lastLine = ({ errors, output }: ToolResult): string => `${errors}${output}`.trim().split('\n').at(-1) ?? '';

/** The dump, the roles beside it, and what the database held in the very snapshot that was dumped. */
export async function dumpDatabase(host: ConnectionHost, folder: string, unit?: string | null): Promise<Dump> {
	const url = backupUrl(host.env);
	return connected(host, url, async (client) => {
		const beganAt = new Date().toISOString();
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		const { rows } = await client.query('SELECT pg_export_snapshot() AS snapshot');
		const { server_version } = await readIdentity(client);
		const holdings = await readHoldings(client, unit);
		const [dump, dumpall] = await Promise.all([findTool(host.env, 'pg_dump', server_version), findTool(host.env, 'pg_dumpall', server_version)]);
		const file = join(folder, DUMP);
		const made = await runTool(dump, { url, args: ['--format=custom', '--compress=6', `--snapshot=${rows[0].snapshot}`], to: file });
		await writeFile(join(folder, 'logs', 'pg_dump.log'), made.errors);
		if (made.code !== 0) refuse('conflict', 'BACKUP_FAILED', `pg_dump ended with ${made.code}: ${lastLine(made)}`);
		const roles = await runTool(dumpall, { url, args: ['--roles-only', '--no-role-passwords'], to: join(folder, ROLES) });
		if (roles.code !== 0) refuse('conflict', 'BACKUP_FAILED', `pg_dumpall ended with ${roles.code}: ${lastLine(roles)}`);
		await client.query('COMMIT');
		const { size } = await stat(file);
		return { file: DUMP, beganAt, bytes: size, sha256: await sha256Of(file), entries: (await listDump(host, folder, server_version)).entries, holdings };
	});
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
	if (made.code !== 0) refuse('conflict', 'SNAPSHOT_FAILED', `pg_dump of the schema ended with ${made.code}: ${lastLine(made)}`);
	return readFile(file, 'utf8');
}
