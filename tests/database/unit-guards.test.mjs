// 009_phase_beta: who may write units and versions, and authority; tried as each role.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { attempt, STRONG, tampering } from './phase-beta-roles.mjs';
import * as rows from './rows.mjs';
import { DIRECTUS_ROLE, MIGRATION_ROLE, readMigration, refusal, runScript, startServer } from './support.mjs';

const UNITS = 'public.tac_logical_unit';
const VERSIONS = 'public.tac_unit_version';
const codeOf = (error) => error?.message.split(':')[0];

let server;
let database;
let unitId;
let parentId;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('008');
	({ unitId } = await rows.insertChain(database.migrator));
	const parent = rows.unit({ canonical_address: 'HB/C-1', section_type: 'chapter', sort_order: 0 });
	parentId = parent[1].id;
	await database.migrator.query(rows.insert(...parent));
	await database.up('009_phase_beta');
});
after(() => server?.stop());

describe('units', () => {
	const guarded = () => [`canonical_address = 'HB/A-2'`, `canonical_address_format_version = 'canonical-address-v2'`, `authority = 'runtime'`, `parent_id = '${parentId}'`, `lifecycle_status = 'retired'`,
		`section_type = 'clause'`, `section_code = 'A-2'`, 'sort_order = 7', `tier = 'other'`, `owner_ref = 'other'`];
	const here = () => `WHERE id = '${unitId}'`;

	for (const role of STRONG) {
		const lane = role.startsWith('cutter_');
		test(`${role}: ${lane ? 'changes' : 'does not change'} what a governed operation changes; nobody changes what a unit is`, async () => {
			for (const change of guarded()) {
				const refused = await attempt(database, role, `UPDATE ${UNITS} SET ${change} ${here()}`);
				assert.equal(codeOf(refused), lane ? undefined : 'UNIT_LANE', `${change}: ${refused?.message}`);
				if (!lane) assert.equal(refused.code, '42501');
			}
			for (const change of ['id = gen_random_uuid()', 'created_at = now()', `doc_code = 'OTHER'`]) {
				const refused = await attempt(database, role, `DELETE FROM ${VERSIONS}`, `UPDATE ${UNITS} SET ${change} ${here()}`);
				assert.ok(['UNIT_LANE', 'UNIT_FROZEN', 'LANE_ONLY'].includes(codeOf(refused)), `${change}: ${refused?.message}`);
			}
		});
	}

	test('an update that changes nothing guarded passes, as Directus writes whole rows', async () => {
		assert.equal(await attempt(database, 'the superuser', `UPDATE ${UNITS} SET canonical_address = canonical_address, authority = authority, updated_at = now() - interval '1 day' ${here()}`), undefined);
	});

	test('an editor in Directus: title and notes of a draft, notes alone of what is enacted, never the label', async () => {
		const { directus, admin } = database;
		const set = (profile) => `UPDATE ${UNITS} SET identity_profile = identity_profile || '${JSON.stringify(profile)}' ${here()}`;
		const tries = async () => {
			const answers = {};
			for (const [name, profile] of Object.entries({ title: { title: 'New' }, notes: { notes: 'See also A-2.' }, label: { label: '9' }, both: { notes: 'x', label: null } })) {
				answers[name] = codeOf(await refusal(directus, undefined, set(profile))) ?? 'allowed';
			}
			return answers;
		};
		assert.deepEqual(await tries(), { title: 'allowed', notes: 'allowed', label: 'UNIT_EDITOR', both: 'UNIT_EDITOR' });
		for (const [lifecycle, authority] of [['active', 'enacted'], ['retired', 'enacted'], ['active', 'runtime'], ['retired', 'draft']]) {
			await admin.query(`SET session_replication_role = replica; UPDATE ${UNITS} SET lifecycle_status = '${lifecycle}', authority = '${authority}' ${here()}; RESET session_replication_role`);
			assert.deepEqual(await tries(), { title: 'UNIT_EDITOR', notes: 'allowed', label: 'UNIT_EDITOR', both: 'UNIT_EDITOR' }, `${lifecycle} ${authority}`);
		}
		const { message, code } = await refusal(directus, undefined, set({ title: 'New' }));
		assert.deepEqual([message, code], ['UNIT_EDITOR: title of unit HB/A-1 (authority draft, retired) is not an editor\'s to change.', '42501']);
		await admin.query(`SET session_replication_role = replica; UPDATE ${UNITS} SET lifecycle_status = 'draft_only', authority = 'draft' ${here()}; RESET session_replication_role`);
		for (const sql of [`UPDATE ${UNITS} SET authority = 'enacted'`, `UPDATE ${VERSIONS} SET body = 'x'`, `DELETE FROM ${UNITS}`, `INSERT INTO ${UNITS} DEFAULT VALUES`]) {
			assert.equal((await refusal(directus, undefined, sql))?.code, '42501', sql);
		}
	});

	test('nothing is born with authority (G-AUTHORITY), and what is enacted is not a draft', async () => {
		for (const over of [{ authority: 'enacted' }, { authority: 'runtime' }, { lifecycle_status: 'active' }, { lifecycle_status: 'retired' }]) {
			const refused = await attempt(database, 'cutter_exec', rows.insert(...rows.unit({ canonical_address: 'HB/A-5', ...over })));
			assert.equal(refused?.message, 'UNIT_BORN_DRAFT: A unit is born with authority draft and lifecycle draft_only.', JSON.stringify(over));
		}
		for (const over of [{ lifecycle_status: 'active' }, { enacted_at: '2026-01-02' }]) {
			assert.equal(codeOf(await attempt(database, 'cutter_exec', rows.insert(...rows.version(unitId, { version_seq: 2, ...over })))), 'VERSION_BORN_DRAFT', JSON.stringify(over));
		}
		assert.equal(codeOf(await attempt(database, 'cutter_exec', `UPDATE ${UNITS} SET authority = 'enacted' ${here()}`)), 'UNIT_ENACTED_DRAFT');
		assert.equal(await attempt(database, 'cutter_exec', `UPDATE ${UNITS} SET authority = 'enacted', lifecycle_status = 'active' ${here()}`), undefined);
		for (const [authority, constraint] of [[`'law'`, 'tac_logical_unit_authority_check'], ['NULL', undefined]]) {
			const refused = await attempt(database, 'cutter_exec', `UPDATE ${UNITS} SET authority = ${authority} ${here()}`);
			assert.deepEqual([refused?.code, refused?.constraint], [constraint ? '23514' : '23502', constraint]);
		}
	});

	test('only the verifier removes, only drafts, and nobody empties the tables', async () => {
		const remove = [`DELETE FROM ${VERSIONS} WHERE unit_id = '${unitId}'`, `DELETE FROM ${UNITS} ${here()}`];
		for (const role of STRONG) {
			assert.equal(codeOf(await attempt(database, role, ...remove)), role === 'cutter_verify' ? undefined : 'LANE_ONLY', role);
			for (const table of [UNITS, VERSIONS]) assert.equal((await attempt(database, role, `TRUNCATE ${table} CASCADE`))?.code, '23001', `${role} ${table}`);
		}
		for (const [place, expected] of [
			[`UPDATE ${UNITS} SET authority = 'runtime' ${here()}`, 'UNIT_KEPT'], [`UPDATE ${UNITS} SET lifecycle_status = 'active' ${here()}`, 'UNIT_KEPT'],
			[`UPDATE ${VERSIONS} SET lifecycle_status = 'retired' WHERE unit_id = '${unitId}'`, 'VERSION_KEPT'], [`UPDATE ${VERSIONS} SET enacted_at = now() WHERE unit_id = '${unitId}'`, 'VERSION_KEPT'],
		]) {
			assert.equal(codeOf(await tampering(database, place, 'cutter_verify', ...remove)), expected, place);
		}
	});
});

