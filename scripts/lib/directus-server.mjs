// One Directus on a database: its environment, its command line, its server process.

import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from './command-line.mjs';
import { UserError } from './console.mjs';
import { lastLines, pause, startServer } from './process.mjs';

const READY_TIMEOUT_MS = 120_000;
const secret = () => randomBytes(24).toString('base64url');

/** What a child needs from the shell; the user's own Directus settings (`DB_…`, `KEY`) must not leak in. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'NODE_EXTRA_CA_CERTS', 'NODE_COMPILE_CACHE'];

/**
 * @param {{ folder: string, databaseUrl: string, port: number, admin: { email: string, password: string, token: string },
 *   extra?: Record<string, string> }} options `folder` is the private folder Directus starts in
 * @returns {Record<string, string>} the whole environment of Directus
 */
export function directusEnvironment({ folder, databaseUrl, port, admin, extra = {} }) {
	const folders = Object.fromEntries(['uploads', 'extensions', 'temp'].map((name) => [name, join(folder, name)]));
	for (const path of Object.values(folders)) mkdirSync(path, { recursive: true });
	// Without a package.json in its folder Directus loads no extensions.
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'iu-cutter-directus', private: true }));
	const inherited = Object.fromEntries(INHERITED.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
	return {
		...inherited,
		NODE_ENV: 'production',
		HOST: '127.0.0.1',
		PORT: String(port),
		PUBLIC_URL: `http://127.0.0.1:${port}`,
		KEY: secret(),
		SECRET: secret(),
		DB_CLIENT: 'pg',
		DB_CONNECTION_STRING: databaseUrl,
		ADMIN_EMAIL: admin.email,
		ADMIN_PASSWORD: admin.password,
		ADMIN_TOKEN: admin.token,
		EXTENSIONS_PATH: folders.extensions,
		EXTENSIONS_MUST_LOAD: 'true',
		STORAGE_LOCATIONS: 'local',
		STORAGE_LOCAL_DRIVER: 'local',
		STORAGE_LOCAL_ROOT: folders.uploads,
		TEMP_PATH: folders.temp,
		LOG_LEVEL: 'warn',
		LOG_STYLE: 'raw',
		TELEMETRY: 'false',
		WEBSOCKETS_ENABLED: 'false',
		CACHE_ENABLED: 'false',
		RATE_LIMITER_ENABLED: 'false',
		// A busy machine makes it slow, not unavailable.
		PRESSURE_LIMITER_ENABLED: 'false',
		MARKETPLACE_TRUST: 'sandbox',
		...extra,
	};
}

/**
 * @param {{ host: { node: string, cli: string }, folder: string, env: Record<string, string>, quiet?: boolean }} options
 */
export function directusServer({ host, folder, env, quiet = true }) {
	let server;
	const url = env.PUBLIC_URL;

	/** Runs `directus …` in a process of its own, with `input` as its standard input; never throws for an exit code. */
	const cli = (args, options) => runProcess({ host, folder, env }, args, options);

	async function answers() {
		try {
			return (await fetch(`${url}/server/ping`)).ok;
		} catch {
			return false;
		}
	}

	async function start() {
		const onLine = quiet ? undefined : (line) => process.stderr.write(`  directus: ${line}\n`);
		server = startServer(host.node, [host.cli, 'start'], { cwd: folder, env, onLine });
		const deadline = Date.now() + READY_TIMEOUT_MS;
		while (!(await answers())) {
			if (server.hasExited()) throw new UserError(`Directus ended while it started:\n${lastLines(server.output())}`);
			if (Date.now() > deadline) throw new UserError(`Directus did not answer within ${READY_TIMEOUT_MS / 1000} s:\n${lastLines(server.output())}`);
			await pause(100);
		}
	}

	const stop = (options) => server?.stop(options);

	return {
		url,
		cli,
		start,
		stop,
		async restart(options) {
			await stop(options);
			await start();
		},
		log: () => server?.output() ?? '',
		pid: () => server?.child.pid,
	};
}

