/** Recomputes every SHA-256 of a folder and compares every figure of its report with the recorded evidence. */
import type { ReportCheck } from '../../answers/index.js';
import { core, refuse, type BackupRecord, type Checked } from '../../core/index.js';
import { existingFolder, listFiles, readSums, sumsDigest, textOf } from '../../host/artefacts.js';
import type { Environment } from '../../host/keys.js';
import { asMigrationRole, type ConnectionHost } from '../../host/migrationConnection.js';
import { findBackup, type RecordedBackup } from '../../ledger/backups.js';
import { findRun, type RecordedRun } from '../../ledger/changeRecords.js';
import type { Records } from '../../ledger/records.js';
import { backupRecordOf } from './backupRecord.js';
import { FILES } from './changeFacts.js';

/** @param named folder of a run or of a backup in the artefact root, or its id */
export const checkReport = async (host: ConnectionHost, named: string): Promise<ReportCheck> => {
	const recorded = await asMigrationRole(host, (records) => recordedFolder(records, named));
	const { path, ...checked } = await checkFolder(host.env, recorded);
	return { ...checked, folder: path };
};

/** What is on record of a folder; reading it takes long, so it is no part of what reads the records. */
export type RecordedFolder = { run: RecordedRun } | { backup: RecordedBackup; record: BackupRecord };

export async function recordedFolder(records: Records, named: string): Promise<RecordedFolder> {
	const name = named.replace(/\/+$/, '').split('/').at(-1) ?? named;
	const run = await findRun(records, name);
	if (run) return { run };
	const backup = (await findBackup(records, name)) ?? refuse('not_found', 'RUN_MISSING', `There is no run and no backup ${JSON.stringify(named)}.`);
	return { backup, record: await backupRecordOf(records, backup) };
}

/** `folder` is its name, `path` where it lies on this machine. */
export async function checkFolder(env: Environment, recorded: RecordedFolder): Promise<ReportCheck & { path: string }> {
	const { folder } = 'run' in recorded ? recorded.run : recorded.backup;
	const path = await existingFolder(env, folder);
	const checked = 'run' in recorded ? await checkRun(recorded.run, path) : await checkBackup(recorded.backup, recorded.record, path);
	return { folder, path, ...checked };
}

async function checkRun(run: RecordedRun, folder: string): Promise<Checked> {
	const closed = run.steps.filter(({ step }) => step === 'END').at(-1);
	const pair = async (before: string, after: string): Promise<[string, string] | null> => {
		const [first, second] = await Promise.all([textOf(folder, before), textOf(folder, after)]);
		return first === null || second === null ? null : [first, second];
	};
	const facts = {
		listed: await readSums(folder),
		found: await listFiles(folder),
		records: await textOf(folder, 'records.json'),
		markdown: await textOf(folder, 'report.md'),
		json: await textOf(folder, 'report.json'),
		schemas: await pair(FILES.before, run.kind === 'rollback' ? FILES.rolledBack : FILES.after),
		csvs: await pair(FILES.csvBefore, FILES.csvAfter),
		sums_sha256: await sumsDigest(folder),
		recorded_sums_sha256: closed ? (JSON.parse(closed.evidence).sums_sha256 ?? null) : null,
	};
	return core((it) => it.check_report(facts));
}

async function checkBackup(backup: RecordedBackup, record: BackupRecord, folder: string): Promise<Checked> {
	const facts = {
		record,
		listed: await readSums(folder),
		found: await listFiles(folder),
		holdings: await textOf(folder, 'holdings.json'),
		sums_sha256: await sumsDigest(folder),
		recorded_sums_sha256: backup.sums_sha256,
	};
	return core((it) => it.check_backup_folder(facts));
}
