/** Recognises what something else made in the shape of a migration, and records it as adopted; nothing else is written. */
import type { Client } from 'pg';

import { core, type MigrationStatus, type NamedObject, type PostCheck } from '../../core/index.js';
import { migrationSql } from '../../host/migrationFiles.js';
import { probeObjects } from '../../ledger/changeProbe.js';
import { insertMigration } from '../../ledger/migrations.js';
import { readVerifyRows } from '../../ledger/migrationScripts.js';
import { directusRole } from '../../ledger/server.js';
import { authorisedForAll } from '../context.js';
import { readStatus } from '../migrate.js';
import { withLock, type ChangeHost } from './session.js';

/** Adopts pending migrations in order, until one is not there at all. Returns the ids adopted. */
export async function adoptMigrations(host: ChangeHost): Promise<string[]> {
	const person = await authorisedForAll(host, 'executor');
	const role = await directusRole(host.database);
	return withLock(host, async (records) => {
		const adopted: string[] = [];
		for (const migration of (await readStatus(records, host.env)).filter(({ state }) => state === 'pending')) {
			const { objects } = JSON.parse(await migrationSql(host.env, migration.id, 'migration.json')) as { objects: NamedObject[] };
			const facts = { migration_id: migration.id, objects: await probeObjects(records, objects), checks: await shapeOf(records, host, migration, role) };
			if ((await core((it) => it.adopt_migration(facts))) === 'absent') break;
			await insertMigration(records, { migration_id: migration.id, checksum: migration.checksum, state: 'adopted' }, person, []);
			adopted.push(migration.id);
		}
		return adopted;
	});
}

/** Rows of `verify.sql`, but those that ask for what is not there. */
async function shapeOf(client: Client, host: ChangeHost, migration: MigrationStatus, role: string): Promise<PostCheck[]> {
	const sql = await migrationSql(host.env, migration.id, 'verify.sql');
	return (await readVerifyRows(client, sql, [['cutter.directus_role', role]])).rows;
}