describe('versions', () => {
	const here = () => `WHERE unit_id = '${unitId}'`;
	const text = [`body = 'Other.'`, `title = 'Other'`, `content_hash = repeat('0', 64)`, `source_span = '[0, 1]'`, `source_sha256 = repeat('0', 64)`, 'source_document_id = gen_random_uuid()', 'version_seq = 2',
		`body_handling = 'structural_node'`, `created_by = 'other'`, `created_at = now()`];
	for (const role of STRONG) {
		const lane = role.startsWith('cutter_');
		test(`${role}: no text of a version changes`, async () => {
			for (const change of text) {
				const refused = await attempt(database, role, `UPDATE ${VERSIONS} SET ${change} ${here()}`);
				assert.deepEqual([codeOf(refused), refused?.code], lane ? ['VERSION_FROZEN', '23001'] : ['VERSION_LANE', '42501'], change);
			}
			const enact = `UPDATE ${VERSIONS} SET lifecycle_status = 'active', enacted_at = now(), review_state = 'approved', updated_at = now() ${here()}`;
			assert.equal(codeOf(await attempt(database, role, enact)), lane ? undefined : 'VERSION_LANE');
			const heading = `UPDATE ${VERSIONS} SET content_profile = '{"heading": "Other"}' ${here()}`;
			assert.equal(codeOf(await attempt(database, role, heading)), lane ? undefined : 'VERSION_LANE');
			assert.equal(codeOf(await attempt(database, role, enact, heading)), lane ? 'VERSION_FROZEN' : 'VERSION_LANE', 'a heading is text');
		});
	}
});

