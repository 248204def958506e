/**
 * Restores a dump into a throw-away server. A dump is somebody else's code: what it creates, computes and checks runs as a role that has
 * no right beyond the one database, and every error line is a finding.
 */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core } from '../../core/index.js';
import { startIsolatedServer, type IsolatedServer, type Login } from '../../host/isolatedServer.js';
import { connected, type ConnectionHost } from '../../host/migrationConnection.js';
import { findTool, runTool, type Tool } from '../../host/postgresTools.js';
import { closeSchemas, letLogIn, letMakeRoles, makeRoom, openSchemas, runEach, SUPERUSERS_PLACE } from '../../ledger/throwAway.js';
import { DUMP, ROLES } from './dumps.js';
import { boundOf, withinBounds } from './restoreBounds.js';

export interface RestoredCopy {
	server: IsolatedServer;
	/** Connection of the one who restored it: reads and writes everything in the copy, and has no right beyond it. */
	url: string;
	/** What could not be restored, a line each. */
	errors: string[];
}

const newLogin = (name: string): Login => ({ name, password: randomBytes(24).toString('base64url') });

/** Lines of `pg_restore --list` of one kind: what is made by other hands, or in another order. */
const KINDS = {
	database: /^DATABASE - /,
	schema: /^SCHEMA - /,
	right: /^(?:(?:DEFAULT )?ACL |DATABASE PROPERTIES |(?:COMMENT|SECURITY LABEL) - DATABASE )/,
	/** A copy neither publishes nor subscribes. */
	left: /^(?:PUBLICATION|SUBSCRIPTION)/,
} as const;
type Kind = keyof typeof KINDS | 'rest';

/** Runs pg_restore over some kinds of entries of a dump. */
class Archive {
	private constructor(
		private readonly tool: Tool,
		private readonly dump: string,
		private readonly listFile: string,
		private readonly lines: Record<Kind, string[]>,
	) {}

	static async open(tool: Tool, dump: string, listFile: string): Promise<Archive | string[]> {
		const list = await runTool(tool, { args: ['--create', '--list'], from: dump });
		if (list.code !== 0) return list.errors.split('\n').filter(Boolean);
		const lines: Record<Kind, string[]> = { database: [], schema: [], right: [], left: [], rest: [] };
		for (const line of list.output.split('\n').filter((each) => each && !each.startsWith(';'))) {
			const entry = line.replace(/^\d+; \d+ \d+ /, '');
			const kind = (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((each) => KINDS[each].test(entry));
			lines[kind ?? 'rest'].push(line);
		}
		return new Archive(tool, dump, listFile, lines);
	}

	/** What is left out, an entry each. */
	get left(): string[] {
		return this.lines.left;
	}

	private async run(kind: Kind, args: string[], url?: string) {
		await writeFile(this.listFile, this.lines[kind].map((line) => `${line}\n`).join(''), { mode: 0o600 });
		return runTool(this.tool, { ...(url ? { url } : {}), args: [`--use-list=${this.listFile}`, '--no-tablespaces', ...args], from: this.dump });
	}

	/** The entries as a script. */
	script = async (kind: Kind): Promise<string> => (await this.run(kind, ['--create', '--file=-'])).output;

	/** Restores the entries. Returns its messages. */
	async restore(kind: Kind, url: string): Promise<string[]> {
		const { code, errors } = await this.run(kind, [], url);
		const said = errors.split('\n').filter(Boolean);
		return code === 0 || said.some((line) => / error: /.test(line)) ? said : [...said, `pg_restore: error: it ended with ${code}`];
	}
}

/** Starts a server, creates the roles and restores the dump of `folder`; its log goes to `logs/restore.log` of `logFolder`. The caller stops the server. */
export async function restoreCopy(host: ConnectionHost, folder: string, logFolder: string, database: string, serverVersion: number): Promise<RestoredCopy> {
	const tool = await findTool(host.env, 'pg_restore', serverVersion, true);
	const bound = await boundOf(host.env, join(folder, DUMP));
	const server = await startIsolatedServer(host.env, serverVersion);
	try {
		const restorer = newLogin(`restorer_${randomBytes(8).toString('hex')}`);
		const log = await withinBounds(host, server, bound, () => restoreInto(host, server, tool, folder, restorer));
		await writeFile(join(logFolder, 'logs', 'restore.log'), [`The server ran as ${server.account}.`, ...log].map((line) => `${line}\n`).join(''));
		return { server, url: server.url(database, restorer), errors: log.filter((line) => / error: /.test(line)) };
	} catch (error) {
		await server.stop();
		throw error;
	}
}

async function restoreInto(host: ConnectionHost, server: IsolatedServer, tool: Tool, folder: string, restorer: Login): Promise<string[]> {
	const asSuperuser = <T>(work: Parameters<typeof connected<T>>[2]) => connected(host, server.url(SUPERUSERS_PLACE), work);
	const archive = await Archive.open(tool, join(folder, DUMP), join(server.folder, 'entries'));
	if (!(archive instanceof Archive)) return archive;
	const [roleScript, databaseScript] = [await readFile(join(folder, ROLES), 'utf8'), await archive.script('database')];
	const { roles, database } = await core((it) => it.dumped_place(roleScript, databaseScript));
	if (!database) return ['database: error: the dump does not say which database it is of'];
	const about = (what: string, errors: string[]) => errors.map((error) => `${what}: error: ${error}`);
	const log = [...roles.notes.map((note) => `roles: ${note}`), ...archive.left.map((line) => `left out: ${line}`), ...about('roles', roles.errors)];
	log.push(...about('roles', await asSuperuser((client) => makeRoom(client, roles, database, restorer))));
	const url = server.url(database.name, restorer);
	log.push(...(await archive.restore('schema', url)));
	await connected(host, url, openSchemas);
	log.push(...(await archive.restore('rest', url)));
	const given = await archive.script('right');
	const rights = await core((it) => it.rights_as_members(roles.settings, given));
	await connected(host, url, async (client) => {
		await closeSchemas(client, database);
		log.push(...about('rights', await runEach(client, rights)));
	});
	return [...log, ...about('roles', await asSuperuser((client) => letMakeRoles(client, roles.makers)))];
}

/** Lets a role of the copy log in, and gives its connection; the password is made up and nowhere kept. */
export async function loginAs(host: ConnectionHost, { server }: RestoredCopy, role: string, database: string): Promise<string> {
	const login = newLogin(role);
	await connected(host, server.url(SUPERUSERS_PLACE), (client) => letLogIn(client, login));
	return server.url(database, login);
}
