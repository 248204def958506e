// Who may do what, tried statement by statement as each role.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LEDGER } from './ledger-columns.mjs';
import * as rows from './rows.mjs';
import { refusal, startServer } from './support.mjs';

/** No privilege, and a column that the database alone fills. */
const DENIED = ['42501', '428C9'];
const G = 'cutter_governance';
const LEDGER_TABLES = Object.keys(LEDGER).map((name) => `${G}.${name}`);
const UNITS = ['public.tac_logical_unit', 'public.tac_unit_version', 'sandbox_tac.logical_unit', 'sandbox_tac.unit_version'];
const SEAL = ['ledger_leaf', 'ledger_checkpoint', 'checkpoint_note', 'witness_answer', 'time_stamp'].map((name) => `cutter_control.${name}`);
/** What is touched, how documents stood, and when they were hashed anew. */
const TOUCHES = ['unit_touch', 'document_state', 'document_audit'].map((name) => `cutter_control.${name}`);
const CONTROL = ['cutter_control.source_version', 'cutter_control.manifest_body', 'cutter_control.signing_key', 'cutter_control.idempotency_key', 'cutter_control.confirmed_card', 'cutter_control.log_key', ...SEAL, ...TOUCHES];
/** What governed change leaves on record. */
const CHANGES = ['change_package', 'change_review', 'change_authorisation', 'change_authorisation_use', 'change_run', 'change_step', 'gate_report', 'backup', 'backup_verification'].map((name) => `cutter_control.${name}`);
const PINS = ['cutter_control.environment'];
const OTHERS = ['public.tac_section_type_vocab', 'public.cutter_source_document', 'public.cutter_grammar_profile'];
const ALL = [...LEDGER_TABLES, ...UNITS, ...CONTROL, ...CHANGES, ...OTHERS, 'cutter_control.schema_migration'];
const EVERYTHING = [...ALL, ...PINS];
const ROLES = ['cutter_exec', 'cutter_verify', 'cutter_ro'];

/** What may be inserted and deleted, and which columns may move; everything not named is refused. */
const MAY = {
	directus: {
		INSERT: ['public.cutter_grammar_profile'],
		DELETE: ['public.cutter_grammar_profile'],
		UPDATE: { 'public.tac_logical_unit': ['identity_profile'], 'public.cutter_source_document': ['title', 'notes'], 'public.cutter_grammar_profile': 'all' },
		SELECT: [...UNITS, ...OTHERS],
	},
	cutter_exec: {
		INSERT: [...LEDGER_TABLES.filter((table) => table !== `${G}.verify_result`), ...UNITS, 'public.cutter_source_document', 'cutter_control.source_version', 'cutter_control.manifest_body', 'cutter_control.idempotency_key', 'cutter_control.confirmed_card', 'cutter_control.document_state'],
		// Units that stand it removes in the transaction of a withdrawal alone (unit-guards).
		DELETE: ['sandbox_tac.logical_unit', 'sandbox_tac.unit_version'],
		UPDATE: {
			[`${G}.decision_backlog_entry`]: ['status'],
			[`${G}.manifest_envelope`]: ['status', 'escalation_ref', 'cut_change_set_ref', 'reviewer', 'reviewed_at', 'rationale', 'superseded_by_envelope_id'],
			[`${G}.manifest_unit_block`]: ['target_unit_id', 'report_summary'],
			[`${G}.dot_pair_signature`]: ['revoked_at', 'revoked_by', 'revocation_reason'],
			[`${G}.canonical_address_alias`]: ['valid_until'],
			'public.tac_logical_unit': ['canonical_address', 'canonical_address_format_version', 'section_type', 'section_code', 'parent_id', 'sort_order', 'tier',
				'lifecycle_status', 'authority', 'owner_ref', 'identity_profile', 'in_force_from', 'in_force_until', 'suspended_from', 'suspended_until'],
			'public.tac_unit_version': ['lifecycle_status', 'review_state', 'content_profile', 'change_set_id', 'updated_at', 'enacted_at', 'superseded_at', 'retired_at', 'in_force_from', 'in_force_until'],
			'public.cutter_source_document': ['title', 'profile', 'language', 'current_source_sha256', 'status', 'notes'],
		},
		SELECT: ALL,
	},
	cutter_verify: {
		INSERT: ['decision_backlog_entry', 'decision_backlog_history', 'dot_pair_signature', 'cut_change_set', 'cut_change_set_affected_row', 'verify_result', 'canonical_address_alias'].map((name) => `${G}.${name}`).concat('cutter_control.idempotency_key', 'cutter_control.document_state', 'cutter_control.document_audit', SEAL),
		DELETE: ['public.tac_logical_unit', 'public.tac_unit_version'],
		UPDATE: {
			[`${G}.decision_backlog_entry`]: ['status'],
			[`${G}.cut_change_set`]: ['status', 'verifier_tool_revision', 'rollback_reason', 'rollback_initiated_by', 'rolled_back_at'],
			[`${G}.dot_pair_signature`]: ['revoked_at', 'revoked_by', 'revocation_reason'],
			[`${G}.canonical_address_alias`]: ['valid_until'],
			'public.tac_logical_unit': ['canonical_address', 'section_code', 'parent_id', 'sort_order', 'lifecycle_status', 'authority', 'identity_profile', 'in_force_from', 'in_force_until', 'suspended_from', 'suspended_until'],
			'public.tac_unit_version': ['lifecycle_status', 'change_set_id', 'updated_at', 'enacted_at', 'superseded_at', 'retired_at', 'in_force_from', 'in_force_until'],
			'cutter_control.document_audit': ['audited_at', 'standing'],
		},
		SELECT: ALL,
	},
	cutter_ro: { INSERT: [], DELETE: [], UPDATE: {}, SELECT: [] },
};

