/** The whole plan on a restored copy in an isolated server: what passes here may be reviewed. */
import { core } from '../../core/index.js';
import { authorisedForAll } from '../context.js';
import { connected } from '../../host/migrationConnection.js';
import { insertEnvironment, readPackage } from '../../ledger/changeRecords.js';
import { readIdentity } from '../../ledger/server.js';
import { backUp } from './backupStep.js';
import { carryOut } from './carryOut.js';
import type { Target } from './changeFacts.js';
import { ChangeRun, type RunAnswer } from './changeRun.js';
import { loginAs, restoreCopy, type RestoredCopy } from './restore.js';
import { environmentOf, withLock, type ChangeHost } from './session.js';
import { takeBack } from './takeBack.js';

export async function dryRunChange(host: ChangeHost, named: string): Promise<RunAnswer> {
	const operator = await authorisedForAll(host, 'executor');
	return withLock(host, async (records) => {
		const recorded = await readPackage(records, named);
		const environment = await environmentOf(host, records, operator);
		const run = await ChangeRun.begin(host, records, recorded, `${recorded.package.migration_id}_dry-run`, {
			kind: 'dry_run',
			environment: environment.class,
			systemIdentifier: environment.systemIdentifier,
			operator,
			ofRunId: null,
			authorisationId: null,
		});
		return run.toItsEnd(() => rehearse(host, run, operator));
	});
}

async function rehearse(host: ChangeHost, run: ChangeRun, operator: string): Promise<void> {
	const { database, role, server_version } = run.recorded.package.identity;
	const backup = await backUp(host, run, operator);
	let copy: RestoredCopy | undefined;
	try {
		copy = await run.step(
			'RESTORE',
			async () => {
				const made = await restoreCopy(host, run.path, run.path, database, server_version);
				copy = made;
				return made;
			},
			({ errors, server }) => ({ error_lines: errors.length, account: server.account }),
		);
		const { errors, url: copyUrl } = copy;
		await run.guard('RESTORE', [await core((it) => it.restore_gate(errors))]);
		await connected(host, copyUrl, async (client) => insertEnvironment(client, (await readIdentity(client)).system_identifier, 'dry_run', operator));
		const url = await loginAs(host, copy, role, database);
		await connected(host, url, async (work) => {
			const found = await environmentOf(host, work, operator);
			const target: Target = { kind: 'copy', work, dumpUrl: copyUrl, environment: found.class, backup, dryRuns: [] };
			await carryOut(host, run, target);
			await takeBack(host, run, target);
		});
	} finally {
		await copy?.server.stop();
	}
}
