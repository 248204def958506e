/** The records of governed change in `cutter_control`: what is written is never changed. */
import type { Client, QueryResultRow } from 'pg';

import type { AuthorisationFacts, ChangePackage, CommandReview, DryRunFacts, EnvironmentClass, Gate, GateRecord, Operation, PackageAuthorisation, PackageReview, RunKind, StepEvent, StepRecord } from '../core/index.js';
import { core, refuse } from '../core/index.js';
import { inOneTransaction } from './migrationScripts.js';
import type { Records } from './records.js';

const time = (value: Date): string => value.toISOString();

/** A package on record. */
export interface RecordedPackage {
	digest: string;
	package: ChangePackage;
}

export async function insertPackage(client: Client, planned: { package_digest: string; body: string; package: ChangePackage }): Promise<void> {
	await client.query(
		`INSERT INTO cutter_control.change_package (package_digest, migration_id, body, planned_by, planned_at) VALUES ($1, $2, $3, $4, $5)
		 ON CONFLICT (package_digest) DO NOTHING`,
		[planned.package_digest, planned.package.migration_id, planned.body, planned.package.planned_by, planned.package.planned_at],
	);
}

/** The package of that digest or of its first 8 characters at least; null where there is none. */
export async function findPackage(client: Records, named: string): Promise<RecordedPackage | null> {
	const { rows } = await client.query('SELECT package_digest, body FROM cutter_control.change_package WHERE starts_with(package_digest, $1) LIMIT 2', [named.toLowerCase()]);
	const [row, other] = rows;
	if (!row || named.length < 8) return null;
	if (other) refuse('invalid', 'PACKAGE_MISSING', `${named} names more than one change package: give more of the digest.`);
	return { digest: row.package_digest, package: await core((it) => it.read_package(row.body, row.package_digest)) };
}

/** The same, where it must be there. */
export const readPackage = async (client: Records, named: string): Promise<RecordedPackage> =>
	(await findPackage(client, named)) ?? refuse('not_found', 'PACKAGE_MISSING', `There is no change package ${JSON.stringify(named)}: name it by its digest, or by its first 8 characters.`);

/** Every package, oldest first. */
export async function readPackages(client: Records): Promise<RecordedPackage[]> {
	const { rows } = await client.query('SELECT package_digest, body FROM cutter_control.change_package ORDER BY planned_at, package_digest');
	return core((it) => rows.map((row) => ({ digest: row.package_digest, package: it.read_package(row.body, row.package_digest) })));
}

/** The migration of each package, by the package's digest. */
export async function migrationsOfPackages(client: Records): Promise<Map<string, string>> {
	const { rows } = await client.query('SELECT package_digest, migration_id FROM cutter_control.change_package');
	return new Map(rows.map((row) => [row.package_digest, row.migration_id]));
}

/** Pins and dry runs on record. */
export async function readEnvironments(client: Records): Promise<{ production: string[]; dry_runs: string[] }> {
	const { rows } = await client.query('SELECT system_identifier, class FROM cutter_control.environment');
	const of = (wanted: string) => rows.filter((row) => row.class === wanted).map((row) => row.system_identifier as string);
	return { production: of('production'), dry_runs: of('dry_run') };
}

export async function insertEnvironment(client: Client, identifier: string, kind: 'production' | 'dry_run', by: string): Promise<void> {
	await client.query(
		'INSERT INTO cutter_control.environment (system_identifier, class, recorded_by, recorded_at) VALUES ($1, $2, $3, now()) ON CONFLICT (system_identifier) DO NOTHING',
		[identifier, kind, by],
	);
}

export async function insertReview(client: Client, digest: string, verdict: string, notes: string, by: string): Promise<string> {
	const { rows } = await client.query(
		'INSERT INTO cutter_control.change_review (review_id, package_digest, verdict, notes, reviewed_by, reviewed_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, now()) RETURNING review_id',
		[digest, verdict, notes, by],
	);
	return rows[0].review_id;
}

/** Reviews of a package, oldest first. */
export async function readReviews(client: Records, digest: string): Promise<CommandReview[]> {
	const { rows } = await client.query('SELECT verdict, reviewed_by FROM cutter_control.change_review WHERE package_digest = $1 ORDER BY reviewed_at, review_id', [digest]);
	return rows as CommandReview[];
}

