/** C-01 and C-02 of a run: the fresh backup, its checksum, and gate G-1. */
import { core, type BackupFacts } from '../../core/index.js';
import { backupEvidence, backupFacts, gateFacts } from './changeFacts.js';
import type { ChangeRun } from './changeRun.js';
import { dumpDatabase, markFresh, recordBackup, type Dump } from './dumps.js';
import type { ChangeHost } from './session.js';

export async function backUp(host: ChangeHost, run: ChangeRun, by: string): Promise<Dump> {
	const gates = async (backup: BackupFacts) => core((it) => it.change_gates(gateFacts(run, 'backup', { backup })));
	const failed = async (error: Error): Promise<never> => {
		await run.guard('C-01', await gates({ made: false, bytes: null, entries: null, began_ms: null, failure: error.message }));
		throw error;
	};
	const dump = await run.step('C-01', () => dumpDatabase(host, run.path), ({ file, bytes, failure }) => ({ file, bytes, failure })).catch(failed);
	// Without a dump there is nothing to mark, and G-1 says so.
	if (dump.failure === null) await run.step('C-02', () => markFresh(run.path, dump), () => backupEvidence(dump));
	await run.guard(dump.failure === null ? 'C-02' : 'C-01', await gates(backupFacts(dump)));
	// What G-1 refuses is no backup, and not on record as one.
	await recordBackup(run.records, run.path, dump, by, null);
	return dump;
}
