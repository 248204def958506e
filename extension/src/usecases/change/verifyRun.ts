/** C-08 of a run once more, or the comparison of a rollback: reads only, and closes a run that died after its commit. */
import { core } from '../../core/index.js';
import { existingFolder } from '../../host/artefacts.js';
import { backupUrl, connected, migrationUrl } from '../../host/migrationConnection.js';
import { readPackage, readRun, readRuns } from '../../ledger/changeRecords.js';
import { authorisedForAll } from '../context.js';
import { gateFacts, type Place } from './changeFacts.js';
import { ChangeRun, type RunAnswer } from './changeRun.js';
import { postChecks } from './postChecks.js';
import { historyOf } from './runHistory.js';
import { withLock, type ChangeHost } from './session.js';
import { compareAgain } from './takeBack.js';

export async function verifyRun(host: ChangeHost, named: string): Promise<RunAnswer> {
	await authorisedForAll(host, 'executor');
	return withLock(host, async (records) => {
		const found = await readRun(records, named);
		const history = historyOf(found, await readRuns(records, found.digest));
		const { kind, commit_gate } = await core((it) => it.recheck_run(history));
		const path = await existingFolder(host.env, found.folder);
		const run = new ChangeRun(host, records, await readPackage(records, found.digest), found.runId, path);
		return run.toItsEnd(() =>
			connected(host, migrationUrl(host.env), async (work) => {
				const place: Place = { kind: 'real', work, dumpUrl: backupUrl(host.env) };
				if (kind === 'rollback') return compareAgain(host, run, place);
				if (commit_gate) await run.guard('C-07', await core((it) => it.change_gates(gateFacts(run, 'commit', { committed: true }))));
				await postChecks(host, run, place);
			}),
		);
	});
}
