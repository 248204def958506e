// An installation as an earlier version of the cutter left it: a dump of its database (tests/older), restored and started with the bundle of today.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { createDirectusDatabase } from '../../scripts/lib/database-roles.mjs';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { clientsOf } from '../../scripts/lib/main-job.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { newLogin } from '../../scripts/lib/people.mjs';
import { ensurePostgresClient } from '../../scripts/lib/postgres-client.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { startStack } from '../../scripts/lib/stack.mjs';
import { carriedOut, changeSettings, commandsOf, createAdministrators } from './change.mjs';
import { asSuperuser } from './ledger.mjs';

const kept = (name) => readFileSync(inProject('tests', 'older', name));

/** What the earlier version answered, before it was dumped. */
export const answersOf = (migrations) => JSON.parse(gunzipSync(kept(`answers-${migrations}.json.gz`)).toString('utf8'));

async function restore(adminUrl, migrations) {
	const psql = join(await ensurePostgresClient(), 'psql');
	const run = (url, input, ...options) => {
		const { status, stderr } = spawnSync(psql, ['--no-psqlrc', '--quiet', ...options, '--dbname', url], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
		if (status !== 0) throw new Error(`psql: ${stderr.slice(-2000)}`);
	};
	const database = await createDirectusDatabase(adminUrl);
	// The logins are there already, with passwords.
	run(adminUrl, kept('roles.sql'));
	run(database.adminUrl, gunzipSync(kept(`installation-${migrations}.sql.gz`)), '--set', 'ON_ERROR_STOP=1');
	return database;
}

/** Its people, who get tokens: a dump has none. */
async function people(adminUrl, users) {
	const client = new pg.Client({ connectionString: adminUrl });
	await client.connect();
	try {
		const logins = {};
		for (const [name, email] of Object.entries(users)) {
			const login = { ...newLogin(name), email };
			const { rows } = await client.query('UPDATE public.directus_users SET token = $1 WHERE email = $2 RETURNING id', [login.token, email]);
			logins[name] = { ...login, id: rows[0].id };
		}
		return logins;
	} finally {
		await client.end();
	}
}

/** The migrations of today that it has not. */
const pending = (migrations) =>
	readdirSync(inProject('migrations'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name.slice(0, 3) > migrations)
		.map(({ name }) => name)
		.sort();

/** Brings it to the version of today, as its administrators would: each migration planned, tried on a copy, reviewed, authorised and applied, then `init`. */
export async function upgrade(system, migrations) {
	const [{ identifier }] = await asSuperuser(system, async (admin) => (await admin.query('SELECT system_identifier::text AS identifier FROM pg_control_system()')).rows);
	const settings = { ...(await changeSettings(system)), CUTTER_ARTEFACTS_DIR: join(system.folder, 'artefacts'), CUTTER_PRODUCTION_SYSTEM_IDENTIFIERS: identifier };
	const governed = { ...system, users: await createAdministrators(system, (name) => `change-${name}`) };
	for (const migration of pending(migrations)) await carriedOut({ ...governed, ...commandsOf(governed, settings) }, migration);
	const init = await system.cutter(['init']);
	if (init.code !== 0) throw new Error(`init: ${init.stderr}`);
}

/**
 * Starts its database. Its migrations are those it was dumped with, until it is upgraded; Directus does not run yet.
 * @param {string} migrations the number of its last migration
 */
export async function olderInstallation(migrations) {
	const folder = temporaryFolder('iu-cutter-older-');
	try {
		const postgres = await startPostgres();
		const database = await restore(postgres.adminUrl, migrations);
		const users = await people(database.adminUrl, answersOf(migrations).users);
		await postgres.saveTo(join(folder.path, 'data'));
		await postgres.stop();
		mkdirSync(join(folder.path, 'keys'));
		writeFileSync(join(folder.path, 'logins.json'), JSON.stringify({ superuser: postgres.password, roles: database.passwords, users, initialised: true }));
		const stack = await startStack({ from: folder.path, serve: false });
		return { ...stack, users, clients: clientsOf({ ...stack, users }), close: async () => (await stack.stop(), folder.remove()) };
	} catch (error) {
		folder.remove();
		throw error;
	}
}
