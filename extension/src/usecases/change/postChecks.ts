/** C-08: the post checks, the schema again and its diff, and what became of updated_at. Reads only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core, type PostCheck, type SchemaDiff, type UpdatedAt } from '../../core/index.js';
import { updatedAtCsv } from '../../ledger/changeProbe.js';
import { readVerifyRows } from '../../ledger/migrationScripts.js';
import { FILES, gateFacts, sha256, type Place } from './changeFacts.js';
import type { ChangeRun } from './changeRun.js';
import { schemaSnapshot } from './dumps.js';
import type { ChangeHost } from './session.js';

interface Measured {
	diff: SchemaDiff;
	updated_at: UpdatedAt;
}

export async function postChecks(host: ChangeHost, run: ChangeRun, target: Place): Promise<void> {
	const { package: planned } = run.recorded;
	const verify = await readFile(join(run.path, FILES.verify));
	await run.guard('C-08', [await core((it) => it.frozen_gate(planned, 'verify.sql', sha256(verify)))]);
	let rows: PostCheck[] = [];
	const { diff } = await run.step('C-08', async (): Promise<Measured> => {
		const found = await readVerifyRows(target.work, verify.toString('utf8'), planned.settings);
		rows = found.rows;
		await run.write('logs/post-checks.json', JSON.stringify(found, null, '\t'));
		const after = await schemaSnapshot(host, target.dumpUrl, planned.identity.server_version, join(run.path, FILES.after));
		const csv = await updatedAtCsv(target.work);
		await run.write(FILES.csvAfter, csv);
		const [before, csvBefore] = await Promise.all([FILES.before, FILES.csvBefore].map((name) => readFile(join(run.path, name), 'utf8')));
		const measured = { diff: await core((it) => it.schema_diff(before ?? '', after)), updated_at: await core((it) => it.measure_updated_at(csvBefore ?? '', csv)) };
		await run.write('schema/diff.txt', measured.diff.lines.map((line) => `${line}\n`).join(''));
		return measured;
	});
	const checks = await run.record('C-08', await core((it) => it.change_post_checks(planned, rows, diff)));
	await run.guard('C-08', await core((it) => it.change_gates(gateFacts(run, 'checks', { target: target.kind, post_checks: checks }))));
}
