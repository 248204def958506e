/** Backups on record, with the verifications of each. */
import type { Client } from 'pg';

import { refuse, type Gate, type GateVerdict, type Holdings, type Verification } from '../core/index.js';
import type { Records } from './records.js';

export interface RecordedBackup {
	backup_id: string;
	folder: string;
	sha256: string;
	bytes: number;
	system_identifier: string;
	holdings: Holdings;
	created_by: string;
	created_at: string;
	/** SHA-256 of the folder's SHA256SUMS; null where the folder is that of a run. */
	sums_sha256: string | null;
	/** Verdict of the last verification; null where it was never restored. */
	verified: GateVerdict | null;
}

export async function insertBackup(client: Client, it: Omit<RecordedBackup, 'verified'>): Promise<void> {
	await client.query(
		`INSERT INTO cutter_control.backup (backup_id, folder, sha256, bytes, system_identifier, facts, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		[it.backup_id, it.folder, it.sha256, it.bytes, it.system_identifier, JSON.stringify({ ...it.holdings, sums_sha256: it.sums_sha256 }), it.created_by, it.created_at],
	);
}

/** Every backup, oldest first. */
export async function readBackups(client: Records): Promise<RecordedBackup[]> {
	const { rows } = await client.query(
		`SELECT b.*, v.verdict FROM cutter_control.backup b
		   LEFT JOIN LATERAL (SELECT verdict FROM cutter_control.backup_verification v WHERE v.backup_id = b.backup_id ORDER BY v.verified_at DESC LIMIT 1) v ON true
		  ORDER BY b.created_at, b.backup_id`,
	);
	return rows.map(({ facts, bytes, created_at, verdict, ...row }) => {
		const { sums_sha256 = null, ...holdings } = JSON.parse(facts);
		return { ...row, bytes: Number(bytes), holdings, sums_sha256, created_at: created_at.toISOString(), verified: verdict ?? null };
	});
}

/** The backup of that id or folder, made outside of a run where both are in one folder. */
export const findBackup = async (client: Records, named: string): Promise<RecordedBackup | null> =>
	(await readBackups(client)).find(({ backup_id, folder }) => backup_id === named || folder === named) ?? null;

export async function readBackup(client: Records, named: string): Promise<RecordedBackup> {
	return (await findBackup(client, named)) ?? refuse('not_found', 'BACKUP_MISSING', `There is no backup ${JSON.stringify(named)}.`);
}

export async function insertVerification(client: Client, backupId: string, verdict: GateVerdict, checks: Gate[], by: string): Promise<void> {
	await client.query(
		'INSERT INTO cutter_control.backup_verification (verification_id, backup_id, verdict, checks, verified_by, verified_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, now())',
		[backupId, verdict, JSON.stringify(checks), by],
	);
}

/** Every verification of a backup, oldest first. */
export async function readVerifications(client: Records, backupId: string): Promise<Verification[]> {
	const { rows } = await client.query('SELECT verdict, checks, verified_by, verified_at FROM cutter_control.backup_verification WHERE backup_id = $1 ORDER BY verified_at, verification_id', [backupId]);
	return rows.map(({ checks, verified_at, ...row }) => ({ ...row, checks: JSON.parse(checks), verified_at: verified_at.toISOString() }));
}
