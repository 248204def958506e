/** C-03 to C-08 on a target, which is the real database or a restored copy of it: the same code, so a dry run proves it. */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

import { core, type ChangePackage, type Gate, type ListedFile, type NamedObject, type Probe } from '../../core/index.js';
import { migrationSql } from '../../host/migrationFiles.js';
import { readProbe, updatedAtCsv } from '../../ledger/changeProbe.js';
import { insertStep } from '../../ledger/changeRecords.js';
import { insertMigration } from '../../ledger/migrations.js';
import { inOneTransaction, runScript } from '../../ledger/migrationScripts.js';
import { backupFacts, FILES, gateFacts, sha256, type Target } from './changeFacts.js';
import type { ChangeRun } from './changeRun.js';
import { schemaSnapshot } from './dumps.js';
import { packageFolder } from './planChange.js';
import { postChecks } from './postChecks.js';
import type { ChangeHost } from './session.js';

/** Every object a package asks for: what it creates and what it rests on. */
function askedObjects({ preflight, objects }: ChangePackage): NamedObject[] {
	const rested = preflight.flatMap(({ about }): NamedObject[] => {
		if (about.kind === 'schema_there' && about.name) return [{ kind: 'schema', name: about.name }];
		if (about.kind === 'tables_there') return about.names.map((name) => ({ kind: 'table', name }));
		return [];
	});
	return [...objects, ...rested];
}

interface Frozen {
	files: ListedFile[];
	source: string;
	/** The SQL of C-07, as it was read when its checksum was taken. */
	up: string;
}

/** C-05: the SQL as it will run, copied into the folder and read back from there. */
async function freeze(host: ChangeHost, run: ChangeRun): Promise<Frozen> {
	const { package: planned, digest } = run.recorded;
	const id = planned.migration_id;
	for (const name of ['down.sql', 'verify.sql'] as const) await run.write(`sql/${name}`, await migrationSql(host.env, id, name));
	if (planned.draft) await copyFile(join(packageFolder(host.env, id, digest), 'up.sql'), join(run.path, FILES.up));
	else await run.write(FILES.up, await migrationSql(host.env, id, 'up.sql'));
	const read = async (name: string) => ({ name, bytes: await readFile(join(run.path, 'sql', name)) });
	const found = await Promise.all(['down.sql', 'up.sql', 'verify.sql'].map(read));
	return {
		files: found.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) })),
		source: planned.draft ? 'a proposal beside the package' : `the frozen ${id}/up.sql`,
		up: found.find(({ name }) => name === 'up.sql')?.bytes.toString('utf8') ?? '',
	};
}

const checksumOf = ({ files }: Frozen): string | undefined => files.find(({ name }) => name === 'up.sql')?.sha256;

/** C-03 to C-08. Each gate that fires stops before the next command. */
export async function carryOut(host: ChangeHost, run: ChangeRun, target: Target): Promise<void> {
	const { package: planned } = run.recorded;
	const version = planned.identity.server_version;
	await run.step('C-03', () => schemaSnapshot(host, target.dumpUrl, version, join(run.path, FILES.before)), (text) => ({ file: FILES.before, sha256: sha256(text) }));
	const probe = await run.step('C-04', () => probeState(run, target.work), ({ units, sandbox_units }) => ({ units, sandbox_units }));
	const frozen = await run.step(
		'C-05',
		() => freeze(host, run),
		(it) => ({ sql_sha256: checksumOf(it), source: it.source, files: it.files }),
	);
	const preflight = await run.step(
		'C-06',
		async () => run.record('C-06', await core((it) => it.preflight_checks(planned, target.kind, probe, checksumOf(frozen)))),
		(gates) => ({ checks: gates.length }),
	);
	await run.guard(
		'C-06',
		await core((it) =>
			it.change_gates(
				gateFacts(run, 'migration', { target: target.kind, environment: target.environment, backup: backupFacts(target.backup), frozen: frozen.files, probe, preflight, dry_runs: target.dryRuns }),
			),
		),
	);
	await migrate(run, target, frozen.up);
	await postChecks(host, run, target);
}

async function probeState(run: ChangeRun, work: Client): Promise<Probe> {
	const probe = await readProbe(work, askedObjects(run.recorded.package));
	await run.write('logs/probe-before.json', JSON.stringify(probe, null, '\t'));
	await run.write(FILES.csvBefore, await updatedAtCsv(work));
	return probe;
}

/** C-07: one transaction, this SQL only. Whether its counts are the pinned ones is decided before COMMIT. */
async function migrate(run: ChangeRun, target: Target, sql: string): Promise<void> {
	const { package: planned } = run.recorded;
	await insertStep(run.records, run.runId, 'C-07', 'started', {});
	let failure: string | null = null;
	let counted: Gate[] = [];
	try {
		const statements = await inOneTransaction(target.work, planned.settings, async () => {
			const done = await runScript(target.work, sql);
			await writeFile(join(run.path, 'logs', 'statements.json'), JSON.stringify(done, null, '\t'));
			const counts = await core((it) => it.statement_gate(planned, done));
			counted = [counts];
			if (counts.verdict !== 'pass') throw new Error(`${counts.id}: expected ${counts.expected}, observed ${counts.observed}`);
			await insertMigration(target.work, { migration_id: planned.migration_id, checksum: sha256(sql), state: 'applied' }, null, done);
			// In the same transaction: after a crash the record says exactly what the database has, and a migration that locks these records waits for nobody.
			if (target.kind === 'real') {
				await run.record('C-07', counted, target.work);
				await insertStep(target.work, run.runId, 'C-07', 'done', { statements: done });
			}
			return done;
		});
		if (target.kind === 'copy') {
			await run.record('C-07', counted);
			await insertStep(run.records, run.runId, 'C-07', 'done', { statements });
		}
	} catch (error) {
		failure = (error as Error).message;
		await run.record('C-07', counted);
		await insertStep(run.records, run.runId, 'C-07', 'failed', { message: failure });
	}
	await run.guard('C-07', await core((it) => it.change_gates(gateFacts(run, 'commit', { target: target.kind, committed: failure === null, failure }))));
}
