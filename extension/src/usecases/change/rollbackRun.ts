/** C-09: takes a change back, only on a request that names operation, environment and the failed check, and authorised. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core, type RollbackRequest } from '../../core/index.js';
import { existingFolder } from '../../host/artefacts.js';
import { backupUrl, connected, migrationUrl } from '../../host/migrationConnection.js';
import { readAuthorisation, readPackage, readRun, readRuns } from '../../ledger/changeRecords.js';
import { authorisedForAll } from '../context.js';
import { FILES } from './changeFacts.js';
import { ChangeRun, type RunAnswer } from './changeRun.js';
import { historyOf } from './runHistory.js';
import { environmentOf, withLock, type ChangeHost } from './session.js';
import { takeBack } from './takeBack.js';

export interface RollbackNamed {
	run: string;
	operation: string | null;
	environment: string | null;
	failedCheck: string | null;
	authorisationId: string | null;
}

export async function rollbackRun(host: ChangeHost, named: RollbackNamed): Promise<RunAnswer> {
	const acting = await authorisedForAll(host, 'executor');
	return withLock(host, async (records) => {
		const found = await readRun(records, named.run);
		const recorded = await readPackage(records, found.digest);
		const environment = await environmentOf(host, records, acting);
		const request: RollbackRequest = {
			operation: named.operation,
			environment: named.environment,
			failed_check: named.failedCheck,
			found: environment.class,
			run: historyOf(found, await readRuns(records, found.digest)),
		};
		await core((it) => it.request_rollback(request));
		const authorisation = named.authorisationId ? await readAuthorisation(records, named.authorisationId) : null;
		const operator = await core((it) =>
			it.execute_change({
				actor: host.actor,
				package: recorded.package,
				package_digest: recorded.digest,
				operation: 'rollback',
				run_id: found.runId,
				environment: environment.class,
				system_identifier: environment.systemIdentifier,
				units: environment.units,
				authorisation,
				named: named.authorisationId !== null,
				now_ms: Date.now(),
			}),
		);
		const applied = await existingFolder(host.env, found.folder);
		const run = await ChangeRun.begin(host, records, recorded, `${recorded.package.migration_id}_${environment.class}_rollback`, {
			kind: 'rollback',
			environment: environment.class,
			systemIdentifier: environment.systemIdentifier,
			operator,
			ofRunId: found.runId,
			authorisationId: named.authorisationId,
		});
		return run.toItsEnd(async () => {
			for (const name of [FILES.before, FILES.down]) await copyFile(join(applied, name), join(run.path, name));
			await connected(host, migrationUrl(host.env), (work) => takeBack(host, run, { kind: 'real', work, dumpUrl: backupUrl(host.env) }));
		});
	});
}
