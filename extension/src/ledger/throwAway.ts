/** A throw-away server as a dump is restored into it: its superuser makes what only a superuser can, and never touches what came out of the dump. */
import type { Client } from 'pg';

import type { DumpedDatabase, DumpedRoles } from '../core/index.js';

interface Login {
	name: string;
	password: string;
}

/** Where the superuser connects: nothing of a dump is ever here. */
export const SUPERUSERS_PLACE = 'template1';

/** Runs statements one by one; gives what the server said of those it refused. */
export async function runEach(client: Client, statements: readonly string[]): Promise<string[]> {
	const errors: string[] = [];
	for (const statement of statements) await client.query(statement).catch((error: Error) => errors.push(error.message));
	return errors;
}

/**
 * Makes the roles of a dump, its empty database, and the one who restores: a member of every role of the dump, and of no other; its own
 * right is to see every row of that database.
 */
export async function makeRoom(client: Client, roles: DumpedRoles, database: DumpedDatabase, restorer: Login): Promise<string[]> {
	const errors = await runEach(client, roles.statements);
	await client.query(`CREATE ROLE ${restorer.name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS PASSWORD '${restorer.password}'`);
	errors.push(...(await runEach(client, roles.names.map((name) => `GRANT ${name} TO ${restorer.name} WITH INHERIT TRUE, SET TRUE`))));
	await client.query(`REVOKE ALL ON DATABASE ${SUPERUSERS_PLACE} FROM PUBLIC`);
	// A real database may have this name.
	await client.query('DROP DATABASE postgres');
	const owner = database.owner && roles.names.includes(database.owner) ? database.owner : restorer.name;
	await client.query(`CREATE DATABASE ${database.quoted} WITH TEMPLATE = template0 ${database.options} OWNER = ${owner}`);
	// Owners get their objects before the dump gives them their rights again: until then everybody may have something anywhere.
	await client.query(`GRANT CREATE ON DATABASE ${database.quoted} TO PUBLIC`);
	await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${database.quoted} TO ${restorer.name}`);
	return errors;
}

/** Every schema of the dump, quoted. */
const SCHEMAS = "SELECT nspname = 'public' AS shared, quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

/** Lets everybody own something in every schema. */
export async function openSchemas(client: Client): Promise<void> {
	const { rows } = await client.query(SCHEMAS);
	for (const { shared, name } of rows) await client.query(`GRANT CREATE${shared ? '' : ', USAGE'} ON SCHEMA ${name} TO PUBLIC`);
}

/** Takes it back, before the dump's own rights are given. */
export async function closeSchemas(client: Client, database: DumpedDatabase): Promise<void> {
	const { rows } = await client.query(SCHEMAS);
	for (const { shared, name } of rows) await client.query(`REVOKE CREATE${shared ? '' : ', USAGE'} ON SCHEMA ${name} FROM PUBLIC`);
	await client.query(`REVOKE CREATE ON DATABASE ${database.quoted} FROM PUBLIC`);
}

/** Gives back to those who make roles what they need for it. */
export const letMakeRoles = (client: Client, makers: readonly string[]): Promise<string[]> => runEach(client, makers.map((name) => `ALTER ROLE ${name} CREATEROLE`));

/** Bytes of everything the server holds. */
export const bytesHeld = async (client: Client): Promise<number> => Number((await client.query('SELECT sum(pg_database_size(oid)) AS bytes FROM pg_database')).rows[0].bytes);

export async function letLogIn(client: Client, { name, password }: Login): Promise<void> {
	// The server quotes both.
	const { rows } = await client.query("SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text) AS statement", [name, password]);
	await client.query(rows[0].statement);
}
