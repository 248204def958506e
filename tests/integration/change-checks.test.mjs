// Each post check of the reference change made to fail by a real cause, one each; then the ten checks of a backup.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { authorised, done, referenceSystem, reviewed } from '../support/change.mjs';
import { backTo, drift, keep, stateOf } from '../support/change-state.mjs';
import { asSuperuser } from '../support/ledger.mjs';
import { sql } from '../support/system.mjs';

const UNITS = 'public.tac_logical_unit';
const SANDBOX = 'sandbox_tac.logical_unit';
const ALIASES = 'cutter_governance.canonical_address_alias';
const ENTRY = "INSERT INTO cutter_governance.decision_backlog_entry VALUES (gen_random_uuid(), 'cut_request', 'marked', '{}', now(), NULL)";

let system;
let applied;
before(async () => {
	system = await referenceSystem();
	await done(system.as('operator', 'migrate', 'adopt'));
	await keep(system, 'adopted');
	const digest = await reviewed(system, '003_phase_alpha');
	applied = await done(system.as('operator', 'migrate', 'apply', digest, '--authorisation', await authorised(system, digest)));
	await keep(system, 'applied');
});
after(() => system?.close());

/** What somebody did to the database after C-07, and which checks must say so: those, and no other. */
const CASES = [
	['VA-1', ['VA-1'], `ALTER TABLE ${UNITS} ALTER authority SET DEFAULT 'enacted'`],
	['VA-2', ['VA-2'], `ALTER TABLE ${SANDBOX} ALTER canonical_address_format_version DROP NOT NULL`],
	['VA-3', ['VA-3', 'VA-4', 'VA-5', 'VA-10', 'VA-13', 'VA-13rows', 'VA-16'], `DROP TABLE ${ALIASES}`],
	['VA-4', ['VA-4'], `ALTER TABLE ${ALIASES} ALTER rationale DROP NOT NULL`],
	['VA-5', ['VA-5'], `DROP INDEX cutter_governance.idx_alias_alias_kind; CREATE INDEX idx_alias_alias_kind ON ${ALIASES} (alias_kind, alias_text)`],
	['VA-6', ['VA-6'], `UPDATE ${UNITS} SET authority = 'enacted' WHERE canonical_address = 'D38-DIEU28-S1'`],
	['VA-7', ['VA-7'], `UPDATE ${UNITS} SET canonical_address_format_version = 'canonical-address-v2' WHERE canonical_address = 'D38-DIEU28-S1'`],
	['VA-8', ['VA-8'], `UPDATE ${SANDBOX} SET authority = 'draft' WHERE canonical_address = 'D38-DIEU28-S1'`],
	['VA-9', ['VA-9'], `UPDATE ${SANDBOX} SET canonical_address_format_version = 'canonical-address-v2' WHERE canonical_address = 'D38-DIEU28-S1'`],
	['VA-10', ['VA-10', 'VA-13rows'], `INSERT INTO ${ALIASES} VALUES (gen_random_uuid(), gen_random_uuid(), 'Điều 28', 'external_reference', now(), NULL, 'a', 'b', NULL)`],
	['VA-11', ['VA-11'], `ALTER TABLE ${UNITS} ALTER canonical_address SET DEFAULT 'D38'`],
	['VA-12', ['VA-12'], `ALTER TABLE ${UNITS} DROP CONSTRAINT tac_logical_unit_canonical_address_key; ALTER TABLE ${UNITS} ADD CONSTRAINT tac_logical_unit_canonical_address_key UNIQUE (canonical_address, doc_code)`],
	['VA-13', ['VA-13', 'VA-16'], 'CREATE TABLE cutter_governance.one_more (a text)'],
	['VA-13rows', ['VA-13rows'], ENTRY],
	['VA-14', ['VA-6', 'VA-7', 'VA-14'], `DELETE FROM ${UNITS} WHERE canonical_address = 'D38-DIEU28-S1-P1'`],
	['VA-15', ['VA-8', 'VA-9', 'VA-15'], `DELETE FROM ${SANDBOX} WHERE canonical_address = 'D38-DIEU28-S1-P1'`],
	['VA-16', ['VA-16'], `ALTER TABLE ${UNITS} DROP CONSTRAINT tac_logical_unit_parent_id_fkey`],
];

describe('post checks, one real cause each', () => {
	for (const [id, expected, change] of CASES) {
		test(`${id} fails, G-9 fires, and nothing is written`, async () => {
			await backTo(system, 'applied');
			await drift(system, change);
			const before = await stateOf(system);
			const { code, data } = await system.as('operator', 'migrate', 'verify', applied.run_id);
			assert.deepEqual([code, data.status], [1, 'FAIL']);
			assert.deepEqual(data.fired.map((gate) => gate.id).sort(), [...expected, 'G-9'].sort(), JSON.stringify(data.fired));
			assert.deepEqual(await stateOf(system), before);
		});
	}
});

test('what was mended passes when it is verified again', async () => {
	await backTo(system, 'applied');
	const run = await done(system.as('operator', 'migrate', 'verify', applied.run_id));
	assert.equal(run.status, 'PASS');
	await done(system.report(['report', 'check', applied.run_id]));
});

test('F-1: a verify.sql that was edited in the folder after C-05 is not run', async () => {
	await backTo(system, 'applied');
	const file = join(applied.folder, 'sql', 'verify.sql');
	const kept = readFileSync(file);
	writeFileSync(file, "SELECT 'VA-1' AS check_id, 'S' AS sentence, 'a' AS expected, 'a' AS observed;\n");
	const { code, data } = await system.as('operator', 'migrate', 'verify', applied.run_id);
	writeFileSync(file, kept);
	assert.deepEqual([code, data.fired.map(({ id }) => id)], [1, ['F-1']]);
});

