/** C-01 to C-08 on the real database, with an authorisation where one is needed. */
import { core } from '../../core/index.js';
import { backupUrl, connected, migrationUrl } from '../../host/migrationConnection.js';
import { readAuthorisation, readDryRuns, readPackage } from '../../ledger/changeRecords.js';
import { authorisedForAll } from '../context.js';
import { backUp } from './backupStep.js';
import { carryOut } from './carryOut.js';
import { ChangeRun, type RunAnswer } from './changeRun.js';
import { environmentOf, withLock, type ChangeHost } from './session.js';

export async function applyChange(host: ChangeHost, named: string, authorisationId: string | null): Promise<RunAnswer> {
	const acting = await authorisedForAll(host, 'executor');
	return withLock(host, async (records) => {
		const recorded = await readPackage(records, named);
		const environment = await environmentOf(host, records, acting);
		const authorisation = authorisationId ? await readAuthorisation(records, authorisationId) : null;
		const operator = await core((it) =>
			it.execute_change({
				actor: host.actor,
				package: recorded.package,
				package_digest: recorded.digest,
				operation: 'apply',
				run_id: null,
				environment: environment.class,
				system_identifier: environment.systemIdentifier,
				units: environment.units,
				authorisation,
				named: authorisationId !== null,
				now_ms: Date.now(),
			}),
		);
		const run = await ChangeRun.begin(host, records, recorded, `${recorded.package.migration_id}_${environment.class}`, {
			kind: 'apply',
			environment: environment.class,
			systemIdentifier: environment.systemIdentifier,
			operator,
			ofRunId: null,
			authorisationId,
		});
		return run.toItsEnd(async () => {
			const backup = await backUp(host, run, operator);
			const dryRuns = await readDryRuns(records, recorded.digest);
			await connected(host, migrationUrl(host.env), (work) =>
				carryOut(host, run, { kind: 'real', work, dumpUrl: backupUrl(host.env), environment: environment.class, backup, dryRuns }),
			);
		});
	});
}
