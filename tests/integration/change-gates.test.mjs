// Each gate and each preflight check made to fire by a real cause, one each: the run stops there, the database is as before, the
// evidence is kept, and the exit code is 1. Every case begins at the same kept state, with the same unused authorisation.

import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { authorised, done, referenceSystem, reviewed } from '../support/change.mjs';
import { backTo, drift, keep, stateOf } from '../support/change-state.mjs';
import { asSuperuser, query } from '../support/ledger.mjs';

const UNITS = 'public.tac_logical_unit';

let system;
let digest;
let authorisation;
before(async () => {
	system = await referenceSystem();
	await done(system.as('operator', 'migrate', 'adopt'));
	digest = await reviewed(system, '003_phase_alpha');
	authorisation = await authorised(system, digest);
	await keep(system, 'authorised');
});
after(() => system?.close());

const apply = (settings = {}) => system.report(['migrate', 'apply', digest, '--authorisation', authorisation], { CUTTER_TOKEN: system.users.operator.token, ...settings });
const recordsOf = (folder) => JSON.parse(readFileSync(join(folder, 'records.json'), 'utf8'));
const firedOf = ({ fired }) => [...new Set(fired.map(({ id }) => id))].sort();
const gate = ({ fired }, id) => fired.find((each) => each.id === id);

/** Runs into exactly the gates named and stops before `never`. */
async function firesAt(ids, never, settings) {
	const before = await stateOf(system);
	const { code, data } = await apply(settings);
	assert.deepEqual([code, data.status], [1, 'FAIL'], JSON.stringify(data));
	assert.deepEqual(firedOf(data), [...ids].sort(), JSON.stringify(data.fired));
	assert.ok(existsSync(join(data.folder, 'SHA256SUMS')) && existsSync(join(data.folder, 'report.md')), 'the evidence is kept');
	assert.ok(!recordsOf(data.folder).steps.some(({ step }) => step === never), `${never} never began`);
	assert.deepEqual(await stateOf(system), before);
	return data;
}

/** A program that stands in a folder of its own before PostgreSQL's; `body` may go on to the real one as "$real". */
function standIn(name, body) {
	const folder = join(system.folder, `stand-in-${name}-${Math.random().toString(36).slice(2)}`);
	mkdirSync(folder);
	const real = system.settings.CUTTER_PG_BIN.split(delimiter).map((each) => join(each, name)).find(existsSync);
	writeFileSync(join(folder, name), `#!/bin/sh\nreal=${real}\n[ "$1" = --version ] && exec "$real" "$@"\n${body}\n`);
	chmodSync(join(folder, name), 0o755);
	return { CUTTER_PG_BIN: [folder, system.settings.CUTTER_PG_BIN].join(delimiter) };
}

/** The frozen migrations with one file edited by a blank line. */
function edited(file) {
	const copy = join(system.folder, `edited-${file}`);
	cpSync(inProject('extension', 'dist', 'migrations'), copy, { recursive: true });
	const path = join(copy, '003_phase_alpha', file);
	writeFileSync(path, `${readFileSync(path, 'utf8')}\n`);
	return { CUTTER_MIGRATIONS_DIR: copy };
}

/** Directus' clock jumps by an hour and a second as soon as the schema snapshot is made: the machine slept between C-02 and C-06. */
function anHourLater() {
	const jumped = join(system.folder, 'jumped');
	const clock = join(system.folder, 'clock.mjs');
	writeFileSync(
		clock,
		`import { existsSync } from 'node:fs';
		const Real = Date;
		const now = () => Real.now() + (existsSync(${JSON.stringify(jumped)}) ? 3_601_000 : 0);
		globalThis.Date = class extends Real { constructor(...given) { super(...(given.length ? given : [now()])); } static now = now; };`,
	);
	return { ...standIn('pg_dump', `case "$*" in *--schema-only*) : > ${jumped};; esac\nexec "$real" "$@"`), NODE_OPTIONS: `--import=${clock}` };
}

/** A unit like the first one of `table`, under an address of its own. */
const oneMore = (table) =>
	`INSERT INTO ${table} SELECT gen_random_uuid(), 'D38-DIEU28-S1-P77', doc_code, section_type, section_code, NULL, 999, tier, lifecycle_status,
		owner_ref, identity_profile, created_at, updated_at FROM ${table} ORDER BY canonical_address LIMIT 1`;


