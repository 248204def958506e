/** The migration role's own connection: DDL only, never used by a request. */
import type { Knex } from 'knex';
import type { Client } from 'pg';

import { refuse } from '../core/index.js';
import type { Environment } from './keys.js';

/** Runs `work` on a connection of the migration role and closes it. */
export async function asMigrationRole<T>(host: { database: Knex; env: Environment }, work: (client: Client) => Promise<T>): Promise<T> {
	const url = host.env['CUTTER_MIGRATION_DATABASE_URL'];
	if (typeof url !== 'string' || !url) {
		refuse('conflict', 'MIGRATION_DATABASE_NOT_SET', 'Set CUTTER_MIGRATION_DATABASE_URL to a login of the migration role: the role of Directus owns nothing of the cutter.');
	}
	// The driver is the host's own: Directus brings pg.
	const { Client: HostClient } = host.database.client.driver as { Client: typeof Client };
	const client = new HostClient({ connectionString: url, application_name: 'iu-cutter migrate' });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}
