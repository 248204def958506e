// Gates made to fire on purpose, one each: the run stops there, the database is as before, the evidence is kept, exit code 1.

import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { authorised, done, referenceSystem, reviewed } from '../support/change.mjs';
import { asSuperuser, query } from '../support/ledger.mjs';

const UNITS = 'public.tac_logical_unit';

let system;
let digest;
before(async () => {
	system = await referenceSystem();
	await done(system.as('operator', 'migrate', 'adopt'));
	digest = await reviewed(system, '003_phase_alpha');
});
after(() => system?.close());

/** Applies with an authorisation of its own, under other settings. */
async function apply(settings = {}) {
	const authorisation = await authorised(system, digest);
	return system.report(['migrate', 'apply', digest, '--as', 'operator@example.com', '--authorisation', authorisation], settings);
}

/** Columns and rows of units: what a run that stops must leave as they were. */
const stateOf = () =>
	query(
		system,
		`SELECT (SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '${UNITS}'::regclass AND attnum > 0) AS columns,
		        (SELECT count(*)::int || ':' || max(updated_at)::text FROM ${UNITS}) AS rows, (SELECT count(*)::int FROM cutter_control.schema_migration) AS migrations`,
	);

/** Runs into `gate` and stops before `never`. */
async function firesAt(gate, never, settings) {
	const before = await stateOf();
	const { code, data } = await apply(settings);
	assert.deepEqual([code, data.status], [1, 'FAIL']);
	assert.ok(data.fired.some(({ id }) => id === gate), `${gate} fires: ${JSON.stringify(data.fired)}`);
	assert.ok(existsSync(join(data.folder, 'SHA256SUMS')), 'the evidence is kept');
	const { steps } = JSON.parse(readFileSync(join(data.folder, 'records.json'), 'utf8'));
	assert.ok(!steps.some(({ step, event }) => step === never && event === 'done'), `${never} is not done`);
	assert.deepEqual(await stateOf(), before);
	return data;
}

/** A change behind the cutter's back, taken back when the test ends. */
async function drift(t, there, back) {
	const statement = (sql) => asSuperuser(system, (client) => client.query(`SET session_replication_role = replica; ${sql}`));
	await statement(there);
	t.after(() => statement(back));
}

test('G-1: a backup that pg_restore cannot list', async () => {
	const folder = join(system.folder, 'broken-tools');
	mkdirSync(folder);
	writeFileSync(join(folder, 'pg_restore'), '#!/bin/sh\n[ "$1" = --version ] && echo "pg_restore (PostgreSQL) 16.14" && exit 0\nexit 1\n');
	chmodSync(join(folder, 'pg_restore'), 0o755);
	await firesAt('G-1', 'C-03', { CUTTER_PG_BIN: [folder, system.settings.CUTTER_PG_BIN].join(delimiter) });
});

test('G-3: SQL of other bytes', async () => {
	const copy = join(system.folder, 'edited-migrations');
	cpSync(inProject('extension', 'dist', 'migrations'), copy, { recursive: true });
	const file = join(copy, '003_phase_alpha', 'up.sql');
	writeFileSync(file, `${readFileSync(file, 'utf8')}\n`);
	await firesAt('G-3', 'C-07', { CUTTER_MIGRATIONS_DIR: copy });
});

test('G-4: another role than pinned', () => firesAt('G-4', 'C-07', { CUTTER_MIGRATION_DATABASE_URL: system.adminDatabaseUrl }));

test('G-5: an object to be created exists', async (t) => {
	await drift(t, 'CREATE TABLE cutter_governance.canonical_address_alias (a text)', 'DROP TABLE cutter_governance.canonical_address_alias');
	await firesAt('G-5', 'C-07');
});

test('G-6: a column to be added exists', async (t) => {
	await drift(t, 'ALTER TABLE sandbox_tac.logical_unit ADD COLUMN authority text', 'ALTER TABLE sandbox_tac.logical_unit DROP COLUMN authority');
	await firesAt('G-6', 'C-07');
});

test('G-7: a pinned count differs', async (t) => {
	const row = `INSERT INTO sandbox_tac.logical_unit SELECT gen_random_uuid(), canonical_address || '-77', doc_code, section_type, section_code, NULL, 999, tier, lifecycle_status,
		owner_ref, identity_profile, created_at, updated_at FROM sandbox_tac.logical_unit ORDER BY canonical_address LIMIT 1`;
	await drift(t, row, 'DELETE FROM sandbox_tac.logical_unit WHERE sort_order = 999');
	await firesAt('G-7', 'C-07');
});

test('G-8: a unit whose parent has another document code', async (t) => {
	const one = `WHERE canonical_address = 'D38-DIEU28-S1'`;
	await drift(t, `UPDATE ${UNITS} SET doc_code = 'DIEU99' ${one}`, `UPDATE ${UNITS} SET doc_code = 'DIEU28' ${one}`);
	const { fired } = await firesAt('G-8', 'C-07');
	assert.ok(fired.some(({ id, observed }) => id === 'P-10' && observed !== '0/0/0'));
});