const CASES = [
	{ id: 'G-1', cause: 'pg_dump ends with an error: a table whose rows the backup login may not see', fires: ['G-1'], never: 'C-03', sql: 'ALTER TABLE directus_settings ENABLE ROW LEVEL SECURITY', observed: /^failed: pg_dump ended with 1: / },
	{ id: 'G-1', cause: 'the dump is empty', fires: ['G-1'], never: 'C-03', settings: () => standIn('pg_dump', 'exit 0'), observed: /^made, 0 bytes/ },
	{ id: 'G-1', cause: 'pg_restore cannot list the dump', fires: ['G-1'], never: 'C-03', settings: () => standIn('pg_restore', 'exit 1'), observed: /pg_restore cannot list it$/ },
	{ id: 'G-2', cause: 'the backup is an hour and a second old', fires: ['G-2'], never: 'C-07', settings: anHourLater, observed: /^360\d seconds$/ },
	{ id: 'G-3', cause: 'up.sql of other bytes', fires: ['P-2', 'G-3', 'G-8'], never: 'C-07', settings: () => edited('up.sql') },
	{ id: 'G-3', cause: 'verify.sql of other bytes', fires: ['G-3'], never: 'C-07', settings: () => edited('verify.sql'), observed: /^verify\.sql / },
	{ id: 'G-4', cause: 'another role than pinned', fires: ['P-1', 'G-4', 'G-8'], never: 'C-07', settings: () => ({ CUTTER_MIGRATION_DATABASE_URL: system.adminDatabaseUrl }) },
	{ id: 'P-3', cause: 'the governance schema is not there', fires: ['P-3', 'P-4', 'G-8'], never: 'C-07', sql: 'ALTER SCHEMA cutter_governance RENAME TO governance_old' },
	{ id: 'P-4', cause: 'one of the five tables is not there', fires: ['P-4', 'G-8'], never: 'C-07', sql: 'ALTER TABLE cutter_governance.verify_result RENAME TO verify_result_old', observed: /^4 of 5, without cutter_governance\.verify_result$/ },
	{ id: 'G-5', cause: 'the alias table is there', fires: ['P-5', 'G-5', 'G-8'], never: 'C-07', sql: 'CREATE TABLE cutter_governance.canonical_address_alias (a text)' },
	{ id: 'G-6', cause: 'a column of units is there', fires: ['P-6', 'G-6', 'G-8'], never: 'C-07', sql: `ALTER TABLE ${UNITS} ADD COLUMN authority text` },
	{ id: 'P-7', cause: 'a column of the sandbox is there', fires: ['P-7', 'G-6', 'G-8'], never: 'C-07', sql: 'ALTER TABLE sandbox_tac.logical_unit ADD COLUMN authority text' },
	{ id: 'G-7', cause: 'a unit was added', fires: ['P-8', 'G-7', 'G-8'], never: 'C-07', sql: oneMore(UNITS), observed: /^87 and 76$/ },
	{ id: 'P-9', cause: 'a unit of the sandbox was added', fires: ['P-9', 'G-7', 'G-8'], never: 'C-07', sql: oneMore('sandbox_tac.logical_unit') },
	{
		id: 'P-10',
		cause: 'a section type that is not active, a parent of another document, an address that does not parse',
		fires: ['P-10', 'G-8'],
		never: 'C-07',
		sql: `UPDATE ${UNITS} SET doc_code = 'DIEU99' WHERE canonical_address = 'D38-DIEU28-S1-P1';
			UPDATE ${UNITS} SET section_type = 'nothing' WHERE canonical_address = 'D38-DIEU28-S2-P1'; UPDATE ${UNITS} SET canonical_address = 'D38 DIEU28' WHERE canonical_address = 'D38-DIEU28-S3-P1'`,
		observed: /^1\/1\/1$/,
	},
	{ id: 'G-10', cause: 'the record of the dry run is gone', fires: ['G-10'], never: 'C-07', sql: "DELETE FROM cutter_control.change_step WHERE run_id IN (SELECT run_id FROM cutter_control.change_run WHERE kind = 'dry_run'); DELETE FROM cutter_control.change_run WHERE kind = 'dry_run'", observed: /^no dry run$/ },
	{ id: 'G-10', cause: 'the dry run ran other SQL', fires: ['G-10'], never: 'C-07', sql: "UPDATE cutter_control.change_step SET evidence = replace(evidence, 'sql_sha256\":\"', 'sql_sha256\":\"0') WHERE step = 'C-05' AND event = 'done'", observed: /^a dry run of the SQL 0/ },
	{
		id: 'G-11',
		cause: 'something forbids the last index',
		fires: ['G-11'],
		never: 'C-08',
		sql: `CREATE FUNCTION public.no_change() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF current_query() LIKE '%idx_alias_validity_window%' THEN RAISE EXCEPTION 'not now'; END IF; END $$;
			CREATE EVENT TRIGGER no_change ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.no_change(); ALTER EVENT TRIGGER no_change ENABLE ALWAYS`,
		observed: /^rolled back: not now$/,
	},
	{
		id: 'S-1',
		cause: 'a trigger keeps one row as it was, so the backfill reports 85',
		fires: ['S-1', 'G-11'],
		never: 'C-08',
		sql: `CREATE FUNCTION public.not_this() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
			CREATE TRIGGER aa_not_this BEFORE UPDATE ON ${UNITS} FOR EACH ROW WHEN (OLD.canonical_address = 'D38-DIEU28-ROOT') EXECUTE FUNCTION public.not_this()`,
		observed: /^UPDATE 85$/,
	},
];

