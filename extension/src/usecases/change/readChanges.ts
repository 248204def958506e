/** Governed change as one person sees it: packages, runs and backups with where each stands, and what of it waits for whom. */
import type { BackupShown, ChangeBackups, ChangePackages, ChangeRun, ChangeRuns, ChangeWaiting, PackageShown, RunShown } from '../../answers/index.js';
import { core, refuse, type Actor } from '../../core/index.js';
import { readBackups } from '../../ledger/backups.js';
import { migrationsOfPackages, readPackages, readRuns, type RecordedRun } from '../../ledger/changeRecords.js';
import { isLocked, recordedMigrations } from '../../ledger/migrations.js';
import { namesOf } from '../../ledger/people.js';
import { readingRecords, type Records } from '../../ledger/records.js';
import { authorised, authorisedForAll, type Context } from '../context.js';
import { backupRecordOf } from './backupRecord.js';
import { packageRecordOf } from './packageRecord.js';
import { standingFactsOf } from './runHistory.js';

export async function readChangePackages(context: Context): Promise<ChangePackages> {
	await authorisedForAll(context, 'observer');
	const packages = await readingRecords(context, (records) => packagesFor(context.actor, records));
	const people = packages.flatMap((each) => [each.planned_by, ...each.reviews.map((it) => it.reviewed_by), ...each.authorisations.map((it) => it.authorised_by), ...each.runs.map((it) => it.operator)]);
	return { packages, names: await namesOf(context.database, people) };
}

export async function readChangeRuns(context: Context): Promise<ChangeRuns> {
	await authorisedForAll(context, 'observer');
	const { shown } = await readingRecords(context, (records) => runsFor(context.actor, records));
	return { runs: shown, names: await namesOf(context.database, shown.map(({ operator }) => operator)) };
}

export async function readChangeRun(context: Context, id: string): Promise<ChangeRun> {
	await authorisedForAll(context, 'observer');
	const { all, shown } = await readingRecords(context, (records) => runsFor(context.actor, records));
	const [run, about] = [all.find(({ runId }) => runId === id), shown.find(({ run_id }) => run_id === id)];
	if (!run || !about) return refuse('not_found', 'RUN_MISSING', `There is no run ${JSON.stringify(id)}.`);
	const [authorisation_id, authorised_by] = run.authorisation ?? [];
	return {
		...about,
		authorisation: authorisation_id && authorised_by ? { authorisation_id, authorised_by } : null,
		rollbacks: all.filter(({ ofRunId }) => ofRunId === id).map(({ runId }) => runId),
		steps: run.steps.map(({ evidence, ...step }) => ({ ...step, failure: failureIn(evidence) })),
		gates: run.gates,
		names: await namesOf(context.database, [run.operator, authorised_by]),
	};
}

export async function readChangeBackups(context: Context): Promise<ChangeBackups> {
	await authorisedForAll(context, 'observer');
	const backups = await readingRecords(context, async (records) => {
		const shown: BackupShown[] = [];
		for (const backup of await readBackups(records)) {
			const record = await backupRecordOf(records, backup);
			const standing = await core((it) => it.backup_standing({ record, began_ms: Date.parse(backup.created_at), now_ms: Date.now() }));
			shown.push({ ...record, standing });
		}
		return shown.reverse();
	});
	const people = backups.flatMap(({ created_by, verifications }) => [created_by, ...verifications.map(({ verified_by }) => verified_by)]);
	return { backups, names: await namesOf(context.database, people) };
}

/** Only what waits for somebody, what waits for the acting person first; nothing of it waits for who does not see every document. */
export async function readChangeWaiting(context: Context): Promise<ChangeWaiting> {
	await authorised(context, 'observer');
	if ((await context.sees()) !== null) return { waiting: [] };
	const { packages, runs } = await readingRecords(context, async (records) => ({
		packages: await packagesFor(context.actor, records),
		runs: (await runsFor(context.actor, records)).shown,
	}));
	const all = [
		...runs.map((each) => ({ of: 'run' as const, id: each.run_id, ...each })),
		...packages.map((each) => ({ of: 'package' as const, id: each.package_digest, ...each })),
	];
	const waiting = all.flatMap(({ of, id, migration_id, standing: { state, sentence, waits_for }, mine }) => (waits_for ? [{ of, id, migration_id, state, sentence, waits_for, mine }] : []));
	return { waiting: waiting.sort((left, right) => Number(right.mine) - Number(left.mine)) };
}

/** Every package, the newest first. */
async function packagesFor(actor: Actor, records: Records): Promise<PackageShown[]> {
	const recorded = new Set((await recordedMigrations(records)).map(({ migration_id }) => migration_id));
	const runs = await readRuns(records);
	const shown: PackageShown[] = [];
	for (const each of await readPackages(records)) {
		const { migration_id, title, environment, planned_by, planned_at } = each.package;
		const record = await packageRecordOf(records, each, recorded.has(migration_id), runs);
		const turn = await core((it) => it.package_turn(actor, record));
		const authorisations = record.authorisations.map(({ authorisation_id, expires_at, facts: { operation, authorised_by, used_by_run } }) => ({ authorisation_id, operation, authorised_by, expires_at, used_by_run }));
		shown.push({ package_digest: each.digest, migration_id, title, environment, planned_by, planned_at, ...turn, runs: record.runs, reviews: record.reviews, authorisations });
	}
	return shown.reverse();
}

/** Every run, the newest first, as it is on record and as it is shown. */
async function runsFor(actor: Actor, records: Records): Promise<{ all: RecordedRun[]; shown: RunShown[] }> {
	const migrations = await migrationsOfPackages(records);
	const all = await readRuns(records);
	const facts = standingFactsOf(all, await isLocked(records));
	const turns = await core((it) => facts.map((each) => it.run_turn(actor, each)));
	const shown = all.map(({ runId, kind, digest, environment, operator, ofRunId, folder, startedAt, steps }, index) => ({
		run_id: runId, kind, package_digest: digest, migration_id: migrations.get(digest) ?? '', environment, operator, of_run_id: ofRunId, folder,
		started_at: startedAt, last_at: steps.at(-1)?.recorded_at ?? startedAt, ...turns[index]!,
	}));
	return { all, shown: shown.reverse() };
}

/** What a step that failed said. */
function failureIn(evidence: string): string | null {
	const { failure, message } = JSON.parse(evidence) as { failure?: string | null; message?: string };
	return failure ?? message ?? null;
}
