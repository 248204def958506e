/** C-03 to C-08 on a target, which is the real database or a restored copy of it: the same code, so a dry run proves it. */
import { createHash } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

import { core, type BackupFacts, type ChangePackage, type ChangeTarget, type DryRunFacts, type EnvironmentClass, type GateFacts, type NamedObject, type PostCheck, type Probe, type SchemaDiff, type Stage, type Statement, type UpdatedAt } from '../../core/index.js';
import { migrationSql } from '../../host/migrationFiles.js';
import { readProbe, updatedAtCsv } from '../../ledger/changeProbe.js';
import { insertStep } from '../../ledger/changeRecords.js';
import { results } from '../migrate.js';
import type { ChangeRun } from './changeRun.js';
import { schemaSnapshot, type Dump } from './dumps.js';
import { packageFolder } from './planChange.js';
import type { ChangeHost } from './session.js';

/** Where a change is carried out. */
export interface Target {
	kind: ChangeTarget;
	/** A connection of the migration role. */
	work: Client;
	/** Connection string of a login that may dump the schema. */
	dumpUrl: string;
	/** Its class as found. */
	environment: EnvironmentClass;
	backup: Dump;
	dryRuns: DryRunFacts[];
}

export const FILES = { before: 'schema/before.sql', after: 'schema/after.sql', csvBefore: 'logs/updated_at-before.csv', csvAfter: 'logs/updated_at-after.csv', up: 'sql/up.sql', down: 'sql/down.sql', verify: 'sql/verify.sql' } as const;

const backupFacts = (dump: Dump): BackupFacts => ({ made: true, bytes: dump.bytes, entries: dump.entries, began_ms: Date.parse(dump.beganAt) });

/** Evidence of C-02. */
export const backupEvidence = ({ file, bytes, sha256, entries, beganAt }: Dump) => ({ file, bytes, sha256, entries: entries ?? 0, began_at: beganAt });

/** What gates look at where nothing is known yet. */
export function gateFacts(run: ChangeRun, stage: Stage, known: Partial<GateFacts>): GateFacts {
	const unknown = { environment: null, backup: null, sql_sha256: null, probe: null, preflight: [], dry_runs: [], committed: null, failure: null, post_checks: [] };
	return { ...unknown, stage, package: run.recorded.package, package_digest: run.recorded.digest, target: 'real', now_ms: Date.now(), ...known };
}

/** Every object a package asks for: what it creates and what it rests on. */
function askedObjects({ preflight, objects }: ChangePackage): NamedObject[] {
	const rested = preflight.flatMap(({ about }): NamedObject[] => {
		if (about.kind === 'schema_there' && about.name) return [{ kind: 'schema', name: about.name }];
		if (about.kind === 'tables_there') return about.names.map((name) => ({ kind: 'table', name }));
		return [];
	});
	return [...objects, ...rested];
}

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** C-05: the SQL as it will run, copied into the folder; what runs is read from there. */
async function freeze(host: ChangeHost, run: ChangeRun): Promise<{ sql_sha256: string; source: string }> {
	const { package: planned, digest } = run.recorded;
	const id = planned.migration_id;
	for (const name of ['down.sql', 'verify.sql'] as const) await run.write(`sql/${name}`, await migrationSql(host.env, id, name));
	if (planned.draft) await copyFile(join(packageFolder(host.env, id, digest), 'up.sql'), join(run.path, FILES.up));
	else await run.write(FILES.up, await migrationSql(host.env, id, 'up.sql'));
	return { sql_sha256: sha256(await readFile(join(run.path, FILES.up))), source: planned.draft ? 'a proposal beside the package' : `the frozen ${id}/up.sql` };
}

async function setSettings(work: Client, { settings }: ChangePackage): Promise<void> {
	for (const [name, value] of settings) await work.query('SELECT set_config($1, $2, true)', [name, value]);
}

/** C-03 to C-08. Each gate that fires stops before the next command. */
export async function carryOut(host: ChangeHost, run: ChangeRun, target: Target): Promise<void> {
	const { package: planned } = run.recorded;
	const version = planned.identity.server_version;
	await run.step('C-03', () => schemaSnapshot(host, target.dumpUrl, version, join(run.path, FILES.before)), (text) => ({ file: FILES.before, sha256: sha256(text) }));
	const probe = await run.step('C-04', () => probeState(run, target.work), ({ units, sandbox_units }) => ({ units, sandbox_units }));
	const { sql_sha256 } = await run.step('C-05', () => freeze(host, run));
	const preflight = await run.step(
		'C-06',
		async () => run.record('C-06', await core((it) => it.preflight_checks(planned, target.kind, probe, sql_sha256))),
		(gates) => ({ checks: gates.length }),
	);
	await run.guard(
		'C-06',
		await core((it) =>
			it.change_gates(
				gateFacts(run, 'migration', { target: target.kind, environment: target.environment, backup: backupFacts(target.backup), sql_sha256, probe, preflight, dry_runs: target.dryRuns }),
			),
		),
	);
	await migrate(run, target);
	await postChecks(host, run, target);
}