/** The same with notes and times. */
export async function readNotedReviews(client: Records, digest: string): Promise<PackageReview[]> {
	const { rows } = await client.query('SELECT verdict, notes, reviewed_by, reviewed_at FROM cutter_control.change_review WHERE package_digest = $1 ORDER BY reviewed_at, review_id', [digest]);
	return rows.map((row) => ({ ...row, reviewed_at: time(row.reviewed_at) }));
}

export interface NewAuthorisation {
	digest: string;
	operation: Operation;
	runId: string | null;
	environment: EnvironmentClass;
	systemIdentifier: string;
	by: string;
	expiresAt: string;
}

export async function insertAuthorisation(client: Client, it: NewAuthorisation): Promise<string> {
	const { rows } = await client.query(
		`INSERT INTO cutter_control.change_authorisation
			(authorisation_id, package_digest, operation, run_id, environment, system_identifier, authorised_by, authorised_at, expires_at)
		 VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, now(), $7) RETURNING authorisation_id`,
		[it.digest, it.operation, it.runId, it.environment, it.systemIdentifier, it.by, it.expiresAt],
	);
	return rows[0].authorisation_id;
}

const AUTHORISATIONS = `SELECT a.authorisation_id, a.package_digest, a.operation, a.run_id, a.environment, a.system_identifier, a.authorised_by, a.expires_at, u.run_id AS used_by_run
	  FROM cutter_control.change_authorisation a LEFT JOIN cutter_control.change_authorisation_use u USING (authorisation_id)`;

const authorisation = ({ authorisation_id, expires_at, ...row }: QueryResultRow): PackageAuthorisation => ({
	authorisation_id,
	expires_at: time(expires_at),
	facts: { ...row, expires_ms: expires_at.getTime() } as AuthorisationFacts,
});

export async function readAuthorisation(client: Records, id: string): Promise<AuthorisationFacts | null> {
	const { rows } = await client.query(`${AUTHORISATIONS} WHERE a.authorisation_id::text = $1`, [id]);
	return rows[0] ? authorisation(rows[0]).facts : null;
}

/** Every authorisation of a package, oldest first. */
export async function readAuthorisations(client: Records, digest: string): Promise<PackageAuthorisation[]> {
	const { rows } = await client.query(`${AUTHORISATIONS} WHERE a.package_digest = $1 ORDER BY a.authorised_at, a.authorisation_id`, [digest]);
	return rows.map(authorisation);
}

export interface NewRun {
	runId: string;
	kind: RunKind;
	digest: string;
	environment: EnvironmentClass;
	systemIdentifier: string;
	operator: string;
	ofRunId: string | null;
	folder: string;
	authorisationId: string | null;
}

