/** What is asked of a PostgreSQL server itself: which one it is, who is logged in, its roles and its snapshots. */
import type { Knex } from 'knex';
import type { Client } from 'pg';

import type { Identity, ServerMoment } from '../core/index.js';
import type { Records } from './records.js';

export async function readIdentity(client: Client): Promise<Identity> {
	const { rows } = await client.query(
		`SELECT (pg_control_system()).system_identifier::text AS system_identifier, current_database()::text AS database, session_user::text AS role,
		        current_setting('server_version_num')::int AS server_version`,
	);
	return rows[0];
}

export async function readServerMoment(client: Client): Promise<ServerMoment> {
	const { rows } = await client.query('SELECT (pg_control_system()).system_identifier::text AS system_identifier, pg_postmaster_start_time()::text AS started_at');
	return rows[0];
}

const VERSION = "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number";

export interface ServerVersion {
	/** As the server writes it. */
	version: string;
	/** As it counts: 160003. */
	number: number;
}

export const readServerVersion = async (client: Records): Promise<ServerVersion> => (await client.query(VERSION)).rows[0];
/** The same, over the host's own connection. */
export const hostServerVersion = async (database: Knex): Promise<ServerVersion> => (await database.raw(VERSION)).rows[0];

/** The role Directus logs in as. */
export const directusRole = async (database: Knex): Promise<string> => (await database.raw('SELECT session_user AS role')).rows[0].role;

/** Whether a table is there; `name` carries its schema. */
export const isTable = async (client: Records, name: string): Promise<boolean> => (await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [name])).rows[0].there;

/** Reads in one snapshot, whose name others can take it by until the work is done. */
export async function inSnapshot<T>(client: Client, work: (snapshot: string) => Promise<T>): Promise<T> {
	await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
	const { rows } = await client.query('SELECT pg_export_snapshot() AS snapshot');
	const done = await work(rows[0].snapshot);
	await client.query('COMMIT');
	return done;
}
