/** A backup outside of a run: the dump, the roles beside it, what it holds, and SHA256SUMS. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { newFolder, writeSums } from '../../host/artefacts.js';
import { insertBackup, readBackups, type RecordedBackup } from '../../ledger/backups.js';
import { authorised } from '../context.js';
import { dumpDatabase } from './dumps.js';
import { environmentOf, withRecords, type ChangeHost } from './session.js';

export interface BackupAnswer {
	backup_id: string;
	folder: string;
	bytes: number;
	sha256: string;
	entries: number | null;
}

export async function createBackup(host: ChangeHost, unit: string | null): Promise<BackupAnswer> {
	const by = await authorised(host, 'executor');
	return withRecords(host, async (records) => {
		const environment = await environmentOf(host, records, by);
		const folder = await newFolder(host.env, `backup_${environment.class}`, new Date().toISOString());
		const dump = await dumpDatabase(host, folder.path, unit);
		const backup_id = randomUUID();
		await writeFile(join(folder.path, 'holdings.json'), JSON.stringify(dump.holdings, null, '\t'));
		await writeFile(join(folder.path, 'FRESHNESS'), `${dump.beganAt}\n${dump.sha256}  ${dump.file}\n`);
		await writeSums(folder.path);
		await insertBackup(records, {
			backup_id,
			folder: folder.name,
			sha256: dump.sha256,
			bytes: dump.bytes,
			system_identifier: dump.holdings.system_identifier,
			holdings: dump.holdings,
			created_by: by,
			created_at: dump.beganAt,
		});
		return { backup_id, folder: folder.path, bytes: dump.bytes, sha256: dump.sha256, entries: dump.entries };
	});
}

/** Every backup on record, oldest first. */
export async function listBackups(host: ChangeHost): Promise<RecordedBackup[]> {
	await authorised(host, 'observer');
	return withRecords(host, readBackups);
}