test('G-11: the migration does not commit', async (t) => {
	await drift(
		t,
		`CREATE FUNCTION public.no_change() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF tg_tag = 'CREATE INDEX' THEN RAISE EXCEPTION 'not now'; END IF; END $$;
		CREATE EVENT TRIGGER no_change ON ddl_command_start EXECUTE FUNCTION public.no_change()`,
		'DROP EVENT TRIGGER no_change; DROP FUNCTION public.no_change()',
	);
	await firesAt('G-11', 'C-08');
});

test('G-9: a post check fails after the commit; rollback only on a full, authorised request, and then the schema is as before', async (t) => {
	// A trigger nobody knew of when the dry run was made.
	await drift(
		t,
		`CREATE FUNCTION public.other_authority() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.authority := 'enacted'; RETURN NEW; END $$;
		CREATE TRIGGER zz_other_authority BEFORE UPDATE ON ${UNITS} FOR EACH ROW EXECUTE FUNCTION public.other_authority()`,
		`DROP TRIGGER zz_other_authority ON ${UNITS}; DROP FUNCTION public.other_authority()`,
	);
	const { code, data: failed } = await apply();
	assert.deepEqual([code, failed.fired.map(({ id }) => id)], [1, ['VA-6', 'G-9']]);
	const { runs } = await done(system.report(['migrate', 'status']));
	assert.equal(runs.find(({ run_id }) => run_id === failed.run_id).state, 'checks_failed');

	const rollback = (...words) => system.as('operator', 'migrate', 'rollback', failed.run_id, ...words);
	const named = ['--operation', 'rollback', '--environment', 'production', '--failed-check'];
	for (const [words, refusal] of [
		[[], 'CUTTER_ROLLBACK_REQUEST_INCOMPLETE'],
		[['--operation', 'rollback', '--environment', 'production'], 'CUTTER_ROLLBACK_REQUEST_INCOMPLETE'],
		[[...named, 'VA-7'], 'CUTTER_ROLLBACK_CHECK_NOT_FAILED'],
		[[...named, 'VA-6'], 'CUTTER_AUTHORISATION_MISSING'],
	]) {
		const { code: exit, error } = await rollback(...words);
		assert.deepEqual([exit, error.code], [1, refusal]);
	}
	const authorisation = await authorised(system, digest, '--operation', 'rollback', '--run', failed.run_id);
	const undone = await done(rollback(...named, 'VA-6', '--authorisation', authorisation));
	assert.equal(undone.status, 'PASS');
	const report = readFileSync(join(undone.folder, 'report.md'), 'utf8');
	assert.match(report, /removed 0, added 0, 0 lines differ/);
	assert.match(report, /cannot bring back:\n- The values of updated_at/);
	const columns = await query(system, "SELECT 1 FROM information_schema.columns WHERE table_name = 'tac_logical_unit' AND column_name = 'authority'");
	assert.equal(columns.length, 0);
});

test('a backup verified: ten of ten; a truncated dump, a dump of another database and a planted password are each caught by their own check', async () => {
	const { backup_id: id, folder } = await done(system.as('operator', 'backup', 'create'));
	const verified = await done(system.as('operator', 'backup', 'verify', id));
	assert.deepEqual(verified.checks.map(({ id: check, verdict }) => [check, verdict]), Array.from({ length: 10 }, (_, place) => [`BV-${place + 1}`, 'pass']));

	const caught = async (name, edit) => {
		const file = join(folder, name);
		const kept = readFileSync(file);
		edit(file, kept);
		const { code, data } = await system.as('operator', 'backup', 'verify', id);
		writeFileSync(file, kept);
		assert.deepEqual([code, data.verdict], [1, 'fail'], name);
		return data.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id: check }) => check);
	};
	assert.deepEqual(await caught('roles.sql', (file, kept) => writeFileSync(file, `${kept}-- PASSWORD 'offen'\n`)), ['BV-10']);
	const truncated = await caught('database.dump', (file, kept) => truncateSync(file, Math.floor(kept.length / 2)));
	assert.ok(truncated.includes('BV-1') && truncated.includes('BV-3'), truncated.join());

	await asSuperuser(system, (client) => client.query('CREATE DATABASE other'));
	const url = new URL(system.settings.CUTTER_BACKUP_DATABASE_URL);
	url.pathname = '/other';
	const { folder: other } = await done(system.report(['backup', 'create', '--as', 'operator@example.com'], { CUTTER_BACKUP_DATABASE_URL: url.href }));
	const swapped = await caught('database.dump', (file) => cpSync(join(other, 'database.dump'), file));
	assert.ok(swapped.includes('BV-3') && swapped.includes('BV-4'), swapped.join());
});

test('records are kept as they were written, also from the one who owns them', async () => {
	for (const sql of ["UPDATE cutter_control.change_authorisation SET expires_at = now() + interval '1 year'", 'DELETE FROM cutter_control.gate_report', 'TRUNCATE cutter_control.backup CASCADE']) {
		await assert.rejects(asSuperuser(system, (client) => client.query(sql)), /APPEND_ONLY/);
	}
});