describe('authority of rows from before', () => {
	const without = async (name, count) => {
		const other = await server.database(name);
		await other.upTo('008');
		for (let n = 0; n < count; n += 1) {
			await other.migrator.query(rows.insert(...rows.unit({ canonical_address: `HB/A-${n}`, authority: null, lifecycle_status: ['draft_only', 'active', 'retired'][n % 3] })));
		}
		await other.migrator.query(rows.insert('sandbox_tac.logical_unit', rows.unit({ authority: null })[1]));
		await other.migrator.query(rows.insert(...rows.unit({ canonical_address: 'HB/KEPT', authority: 'runtime', lifecycle_status: 'active' })));
		return other;
	};

	test('a backfill of another number of rows than pinned stops, and changes nothing', async () => {
		const other = await without('counted', 3);
		for (const [settings, message] of [
			[{}, 'AUTHORITY_BACKFILL_COUNT: 3 unit(s) have no authority, 0 pinned.'], [{ 'cutter.pinned_null_authority': '4' }, 'AUTHORITY_BACKFILL_COUNT: 3 unit(s) have no authority, 4 pinned.'],
		]) {
			await assert.rejects(other.up('009_phase_beta', settings), { message });
		}
		const { rows: [{ nulls }] } = await other.admin.query(`SELECT count(*)::int AS nulls FROM ${UNITS} WHERE authority IS NULL`);
		assert.equal(nulls, 3);
	});

	test('the pinned rows get the authority of their lifecycle, others keep theirs, the sandbox stays as it is', async () => {
		const other = await without('filled', 3);
		await other.up('009_phase_beta', { 'cutter.pinned_null_authority': '3' });
		const { rows: found } = await other.admin.query(`SELECT lifecycle_status || ' ' || authority AS pair FROM ${UNITS} ORDER BY canonical_address`);
		assert.deepEqual(found.map(({ pair }) => pair), ['draft_only draft', 'active enacted', 'retired enacted', 'active runtime']);
		const { rows: sandbox } = await other.admin.query('SELECT authority FROM sandbox_tac.logical_unit');
		assert.deepEqual(sandbox, [{ authority: null }]);
		assert.deepEqual((await other.checks('009_phase_beta')).filter(({ expected, observed }) => expected !== observed), []);
		await assert.rejects(other.migrator.query(`UPDATE sandbox_tac.logical_unit SET authority = 'law'`), { constraint: 'logical_unit_authority_check' });
	});
});

describe('the extension btree_gist', () => {
	test('without the right to create it, or without it on the server: one sentence, and what to do', async () => {
		const other = await server.database('no_extension');
		await other.upTo('008');
		await other.admin.query(`REVOKE CREATE ON DATABASE no_extension FROM "${MIGRATION_ROLE}"`);
		await assert.rejects(other.up('009_phase_beta'), (error) => {
			assert.match(error.message, new RegExp(`^EXTENSION_NOT_ALLOWED: ${MIGRATION_ROLE} may not create the extension btree_gist: `));
			assert.equal(error.hint, 'As administrator, in this database: CREATE EXTENSION btree_gist');
			return true;
		});
		const missing = readMigration('009_phase_beta', 'up.sql').replaceAll('btree_gist', 'btree_gist_of_no_server');
		await assert.rejects(runScript(other.migrator, missing), { message: 'EXTENSION_MISSING: this server does not have the extension btree_gist_of_no_server.', code: '0A000' });
		// An administrator may bring it; then it stays when the migration is taken back.
		await other.admin.query('CREATE EXTENSION btree_gist WITH SCHEMA public');
		await other.up('009_phase_beta');
		await other.down('009_phase_beta');
		assert.equal((await other.admin.query(`SELECT FROM pg_extension WHERE extname = 'btree_gist'`)).rowCount, 1);
	});

	test('one that something else has come to need stays', async () => {
		const other = await server.database('needed');
		await other.upTo('009');
		await other.admin.query('CREATE TABLE public.bookings (room text, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&))');
		await other.down('009_phase_beta');
		assert.equal((await other.admin.query(`SELECT FROM pg_extension WHERE extname = 'btree_gist'`)).rowCount, 1);
	});
});

test('CUT knows every trigger of its targets, so that its survey refuses none of ours (G-CUT-TRIGGERS)', async () => {
	const survey = readFileSync(new URL('../../core/pipeline/src/survey.rs', import.meta.url), 'utf8');
	const known = [...survey.matchAll(/"(tac_\w+)",\s+"(trg_[^"]+)"/g)].flatMap(([, table, names]) => names.split(/[\s\\]+/).map((name) => `${table}.${name}`));
	const { rows: found } = await database.admin.query(`SELECT c.relname || '.' || t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
		WHERE t.tgrelid = ANY ($1::regclass[]) AND NOT t.tgisinternal`, [[UNITS, VERSIONS]]);
	assert.deepEqual(found.map(({ name }) => name).sort(), known.sort());
});

