/** Restores a dump into a throw-away server: roles first, so that a restore is clean and any error line is a finding. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startIsolatedServer, type IsolatedServer } from '../../host/isolatedServer.js';
import { backupUrl, connected, type ConnectionHost } from '../../host/migrationConnection.js';
import { findTool, runTool } from '../../host/postgresTools.js';
import { runScript } from '../../ledger/migrationScripts.js';
import { firstRole, letLogIn } from '../../ledger/server.js';
import { DUMP, ROLES } from './dumps.js';

export interface RestoredCopy {
	server: IsolatedServer;
	/** Connection of the superuser to the restored database. */
	adminUrl: string;
	errorLines: number;
}

/** Statements of pg_dumpall, each with the lines it spans. */
function statements(roles: string): string[] {
	const kept = roles.split('\n').filter((line) => line && !line.startsWith('--') && !line.startsWith('\\'));
	const all: string[] = [];
	let open = '';
	for (const line of kept) {
		open += `${line}\n`;
		if (!line.endsWith(';')) continue;
		all.push(open);
		open = '';
	}
	return all;
}

/** Starts a server, creates the roles and restores the dump of `folder`; its log goes to `logs/restore.log` of `logFolder`. The caller stops the server. */
export async function restoreCopy(host: ConnectionHost, folder: string, logFolder: string, database: string, serverVersion: number): Promise<RestoredCopy> {
	const tool = await findTool(host.env, 'pg_restore', serverVersion, true);
	// The role with this identifier is the server's first superuser; it cannot be created again.
	const first = await connected(host, backupUrl(host.env), firstRole);
	const server = await startIsolatedServer(host.env, serverVersion, first.name);
	try {
		const log: string[] = [];
		await connected(host, server.url('postgres'), async (client) => {
			for (const statement of statements(await readFile(join(folder, ROLES), 'utf8'))) {
				if (statement.trim() === first.creation) continue;
				await runScript(client, statement).catch((error: Error) => log.push(`roles: error: ${error.message}`));
			}
		});
		const restored = await runTool(tool, { url: server.url('postgres'), args: ['--create'], from: join(folder, DUMP) });
		log.push(...restored.errors.split('\n').filter(Boolean));
		await writeFile(join(logFolder, 'logs', 'restore.log'), log.map((line) => `${line}\n`).join(''));
		const errors = log.filter((line) => / error: /.test(line)).length;
		return { server, adminUrl: server.url(database), errorLines: restored.code === 0 ? errors : Math.max(errors, 1) };
	} catch (error) {
		await server.stop();
		throw error;
	}
}

/** Lets a role of the copy log in, and gives its connection; the password is made up and nowhere kept. */
export async function loginAs(host: ConnectionHost, copy: RestoredCopy, role: string, database: string): Promise<string> {
	const password = randomBytes(18).toString('base64url');
	await connected(host, copy.adminUrl, (client) => letLogIn(client, role, password));
	return copy.server.url(database, { name: role, password });
}
