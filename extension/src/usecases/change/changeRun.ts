/** A run as it happens: every step and gate is on record before the next begins, and its folder is closed whatever happens. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

import { core, type Gate, type RunRecord } from '../../core/index.js';
import { listFiles, newFolder, secretsIn, writeSums } from '../../host/artefacts.js';
import { insertGates, insertRun, insertStep, readRun, type NewRun, type RecordedPackage } from '../../ledger/changeRecords.js';
import type { Records } from '../../ledger/records.js';
import type { ChangeHost } from './session.js';

/** A gate that fired ended the run; what it says is on record. */
export class RunStopped extends Error {}

/** How a run ended. */
export interface RunAnswer {
	run_id: string;
	status: string;
	folder: string;
	fired: Gate[];
	/** Why it ended, where it was no gate. */
	failure: string | null;
	missing: string[];
}

/** Files that are made of the records; everything else is evidence. */
const RENDERED = new Set(['records.json', 'report.md', 'report.json', 'SUMMARY.txt']);

const fires = (gate: Gate): boolean => gate.verdict !== 'pass';

export class ChangeRun {
	readonly fired: Gate[] = [];

	constructor(
		private readonly host: ChangeHost,
		readonly records: Client,
		readonly recorded: RecordedPackage,
		readonly runId: string,
		/** Its artefact folder. */
		readonly path: string,
	) {}

	/** Begins a run: its folder, its record, and the use of its authorisation. */
	static async begin(host: ChangeHost, records: Client, recorded: RecordedPackage, stem: string, run: Omit<NewRun, 'runId' | 'folder' | 'digest'>): Promise<ChangeRun> {
		const folder = await newFolder(host.env, stem, new Date().toISOString());
		const runId = randomUUID();
		await insertRun(records, { ...run, runId, digest: recorded.digest, folder: folder.name });
		return new ChangeRun(host, records, recorded, runId, folder.path);
	}

	/** Runs one step; what it returns is its evidence. */
	async step<T>(step: string, work: () => Promise<T>, evidence: (result: T) => unknown = (result) => result): Promise<T> {
		await insertStep(this.records, this.runId, step, 'started', {});
		try {
			const result = await work();
			await insertStep(this.records, this.runId, step, 'done', evidence(result));
			return result;
		} catch (error) {
			if (!(error instanceof RunStopped)) await insertStep(this.records, this.runId, step, 'failed', { message: (error as Error).message });
			throw error;
		}
	}

	/** Puts gates on record, on the connection that may: inside the transaction of the migration, its own. */
	async record(step: string, gates: Gate[], where: Client = this.records): Promise<Gate[]> {
		await insertGates(where, this.runId, step, gates);
		this.fired.push(...gates.filter(fires));
		return gates;
	}

	/** Puts gates on record and stops the run where one fires. */
	async guard(step: string, gates: Gate[]): Promise<void> {
		await this.record(step, gates);
		const ids = gates.filter(fires).map(({ id }) => id);
		if (ids.length === 0) return;
		await insertStep(this.records, this.runId, step, 'stopped', { gates: ids });
		throw new RunStopped(`${ids.join(', ')} fired after ${step}.`);
	}

	write = (name: string, text: string): Promise<void> => writeFile(join(this.path, name), text);

	/** Carries out `work` and closes the folder, whether it went to its end or not. */
	async toItsEnd(work: () => Promise<void>): Promise<RunAnswer> {
		let failure: string | null = null;
		try {
			await work();
		} catch (error) {
			if (!(error instanceof RunStopped)) failure = (error as Error).message;
		}
		try {
			return await this.close(failure);
		} catch (error) {
			return this.leaveOpen(failure, (error as Error).message);
		}
	}

	/** The folder cannot be closed, as where the disk is full: the records in the database say so, and the run has failed. */
	private async leaveOpen(failure: string | null, why: string): Promise<RunAnswer> {
		const message = `The artefact folder could not be closed: ${why}`;
		await insertStep(this.records, this.runId, 'END', 'failed', { status: 'FAIL', failure: failure ?? message, message });
		return { run_id: this.runId, status: 'FAIL', folder: this.path, fired: this.fired, failure: failure ? `${failure} ${message}` : message, missing: [] };
	}

	/** Looks for secrets, renders the report out of the records, lists every file, and puts the list on record. */
	private async close(failure: string | null): Promise<RunAnswer> {
		await this.record('END', [await this.secretGate()]);
		const record = await runRecordOf(this.records, this.recorded, this.runId, this.path);
		const report = await core((it) => it.run_report(record));
		await this.write('records.json', `${JSON.stringify(record, null, '\t')}\n`);
		await this.write('report.md', report.markdown);
		await this.write('report.json', report.json);
		await this.write('SUMMARY.txt', summary(record, report.status));
		const sums = await writeSums(this.path);
		await insertStep(this.records, this.runId, 'END', report.status === 'PASS' ? 'done' : 'failed', { status: report.status, sums_sha256: sums, failure });
		return { run_id: this.runId, status: report.status, folder: this.path, fired: this.fired, failure, missing: report.missing };
	}

	private async secretGate(): Promise<Gate> {
		const found = await secretsIn(this.host.env, this.path);
		return core((it) => it.secret_gate(found));
	}
}

/** Everything on record of a run, with the files it left that are evidence. */
export async function runRecordOf(records: Records, recorded: RecordedPackage, runId: string, path: string): Promise<RunRecord> {
	const run = await readRun(records, runId);
	const files = (await listFiles(path)).filter(({ name }) => !RENDERED.has(name));
	return {
		run_id: run.runId,
		kind: run.kind,
		package: recorded.package,
		package_digest: run.digest,
		environment: run.environment,
		system_identifier: run.systemIdentifier,
		operator: run.operator,
		authorisation: run.authorisation,
		of_run_id: run.ofRunId,
		folder: run.folder,
		started_at: run.startedAt,
		steps: run.steps.filter(({ step }) => step !== 'END'),
		gates: run.gates,
		files,
	};
}

const summary = (record: RunRecord, status: string): string =>
	[`${record.package.migration_id}: ${record.kind} on ${record.environment}: ${status}`, `run ${record.run_id}, started ${record.started_at}`, `package ${record.package_digest}`, ''].join('\n');
