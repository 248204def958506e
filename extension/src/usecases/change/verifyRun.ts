/** C-08 of a run once more: reads only, and closes a run that died after its C-07. */
import { refuse } from '../../core/index.js';
import { existingFolder } from '../../host/artefacts.js';
import { backupUrl, connected, migrationUrl } from '../../host/migrationConnection.js';
import { readPackage, readRun } from '../../ledger/changeRecords.js';
import { authorised } from '../context.js';
import { postChecks } from './carryOut.js';
import { ChangeRun, type RunAnswer } from './changeRun.js';
import { withLock, type ChangeHost } from './session.js';

export async function verifyRun(host: ChangeHost, named: string): Promise<RunAnswer> {
	await authorised(host, 'executor');
	return withLock(host, async (records) => {
		const found = await readRun(records, named);
		const committed = found.steps.some(({ step, event }) => step === 'C-07' && event === 'done');
		if (found.kind !== 'apply' || !committed) refuse('conflict', 'RUN_NOT_COMMITTED', `The run ${found.runId} committed nothing here: there is nothing to verify.`);
		const path = await existingFolder(host.env, found.folder);
		const run = new ChangeRun(host, records, await readPackage(records, found.digest), found.runId, path);
		return run.toItsEnd(() => connected(host, migrationUrl(host.env), (work) => postChecks(host, run, { kind: 'real', work, dumpUrl: backupUrl(host.env) })));
	});
}
