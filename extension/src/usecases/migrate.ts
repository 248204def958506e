/** Applies the frozen migrations in one step, one transaction each, where nothing could be lost. */
import type { Knex } from 'knex';
import type { Client } from 'pg';

import { core, type MigrationStatus } from '../core/index.js';
import type { Environment } from '../host/keys.js';
import { asMigrationRole } from '../host/migrationConnection.js';
import { bootstrapSql, isBootstrap, migrationFolders, migrationSql } from '../host/migrationFiles.js';
import { insertMigration, lockChanges, recordedMigrations } from '../ledger/migrations.js';
import { inOneTransaction, readChecks, runScript } from '../ledger/migrationScripts.js';
import { readOneStep } from '../ledger/oneStep.js';
import type { Records } from '../ledger/records.js';
import { directusRole, isTable, readServerVersion } from '../ledger/server.js';

/** The migration that holds the records of governed change. */
const CONTROL = '012_governed_change';

export interface MigrationHost {
	database: Knex;
	env: Environment;
}

/** Applies what is pending, in order. Returns the ids applied. */
export async function applyMigrations(host: MigrationHost, report: (id: string, seconds: number) => void = () => {}): Promise<string[]> {
	const role = await directusRole(host.database);
	return asMigrationRole(host, async (client) => {
		// Refuse changed files before anything is written.
		await readStatus(client, host.env);
		// One runner at a time, also where two processes start together.
		await lockChanges(client);
		await runScript(client, await bootstrapSql(host.env));
		const pending = (await readStatus(client, host.env)).filter((migration) => migration.state === 'pending');
		const facts = await readOneStep(client, pending.map(({ id }) => id));
		await core((it) => it.one_step(facts));
		for (const migration of pending) {
			const started = performance.now();
			await applyOne(client, host.env, migration, role);
			report(migration.id, (performance.now() - started) / 1000);
		}
		return pending.map((migration) => migration.id);
	});
}

/** Makes the runner's own tables where they are missing: the records of governed change come before any other migration. */
export async function ensureControl(client: Client, env: Environment): Promise<void> {
	if (await isTable(client, 'cutter_control.change_package')) return;
	const control = (await readStatus(client, env)).find(({ id }) => id === CONTROL);
	if (control?.state !== 'pending') return;
	await runScript(client, await bootstrapSql(env));
	await applyOne(client, env, control, '');
}

export async function readStatus(client: Records, env: Environment): Promise<MigrationStatus[]> {
	const { number } = await readServerVersion(client);
	await core((it) => it.check_server(number));
	const records = new Map((await recordedMigrations(client)).map((row) => [row.migration_id, row]));
	const folders = await migrationFolders(env);
	// The bootstrap is frozen like a migration; it counts as applied wherever its table is.
	const facts = folders.map(({ id, files }) => ({
		id: isBootstrap(id) ? `000_${id}` : id,
		files,
		applied_checksum: isBootstrap(id) ? (files[0]?.observed ?? null) : (records.get(id)?.checksum ?? null),
		adopted: records.get(id)?.state === 'adopted',
	}));
	const status = await core((it) => it.migration_status(facts));
	return status.filter((migration) => !isBootstrap(migration.id.slice(4)));
}

async function applyOne(client: Client, env: Environment, { id, checksum }: MigrationStatus, role: string): Promise<void> {
	const up = await migrationSql(env, id, 'up.sql');
	const verify = await migrationSql(env, id, 'verify.sql');
	await inOneTransaction(client, [['cutter.directus_role', role]], async () => {
		const statements = await runScript(client, up);
		const checks = await readChecks(client, verify);
		await core((it) => it.migration_checks(id, checks));
		await insertMigration(client, { migration_id: id, checksum, state: 'applied' }, null, statements);
	});
}
