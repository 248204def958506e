/** C-09: `down.sql` of the package in one transaction, and the schema compared with the one before the change. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core, type SchemaDiff } from '../../core/index.js';
import { insertStep } from '../../ledger/changeRecords.js';
import { deleteMigration } from '../../ledger/migrations.js';
import { inOneTransaction, runScript } from '../../ledger/migrationScripts.js';
import { FILES, sha256, type Place } from './changeFacts.js';
import type { ChangeRun } from './changeRun.js';
import { schemaSnapshot } from './dumps.js';
import type { ChangeHost } from './session.js';

interface Compared {
	diff: SchemaDiff;
	updated_at: null;
}

export async function takeBack(host: ChangeHost, run: ChangeRun, target: Place): Promise<void> {
	const down = await readFile(join(run.path, FILES.down));
	await run.guard('C-09', [await core((it) => it.frozen_gate(run.recorded.package, 'down.sql', sha256(down)))]);
	await asBefore(run, async () => {
		await runDown(run, target, down.toString('utf8'));
		return compare(host, run, target);
	});
}

/** The comparison of a rollback that committed and then died. */
export const compareAgain = (host: ChangeHost, run: ChangeRun, target: Place): Promise<void> => asBefore(run, () => compare(host, run, target));

async function asBefore(run: ChangeRun, work: () => Promise<Compared>): Promise<void> {
	const { diff } = await run.step('C-09', work);
	await run.guard('C-09', [await core((it) => it.rollback_gate(diff))]);
}

async function runDown(run: ChangeRun, target: Place, down: string): Promise<void> {
	const { package: planned } = run.recorded;
	await inOneTransaction(target.work, planned.settings, async () => {
		await runScript(target.work, down);
		await deleteMigration(target.work, planned.migration_id);
		// In the same transaction: after a crash the record says exactly what the database has.
		if (target.kind === 'real') await insertStep(target.work, run.runId, 'DOWN', 'done', {});
	});
}

async function compare(host: ChangeHost, run: ChangeRun, target: Place): Promise<Compared> {
	const before = await readFile(join(run.path, FILES.before), 'utf8');
	const after = await schemaSnapshot(host, target.dumpUrl, run.recorded.package.identity.server_version, join(run.path, FILES.rolledBack));
	return { diff: await core((it) => it.schema_diff(before, after)), updated_at: null };
}
