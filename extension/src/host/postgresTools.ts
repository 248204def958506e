/** PostgreSQL's own programs, found where the operator says: CUTTER_PG_BIN, PATH, or behind a command prefix. */
import { spawn } from 'node:child_process';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { refuse } from '../core/index.js';
import type { Environment } from './keys.js';

export type ToolName = 'pg_dump' | 'pg_dumpall' | 'pg_restore' | 'initdb' | 'postgres';

/** A program and the words before its own arguments. */
export interface Tool {
	name: ToolName;
	command: string;
	before: string[];
}

/** How a program is run. */
export interface ToolRun {
	args: string[];
	/** The connection; its password goes by the environment, never by the command line. */
	url?: string;
	/** Read as standard input. */
	from?: string;
	/** Written from standard output. */
	to?: string;
}

export interface ToolResult {
	code: number | null;
	/** Standard output, where it went to no file. */
	output: string;
	errors: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/**
 * The first program of that name whose major version is at least the server's.
 *
 * @param serverVersion `server_version_num` of the server it works with
 * @param local whether it must run on this machine: then no command prefix is used
 */
export async function findTool(env: Environment, name: ToolName, serverVersion: number, local = false): Promise<Tool> {
	const prefix = text(env['CUTTER_PG_PREFIX']).split(/\s+/).filter(Boolean);
	const major = Math.floor(serverVersion / 10_000);
	const seen: string[] = [];
	for (const tool of await candidates(env, name, local ? [] : prefix)) {
		const found = await versionOf(tool);
		if (found !== null && found >= major) return tool;
		if (found !== null) seen.push(`${[tool.command, ...tool.before].join(' ')} is of version ${found}`);
	}
	if (prefix.length > 0 && !local) {
		const said = seen.length > 0 ? seen.join('; ') : 'it runs no such program';
		refuse('conflict', 'TOOL_MISSING', `Behind CUTTER_PG_PREFIX "${prefix.join(' ')}" there is no ${name} of version ${major} or newer (${said}): name a command that runs PostgreSQL ${major}'s programs, or none.`);
	}
	const where = `set CUTTER_PG_BIN to the folder of PostgreSQL ${major}'s programs${local ? '' : ', or CUTTER_PG_PREFIX to a command such as "docker exec -i -e PGPASSWORD postgres"'}`;
	return refuse('conflict', 'TOOL_MISSING', `There is no ${name} of version ${major} or newer${seen.length > 0 ? ` (${seen.join('; ')})` : ''}: ${where}.`);
}

async function candidates(env: Environment, name: ToolName, prefix: string[]): Promise<Tool[]> {
	const [first, ...rest] = prefix;
	if (first) return [{ name, command: first, before: [...rest, name] }];
	const folders = [text(env['CUTTER_PG_BIN']), process.env['PATH'] ?? ''].flatMap((value) => value.split(delimiter)).filter(Boolean);
	const found: Tool[] = [];
	for (const folder of folders) {
		const command = join(folder, name);
		await access(command, constants.X_OK).then(
			() => found.push({ name, command, before: [] }),
			() => undefined,
		);
	}
	return found;
}

async function versionOf(tool: Tool): Promise<number | null> {
	const { code, output } = await runTool(tool, { args: ['--version'] }).catch(() => ({ code: 1, output: '' }));
	const [, major] = /\(PostgreSQL\) (\d+)/.exec(output) ?? [];
	return code === 0 && major ? Number(major) : null;
}

/** Arguments and environment of a connection. */
function connection(url: string, name: ToolName): { args: string[]; env: Record<string, string> } {
	const { hostname, port, username, password, pathname, searchParams } = new URL(url);
	const args = ['--host', decodeURIComponent(hostname), '--port', port || '5432', '--username', decodeURIComponent(username), '--no-password'];
	// pg_dumpall takes the name of the database to log in to by another option.
	args.push(name === 'pg_dumpall' ? '--database' : '--dbname', decodeURIComponent(pathname.slice(1)));
	const sslmode = searchParams.get('sslmode');
	return { args, env: { PGPASSWORD: decodeURIComponent(password), ...(sslmode ? { PGSSLMODE: sslmode } : {}) } };
}

/** Runs a program to its end; an exit code is an answer, not an error. */
export async function runTool(tool: Tool, { args, url, from, to }: ToolRun): Promise<ToolResult> {
	const target = url ? connection(url, tool.name) : { args: [], env: {} };
	const child = spawn(tool.command, [...tool.before, ...target.args, ...args], {
		env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LC_ALL: 'C', ...target.env },
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	const pieces: Record<'output' | 'errors', string> = { output: '', errors: '' };
	child.stderr.setEncoding('utf8').on('data', (piece: string) => (pieces.errors += piece));
	const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
	// A program that ends before it has read everything closes the pipe; its exit code says why.
	const input = from ? pipeline(createReadStream(from), child.stdin).catch(() => undefined) : child.stdin.on('error', () => undefined).end();
	let written: Promise<unknown> = Promise.resolve();
	if (to) written = pipeline(child.stdout, createWriteStream(to, { mode: 0o600 })).catch((error: Error) => (child.kill(), Promise.reject(error)));
	else child.stdout.setEncoding('utf8').on('data', (piece: string) => (pieces.output += piece));
	const [code] = await Promise.all([ended, input, written]);
	return { code, ...pieces };
}
