/** Backups on record, with the verifications of each. */
import type { Client } from 'pg';

import { refuse, type Gate, type Holdings } from '../core/index.js';

export interface RecordedBackup {
	backup_id: string;
	folder: string;
	sha256: string;
	bytes: number;
	system_identifier: string;
	holdings: Holdings;
	created_by: string;
	created_at: string;
	/** Verdict of the last verification; null where it was never restored. */
	verified: 'pass' | 'fail' | null;
}

export async function insertBackup(client: Client, it: Omit<RecordedBackup, 'verified'>): Promise<void> {
	await client.query(
		`INSERT INTO cutter_control.backup (backup_id, folder, sha256, bytes, system_identifier, facts, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		[it.backup_id, it.folder, it.sha256, it.bytes, it.system_identifier, JSON.stringify(it.holdings), it.created_by, it.created_at],
	);
}

/** Every backup, oldest first. */
export async function readBackups(client: Client): Promise<RecordedBackup[]> {
	const { rows } = await client.query(
		`SELECT b.*, v.verdict FROM cutter_control.backup b
		   LEFT JOIN LATERAL (SELECT verdict FROM cutter_control.backup_verification v WHERE v.backup_id = b.backup_id ORDER BY v.verified_at DESC LIMIT 1) v ON true
		  ORDER BY b.created_at, b.backup_id`,
	);
	return rows.map(({ facts, bytes, created_at, verdict, ...row }) => ({
		...row,
		bytes: Number(bytes),
		holdings: JSON.parse(facts),
		created_at: created_at.toISOString(),
		verified: verdict ?? null,
	}));
}

export async function readBackup(client: Client, named: string): Promise<RecordedBackup> {
	const found = (await readBackups(client)).find(({ backup_id, folder }) => backup_id === named || folder === named);
	return found ?? refuse('not_found', 'BACKUP_MISSING', `There is no backup ${JSON.stringify(named)}.`);
}

export async function insertVerification(client: Client, backupId: string, verdict: 'pass' | 'fail', checks: Gate[], by: string): Promise<void> {
	await client.query(
		'INSERT INTO cutter_control.backup_verification (verification_id, backup_id, verdict, checks, verified_by, verified_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, now())',
		[backupId, verdict, JSON.stringify(checks), by],
	);
}