describe('backups', () => {
	let backup;
	const verify = async (id) => {
		const { code, data } = await system.as('operator', 'backup', 'verify', id);
		assert.equal(code, data.verdict === 'pass' ? 0 : 1);
		return data.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id: check }) => check);
	};
	/** Checks that do not pass while a file of the backup is another one. */
	const caught = async (name, edit) => {
		const file = join(backup.folder, name);
		const kept = readFileSync(file);
		edit(file, kept);
		try {
			return await verify(backup.backup_id);
		} finally {
			writeFileSync(file, kept);
		}
	};

	before(async () => {
		await backTo(system, 'applied');
		backup = await done(system.as('operator', 'backup', 'create'));
	});

	test('ten of ten, the row matrix exact, no error line; its report says so', async () => {
		const verified = await done(system.as('operator', 'backup', 'verify', backup.backup_id));
		assert.deepEqual(verified.checks.map(({ id: check, verdict }) => [check, verdict]), Array.from({ length: 10 }, (_, place) => [`BV-${place + 1}`, 'pass']));
		assert.match(verified.checks[2].observed, / 0 error lines$/);
		assert.equal(verified.checks[3].observed, verified.checks[3].expected);
		const report = await done(system.report(['report', backup.backup_id]));
		assert.deepEqual([report.of, report.status, report.report.verifications.length], ['backup', 'PASS', 1]);
		assert.match(report.markdown, /10 of 10 checks passed/);
		assert.match(report.markdown, /\| public\.tac_logical_unit \| 86 \|/);
	});

	test('report check of its folder: passes, and fails on one changed byte', async () => {
		assert.equal((await done(system.report(['report', 'check', backup.folder]))).verdict, 'pass');
		const file = join(backup.folder, 'roles.sql');
		const kept = readFileSync(file);
		writeFileSync(file, kept.toString('utf8').replace('CREATE', 'CReATE'));
		const { code, data } = await system.report(['report', 'check', backup.backup_id]);
		writeFileSync(file, kept);
		assert.deepEqual([code, data.checks.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id)], [1, ['RC-1']]);
	});

	test('BV-10: a planted password', async () => {
		assert.deepEqual(await caught('roles.sql', (file, kept) => writeFileSync(file, `${kept}-- PASSWORD 'offen'\n`)), ['BV-10']);
	});

	test('BV-1: a truncated dump', async () => {
		const checks = await caught('database.dump', (file, kept) => truncateSync(file, Math.floor(kept.length / 2)));
		assert.ok(checks.includes('BV-1') && checks.includes('BV-3'), checks.join());
	});

	test('BV-3 and BV-4: the dump of another database', async () => {
		await asSuperuser(system, (client) => client.query('CREATE DATABASE other'));
		await sql(new URL('/other', system.adminDatabaseUrl).href, 'CREATE TABLE public.something_else (a text)');
		const url = new URL(system.settings.CUTTER_BACKUP_DATABASE_URL);
		url.pathname = '/other';
		const { folder: other } = await done(system.report(['backup', 'create', '--as', 'operator@example.com'], { CUTTER_BACKUP_DATABASE_URL: url.href }));
		const checks = await caught('database.dump', (file) => cpSync(join(other, 'database.dump'), file));
		assert.ok(checks.includes('BV-3') && checks.includes('BV-4'), checks.join());
	});

	test('BV-6: a signature in the wrong lane, dumped and restored as it was', async () => {
		await drift(
			system,
			`ALTER TABLE cutter_governance.dot_pair_signature DROP CONSTRAINT dot_pair_signature_lane_check;
			WITH entry AS (${ENTRY} RETURNING entry_id),
			     change AS (INSERT INTO cutter_governance.cut_change_set (change_set_id, decision_backlog_entry_id, idempotency_key, rollback_key, operation_kind, status, manifest_id, manifest_version,
			                    manifest_digest, plan_digest, review_decision_id, executor_tool_revision, verifier_tool_revision, emitted_by, emitted_at, applied_at, planned_row_counts, payload_summary)
			                SELECT gen_random_uuid(), entry_id, 'k', 'r', 'first_cut', 'applied', gen_random_uuid(), '1', repeat('d', 64), repeat('e', 64), gen_random_uuid(), 'e', 'pending', 'a', now(), now(), '{}', '{}' FROM entry RETURNING change_set_id)
			INSERT INTO cutter_governance.dot_pair_signature (signature_id, signer_dot_id, signer_identity, signer_tool_revision, payload_envelope, payload_hash, signature_algorithm, signature_payload, key_id,
			       cross_reference_change_set_id, signed_at)
			SELECT gen_random_uuid(), 'DOT-992', 'a', 'e', '{}', repeat('f', 64), 'ed25519', 's', 'k', change_set_id, now() FROM change`,
		);
		const { backup_id: id } = await done(system.as('operator', 'backup', 'create'));
		assert.deepEqual(await verify(id), ['BV-6']);
	});

	test('a backup that cannot be made is refused with what the program said, and is not on record', async () => {
		await drift(system, 'ALTER TABLE directus_settings ENABLE ROW LEVEL SECURITY');
		const { code, error } = await system.as('operator', 'backup', 'create');
		assert.deepEqual([code, error.code, error.gates[0].id], [1, 'CUTTER_BACKUP_FAILED', 'G-1']);
		assert.match(error.message, /pg_dump ended with 1: .*row-level security/);
	});
});
