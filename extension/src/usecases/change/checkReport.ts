/** Recomputes every SHA-256 of a folder and compares every figure of its report with the recorded evidence. */
import { join } from 'node:path';

import { core, type Gate } from '../../core/index.js';
import { existingFolder, listFiles, readSums, sumsDigest, textOf } from '../../host/artefacts.js';
import { asMigrationRole, type ConnectionHost } from '../../host/migrationConnection.js';
import { readRun } from '../../ledger/changeRecords.js';
import { FILES } from './carryOut.js';

export interface ReportCheck {
	folder: string;
	verdict: 'pass' | 'fail';
	checks: Gate[];
}

/** @param named folder of a run in the artefact root, or the run's id */
export const checkReport = (host: ConnectionHost, named: string): Promise<ReportCheck> =>
	asMigrationRole(host, async (records) => {
		const run = await readRun(records, named.replace(/\/+$/, '').split('/').at(-1) ?? named);
		const folder = await existingFolder(host.env, run.folder);
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
			schemas: await pair(FILES.before, run.kind === 'rollback' ? join('schema', 'rolled-back.sql') : FILES.after),
			csvs: await pair(FILES.csvBefore, FILES.csvAfter),
			sums_sha256: await sumsDigest(folder),
			recorded_sums_sha256: closed ? (JSON.parse(closed.evidence).sums_sha256 ?? null) : null,
		};
		const checks = await core((it) => it.check_report(facts));
		return { folder, verdict: checks.every((check) => check.verdict === 'pass') ? 'pass' : 'fail', checks };
	});

/** The report of a run as it was rendered. */
export const readReport = (host: ConnectionHost, named: string): Promise<{ folder: string; markdown: string; report: unknown }> =>
	asMigrationRole(host, async (records) => {
		const run = await readRun(records, named);
		const folder = await existingFolder(host.env, run.folder);
		const [markdown, json] = await Promise.all(['report.md', 'report.json'].map((name) => textOf(folder, name)));
		return { folder, markdown: markdown ?? 'The run was not closed: there is no report.', report: json ? JSON.parse(json) : null };
	});