/** The run and the use of its authorisation, together: the second use of one fails on its key. */
export async function insertRun(client: Client, it: NewRun): Promise<void> {
	await inOneTransaction(client, [], async () => {
		await client.query(
			`INSERT INTO cutter_control.change_run (run_id, kind, package_digest, environment, system_identifier, operator, of_run_id, artefact_folder, started_at)
			 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
			[it.runId, it.kind, it.digest, it.environment, it.systemIdentifier, it.operator, it.ofRunId, it.folder],
		);
		if (!it.authorisationId) return;
		const use = 'INSERT INTO cutter_control.change_authorisation_use (authorisation_id, run_id, used_by, used_at) VALUES ($1, $2, $3, now())';
		await client.query(use, [it.authorisationId, it.runId, it.operator]);
	});
}

/** Adds a step; on whichever connection it is given, so that C-07 is recorded in the transaction of the migration. */
export async function insertStep(client: Client, runId: string, step: string, event: StepEvent, evidence: unknown): Promise<void> {
	await client.query(
		`INSERT INTO cutter_control.change_step (run_id, position, step, event, evidence, recorded_at)
		 SELECT $1, coalesce(max(position), 0) + 1, $2, $3, $4, clock_timestamp() FROM cutter_control.change_step WHERE run_id = $1`,
		[runId, step, event, JSON.stringify(evidence ?? {})],
	);
}

export async function insertGates(client: Client, runId: string, step: string, gates: Gate[]): Promise<void> {
	await client.query(
		`INSERT INTO cutter_control.gate_report (run_id, position, step, gate_id, sentence, expected, observed, verdict, recorded_at)
		 SELECT $1, (SELECT coalesce(max(position), 0) FROM cutter_control.gate_report WHERE run_id = $1) + g.place, $2, g.id, g.sentence, g.expected, g.observed, g.verdict, clock_timestamp()
		   FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) WITH ORDINALITY AS g (id, sentence, expected, observed, verdict, place)`,
		[runId, step, ...(['id', 'sentence', 'expected', 'observed', 'verdict'] as const).map((field) => gates.map((gate) => gate[field]))],
	);
}

/** A run on record, with everything that belongs to it. */
export interface RecordedRun extends Omit<NewRun, 'authorisationId'> {
	startedAt: string;
	authorisation: [string, string] | null;
	steps: StepRecord[];
	gates: GateRecord[];
}

const RUNS = `SELECT r.*, u.authorisation_id, a.authorised_by FROM cutter_control.change_run r
	LEFT JOIN cutter_control.change_authorisation_use u ON u.run_id = r.run_id
	LEFT JOIN cutter_control.change_authorisation a ON a.authorisation_id = u.authorisation_id`;

const STEPS = 'SELECT run_id, step, event, evidence, recorded_at FROM cutter_control.change_step WHERE run_id = ANY ($1::uuid[]) ORDER BY run_id, position';
const GATES = 'SELECT run_id, step, gate_id, sentence, expected, observed, verdict FROM cutter_control.gate_report WHERE run_id = ANY ($1::uuid[]) ORDER BY run_id, position';

/** Rows of runs with what belongs to each. */
async function whole(client: Records, rows: QueryResultRow[]): Promise<RecordedRun[]> {
	const ids = [rows.map((row) => row['run_id'])];
	const [steps, gates] = [Map.groupBy((await client.query(STEPS, ids)).rows, byRun), Map.groupBy((await client.query(GATES, ids)).rows, byRun)];
	return rows.map((row) => ({
		runId: row['run_id'],
		kind: row['kind'],
		digest: row['package_digest'],
		environment: row['environment'],
		systemIdentifier: row['system_identifier'],
		operator: row['operator'],
		ofRunId: row['of_run_id'],
		folder: row['artefact_folder'],
		startedAt: time(row['started_at']),
		authorisation: row['authorisation_id'] ? [row['authorisation_id'], row['authorised_by']] : null,
		steps: (steps.get(row['run_id']) ?? []).map(({ step, event, evidence, recorded_at }) => ({ step, event, evidence, recorded_at: time(recorded_at) })),
		gates: (gates.get(row['run_id']) ?? []).map(({ step, gate_id, sentence, expected, observed, verdict }) => ({ step, gate: { id: gate_id, sentence, expected, observed, verdict } })),
	}));
}
const byRun = (row: QueryResultRow): string => row['run_id'];

/** The run of that id or folder; null where there is none. */
export async function findRun(client: Records, named: string): Promise<RecordedRun | null> {
	const { rows } = await client.query(`${RUNS} WHERE r.run_id::text = $1 OR r.artefact_folder = $1`, [named]);
	const [run] = await whole(client, rows);
	return run ?? null;
}

export const readRun = async (client: Records, named: string): Promise<RecordedRun> => (await findRun(client, named)) ?? refuse('not_found', 'RUN_MISSING', `There is no run ${JSON.stringify(named)}.`);

/** Every run, oldest first; of one package where its digest is given. */
export async function readRuns(client: Records, digest?: string): Promise<RecordedRun[]> {
	const { rows } = await client.query(`${RUNS} WHERE $1::text IS NULL OR r.package_digest = $1 ORDER BY r.started_at, r.run_id`, [digest ?? null]);
	return whole(client, rows);
}

/** Dry runs of a package: what SQL each ran, and whether it passed to its end. */
export async function readDryRuns(client: Records, digest: string): Promise<DryRunFacts[]> {
	const runs = (await readRuns(client, digest)).filter(({ kind }) => kind === 'dry_run');
	return runs.map((run) => {
		const frozen = run.steps.find(({ step, event }) => step === 'C-05' && event === 'done');
		return {
			package_digest: run.digest,
			sql_sha256: frozen ? (JSON.parse(frozen.evidence).sql_sha256 ?? null) : null,
			passed: run.steps.some(({ step, event }) => step === 'END' && event === 'done'),
		};
	});
}
