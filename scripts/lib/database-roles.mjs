// The database as a careful administrator sets it up: Directus is not its owner, migrations have a role of their own.

import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const DATABASE = 'directus';
export const DIRECTUS_ROLE = 'directus';
export const MIGRATION_ROLE = 'cutter_migrator';

async function withClient(url, work) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

/** The same server with another database, role or password. */
function changeUrl(adminUrl, { user, password }) {
	const url = new URL(adminUrl);
	url.pathname = `/${DATABASE}`;
	if (user) Object.assign(url, { username: user, password });
	return url.href;
}

/**
 * The connections to that database.
 * @param {string} adminUrl the superuser's connection to the server
 * @param {Record<string, string>} passwords of the two login roles
 * @returns {{ directusUrl: string, migrationUrl: string, adminUrl: string, passwords: Record<string, string> }}
 */
export const databaseConnections = (adminUrl, passwords) => ({
	adminUrl: changeUrl(adminUrl, {}),
	directusUrl: changeUrl(adminUrl, { user: DIRECTUS_ROLE, password: passwords[DIRECTUS_ROLE] }),
	migrationUrl: changeUrl(adminUrl, { user: MIGRATION_ROLE, password: passwords[MIGRATION_ROLE] }),
	passwords,
});

/**
 * Creates the database and its two login roles; the superuser stays the owner.
 * @param {string} adminUrl the superuser's connection
 * @returns {Promise<ReturnType<typeof databaseConnections>>}
 */
export async function createDirectusDatabase(adminUrl) {
	const passwords = { [DIRECTUS_ROLE]: randomBytes(18).toString('base64url'), [MIGRATION_ROLE]: randomBytes(18).toString('base64url') };
	await withClient(adminUrl, async (client) => {
		await client.query(`CREATE ROLE ${DIRECTUS_ROLE} LOGIN PASSWORD '${passwords[DIRECTUS_ROLE]}'`);
		// CREATEROLE: the migrations create the duty roles and grant them to Directus' role.
		await client.query(`CREATE ROLE ${MIGRATION_ROLE} LOGIN CREATEROLE PASSWORD '${passwords[MIGRATION_ROLE]}'`);
		await client.query(`CREATE DATABASE ${DATABASE}`);
		await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`);
		await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${DIRECTUS_ROLE}, ${MIGRATION_ROLE}`);
		await client.query(`GRANT CREATE ON DATABASE ${DATABASE} TO ${MIGRATION_ROLE}`);
	});
	const connections = databaseConnections(adminUrl, passwords);
	await withClient(connections.adminUrl, async (client) => {
		await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
		await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${DIRECTUS_ROLE}, ${MIGRATION_ROLE}`);
		// The migrations pass it on to the duty roles.
		await client.query(`GRANT USAGE ON SCHEMA public TO ${MIGRATION_ROLE} WITH GRANT OPTION`);
	});
	return connections;
}
