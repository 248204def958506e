// The whole throw-away system: PostgreSQL, Directus with the bundle, its schema, its keys and its people.

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checked, runCutter, stopCommands } from './command-line.mjs';
import { step, UserError } from './console.mjs';
import { createDirectusDatabase, databaseConnections } from './database-roles.mjs';
import { ensureDirectusHost } from './directus-host.mjs';
import { directusEnvironment, directusServer } from './directus-server.mjs';
import { temporaryFolder } from './leash.mjs';
import { inProject } from './paths.mjs';
import { createPeople, newLogin } from './people.mjs';
import { startPostgres } from './postgres.mjs';
import { freePort } from './process.mjs';

const EXTENSION_NAME = 'directus-extension-iu-cutter';

/** Each lane signs with its own key; the owner is named in the key's record. */
const LANES = [
	{ lane: 'DOT-991', owner: 'executor' },
	{ lane: 'DOT-992', owner: 'verifier' },
];

function assertBuilt() {
	if (!existsSync(inProject('extension', 'dist'))) throw new UserError('The extension is not built.', { advice: 'run "npm run build"' });
}

/** Puts the built bundle where this Directus looks: a copy, so that a later build does not change a running system. */
function copyBundle(folder, { EXTENSIONS_PATH }) {
	assertBuilt();
	const target = join(EXTENSIONS_PATH, EXTENSION_NAME);
	mkdirSync(target, { recursive: true });
	for (const name of ['package.json', 'dist']) cpSync(inProject('extension', name), join(target, name), { recursive: true });
}

const cutterChecked = (system, ...args) => checked(['cutter', ...args], runCutter(system, args));

const initialiseCutter = (system) =>
	step('Applying the migrations, creating policies and collections (directus cutter init)', () => cutterChecked(system, 'init'));

const generateKeys = (system) =>
	step('Generating the signing keys of both lanes', () =>
		Promise.all(LANES.map(({ lane, owner }) => cutterChecked(system, 'keys', 'generate', '--lane', lane, '--owner', newLogin(owner).email))),
	);

/**
 * What can be done with a running system from any process: its addresses, its people and its command line.
 * @param {object} description the `description` of a started stack; plain JSON
 */
export function connectStack(description) {
	const { host, folder, env } = description;
	const { cli } = directusServer({ host, folder, env });
	return {
		...description,
		/** Runs `directus cutter …` in this system: see `runCutter`. */
		cutter: (args, options) => runCutter({ host, folder, env }, args, options),
		/** Runs any `directus …` command in this system, in a process of its own. */
		directusCli: cli,
	};
}

const savedData = (folder) => join(folder, 'data');
const savedKeys = (folder) => join(folder, 'keys');
const savedLogins = (folder) => join(folder, 'logins.json');

/** The logins of a system that `saveTo` left in a folder: of the database server, and of people (the administrator alone where `init` was not done). */
const readLogins = (folder) => JSON.parse(readFileSync(savedLogins(folder), 'utf8'));

/**
 * Starts everything and waits until it answers. `stop()` ends it and removes every file it wrote.
 * @param {{ release?: string, withExtension?: boolean, init?: boolean, serve?: boolean, studio?: boolean, environment?: Record<string, string>,
 *   postgresSettings?: Record<string, string>, install?: (folder: string, env: Record<string, string>) => void | Promise<void>,
 *   onPostgresLine?: (line: string) => void, quiet?: boolean, from?: string }} [options] `release` is a major version of Directus; `withExtension: false` gives a
 *   plain Directus, `init: false` one with the bundle whose database the cutter has not touched, `serve: false` one of which only the command
 *   line is used, `studio: false` one that answers requests alone; `environment` adds to or replaces Directus' settings; `install` puts the bundle into the folder Directus starts in;
 *   `onPostgresLine` is given each line of the database server's log; `from` is a folder that `saveTo` filled: what was done there is not done
 *   again. `saveTo(folder)` ends the system and leaves its database, its keys and its logins in a folder
 */
export async function startStack(options = {}) {
	const { release, withExtension = true, init = withExtension, serve = true, studio = serve } = options;
	const { environment = {}, postgresSettings = {}, install = copyBundle, onPostgresLine, quiet = true, from } = options;
	const saved = from && readLogins(from);
	const host = await ensureDirectusHost(release);
	const files = temporaryFolder('iu-cutter-directus-');
	let postgres;
	let directus;
	let stopped;
	const stopPrograms = () => Promise.all([directus?.stop(), stopCommands({ folder: files.path })]);
	const stop = () =>
		(stopped ??= (async () => {
			await stopPrograms();
			await postgres?.stop();
			files.remove();
		})());

	try {
		postgres = await step('Starting PostgreSQL', () =>
			startPostgres({ quiet, settings: postgresSettings, onLine: onPostgresLine, from: saved && { dataDir: savedData(from), password: saved.superuser } }),
		);
		const database = saved ? databaseConnections(postgres.adminUrl, saved.roles) : await createDirectusDatabase(postgres.adminUrl);
		const admin = saved?.users.admin ?? newLogin('admin');
		const keysFolder = join(files.path, 'keys');
		mkdirSync(keysFolder, { mode: 0o700 });
		if (saved) cpSync(savedKeys(from), keysFolder, { recursive: true });
		const env = directusEnvironment({
			folder: files.path,
			databaseUrl: database.directusUrl,
			port: await freePort(),
			admin,
			extra: { CUTTER_MIGRATION_DATABASE_URL: database.migrationUrl, CUTTER_KEYS_DIR: keysFolder, ...(studio ? {} : { SERVE_APP: 'false' }), ...environment },
		});
		directus = directusServer({ host, folder: files.path, env, quiet });
		// The bundle comes after the bootstrap: its hooks expect Directus' tables.
		if (!saved) await step(`Bootstrapping Directus ${host.version}`, () => checked(['bootstrap'], directus.cli(['bootstrap'])));
		if (withExtension) await install(files.path, env);
		const initialise = init && !saved?.initialised;
		if (initialise) await initialiseCutter({ host, folder: files.path, env });
		await Promise.all([serve && step('Starting Directus', () => directus.start()), initialise && generateKeys({ host, folder: files.path, env })]);
		const duties = initialise ? await step('Creating executor, reviewer and verifier', () => createPeople(directus.url, admin.token)) : {};
		const users = { ...saved?.users, ...duties, admin };
		const saveTo = async (folder) => {
			await stopPrograms();
			await postgres.saveTo(savedData(folder));
			cpSync(keysFolder, savedKeys(folder), { recursive: true });
			const logins = { superuser: postgres.password, roles: database.passwords, users, initialised: init };
			writeFileSync(savedLogins(folder), JSON.stringify(logins), { mode: 0o600 });
			await stop();
		};

		const description = {
			url: directus.url,
			databaseUrl: database.directusUrl,
			adminDatabaseUrl: database.adminUrl,
			migrationDatabaseUrl: database.migrationUrl,
			users,
			env,
			folder: files.path,
			host,
		};
		return {
			...connectStack(description),
			description,
			postgres,
			startDirectus: directus.start,
			stopDirectus: directus.stop,
			restartDirectus: directus.restart,
			directusPid: directus.pid,
			log: directus.log,
			saveTo,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
