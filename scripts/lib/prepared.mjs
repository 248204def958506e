// Systems made once and copied: a test that needs one of its own starts it on a copy, in seconds, instead of making it anew.

import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, ensureCached } from './cache.mjs';
import { ensureDirectusHost } from './directus-host.mjs';
import { serverVersion, startPostgres } from './postgres.mjs';
import { startStack } from './stack.mjs';
import { digestOf } from './stamps.mjs';

const PREFIX = 'prepared-';

/** Old ones go: those beyond the newest few that nobody used for an hour, so that nobody is just copying them. */
const KEPT = 8;
const UNUSED_MS = 3_600_000;

/** The scripts that make them. */
const MAKERS = ['postgres', 'database-roles', 'directus-server', 'command-line', 'command-host', 'stack', 'people', 'prepared'].map((name) => `scripts/lib/${name}.mjs`);

function removeOld(kept) {
	const root = cacheFolder();
	const lastUsed = (name) => statSync(join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
	const all = readdirSync(root).filter((name) => name.startsWith(PREFIX) && /-[0-9a-f]{16}$/.test(name) && name !== kept);
	const oldestFirst = all.map((name) => ({ name, at: lastUsed(name) })).sort((a, b) => a.at - b.at);
	for (const { name, at } of oldestFirst.slice(0, -(KEPT - 1))) {
		if (Date.now() - at > UNUSED_MS) rmSync(join(root, name), { recursive: true, force: true });
	}
}

/** The folder of what `make` left there, for everything in `key`. */
export async function prepared(kind, title, key, make) {
	const name = `${PREFIX}${kind}-${digestOf(MAKERS, { also: [process.platform, process.arch, serverVersion(), key] }).slice(0, 16)}`;
	const folder = await ensureCached(
		name,
		title,
		async (filling) => {
			removeOld(name);
			await make(filling);
		},
		'Preparing',
	);
	utimesSync(folder, new Date(), new Date());
	return folder;
}

/** A server as `initdb` leaves it. @param {Parameters<typeof startPostgres>[0]} [options] */
export async function startPreparedPostgres(options = {}) {
	const folder = await prepared('postgres', 'a database server', 'initdb', async (filling) => {
		const server = await startPostgres();
		try {
			await server.saveTo(join(filling, 'data'));
			writeFileSync(join(filling, 'password'), server.password, { mode: 0o600 });
		} finally {
			await server.stop();
		}
	});
	return startPostgres({ ...options, from: { dataDir: join(folder, 'data'), password: readFileSync(join(folder, 'password'), 'utf8') } });
}

/** Passwords here are random and long: a slow hash protects none of them, and logging in would take a core for a fifth of a second. */
const QUICK_HASHES = { HASH_MEMORY_COST: '1024', HASH_TIME_COST: '2', HASH_PARALLELISM: '1' };
export const startQuickStack = (options) => startStack({ ...options, environment: { ...QUICK_HASHES, ...options.environment } });

async function saved(options, folder) {
	const stack = await startQuickStack(options);
	try {
		await stack.saveTo(folder);
	} finally {
		await stack.stop();
	}
}

/** A Directus after its bootstrap, which knows nothing of the cutter. */
async function bootstrapped(release) {
	const { name, version } = await ensureDirectusHost(release);
	return prepared(`directus-${version}`, `a database for Directus ${version}`, name, (folder) => saved({ release, withExtension: false, serve: false }, folder));
}

/** The same after `directus cutter init`, with keys and people: what the bundle makes of it. */
export async function initialised(release) {
	const { name, version } = await ensureDirectusHost(release);
	const bundle = digestOf(['extension/dist', 'extension/package.json']);
	return prepared(`cutter-${version}`, `a system with the bundle for Directus ${version}`, [name, bundle], async (folder) =>
		saved({ release, studio: false, from: await bootstrapped(release) }, folder),
	);
}

/**
 * As `startStack`, on a copy of a prepared system; `init` is done anew for a bundle that is installed in another way than by copying it.
 * @param {Parameters<typeof startStack>[0]} [options]
 */
export async function startPreparedStack(options = {}) {
	const { release, install, withExtension = true, init = withExtension } = options;
	return startQuickStack({ ...options, from: await (init && !install ? initialised : bootstrapped)(release) });
}
