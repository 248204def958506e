/** Applies the frozen migrations in one step, one transaction each, where nothing could be lost. */
import type { Knex } from 'knex';
import type { Client, QueryResult } from 'pg';

import { core, type MigrationStatus, type PostCheck } from '../core/index.js';
import type { Environment } from '../host/keys.js';
import { asMigrationRole } from '../host/migrationConnection.js';
import { readOneStep } from '../ledger/oneStep.js';
import type { Records } from '../ledger/records.js';
import { bootstrapSql, isBootstrap, migrationFolders, migrationSql } from '../host/migrationFiles.js';

/** The migration that holds the records of governed change. */
const CONTROL = '012_governed_change';

export interface MigrationHost {
	database: Knex;
	env: Environment;
}

/** Applies what is pending, in order. Returns the ids applied. */
export async function applyMigrations(host: MigrationHost, report: (id: string, seconds: number) => void = () => {}): Promise<string[]> {
	const { rows } = await host.database.raw('SELECT session_user AS role');
	const directusRole: string = rows[0].role;
	return asMigrationRole(host, async (client) => {
		// Refuse changed files before anything is written.
		await readStatus(client, host.env);
		// One runner at a time, also where two processes start together; the lock ends with the connection.
		await client.query("SELECT pg_advisory_lock(hashtextextended('iu-cutter:migrate', 0))");
		await client.query(await bootstrapSql(host.env));
		const pending = (await readStatus(client, host.env)).filter((migration) => migration.state === 'pending');
		const facts = await readOneStep(client, pending.map(({ id }) => id));
		await core((it) => it.one_step(facts));
		for (const migration of pending) {
			const started = performance.now();
			await applyOne(client, host.env, migration, directusRole);
			report(migration.id, (performance.now() - started) / 1000);
		}
		return pending.map((migration) => migration.id);
	});
}

/** Makes the runner's own tables where they are missing: the records of governed change come before any other migration. */
export async function ensureControl(client: Client, env: Environment): Promise<void> {
	const { rows } = await client.query("SELECT to_regclass('cutter_control.change_package') IS NOT NULL AS there");
	if (rows[0].there) return;
	const control = (await readStatus(client, env)).find(({ id }) => id === CONTROL);
	if (control?.state !== 'pending') return;
	await client.query(await bootstrapSql(env));
	await applyOne(client, env, control, '');
}

export async function readStatus(client: Records, env: Environment): Promise<MigrationStatus[]> {
	const { rows: servers } = await client.query("SELECT current_setting('server_version_num')::int AS version");
	await core((it) => it.check_server(servers[0].version));
	const { rows: tables } = await client.query("SELECT to_regclass('cutter_control.schema_migration') IS NOT NULL AS there");
	const applied = tables[0].there ? await client.query('SELECT migration_id, checksum, state FROM cutter_control.schema_migration') : { rows: [] };
	const records = new Map<string, { checksum: string; state: string }>(applied.rows.map((row) => [row.migration_id, row]));
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

async function applyOne(client: Client, env: Environment, migration: MigrationStatus, directusRole: string): Promise<void> {
	const up = await migrationSql(env, migration.id, 'up.sql');
	const verify = await migrationSql(env, migration.id, 'verify.sql');
	await client.query('BEGIN');
	try {
		await client.query("SELECT set_config('cutter.directus_role', $1, true)", [directusRole]);
		const statements = results(await client.query(up)).map((result) => ({ command: result.command, rows: result.rowCount }));
		const checks = results(await client.query(verify)).flatMap((result) => result.rows as PostCheck[]);
		await core((it) => it.migration_checks(migration.id, checks));
		await client.query(
			`INSERT INTO cutter_control.schema_migration (migration_id, checksum, state, applied_by, applied_at, statement_summary)
			VALUES ($1, $2, 'applied', session_user, now(), $3)`,
			[migration.id, migration.checksum, JSON.stringify(statements)],
		);
		await client.query('COMMIT');
	} catch (error) {
		await client.query('ROLLBACK');
		throw error;
	}
}

/** A text of several statements gives several results. */
export const results = (result: QueryResult | QueryResult[]): QueryResult[] => (Array.isArray(result) ? result : [result]);
