/** The migration role's own connection: DDL only, never used by a request. */
import type { Knex } from 'knex';
import type { Client } from 'pg';

import { refuse, type Door } from '../core/index.js';
import { doorStatements } from './door.js';
import type { Environment } from './keys.js';

/** Where a connection comes from: Directus' own driver, and its settings. */
export interface ConnectionHost {
	database: Knex;
	env: Environment;
	/** Recorded with what is written on the connection; left out where no person acts. */
	door?: Door;
}

/** The connection string of the migration role. */
export function migrationUrl(env: Environment): string {
	const url = env['CUTTER_MIGRATION_DATABASE_URL'];
	if (typeof url === 'string' && url) return url;
	return refuse('conflict', 'MIGRATION_DATABASE_NOT_SET', 'Set CUTTER_MIGRATION_DATABASE_URL to a login of the migration role: the role of Directus owns nothing of the cutter.');
}

/** The connection string of a login that may read everything, for backups; the migration role's where none is set. */
export function backupUrl(env: Environment): string {
	const url = env['CUTTER_BACKUP_DATABASE_URL'];
	return typeof url === 'string' && url ? url : migrationUrl(env);
}

/** Opens a connection; times of the session are in UTC, so that texts of rows are the same everywhere. */
export async function connect({ database }: Pick<ConnectionHost, 'database'>, url: string): Promise<Client> {
	// The driver is the host's own: Directus brings pg.
	const { Client: HostClient } = database.client.driver as { Client: typeof Client };
	const client = new HostClient({ connectionString: url, application_name: 'iu-cutter migrate' });
	// A server that goes away must not end the process: the next statement says so.
	client.on('error', () => undefined);
	await client.connect();
	await client.query("SET TIME ZONE 'UTC'");
	// Whoever may create something in a schema of the search path could give it the name of a function of the server's own.
	await client.query('SET search_path = pg_catalog, pg_temp');
	// What is on record survives a crash of the server, however it is set: where a run died is read from there.
	await client.query('SET synchronous_commit = on');
	return client;
}

/** Runs `work` on a connection and closes it. */
export async function connected<T>(host: Pick<ConnectionHost, 'database'>, url: string, work: (client: Client) => Promise<T>): Promise<T> {
	const client = await connect(host, url);
	try {
		return await work(client);
	} finally {
		await client.end().catch(() => undefined);
	}
}

/** Runs `work` on a connection of the migration role and closes it. */
export const asMigrationRole = <T>(host: ConnectionHost, work: (client: Client) => Promise<T>): Promise<T> =>
	connected(host, migrationUrl(host.env), async (client) => {
		if (host.door) await client.query(doorStatements(host.door, 'SESSION'));
		return work(client);
	});
