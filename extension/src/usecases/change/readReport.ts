/** The report of a run, a backup or a package, out of its records. */
import type { ReportShown } from '../../answers/index.js';
import { core, refuse } from '../../core/index.js';
import { existingFolder, textOf } from '../../host/artefacts.js';
import type { Environment } from '../../host/keys.js';
import { asMigrationRole, type ConnectionHost } from '../../host/migrationConnection.js';
import { findBackup, type RecordedBackup } from '../../ledger/backups.js';
import { findPackage, findRun, readPackage, readRuns, type RecordedPackage, type RecordedRun } from '../../ledger/changeRecords.js';
import type { Records } from '../../ledger/records.js';
import { readStatus } from '../migrate.js';
import { backupRecordOf } from './backupRecord.js';
import { runRecordOf } from './changeRun.js';
import { packageRecordOf } from './packageRecord.js';

export interface RenderedReport extends Omit<ReportShown, 'report'> {
	/** Of the run or the backup, or the package's digest. */
	id: string;
	/** The figures as they are kept, to the byte. */
	json: string;
}

/** @param named id or folder of a run or a backup, or the digest of a package */
export const readReport = (host: ConnectionHost, named: string): Promise<ReportShown> =>
	asMigrationRole(host, async (records) => {
		const { of, status, markdown, json } = await reportFrom(records, host.env, named);
		return { of, status, markdown, report: JSON.parse(json) };
	});

/** The same, whoever reads the records. */
export async function reportFrom(records: Records, env: Environment, named: string): Promise<RenderedReport> {
	const run = await findRun(records, named);
	if (run) return ofRun(env, records, run);
	const backup = await findBackup(records, named);
	if (backup) return ofBackup(records, backup);
	const planned = await findPackage(records, named);
	return planned ? ofPackage(env, records, planned) : refuse('not_found', 'REPORT_MISSING', `There is no run, no backup and no package ${JSON.stringify(named)}.`);
}

/** As it was closed; a run that was not closed is rendered now, and says which records are missing. */
async function ofRun(env: Environment, records: Records, run: RecordedRun): Promise<RenderedReport> {
	const folder = await existingFolder(env, run.folder);
	const [markdown, json] = await Promise.all(['report.md', 'report.json'].map((name) => textOf(folder, name)));
	if (markdown && json) return { of: 'run', id: run.runId, status: JSON.parse(json).status, markdown, json };
	const record = await runRecordOf(records, await readPackage(records, run.digest), run.runId, folder);
	const rendered = await core((it) => it.run_report(record));
	return { of: 'run', id: run.runId, status: rendered.status, markdown: rendered.markdown, json: rendered.json };
}

async function ofBackup(records: Records, backup: RecordedBackup): Promise<RenderedReport> {
	const record = await backupRecordOf(records, backup);
	return { of: 'backup', id: backup.backup_id, ...(await core((it) => it.backup_report(record))) };
}

async function ofPackage(env: Environment, records: Records, planned: RecordedPackage): Promise<RenderedReport> {
	const pending = (await readStatus(records, env)).filter(({ state }) => state === 'pending').map(({ id }) => id);
	const record = await packageRecordOf(records, planned, !pending.includes(planned.package.migration_id), await readRuns(records, planned.digest));
	return { of: 'package', id: planned.digest, ...(await core((it) => it.package_report(record))) };
}
