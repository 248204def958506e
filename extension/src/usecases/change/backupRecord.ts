/** Everything on record of a backup, in the shape in which the core reports on it. */
import type { BackupRecord } from '../../core/index.js';
import { readVerifications, type RecordedBackup } from '../../ledger/backups.js';
import type { Records } from '../../ledger/records.js';

export async function backupRecordOf(client: Records, backup: RecordedBackup): Promise<BackupRecord> {
	const { backup_id, folder, sha256, bytes, holdings, created_by, created_at } = backup;
	return { backup_id, folder, sha256, bytes, holdings, created_by, created_at, verifications: await readVerifications(client, backup_id) };
}
