/** `schema_migration`, and the lock under which one change of the database goes on at a time. */
import type { Client } from 'pg';

import type { Records } from './records.js';
import { isTable } from './server.js';

const LOCK = "hashtextextended('iu-cutter:migrate', 0)";

/** Waits until nobody else changes this database; the lock ends with the connection. */
export const lockChanges = async (client: Client): Promise<void> => void (await client.query(`SELECT pg_advisory_lock(${LOCK})`));

/** Takes the same lock where it is free. */
export const tryLockChanges = async (client: Client): Promise<boolean> => (await client.query(`SELECT pg_try_advisory_lock(${LOCK}) AS free`)).rows[0].free;

/** Whether somebody holds the lock of changes. It is looked up, not tried: whoever asks keeps nobody from it. */
export async function isLocked(records: Records): Promise<boolean> {
	const { rows } = await records.query(
		`SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = ${LOCK}
		   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS held`,
	);
	return rows[0].held;
}

export interface RecordedMigration {
	migration_id: string;
	checksum: string;
	state: 'applied' | 'adopted';
}

/** What is on record, in order; nothing before the table is there. */
export async function recordedMigrations(client: Records): Promise<RecordedMigration[]> {
	if (!(await isTable(client, 'cutter_control.schema_migration'))) return [];
	return (await client.query('SELECT migration_id, checksum, state FROM cutter_control.schema_migration ORDER BY migration_id')).rows;
}

/** @param by who adopted it; the login itself for one that was applied */
export async function insertMigration(client: Client, it: RecordedMigration, by: string | null, statements: unknown[]): Promise<void> {
	await client.query(
		`INSERT INTO cutter_control.schema_migration (migration_id, checksum, state, applied_by, applied_at, statement_summary)
		 VALUES ($1, $2, $3, coalesce($4, session_user), now(), $5)`,
		[it.migration_id, it.checksum, it.state, by, JSON.stringify(statements)],
	);
}

export const deleteMigration = async (client: Client, id: string): Promise<void> => void (await client.query('DELETE FROM cutter_control.schema_migration WHERE migration_id = $1', [id]));
