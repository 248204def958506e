/**
 * A throw-away PostgreSQL on this machine: own data folder and port, loopback only, removed by its exact name. What runs in it is somebody
 * else's code: nobody is trusted by where they come from, and the superuser's password is in the memory of this process alone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { refuse } from '../core/index.js';
import { claimFolder, recordServer, removeAbandoned, removeFolder } from './isolatedFolders.js';
import type { Environment } from './keys.js';
import { findTool } from './postgresTools.js';

const READY_MS = 120_000;

export interface Login {
	name: string;
	password: string;
}

export interface IsolatedServer {
	/** Connection to a database of it: the superuser's where no other login is named. */
	url: (database: string, user?: Login) => string;
	folder: string;
	/** The account of this machine that it runs as: what its code could reach, if all else failed. */
	account: string;
	stop: () => Promise<void>;
}

type Account = { name: string; uid: number; gid: number } | undefined;

/** Accounts a server may run as: the one that owns nothing before the one that may own the real server's files. */
const ACCOUNTS = ['nobody', 'postgres'];

/** Only root may run it as another account; PostgreSQL refuses to run as root. */
async function accountOf(env: Environment): Promise<Account> {
	if (process.getuid?.() !== 0) return undefined;
	const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
	const named = env['CUTTER_RESTORE_ACCOUNT'];
	const names = typeof named === 'string' && named ? [named] : ACCOUNTS;
	const [name, , uid, gid] = names.map((each) => lines.find((fields) => fields[0] === each)).find(Boolean) ?? [];
	if (!name || !Number(uid)) return refuse('conflict', 'RESTORE_ACCOUNT_MISSING', `A throw-away server cannot run as root, and there is no other account ${names.join(' or ')} on this machine: set CUTTER_RESTORE_ACCOUNT to one that owns nothing.`);
	return { name, uid: Number(uid), gid: Number(gid) };
}

const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});

function launch(command: string, args: string[], account: Account, cwd: string, input?: string): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
	const as = account && { uid: account.uid, gid: account.gid };
	const child = spawn(command, args, { cwd, ...as, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
	// One that ends before it has read everything says why in its output.
	child.stdin?.on('error', () => undefined).end(input);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (piece: string) => (output = `${output}${piece}`.slice(-20_000)));
	const failed = (error: Error) => (output += error.message);
	const ended = new Promise<number | null>((resolve) => child.once('error', (error) => (failed(error), resolve(1))).once('close', resolve));
	return { child, output: () => output, ended };
}

/** Nobody comes in but over the loopback with a password; roles that a dump brings have none. */
const ACCESS = 'host all all 127.0.0.1/32 scram-sha-256\n';

/** It shares nothing, and what one statement may write aside is bounded. */
const settings = (port: number) => ({
	listen_addresses: '127.0.0.1',
	port: String(port),
	unix_socket_directories: '',
	max_connections: '20',
	fsync: 'off',
	full_page_writes: 'off',
	wal_level: 'minimal',
	max_wal_senders: '0',
	temp_file_limit: '8GB',
});

/**
 * Starts one and waits until it answers.
 *
 * @param serverVersion `server_version_num` of the server whose dump shall be restored: it must be as new
 */
export async function startIsolatedServer(env: Environment, serverVersion: number): Promise<IsolatedServer> {
	await removeAbandoned();
	const [initdb, postgres] = await Promise.all([findTool(env, 'initdb', serverVersion, true), findTool(env, 'postgres', serverVersion, true)]);
	const account = await accountOf(env);
	const folder = await claimFolder();
	// A name that no role of a dump has.
	const superuser: Login = { name: `throw_away_${randomBytes(8).toString('hex')}`, password: randomBytes(24).toString('base64url') };
	const toItsEnd = async (command: string, args: string[], input?: string) => {
		const made = launch(command, args, account, folder, input);
		if ((await made.ended) !== 0) refuse('conflict', 'ISOLATED_SERVER_FAILED', `An isolated server could not be made: ${lastLine(made.output())}`);
	};
	try {
		const data = join(folder, 'data');
		await mkdir(data, { mode: 0o700 });
		if (account) {
			// It reaches its own data, and cannot change what the folder records.
			await chmod(folder, 0o711);
			await chown(data, account.uid, account.gid);
		}
		await toItsEnd(initdb.command, ['--pgdata', data, '--username', superuser.name, '--auth', 'reject', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']);
		// Told before anything listens, and by no file.
		await toItsEnd(postgres.command, ['--single', '-D', data, 'postgres'], `ALTER ROLE ${superuser.name} PASSWORD '${superuser.password}'\n`);
		await writeFile(join(data, 'pg_hba.conf'), ACCESS);
		const port = await freePort();
		const server = launch(postgres.command, ['-D', data, ...Object.entries(settings(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`])], account, folder);
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
			account: account?.name ?? 'the account of this process',
			stop,
			url: (database, { name, password } = superuser) => `postgres://${encodeURIComponent(name)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
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
