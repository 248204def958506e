/** `directus cutter run`: every text of a folder, as far as the acting person may carry it; started again it goes on where it was. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { Command } from 'commander';

import { core, Refused, refuse, type Duty, type PlannedFile, type RunVerb } from '../core/index.js';
import { listFolder } from '../host/folder.js';
import { runVerb, scope } from '../surface/values.js';
import { carryDocument, whereItStands, type CarriedDocument } from '../usecases/carryDocument.js';
import type { Context } from '../usecases/context.js';
import { sweepUntilPromoted } from '../usecases/sweepBacklog.js';
import type { Cli } from './run.js';
import type { Io } from './io.js';
import { progressBar } from './progress.js';
import { told } from './run.js';
import { readRunList } from './runList.js';
import { given } from './usage.js';

/** One file of the run. */
interface FileReport {
	path: string;
	outcome: 'done' | 'skipped' | 'failed';
	title?: string;
	doc_code?: string;
	prefix?: string;
	document_id?: string | null;
	manifest_id?: string | null;
	change_set_id?: string | null;
	status?: string | null;
	/** What this run did with it. */
	did?: RunVerb[];
	/** Whose turn it is. */
	waits_for?: Duty | null;
	/** Why the acting person may not take that turn. */
	because?: { code: string; message: string } | null;
	error?: { code: string; message: string; at?: number; line?: number };
}

interface RunReport {
	folder: string;
	done: number;
	skipped: number;
	failed: number;
	/** Files that the run did not come to. */
	not_reached: number;
	interrupted: boolean;
	/** How many documents wait for whom. */
	waiting: Partial<Record<Duty, number>>;
	/** Files that are no texts by their names, or that the list leaves out. */
	ignored: string[];
	documents: FileReport[];
}

interface Options {
	until: RunVerb;
	list: string | null;
	profile: string | null;
	leaf: string | null;
	scope: 'all' | 'enacted_only';
}

/** Adds the command. */
export function addBulkCommand(cutter: Command, { io, duty, runAs }: Cli): void {
	duty(cutter, 'run', 'register and mark every text of a folder, and carry each as far as you may')
		.argument('<folder or file>')
		.option('--list <file>', 'CSV or JSON that names file, title, doc_code, prefix, profile, leaf, scope; only the files in it are worked on')
		.option('--profile <id>', 'grammar profile; the one that fits best where it is left out')
		.option('--leaf <level>', 'smallest level; every level of the profile where it is left out')
		.option('--scope <what>', 'all or enacted_only', 'all')
		.option('--until <step>', 'mark, sweep, cut or verify: go no further', 'verify')
		.action((named: string, { until, list, profile, leaf, scope: what, ...who }) =>
			runAs(
				who,
				() => ({ until: given('--until', runVerb, until), list: list ?? null, profile: profile ?? null, leaf: leaf ?? null, scope: given('--scope', scope, what) }),
				(context, options) => runFolder(context, io, named, options),
				linesOf,
				(report) => report.failed === 0 && !report.interrupted,
			),
		);
}

async function runFolder(context: Context, io: Io, named: string, options: Options): Promise<RunReport> {
	const stop = stopAtOneSignal(io);
	const { root, files, unreadable } = await listFolder(named);
	const listed = options.list === null ? null : await readRunList(options.list);
	const ownFiles = files.filter(({ path }) => options.list === null || resolve(root, path) !== resolve(options.list));
	const plan = await core((it) => it.plan_run({ files: ownFiles, manifest: listed, profile: options.profile, leaf: options.leaf, scope: options.scope }));
	const documents: FileReport[] = unreadable.map(({ path, code, message }) => ({ path, outcome: 'failed', error: { code: `CUTTER_${code}`, message } }));
	const carried: { file: PlannedFile; result: CarriedDocument; report: FileReport }[] = [];
	const bar = progressBar(io, 'documents');
	try {
		for (const [at, file] of plan.files.entries()) {
			if (stop.asked()) break;
			bar.update(at, plan.files.length);
			try {
				if (file.refusal) throw new Refused(file.refusal);
				const result = await carryDocument(context, file, await readText(root, file.path), options.until);
				const report = reportOf(file, result);
				carried.push({ file, result, report });
				documents.push(report);
			} catch (error) {
				documents.push({ path: file.path, outcome: 'failed', title: file.title, doc_code: file.doc_code, prefix: file.prefix, error: failureOf(error) });
			}
		}
	} finally {
		bar.end();
	}
	if (options.until !== 'mark') await sweepAll(context, carried);
	return summary(named, plan.ignored, documents, { files: plan.files.length + unreadable.length, interrupted: stop.asked() });
}