test('the way of the pipeline: cut, then a compensation, under the two roles of a plain login', async () => {
	const { directus } = database;
	const [entry, envelope] = [rows.entry(), rows.envelope({ source_doc_ref: 'N' })];
	const [entryId, envelopeId] = [entry[1].entry_id, envelope[1].envelope_id];
	const review = rows.review(envelopeId);
	const cut = rows.changeSet({ entryId, envelopeId, reviewId: review[1].review_decision_id });
	const changeSetId = cut[1].change_set_id;
	const units = ['N/A-1', 'N/A-2'].map((canonical_address, n) => rows.unit({ canonical_address, doc_code: 'N', sort_order: n }));
	units[1][1].parent_id = units[0][1].id;
	const put = async (...list) => {
		for (const row of list) await directus.query(rows.insert(...row));
	};
	const move = (status) => directus.query('UPDATE cutter_governance.decision_backlog_entry SET status = $2 WHERE entry_id = $1', [entryId, status]);
	const lane = async (role, work) => {
		await directus.query('BEGIN');
		await directus.query(`SET LOCAL ROLE ${role}`);
		await work();
		await directus.query('COMMIT');
	};
	await lane('cutter_exec', () => put(entry, rows.history(entryId), envelope, rows.block(envelopeId, { proposed_canonical_address: 'N/A-1' })));
	await lane('cutter_exec', async () => {
		await move('review_pending');
		await directus.query(`UPDATE cutter_governance.manifest_envelope SET status = 'under_review' WHERE envelope_id = $1`, [envelopeId]);
	});
	await lane('cutter_exec', async () => {
		await put(review);
		await directus.query(`UPDATE cutter_governance.manifest_envelope SET status = 'accepted', reviewer = 'r', reviewed_at = now(), rationale = 'good' WHERE envelope_id = $1`, [envelopeId]);
		await move('reviewed_approved');
	});
	await lane('cutter_exec', async () => {
		await move('cut_in_progress');
		await put(cut, ...units, ...units.map(([, unit]) => rows.version(unit.id)), ...units.map(([, unit]) => rows.affected(changeSetId, { target_row_id: unit.id })),
			rows.signature({ cross_reference_change_set_id: changeSetId }), rows.history(entryId, { change_kind: 'cut' }));
		await directus.query(`UPDATE cutter_governance.manifest_envelope SET status = 'enacted', cut_change_set_ref = $2 WHERE envelope_id = $1`, [envelopeId, changeSetId]);
		await move('cut_applied');
	});
	await lane('cutter_verify', async () => {
		await move('verify_in_progress');
		const escalation = rows.entry({ kind: 'escalation', status: 'open' });
		const undo = rows.changeSet({ entryId, envelopeId, reviewId: review[1].review_decision_id }, { operation_kind: 'compensation', compensates_change_set_id: changeSetId, verifier_tool_revision: 'r1' });
		await put(escalation, undo, ...units.map(([, unit]) => rows.affected(undo[1].change_set_id, { target_row_id: unit.id, operation: 'delete', before_state_snapshot: {}, after_state_snapshot: null })));
		assert.equal((await directus.query(`DELETE FROM ${VERSIONS} WHERE unit_id = ANY ($1)`, [units.map(([, unit]) => unit.id)])).rowCount, 2);
		assert.equal((await directus.query(`DELETE FROM ${UNITS} WHERE id = ANY ($1)`, [units.map(([, unit]) => unit.id)])).rowCount, 2);
		const result = rows.result({ changeSetId, envelopeId }, { verdict: 'fail', axis_4_drift_scope: 1, escalation_entry_id: escalation[1].entry_id, compensation_change_set_id: undo[1].change_set_id });
		await put(result, rows.signature({ signer_dot_id: 'DOT-992', cross_reference_verify_result_id: result[1].verify_result_id }));
		await directus.query(`UPDATE cutter_governance.cut_change_set SET status = 'compensated', verifier_tool_revision = 'r1', rollback_initiated_by = 'verifier', rollback_reason = 'drift', rolled_back_at = now()
			WHERE change_set_id = $1`, [changeSetId]);
		await move('verify_failed_escalated');
		await put(rows.history(entryId, { change_kind: 'verify:fail' }), rows.history(entryId, { change_kind: 'compensate' }));
		await directus.query(`UPDATE cutter_governance.decision_backlog_entry SET status = 'closed' WHERE entry_id = $1`, [escalation[1].entry_id]);
	});
	assert.equal((await directus.query('SELECT current_user AS who')).rows[0].who, DIRECTUS_ROLE);
});
