// A real PostgreSQL with the logins of a careful installation: Directus is a plain role, migrations have their own.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPreparedPostgres } from '../../scripts/lib/prepared.mjs';

export const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));

/** Names that need quoting, so that a migration that forgets to quote fails. */
export const DIRECTUS_ROLE = 'Directus App';
export const MIGRATION_ROLE = 'cutter-migrator';

/** Identifiers of the migrations this folder tests, in order. */
export const MIGRATION_IDS = readdirSync(MIGRATIONS)
	.filter((name) => /^\d{3}_/.test(name))
	.sort();

export const readMigration = (id, file) => readFileSync(join(MIGRATIONS, id, file), 'utf8');

const connected = async (connectionString) => {
	const client = new pg.Client({ connectionString });
	await client.connect();
	return client;
};

/** Runs `work` in a transaction that is always rolled back, under `role` if one is named. */
export async function trying(client, role, work) {
	await client.query('BEGIN');
	try {
		if (role) await client.query(`SET LOCAL ROLE ${role}`);
		return await work(client);
	} finally {
		await client.query('ROLLBACK');
	}
}

/** The error of a statement in a transaction that is rolled back, or undefined when it was allowed. */
export async function refusal(client, role, sql, parameters) {
	return trying(client, role, async () => {
		try {
			await client.query(sql, parameters);
			await client.query('SET CONSTRAINTS ALL IMMEDIATE');
			return undefined;
		} catch (error) {
			return error;
		}
	});
}

/** Runs one script as the runner does: one transaction, the settings in it, stop on error. */
export async function runScript(client, sql, settings = {}) {
	await client.query('BEGIN');
	try {
		for (const [name, value] of Object.entries({ 'cutter.directus_role': DIRECTUS_ROLE, ...settings })) {
			await client.query('SELECT set_config($1, $2, true)', [name, value]);
		}
		const results = [].concat(await client.query(sql));
		await client.query('COMMIT');
		return results;
	} catch (error) {
		await client.query('ROLLBACK');
		throw error;
	}
}

/** One database of a server, with a connection for each of the three logins. */
class Database {
	static async create(server, name, passwords) {
		const admin = await connected(server.adminUrl);
		await admin.query(`CREATE DATABASE ${name}`);
		await admin.query(`GRANT CREATE ON DATABASE ${name} TO "${MIGRATION_ROLE}"`);
		await admin.end();
		const url = (user) => {
			const target = new URL(server.adminUrl);
			target.pathname = `/${name}`;
			if (user) Object.assign(target, { username: encodeURIComponent(user), password: passwords[user] });
			return target.href;
		};
		const database = new Database();
		database.admin = await connected(url());
		// As in a hardened installation: PUBLIC may not even use the schema.
		await database.admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
		await database.admin.query(`GRANT USAGE, CREATE ON SCHEMA public TO "${DIRECTUS_ROLE}"`);
		await database.admin.query(`GRANT CREATE ON SCHEMA public TO "${MIGRATION_ROLE}"`);
		await database.admin.query(`GRANT USAGE ON SCHEMA public TO "${MIGRATION_ROLE}" WITH GRANT OPTION`);
		database.migrator = await connected(url(MIGRATION_ROLE));
		database.directus = await connected(url(DIRECTUS_ROLE));
		return database;
	}

	async close() {
		await Promise.all([this.admin, this.migrator, this.directus].map((client) => client.end()));
	}

	bootstrap() {
		return this.migrator.query(readFileSync(join(MIGRATIONS, 'bootstrap.sql'), 'utf8'));
	}

	up(id, settings) {
		return runScript(this.migrator, readMigration(id, 'up.sql'), settings);
	}

	down(id, settings) {
		return runScript(this.migrator, readMigration(id, 'down.sql'), settings);
	}

	/** The rows of the migration's post checks. */
	async checks(id, settings) {
		const results = await runScript(this.migrator, readMigration(id, 'verify.sql'), settings);
		return results.filter(({ fields }) => fields.some(({ name }) => name === 'check_id')).flatMap(({ rows }) => rows);
	}

	async upTo(last, from = 0) {
		for (const id of MIGRATION_IDS.slice(from)) {
			await this.up(id);
			if (id.startsWith(last)) return;
		}
	}
}

/** Starts a server with the two logins; `database(name)` adds a database to it. */
export async function startServer() {
	const server = await startPreparedPostgres();
	const passwords = { [DIRECTUS_ROLE]: randomBytes(12).toString('hex'), [MIGRATION_ROLE]: randomBytes(12).toString('hex') };
	const admin = await connected(server.adminUrl);
	await admin.query(`CREATE ROLE "${DIRECTUS_ROLE}" LOGIN PASSWORD '${passwords[DIRECTUS_ROLE]}'`);
	await admin.query(`CREATE ROLE "${MIGRATION_ROLE}" LOGIN CREATEROLE PASSWORD '${passwords[MIGRATION_ROLE]}'`);
	await admin.end();
	const databases = [];
	return {
		async database(name = 'directus') {
			databases.push(await Database.create(server, name, passwords));
			return databases.at(-1);
		},
		async stop() {
			for (const database of databases) await database.close();
			await server.stop();
		},
	};
}

/** A file beside the project, or undefined with a printed line when it is not on this machine. */
export function sharedFile(...parts) {
	const folder = process.env.CUTTER_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
	const path = join(folder, ...parts);
	if (existsSync(path)) return path;
	console.log(`skipped: no reference material ${parts.join('/')} (set CUTTER_SHARED)`);
	return undefined;
}