let server;
let database;
let columns;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.bootstrap();
	await database.upTo('008');
	// The rows come before 009, which takes even the owner's hand off the ledger.
	await rows.insertChain(database.migrator);
	await database.up('009_phase_beta');
	await database.up('010_ledger_seal');
	await database.up('011_idempotency');
	await database.up('012_governed_change');
	await database.up('015_structure');
	await database.up('016_change_readers');
	await database.up('018_confirmed_card');
	await database.up('019_doors');
	await database.up('021_log_notes');
	await database.up('022_unit_touches');
	await database.up('024_legal_days');
	const { rows: found } = await database.admin.query(`SELECT a.attrelid::regclass::text AS table_name, a.attname AS name FROM pg_attribute a
		WHERE a.attrelid = ANY ($1::regclass[]) AND a.attnum > 0 AND NOT a.attisdropped`, [EVERYTHING]);
	columns = new Map(EVERYTHING.map((table) => [table, found.filter((row) => row.table_name === table.replace('public.', '')).map(({ name }) => name)]));
});
after(() => server?.stop());

/** True when the login of Directus may run the statement after taking `role`; other errors than a refusal count as allowed to try. */
async function may(role, sql) {
	const error = await refusal(database.directus, role === 'directus' ? undefined : role, sql);
	return !DENIED.includes(error?.code);
}

for (const [role, allowed] of Object.entries(MAY)) {
	test(`${role}: reads exactly its tables`, async () => {
		for (const table of EVERYTHING) assert.equal(await may(role, `SELECT * FROM ${table}`), allowed.SELECT.includes(table), table);
	});

	test(`${role}: inserts and deletes exactly where it may, truncates nothing`, async () => {
		for (const table of EVERYTHING) {
			assert.equal(await may(role, `INSERT INTO ${table} DEFAULT VALUES`), allowed.INSERT.includes(table), `INSERT ${table}`);
			assert.equal(await may(role, `DELETE FROM ${table}`), allowed.DELETE.includes(table), `DELETE ${table}`);
			assert.equal(await may(role, `TRUNCATE ${table} CASCADE`), false, `TRUNCATE ${table}`);
		}
	});

	test(`${role}: updates exactly the columns it may`, async () => {
		for (const table of EVERYTHING) {
			for (const column of columns.get(table)) {
				const expected = allowed.UPDATE[table] === 'all' || (allowed.UPDATE[table] ?? []).includes(column);
				assert.equal(await may(role, `UPDATE ${table} SET ${column} = NULL`), expected, `${table}.${column}`);
			}
		}
	});

	test(`${role}: alters and drops nothing, creates nothing in the ledger`, async () => {
		for (const table of EVERYTHING) {
			for (const sql of [`ALTER TABLE ${table} DISABLE TRIGGER EVERYTHING`, `DROP TABLE ${table} CASCADE`, `CREATE TRIGGER t AFTER INSERT ON ${table} EXECUTE FUNCTION suppress_redundant_updates_trigger()`]) {
				assert.equal(await may(role, sql), false, sql);
			}
		}
		for (const schema of [G, 'sandbox_tac', 'cutter_control']) assert.equal(await may(role, `CREATE TABLE ${schema}.t (id int)`), false, schema);
	});
}