const readText = (root: string, path: string): Promise<Uint8Array> =>
	readFile(join(root, path)).catch((error: NodeJS.ErrnoException) => refuse('not_found', 'FILE_UNREADABLE', `${path} cannot be read (${error.code}).`));

/** What went wrong with one file; a lost database is no fault of the file, and ends the run. */
function failureOf(error: unknown): NonNullable<FileReport['error']> {
	const failure = told(error);
	if (failure.code === 'CUTTER_DATABASE_LOST') throw error;
	const { code, message, at, line } = failure;
	return { code, message, ...(at == null ? {} : { at }), ...(line == null ? {} : { line }) };
}

function reportOf(file: PlannedFile, { did, ended_badly: endedBadly, waits_for, because, next: _next, is_current: _current, source_sha256: _sha, entry_id: _entry, ...standing }: CarriedDocument): FileReport {
	const named = { path: file.path, title: file.title, doc_code: file.doc_code, prefix: file.prefix };
	const report = { ...named, ...standing, did, waits_for, because: because && { ...because, code: `CUTTER_${because.code}` } };
	if (endedBadly) {
		const message = `The document ended as ${standing.status}; a person has to decide what becomes of it.`;
		return { ...report, outcome: 'failed', error: { code: 'CUTTER_RUN_ENDED_BADLY', message } };
	}
	return { ...report, outcome: did.length > 0 ? 'done' : 'skipped' };
}

/** SWEEP, until no document of this run is left that waits for it. */
async function sweepAll(context: Context, carried: readonly { file: PlannedFile; result: CarriedDocument; report: FileReport }[]): Promise<void> {
	const waiting = carried.filter(({ result }) => result.next === 'sweep');
	try {
		const promoted = await sweepUntilPromoted(context, waiting.map(({ result }) => result.entry_id ?? ''));
		for (const { file, result, report } of waiting.filter((each) => promoted.has(each.result.entry_id ?? ''))) {
			const { status } = await whereItStands(context, file, result.source_sha256);
			const { waits_for } = await core((it) => it.next_in_run(status));
			Object.assign(report, { outcome: 'done', did: [...result.did, 'sweep'], status, waits_for });
		}
	} catch (error) {
		// Not their duty: what was marked waits for an executor, or for the schedule that sweeps.
		const { code, message } = failureOf(error);
		for (const { report } of waiting) report.because = { code, message };
	}
}

function summary(folder: string, ignored: string[], documents: FileReport[], { files, interrupted }: { files: number; interrupted: boolean }): RunReport {
	const count = (outcome: FileReport['outcome']) => documents.filter((each) => each.outcome === outcome).length;
	const waiting: RunReport['waiting'] = {};
	for (const { waits_for: duty, outcome } of documents) {
		if (duty && outcome !== 'failed') waiting[duty] = (waiting[duty] ?? 0) + 1;
	}
	const notReached = files - documents.length;
	return {
		folder, done: count('done'), skipped: count('skipped'), failed: count('failed'), not_reached: notReached,
		// A signal that came when all was done interrupted nothing.
		interrupted: interrupted && notReached > 0, waiting, ignored, documents,
	};
}

/** The first Ctrl-C ends the run after the document at hand; the second ends it at once, which harms nothing either. */
function stopAtOneSignal({ stderr, signals }: Io): { asked: () => boolean } {
	let asked = false;
	const ask = () => {
		asked = true;
		stderr.write('Stopping after this document; once more stops at once.\n');
	};
	for (const signal of ['SIGINT', 'SIGTERM']) signals.once(signal, ask);
	return { asked: () => asked };
}

function fileLine({ path, outcome, status, waits_for: duty, error, because }: FileReport): string {
	if (error) return `failed   ${path}: ${error.code}${error.at === undefined ? '' : ` at byte ${error.at}`}${error.line === undefined ? '' : `, line ${error.line}`}: ${error.message}`;
	const turn = duty ? `, waits for ${duty === 'executor' ? 'an executor' : `a ${duty}`}` : '';
	return `${outcome.padEnd(8)} ${path}: ${status}${turn}${because ? ` (${because.code}: ${because.message})` : ''}`;
}

function linesOf(report: RunReport): string[] {
	const waiting = Object.entries(report.waiting).map(([duty, count]) => `${count} wait for ${duty === 'executor' ? 'an executor' : `a ${duty}`}`);
	const rest = [
		report.ignored.length > 0 ? `${report.ignored.length} files are no texts or not in the list` : '',
		report.not_reached > 0 ? `${report.not_reached} not reached: start it again to go on` : '',
	];
	return [
		...report.documents.map(fileLine),
		`${report.done} done, ${report.skipped} skipped as already there, ${report.failed} failed.`,
		...[...waiting, ...rest].filter(Boolean).map((sentence) => `${sentence}.`),
	];
}
