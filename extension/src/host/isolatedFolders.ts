/**
 * Folders of throw-away servers, in the system's temporary folder, where everybody may put one: which are ours, whose process died,
 * and ending what they left. Nothing is ended but a process that a folder of ours recorded, with the very start and command it had.
 */
import { execFile } from 'node:child_process';
import { constants, writeFileSync } from 'node:fs';
import { lstat, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Folders of throw-away servers begin so. */
const PREFIX = 'iu-cutter-isolated-';
/** A folder with this file is kept: a protected environment. */
const PROTECTED = 'PROTECTED';
/** What records the process a folder belongs to, and what records its server. */
const OWNER = 'owner';
const SERVER = 'server';

/** A process that cannot be mistaken for a later one of the same number. */
interface Recorded {
	pid: number;
	started: string;
	command: string;
}

/** The process of this number, where one runs. */
async function running(pid: number): Promise<Recorded | null> {
	try {
		if (process.platform !== 'linux') {
			const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=,args=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
			return { pid, started: stdout.slice(0, 24), command: stdout.slice(24).trim() };
		}
		const read = (file: string) => readFile(`/proc/${file}`, 'utf8');
		const [stat, command, boot] = await Promise.all([read(`${pid}/stat`), read(`${pid}/cmdline`), read('sys/kernel/random/boot_id')]);
		// Behind the name, which may hold anything: state, and as the 20th of them the ticks from the boot to the start.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' ? null : { pid, started: `${boot.trim()} ${fields[19]}`, command };
	} catch {
		return null;
	}
}

/** Whether this user alone can have put there what is in the folder. */
async function isOurs(folder: string): Promise<boolean> {
	const found = await lstat(folder).catch(() => null);
	return found !== null && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function recorded(folder: string, name: string): Promise<Recorded | null> {
	const file = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
	if (!file) return null;
	try {
		const found = JSON.parse(await file.readFile('utf8')) as Partial<Recorded> | null;
		return found && Number.isInteger(found.pid) && found.pid! > 1 ? (found as Recorded) : null;
	} catch {
		return null;
	} finally {
		await file.close();
	}
}

async function record(folder: string, name: string, pid: number): Promise<void> {
	const found = await running(pid);
	if (found) writeFileSync(join(folder, name), JSON.stringify(found), { mode: 0o600 });
}

/** Makes a folder for a server of this process. */
export async function claimFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), PREFIX));
	await record(folder, OWNER, process.pid);
	return folder;
}

/** Records the server of a folder, so that it can be ended when this process died. */
export const recordServer = (folder: string, pid: number): Promise<void> => record(folder, SERVER, pid);

/** Removes a folder of ours. A server that died with its process, unrecorded, may write until it finds its lock file gone. */
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 12, retryDelay: 100 });

/** Names of our folders that may be looked into. */
async function ours(): Promise<string[]> {
	const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX)).sort();
	const own = await Promise.all(names.map((name) => isOurs(join(tmpdir(), name))));
	return names.filter((_, place) => own[place]);
}

/** Names of protected environments on this machine. */
export async function protectedEnvironments(): Promise<string[]> {
	const names = await ours();
	const kept = await Promise.all(names.map((name) => lstat(join(tmpdir(), name, PROTECTED)).then(() => true, () => false)));
	return names.filter((_, place) => kept[place]);
}

/** Folders of servers whose process died; protected ones and those of living processes are none of them. */
export async function abandonedServers(): Promise<string[]> {
	const kept = new Set(await protectedEnvironments());
	const abandoned: string[] = [];
	for (const folder of (await ours()).filter((name) => !kept.has(name)).map((name) => join(tmpdir(), name))) {
		const owner = await recorded(folder, OWNER);
		// A process may give itself another title: its start alone says that it is another one.
		if (owner && (await running(owner.pid))?.started !== owner.started) abandoned.push(folder);
	}
	return abandoned;
}

/** Ends and removes servers whose process died. */
export async function removeAbandoned(): Promise<void> {
	for (const folder of await abandonedServers()) {
		const server = await recorded(folder, SERVER);
		const runs = async () => {
			const found = server && (await running(server.pid));
			return found && found.started === server.started && found.command === server.command;
		};
		// One that is slow to end its sessions is ended at once: nobody will read its data again.
		for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
			if (server && (await runs())) process.kill(server.pid, signal);
			for (let tries = 0; tries < 100 && (await runs()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
		}
		await removeFolder(folder);
	}
}
