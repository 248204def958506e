/** Restores a backup into a throw-away server and does the ten checks: one that was never restored does not count. */
import { mkdtemp, mkdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { core, type Gate, type GateVerdict, type Holdings, type RestoreFacts } from '../../core/index.js';
import { existingFolder, readSums, secretsIn } from '../../host/artefacts.js';
import { sha256Of } from '../../host/fileDigests.js';
import { protectedEnvironments } from '../../host/isolatedFolders.js';
import { backupUrl, connected } from '../../host/migrationConnection.js';
import { readBackupContents } from '../../ledger/backupContents.js';
import { insertVerification, readBackup, type RecordedBackup } from '../../ledger/backups.js';
import { readIdentity, readServerMoment } from '../../ledger/server.js';
import { authorisedForAll } from '../context.js';
import { DUMP, listDump } from './dumps.js';
import { restoreCopy } from './restore.js';
import { withRecords, type ChangeHost } from './session.js';

export interface BackupVerification {
	backup_id: string;
	verdict: GateVerdict;
	checks: Gate[];
}

export async function verifyBackup(host: ChangeHost, named: string): Promise<BackupVerification> {
	const by = await authorisedForAll(host, 'executor');
	return withRecords(host, async (records) => {
		const backup = await readBackup(records, named);
		const facts = await restoreFacts(host, backup, await existingFolder(host.env, backup.folder));
		const { verdict, checks } = await core((it) => it.backup_checks(facts));
		await insertVerification(records, backup.backup_id, verdict, checks, by);
		return { backup_id: backup.backup_id, verdict, checks };
	});
}

async function restoreFacts(host: ChangeHost, backup: RecordedBackup, folder: string): Promise<RestoreFacts> {
	const moment = () => connected(host, backupUrl(host.env), readServerMoment);
	const version = await connected(host, backupUrl(host.env), async (client) => (await readIdentity(client)).server_version);
	const [before, protectedBefore] = [await moment(), await protectedEnvironments()];
	const dump = join(folder, DUMP);
	const listed = (await readSums(folder)).find(({ name }) => name === DUMP)?.sha256 ?? null;
	const { entries, database } = await listDump(host, folder, version);
	const restored = await restoredHoldings(host, backup, folder, version);
	return {
		recorded_bytes: backup.bytes,
		recorded_sha256: backup.sha256,
		recorded: backup.holdings,
		bytes: await stat(dump).then(({ size }) => size, () => null),
		entries,
		dumped_database: database,
		sha256: await sha256Of(dump).catch(() => null),
		listed_sha256: listed,
		restore_errors: restored?.errors ?? null,
		restored: restored?.holdings ?? null,
		before,
		after: await moment(),
		protected_before: protectedBefore,
		protected_after: await protectedEnvironments(),
		secrets: await secretsIn(host.env, folder),
	};
}

/** What the copy holds; none where nothing could be restored. The log is kept where nobody changes the backup for it. */
async function restoredHoldings(host: ChangeHost, backup: RecordedBackup, folder: string, version: number): Promise<{ holdings: Holdings | null; errors: string[] } | null> {
	const logs = await mkdtemp(join(tmpdir(), 'iu-cutter-restore-'));
	await mkdir(join(logs, 'logs'));
	try {
		const copy = await restoreCopy(host, folder, logs, backup.holdings.database, version);
		try {
			const holdings = await connected(host, copy.url, (client) => readBackupContents(client, backup.holdings.unit)).catch(() => null);
			return { holdings, errors: copy.errors };
		} finally {
			await copy.server.stop();
		}
	} finally {
		await rm(logs, { recursive: true, force: true });
	}
}