test('a whole chain is written under the two roles, and not by Directus itself', async () => {
	const [document, entry, envelope] = [rows.document({ doc_code: 'N', prefix: 'N' }), rows.entry(), rows.envelope()];
	const ids = { entryId: entry[1].entry_id, envelopeId: envelope[1].envelope_id };
	const review = rows.review(ids.envelopeId);
	const changeSet = rows.changeSet({ ...ids, reviewId: review[1].review_decision_id });
	ids.changeSetId = changeSet[1].change_set_id;
	const unit = rows.unit({ canonical_address: 'N/A-1', doc_code: 'N' });
	const executor = [document, entry, rows.history(ids.entryId), rows.sweep(), envelope, rows.block(ids.envelopeId), rows.manifestBody(ids.envelopeId), review, changeSet,
		rows.affected(ids.changeSetId), rows.signature({ cross_reference_change_set_id: ids.changeSetId }), unit, rows.version(unit[1].id), rows.alias()];
	const result = rows.result(ids);
	const verifier = [result, rows.signature({ signer_dot_id: 'DOT-992', cross_reference_verify_result_id: result[1].verify_result_id }), rows.history(ids.entryId, { change_kind: 'verify:pass', entry_version_after: 'verified_complete' })];
	const { directus } = database;

	for (const [table, row] of [...executor, ...verifier]) {
		const { text, values } = rows.insert(table, row);
		assert.equal((await refusal(directus, undefined, text, values))?.code, DENIED[0], table);
	}
	for (const [role, work] of [['cutter_exec', executor], ['cutter_verify', verifier]]) {
		await directus.query('BEGIN');
		await directus.query(`SET LOCAL ROLE ${role}`);
		for (const [table, row] of work) await directus.query(rows.insert(table, row));
		if (role === 'cutter_verify') {
			await directus.query(`UPDATE ${G}.cut_change_set SET status = 'verified', verifier_tool_revision = 'r1' WHERE change_set_id = $1`, [ids.changeSetId]);
			await directus.query(`SELECT FROM ${G}.decision_backlog_entry WHERE entry_id = $1 FOR UPDATE`, [ids.entryId]);
		}
		await directus.query('COMMIT');
	}
	assert.equal((await directus.query('SELECT current_user = session_user AS same')).rows[0].same, true, 'the role ends with the transaction');
	// Compensation: the verifier removes versions, then units.
	await directus.query('BEGIN');
	await directus.query('SET LOCAL ROLE cutter_verify');
	assert.equal((await directus.query('DELETE FROM public.tac_unit_version WHERE unit_id = $1', [unit[1].id])).rowCount, 1);
	assert.equal((await directus.query('DELETE FROM public.tac_logical_unit WHERE id = $1', [unit[1].id])).rowCount, 1);
	await directus.query('COMMIT');
});

test('neither lane can take the other\'s role away from its session user, and nobody becomes the migration role', async () => {
	for (const role of ROLES) assert.equal(await may(role, 'SET LOCAL ROLE "cutter-migrator"'), false, role);
	assert.equal(await may('directus', 'SET LOCAL ROLE "cutter-migrator"'), false);
	assert.equal(await may('directus', 'GRANT cutter_exec TO "Directus App" WITH INHERIT TRUE'), false);
});

test('cutter_ro reads the 12 views, which hide signatures, snapshots and what the audit tells of how something was done', async () => {
	for (const table of LEDGER_TABLES) {
		const view = `${G}.v_${table.split('.')[1]}_observe`;
		assert.equal(await may('cutter_ro', `SELECT * FROM ${view}`), true, view);
		assert.equal(await may('directus', `SELECT * FROM ${view}`), false, view);
		assert.equal(await may('cutter_ro', `DELETE FROM ${view}`), false, view);
	}
	const door = ['channel', 'session_kind'];
	const hidden = { decision_backlog_history: door, cut_change_set: door, dot_pair_signature: ['payload_envelope', 'signature_payload'], cut_change_set_affected_row: ['before_state_snapshot', 'after_state_snapshot'] };
	for (const [name, all] of Object.entries(LEDGER)) {
		const { fields } = await database.admin.query(`SELECT * FROM ${G}.v_${name}_observe LIMIT 0`);
		assert.deepEqual(fields.map((field) => field.name), all.map((column) => column.name).filter((column) => !(hidden[name] ?? []).includes(column)));
	}
});

test('what editors may change in Directus passes through: titles in identity_profile, notes, profiles', async () => {
	const { directus } = database;
	const { rows: [renamed] } = await directus.query(`UPDATE public.tac_logical_unit SET identity_profile = identity_profile || '{"title": "New"}' RETURNING identity_profile ->> 'title' AS title, updated_at > created_at AS stamped`);
	assert.deepEqual(renamed, { title: 'New', stamped: true });
	await assert.rejects(directus.query(`UPDATE public.tac_logical_unit SET identity_profile = '{}'`), { code: '23514', message: /^BIRTH_GATE_TITLE: / });
	const { rows: [noted] } = await directus.query(`UPDATE public.cutter_source_document SET notes = 'seen' WHERE doc_code = 'HB' RETURNING updated_at > created_at AS stamped`);
	assert.deepEqual(noted, { stamped: true });
	await directus.query(`INSERT INTO public.cutter_grammar_profile (profile_id, definition) VALUES ('house-rules', '{"levels": []}')`);
	await directus.query(`UPDATE public.cutter_grammar_profile SET version = '2'`);
	await directus.query('DELETE FROM public.cutter_grammar_profile');
});
