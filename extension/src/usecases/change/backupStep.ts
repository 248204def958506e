/** C-01 and C-02 of a run: the fresh backup, its checksum, and gate G-1. */
import { writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';

import { core } from '../../core/index.js';
import { insertBackup } from '../../ledger/backups.js';
import { backupEvidence, gateFacts } from './carryOut.js';
import type { ChangeRun } from './changeRun.js';
import { dumpDatabase, type Dump } from './dumps.js';
import type { ChangeHost } from './session.js';

export async function backUp(host: ChangeHost, run: ChangeRun, by: string): Promise<Dump> {
	const dump = await run.step('C-01', () => dumpDatabase(host, run.path), ({ file, bytes }) => ({ file, bytes }));
	await run.step('C-02', () => markFresh(run, dump, by), () => backupEvidence(dump));
	await run.guard(
		'C-02',
		await core((it) => it.change_gates(gateFacts(run, 'backup', { backup: { made: true, bytes: dump.bytes, entries: dump.entries, began_ms: Date.parse(dump.beganAt) } }))),
	);
	return dump;
}

async function markFresh(run: ChangeRun, dump: Dump, by: string): Promise<void> {
	await writeFile(join(run.path, 'FRESHNESS'), `${dump.beganAt}\n${dump.sha256}  ${dump.file}\n`);
	await insertBackup(run.records, {
		backup_id: randomUUID(),
		folder: basename(run.path),
		sha256: dump.sha256,
		bytes: dump.bytes,
		system_identifier: dump.holdings.system_identifier,
		holdings: dump.holdings,
		created_by: by,
		created_at: dump.beganAt,
	});
}
