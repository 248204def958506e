/** A backup outside of a run: the dump, the roles beside it, what it holds, and SHA256SUMS. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core } from '../../core/index.js';
import { newFolder, secretsIn, writeSums } from '../../host/artefacts.js';
import { readBackups, type RecordedBackup } from '../../ledger/backups.js';
import { authorisedForAll } from '../context.js';
import { backupFacts } from './changeFacts.js';
import { dumpDatabase, markFresh, recordBackup } from './dumps.js';
import { environmentOf, withRecords, type ChangeHost } from './session.js';

export interface BackupAnswer {
	backup_id: string;
	folder: string;
	bytes: number;
	sha256: string;
	entries: number | null;
}

export async function createBackup(host: ChangeHost, unit: string | null): Promise<BackupAnswer> {
	const by = await authorisedForAll(host, 'executor');
	return withRecords(host, async (records) => {
		const environment = await environmentOf(host, records, by);
		const folder = await newFolder(host.env, `backup_${environment.class}`, new Date().toISOString());
		const dump = await dumpDatabase(host, folder.path, unit);
		await writeFile(join(folder.path, 'holdings.json'), JSON.stringify(dump.holdings, null, '\t'));
		await markFresh(folder.path, dump);
		const sums = await writeSums(folder.path);
		const secrets = await secretsIn(host.env, folder.path);
		await core((it) => it.backup_made(backupFacts(dump), secrets));
		const backup_id = await recordBackup(records, folder.path, dump, by, sums);
		return { backup_id, folder: folder.path, bytes: dump.bytes, sha256: dump.sha256, entries: dump.entries };
	});
}

/** Every backup on record, oldest first. */
export async function listBackups(host: ChangeHost): Promise<RecordedBackup[]> {
	await authorisedForAll(host, 'observer');
	return withRecords(host, readBackups);
}