async function probeState(run: ChangeRun, work: Client): Promise<Probe> {
	const probe = await readProbe(work, askedObjects(run.recorded.package));
	await run.write('logs/probe-before.json', JSON.stringify(probe, null, '\t'));
	await run.write(FILES.csvBefore, await updatedAtCsv(work));
	return probe;
}

/** C-07: one transaction, this SQL only. Whether its counts are the pinned ones is decided before COMMIT. */
async function migrate(run: ChangeRun, target: Target): Promise<void> {
	const { package: planned } = run.recorded;
	const sql = await readFile(join(run.path, FILES.up), 'utf8');
	await insertStep(run.records, run.runId, 'C-07', 'started', {});
	let failure: string | null = null;
	try {
		await target.work.query('BEGIN');
		await setSettings(target.work, planned);
		const statements: Statement[] = results(await target.work.query(sql)).map(({ command, rowCount }) => ({ command, rows: rowCount }));
		await writeFile(join(run.path, 'logs', 'statements.json'), JSON.stringify(statements, null, '\t'));
		const counts = await core((it) => it.statement_gate(planned, statements));
		await run.record('C-07', [counts]);
		if (counts.verdict !== 'pass') throw new Error(`${counts.id}: expected ${counts.expected}, observed ${counts.observed}`);
		await target.work.query(
			`INSERT INTO cutter_control.schema_migration (migration_id, checksum, state, applied_by, applied_at, statement_summary) VALUES ($1, $2, 'applied', session_user, now(), $3)`,
			[planned.migration_id, sha256(sql), JSON.stringify(statements)],
		);
		// In the same transaction: after a crash the record says exactly what the database has.
		if (target.kind === 'real') await insertStep(target.work, run.runId, 'C-07', 'done', { statements });
		await target.work.query('COMMIT');
		if (target.kind === 'copy') await insertStep(run.records, run.runId, 'C-07', 'done', { statements });
	} catch (error) {
		failure = (error as Error).message;
		await target.work.query('ROLLBACK').catch(() => undefined);
		await insertStep(run.records, run.runId, 'C-07', 'failed', { message: failure });
	}
	await run.guard('C-07', await core((it) => it.change_gates(gateFacts(run, 'commit', { target: target.kind, committed: failure === null, failure }))));
}

interface Checked {
	diff: SchemaDiff;
	updated_at: UpdatedAt;
}

/** C-08: the post checks, the schema again and its diff, and what became of updated_at. */
export async function postChecks(host: ChangeHost, run: ChangeRun, target: Pick<Target, 'work' | 'dumpUrl' | 'kind'>): Promise<void> {
	const { package: planned } = run.recorded;
	let rows: PostCheck[] = [];
	const { diff } = await run.step('C-08', async (): Promise<Checked> => {
		const verify = await readFile(join(run.path, FILES.verify), 'utf8');
		await target.work.query('BEGIN READ ONLY');
		await setSettings(target.work, planned);
		rows = results(await target.work.query(verify)).flatMap((result) => result.rows as PostCheck[]);
		await target.work.query('ROLLBACK');
		await run.write('logs/post-checks.json', JSON.stringify(rows, null, '\t'));
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

/** C-09: `down.sql` of the package in one transaction, and the schema compared with the one before the change. */
export async function takeBack(host: ChangeHost, run: ChangeRun, target: Pick<Target, 'work' | 'dumpUrl' | 'kind'>, before: string): Promise<void> {
	const { package: planned } = run.recorded;
	const { diff } = await run.step('C-09', async (): Promise<{ diff: SchemaDiff; updated_at: null }> => {
		const down = await readFile(join(run.path, FILES.down), 'utf8');
		const expected = planned.files.find(({ name }) => name === 'down.sql')?.sha256;
		if (sha256(down) !== expected) throw new Error(`down.sql is not the package's: expected SHA-256 ${expected}, found ${sha256(down)}.`);
		await target.work.query('BEGIN');
		try {
			await setSettings(target.work, planned);
			await target.work.query(down);
			await target.work.query('DELETE FROM cutter_control.schema_migration WHERE migration_id = $1', [planned.migration_id]);
			if (target.kind === 'real') await insertStep(target.work, run.runId, 'DOWN', 'done', {});
			await target.work.query('COMMIT');
		} catch (error) {
			await target.work.query('ROLLBACK').catch(() => undefined);
			throw error;
		}
		const after = await schemaSnapshot(host, target.dumpUrl, planned.identity.server_version, join(run.path, 'schema', 'rolled-back.sql'));
		return { diff: await core((it) => it.schema_diff(before, after)), updated_at: null };
	});
	await run.guard('C-09', [await core((it) => it.rollback_gate(diff))]);
}
