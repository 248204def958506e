/** A throw-away PostgreSQL on this machine: own data folder and port, loopback only, removed by its exact name. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { refuse } from '../core/index.js';
import { claimFolder, recordServer, removeAbandoned, removeFolder } from './isolatedFolders.js';
import type { Environment } from './keys.js';
import { findTool } from './postgresTools.js';

const READY_MS = 120_000;

export interface IsolatedServer {
	/** Connection of the superuser to a database of it. */
	url: (database: string, user?: { name: string; password: string }) => string;
	folder: string;
	stop: () => Promise<void>;
}

type Account = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root: then it runs as an unprivileged account. */
async function accountOf(): Promise<Account> {
	if (process.getuid?.() !== 0) return undefined;
	const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
	const entry = ['postgres', 'nobody'].map((name) => lines.find((fields) => fields[0] === name)).find(Boolean);
	return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : undefined;
}

const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});

function launch(command: string, args: string[], account: Account, cwd: string): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
	const child = spawn(command, args, { cwd, ...account, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => (output = `${output}${piece}`.slice(-20_000)));
	const failed = (error: Error) => (output += error.message);
	const ended = new Promise<number | null>((resolve) => child.once('error', (error) => (failed(error), resolve(1))).once('close', resolve));
	return { child, output: () => output, ended };
}

/**
 * Starts one and waits until it answers.
 *
 * @param serverVersion `server_version_num` of the server whose dump shall be restored: it must be as new
 * @param superuser name of that server's first superuser: grants of roles that it made can be restored under no other
 */
export async function startIsolatedServer(env: Environment, serverVersion: number, superuser: string): Promise<IsolatedServer> {
	await removeAbandoned();
	const [initdb, postgres] = await Promise.all([findTool(env, 'initdb', serverVersion, true), findTool(env, 'postgres', serverVersion, true)]);
	const account = await accountOf();
	const folder = await claimFolder();
	const password = randomBytes(24).toString('base64url');
	try {
		const data = join(folder, 'data');
		await mkdir(data, { mode: 0o700 });
		await writeFile(join(folder, 'password'), `${password}\n`, { mode: 0o600 });
		if (account) {
			// It reaches its own data, and cannot change what the folder records.
			await chmod(folder, 0o711);
			await Promise.all([data, join(folder, 'password')].map((path) => chown(path, account.uid, account.gid)));
		}
		const made = launch(initdb.command, ['--pgdata', data, '--username', superuser, '--pwfile', join(folder, 'password'), '--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'], account, folder);
		if ((await made.ended) !== 0) refuse('conflict', 'ISOLATED_SERVER_FAILED', `initdb did not make an isolated server: ${lastLine(made.output())}`);
		await rm(join(folder, 'password'));
		const port = await freePort();
		const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', fsync: 'off', full_page_writes: 'off' };
		const server = launch(postgres.command, ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], account, folder);
		if (server.child.pid) await recordServer(folder, server.child.pid);
		const stop = async () => {
			server.child.kill('SIGINT');
			await server.ended;
			await removeFolder(folder);
		};
		if (!(await ready(server))) {
			await stop();
			refuse('conflict', 'ISOLATED_SERVER_FAILED', `The isolated server did not start: ${lastLine(server.output())}`);
		}
		return {
			folder,
			stop,
			url: (database, user = { name: superuser, password }) =>
				`postgres://${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
		};
	} catch (error) {
		await removeFolder(folder);
		throw error;
	}
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';

/** Whether it answers before it ends or time is up. */
async function ready(server: ReturnType<typeof launch>): Promise<boolean> {
	const deadline = Date.now() + READY_MS;
	let over = false;
	void server.ended.then(() => (over = true));
	while (!over && Date.now() < deadline) {
		if (server.output().includes('ready to accept connections')) return true;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return false;
}
