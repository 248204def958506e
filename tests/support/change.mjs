// Governed change on a database of the reference shape: a system of its own, its people, and its command line.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { DIRECTUS_ROLE, MIGRATION_ROLE } from '../../scripts/lib/database-roles.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { newLogin } from '../../scripts/lib/people.mjs';
import { binariesFolder } from '../../scripts/lib/postgres.mjs';
import { ensurePostgresClient } from '../../scripts/lib/postgres-client.mjs';
import { asSuperuser, query } from './ledger.mjs';
import { makeReferenceDatabase } from './reference-units.mjs';
import { commandLineOf, ownSystem } from './system.mjs';

/** Each does one thing; all are administrators, because the policies of duties come with `init` at the end. */
const PEOPLE = ['planner', 'reviewer', 'authoriser', 'operator'];

const upSql = (id) => readFileSync(inProject('migrations', id, 'up.sql'), 'utf8');

/** Administrators of Directus, written as its own command line would; `called` tells them from others of those names. */
export async function createAdministrators(system, called = (name) => name) {
	const people = Object.fromEntries(PEOPLE.map((name) => [name, { ...newLogin(called(name)), id: randomUUID() }]));
	await asSuperuser(system, async (client) => {
		const { rows } = await client.query("SELECT role FROM directus_users WHERE role IS NOT NULL LIMIT 1");
		for (const { id, email, token } of Object.values(people)) {
			await client.query("INSERT INTO directus_users (id, email, token, status, role) VALUES ($1, $2, $3, 'active', $4)", [id, email, token, rows[0].role]);
		}
	});
	return people;
}

/** A login that may read everything and write nothing. */
async function createBackupLogin(system) {
	const password = randomBytes(18).toString('base64url');
	await asSuperuser(system, async (client) => {
		const { rows } = await client.query("SELECT FROM pg_roles WHERE rolname = 'cutter_backup'");
		await client.query(rows.length > 0 ? `ALTER ROLE cutter_backup PASSWORD '${password}'` : `CREATE ROLE cutter_backup LOGIN PASSWORD '${password}' IN ROLE pg_read_all_data`);
		await client.query('GRANT CONNECT ON DATABASE directus TO cutter_backup');
	});
	const url = new URL(system.adminDatabaseUrl);
	Object.assign(url, { username: 'cutter_backup', password });
	return url.href;
}

/**
 * A Directus whose database has the reference shape and has never seen the cutter.
 * @param {{ production?: boolean }} [options] whether its server is pinned as production
 */
export async function referenceSystem({ production = true } = {}) {
	// Governed change is the command line's alone, and a Directus that runs would hold the database it changes.
	const made = await ownSystem({ init: false, serve: false });
	let system = made;
	try {
		await asSuperuser(system, (admin) =>
			makeReferenceDatabase(admin, { role: MIGRATION_ROLE, directusRole: DIRECTUS_ROLE, baseline: ['001_tac_baseline', '002_governance_v0_1'].map(upSql) }),
		);
		system = { ...made, users: { ...made.users, ...(await createAdministrators(made)) } };
		const [{ identifier }] = await asSuperuser(system, async (admin) => (await admin.query('SELECT system_identifier::text AS identifier FROM pg_control_system()')).rows);
		const settings = {
			CUTTER_PG_BIN: [join(await binariesFolder(), 'bin'), await ensurePostgresClient()].join(delimiter),
			CUTTER_BACKUP_DATABASE_URL: await createBackupLogin(system),
			CUTTER_ARTEFACTS_DIR: join(system.folder, 'artefacts'),
			...(production ? { CUTTER_PRODUCTION_SYSTEM_IDENTIFIERS: identifier } : {}),
		};
		return { ...system, ...commandsOf(system, settings), settings, identifier };
	} catch (error) {
		await made.close();
		throw error;
	}
}

/** A migration that grants and does nothing else, so its record can be taken away and what it granted left: readers read what becomes of it. */
export const PENDING_AGAIN = '016_change_readers';

/** Makes it and what came after it pending again in a finished installation; gives their records. */
export const makePending = (system) => query(system, 'DELETE FROM cutter_control.schema_migration WHERE migration_id >= $1 RETURNING *', [PENDING_AGAIN]);

/** Settings with which the command line of a running system plans, dumps and restores. */
export async function changeSettings(system) {
	return { CUTTER_PG_BIN: [join(await binariesFolder(), 'bin'), await ensurePostgresClient()].join(delimiter), CUTTER_BACKUP_DATABASE_URL: await createBackupLogin(system) };
}

/** As `referenceSystem`, where a Directus runs, `init` was done, and its own people act: executor, reviewer, verifier and admin. */
export async function servedSystem() {
	const artefacts = temporaryFolder('iu-cutter-artefacts-');
	const system = await ownSystem({ environment: { CUTTER_ARTEFACTS_DIR: artefacts.path } });
	const close = async () => {
		await system.close();
		artefacts.remove();
	};
	try {
		const [{ identifier }] = await asSuperuser(system, async (admin) => (await admin.query('SELECT system_identifier::text AS identifier FROM pg_control_system()')).rows);
		const settings = { ...(await changeSettings(system)), CUTTER_PRODUCTION_SYSTEM_IDENTIFIERS: identifier };
		return { ...system, ...commandsOf(system, settings), artefacts: artefacts.path, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** `as(person, …words)` runs a command with the token of one of the people and gives its exit code and its one report. */
export function commandsOf(system, settings) {
	const report = async (words, more = {}) => {
		const { code, stdout, stderr } = await commandLineOf(system, { ...settings, ...more })([...words, '--json']);
		const lines = stdout.trimEnd().split('\n');
		assert.equal(lines.length, 1, `one line on standard output, not:\n${stdout}\n${stderr}`);
		return { code, ...JSON.parse(lines[0]) };
	};
	const as = (person, ...words) => report(words, { CUTTER_TOKEN: system.users[person].token });
	return { report, as };
}

/** Runs a command that must be done. */
export async function done(promise) {
	const answer = await promise;
	assert.equal(answer.code, 0, JSON.stringify(answer, null, '\t'));
	return answer.data;
}

/** Plan, dry run and review of the next migration. Gives the package's digest. */
export async function reviewed(system, migration, ...options) {
	const { package_digest: digest } = await done(system.as('planner', 'migrate', 'plan', migration, ...options));
	await done(system.as('planner', 'migrate', 'dry-run', digest));
	await done(system.as('reviewer', 'migrate', 'review', digest, '--verdict', 'PASS'));
	return digest;
}

/** An authorisation of a package. */
export const authorised = async (system, digest, ...options) =>
	(await done(system.as('authoriser', 'migrate', 'authorise', digest, '--environment', 'production', '--expires', '2h', ...options))).authorisation_id;

/** Carries out the next migration as governed change, each step by somebody else. */
export async function carriedOut(system, migration) {
	const digest = await reviewed(system, migration);
	return done(system.as('operator', 'migrate', 'apply', digest, '--authorisation', await authorised(system, digest)));
}