describe('one real cause each', () => {
	for (const { id, cause, fires, never, sql, settings, observed } of CASES) {
		test(`${id}: ${cause}`, async () => {
			await backTo(system, 'authorised');
			if (sql) await drift(system, sql);
			const data = await firesAt(fires, never, settings?.());
			if (observed) assert.match(gate(data, id).observed, observed);
		});
	}
});

test('what cannot be told fires like what is wrong: a backup login that may read nothing', async () => {
	await backTo(system, 'authorised');
	await drift(system, 'REVOKE pg_read_all_data FROM cutter_backup');
	const data = await firesAt(['G-1'], 'C-02').finally(() => drift(system, 'GRANT pg_read_all_data TO cutter_backup'));
	assert.match(gate(data, 'G-1').observed, /permission denied/);
});

test('X-1: a secret in an artefact', async () => {
	await backTo(system, 'authorised');
	// A setting whose value is also the address of a unit: the probe lists it.
	const { code, data } = await apply({ SOME_API_TOKEN: 'D38-DIEU28-S1' });
	assert.deepEqual([code, data.status, firedOf(data)], [1, 'FAIL', ['X-1']]);
	assert.match(gate(data, 'X-1').observed, /logs\/probe-before\.json line \d+: a secret of this installation/);
	assert.ok(!gate(data, 'X-1').observed.includes('D38'), 'it is not quoted');
});

test('G-9: a post check fails after the commit; rollback only on a full, authorised request, and then the schema is as before', async () => {
	await backTo(system, 'authorised');
	const untouched = await stateOf(system);
	// A trigger nobody knew of when the dry run was made.
	await drift(
		system,
		`CREATE FUNCTION public.other_authority() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.authority := 'enacted'; RETURN NEW; END $$;
		CREATE TRIGGER zz_other_authority BEFORE UPDATE ON ${UNITS} FOR EACH ROW EXECUTE FUNCTION public.other_authority()`,
	);
	const { code, data: failed } = await apply();
	assert.deepEqual([code, firedOf(failed)], [1, ['G-9', 'VA-6']]);
	const { runs } = await done(system.report(['migrate', 'status']));
	assert.equal(runs.find(({ run_id }) => run_id === failed.run_id).state, 'checks_failed');

	const rollback = (...words) => system.as('operator', 'migrate', 'rollback', failed.run_id, ...words);
	const named = ['--operation', 'rollback', '--environment', 'production', '--failed-check'];
	for (const [words, refusal] of [
		[[], 'CUTTER_ROLLBACK_REQUEST_INCOMPLETE'],
		[['--environment', 'production', '--failed-check', 'VA-6'], 'CUTTER_ROLLBACK_REQUEST_INCOMPLETE'],
		[['--operation', 'rollback', '--failed-check', 'VA-6'], 'CUTTER_ROLLBACK_REQUEST_INCOMPLETE'],
		[['--operation', 'rollback', '--environment', 'production'], 'CUTTER_ROLLBACK_REQUEST_INCOMPLETE'],
		[[...named, 'VA-7'], 'CUTTER_ROLLBACK_CHECK_NOT_FAILED'],
		[[...named, 'VA-6'], 'CUTTER_AUTHORISATION_MISSING'],
		[[...named, 'VA-6', '--authorisation', authorisation], 'CUTTER_AUTHORISATION_OTHER_OPERATION'],
	]) {
		const { code: exit, error } = await rollback(...words);
		assert.deepEqual([exit, error.code], [1, refusal]);
	}
	const permit = await authorised(system, digest, '--operation', 'rollback', '--run', failed.run_id);
	const undone = await done(rollback(...named, 'VA-6', '--authorisation', permit));
	assert.equal(undone.status, 'PASS');
	const report = readFileSync(join(undone.folder, 'report.md'), 'utf8');
	assert.match(report, /removed 0, added 0, 0 lines differ/);
	assert.match(report, /cannot bring back:\n- The values of updated_at/);
	await drift(system, `DROP TRIGGER zz_other_authority ON ${UNITS}; DROP FUNCTION public.other_authority()`);
	const { shape, 'cutter_control.schema_migration': migrations } = await stateOf(system);
	assert.deepEqual([shape, migrations], [untouched.shape, untouched['cutter_control.schema_migration']]);
	const after = await done(system.report(['migrate', 'status']));
	assert.equal(after.runs.find(({ run_id }) => run_id === failed.run_id).state, 'taken_back');
	await done(system.report(['report', 'check', undone.run_id]));
});

test('records are kept as they were written, also from the one who owns them', async () => {
	for (const sql of ["UPDATE cutter_control.change_authorisation SET expires_at = now() + interval '1 year'", 'DELETE FROM cutter_control.gate_report', 'TRUNCATE cutter_control.backup CASCADE']) {
		await assert.rejects(asSuperuser(system, (client) => client.query(sql)), /APPEND_ONLY/);
	}
	assert.ok((await query(system, 'SELECT 1 FROM cutter_control.gate_report')).length > 0);
});
