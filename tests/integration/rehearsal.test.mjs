// A rehearsal: everything a cut does, in the sandbox, as often as one likes, and the cut that follows is none the worse.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fingerprint, governanceRows, happyMatrix, liveUnits, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, payloadOf, sha256, signedBy } from '../support/proof.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

const UNITS = SMALL_LAW_PATHS.length;

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system.close());

let words = 0;
const approved = (document = {}) => carry(system, { text: smallLaw(`phường tập dượt ${(words += 1)}`), ...document }, 'review');
const rehearse = ({ manifestId }, more = {}) => system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`, { target: 'sandbox', ...more });
const tryRehearsal = ({ manifestId }) => system.clients.executor.send('POST', `/cutter/manifests/${manifestId}/cut`, { target: 'sandbox' });
const rehearsedUnits = ({ docCode }) =>
	query(
		system,
		`SELECT u.id, u.canonical_address, u.parent_id, u.sort_order, u.authority, v.body, v.content_hash, v.change_set_id
		FROM sandbox_tac.logical_unit u JOIN sandbox_tac.unit_version v ON v.unit_id = u.id WHERE u.doc_code = $1 ORDER BY u.sort_order`,
		[docCode],
	);
const statusOf = async ({ entryId }) => (await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [entryId]))[0].status;

test('a rehearsal writes the units to the sandbox, is signed, proves itself and moves nothing', async () => {
	const done = await approved();
	const before = await fingerprint(system);
	const rehearsal = await rehearse(done);
	assert.deepEqual([rehearsal.target, rehearsal.status, rehearsal.dry_run], ['sandbox', 'reviewed_approved', false]);
	assert.deepEqual(rehearsal.proof, { holds: true, unit: 0, content: 0, structure: 0, reconstruction_ok: true, findings: [] });
	assert.deepEqual(rehearsal.planned_row_counts, {
		'sandbox_tac.logical_unit': UNITS,
		'sandbox_tac.unit_version': UNITS,
		'cutter_governance.cut_change_set': 1,
		'cutter_governance.cut_change_set_affected_row': UNITS,
		'cutter_governance.dot_pair_signature': 1,
	});
	assert.deepEqual(rehearsal.observed_row_counts, rehearsal.planned_row_counts);

	const written = Object.entries(await fingerprint(system)).filter(([table, state]) => before[table] !== state).map(([table]) => table);
	assert.deepEqual(written.sort(), ['cutter_control.ledger_unsealed', ...Object.keys(rehearsal.planned_row_counts)].sort(), 'these tables, what is not sealed yet, and no other');
	assert.equal(await statusOf(done), 'reviewed_approved');
	assert.deepEqual(await liveUnits(system, done.docCode), []);
	const units = await rehearsedUnits(done);
	assert.deepEqual(units.map((unit) => unit.canonical_address), SMALL_LAW_PATHS.map((path) => `${done.prefix}/${path}`));
	for (const unit of units) assert.equal(unit.content_hash, sha256(unit.body ?? ''));

	const [row] = await query(
		system,
		`SELECT c.*, s.payload_envelope AS envelope, k.public_key, k.lane FROM cutter_governance.cut_change_set c
		JOIN cutter_governance.dot_pair_signature s ON s.cross_reference_change_set_id = c.change_set_id JOIN cutter_control.signing_key k USING (key_id)
		WHERE c.change_set_id = $1`,
		[rehearsal.change_set_id],
	);
	assert.deepEqual([row.operation_kind, row.status, row.decision_backlog_entry_id, row.manifest_id], ['rehearsal', 'rehearsed', null, done.manifestId]);
	assert.deepEqual([row.lane, signedBy(row.public_key, row.envelope)], ['DOT-991', true]);
	assert.deepEqual([payloadOf(row.envelope).target, payloadOf(row.envelope).change_set_id], ['sandbox', rehearsal.change_set_id]);
	const affected = await query(system, 'SELECT target_table, operation, row_digest, after_state_snapshot AS state FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = $1', [rehearsal.change_set_id]);
	assert.equal(affected.length, UNITS);
	for (const each of affected) {
		assert.deepEqual([each.target_table, each.operation], ['sandbox_tac.logical_unit', 'insert']);
		assert.equal(each.row_digest, sha256(canonicalJson(each.state)));
	}
	const gates = rehearsal.gates.map((gate) => gate.id);
	for (const id of ['G-REVIEW-SOD', 'G-CUT-APPROVED', 'G-CUT-ONCE', 'G-CUT-FRESH', 'G-REHEARSAL-FREE']) assert.ok(gates.includes(id), id);
	assert.equal(gates.filter((id) => id === 'G-CUT-COLUMNS').length, 2, 'the sandbox is surveyed as the public tables are');
});

test('each rehearsal replaces the one before; the cut after three of them is the cut that was rehearsed', async () => {
	const done = await approved();
	const first = await rehearse(done);
	assert.deepEqual(first.removed_row_counts, { 'sandbox_tac.logical_unit': 0, 'sandbox_tac.unit_version': 0 });
	const second = await rehearse(done);
	const third = await rehearse(done);
	for (const again of [second, third]) assert.deepEqual(again.removed_row_counts, { 'sandbox_tac.logical_unit': UNITS, 'sandbox_tac.unit_version': UNITS });
	assert.equal(new Set([first, second, third].map((each) => each.change_set_id)).size, 3);
	assert.equal(new Set([first, second, third].map((each) => each.plan_digest)).size, 1, 'the same plan each time');
	const rehearsed = await rehearsedUnits(done);
	assert.deepEqual(new Set(rehearsed.map((unit) => unit.change_set_id)), new Set([third.change_set_id]));

	const cut = await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`);
	const verdict = await system.clients.verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`);
	assert.deepEqual([verdict.verdict, verdict.status], ['pass', 'verified_complete']);
	const live = await liveUnits(system, done.docCode);
	const shape = ({ id, canonical_address: address, parent_id: parent, sort_order: order, authority, body, content_hash: hash }) => ({ id, address, parent, order, authority, body, hash });
	assert.deepEqual(live.map(shape), rehearsed.map(shape), 'ids and all');

	const answer = await system.clients.reviewer.get(`/cutter/change-sets/${cut.change_set_id}`);
	assert.deepEqual(answer.row_matrix, happyMatrix(UNITS), '13 + 2N, rehearsals or not');
	assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
	assert.deepEqual(answer.rehearsals.map((each) => each.change_set_id), [first, second, third].map((each) => each.change_set_id));
	const rehearsal = await system.clients.reviewer.get(`/cutter/change-sets/${second.change_set_id}`);
	assert.deepEqual(rehearsal.row_matrix, { cut_change_set: 1, cut_change_set_affected_row: UNITS, dot_pair_signature: 1 });
	assert.equal(rehearsal.entry_id, done.entryId);
});

test('a dry rehearsal answers and writes nothing', async () => {
	const done = await approved();
	const before = await fingerprint(system);
	const dry = await rehearse(done, { dry_run: true });
	assert.deepEqual([dry.dry_run, dry.proof.holds], [true, true]);
	assert.deepEqual(await fingerprint(system), before);
});

test('a rehearsal is not verified: the cut to public is', async () => {
	const done = await approved();
	const { change_set_id: id } = await rehearse(done);
	const before = await fingerprint(system);
	assertRefused(await system.clients.verifier.send('POST', `/cutter/change-sets/${id}/verify`, {}), 409, 'CUTTER_REHEARSAL_NOT_VERIFIED');
	assert.deepEqual(await fingerprint(system), before);
});

test('what is not approved, or was cut, is not rehearsed', async () => {
	const waiting = await carry(system, { text: smallLaw('phường chờ duyệt') }, 'sweep');
	assertRefused(await tryRehearsal(waiting), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	const cut = await carry(system, { text: smallLaw('phường đã cắt') }, 'cut');
	assertRefused(await tryRehearsal(cut), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assertRefused(await system.clients.reviewer.send('POST', `/cutter/manifests/${waiting.manifestId}/cut`, { target: 'sandbox' }), 403, 'CUTTER_DUTY_MISSING');
});

test('units in the sandbox that no rehearsal wrote are left alone, and named', async () => {
	const done = await approved();
	const address = `${done.prefix}/DIEU-1`;
	await tamper(
		system,
		`INSERT INTO sandbox_tac.logical_unit (id, canonical_address, doc_code, section_type, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at, updated_at)
		VALUES (gen_random_uuid(), $1, $2, 'article', 1, 'tier-0', 'draft_only', 'someone', '{"title": "Có trước"}', now(), now())`,
		[address, done.docCode],
	);
	const before = await fingerprint(system);
	const { gates } = assertRefused(await tryRehearsal(done), 409, 'CUTTER_CUT_REFUSED');
	assert.deepEqual(gates.map(({ id, observed }) => [id, observed]), [['G-REHEARSAL-FREE', address]]);
	assert.deepEqual(await fingerprint(system), before);
	assert.equal((await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`)).status, 'cut_applied', 'the sandbox does not stand in the way of the cut');
});

test('a new version of a document replaces the rehearsal of the old one, another document keeps its own', async () => {
	const prefix = newPrefix();
	const old = await approved({ prefix });
	const other = await approved();
	await rehearse(old);
	await rehearse(other);
	const changed = await approved({ prefix });
	assert.equal(changed.documentId, old.documentId);
	const again = await rehearse(changed);
	assert.equal(again.removed_row_counts['sandbox_tac.logical_unit'], UNITS);
	assert.deepEqual(new Set((await rehearsedUnits(changed)).map((unit) => unit.change_set_id)), new Set([again.change_set_id]));
	assert.equal((await rehearsedUnits(other)).length, UNITS);
});

test('a trigger nobody planned for on the sandbox stops the rehearsal, by name', async () => {
	const done = await approved();
	const table = 'sandbox_tac.unit_version';
	await query(system, `CREATE TRIGGER trg_surprise BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`);
	try {
		const { gates } = assertRefused(await tryRehearsal(done), 409, 'CUTTER_CUT_REFUSED');
		assert.deepEqual(gates.map(({ id, observed }) => [id, observed]), [['G-CUT-TRIGGERS', 'unit_version.trg_surprise']]);
	} finally {
		await query(system, `DROP TRIGGER trg_surprise ON ${table}`);
	}
	assert.equal((await rehearse(done)).proof.holds, true);
});

test('a guard that was silenced stops the rehearsal, by name, however it was silenced', async () => {
	const done = await approved();
	const trigger = 'trg_tac_birth_gate_lu';
	for (const state of ['DISABLE', 'ENABLE REPLICA', 'ENABLE']) {
		await query(system, `ALTER TABLE sandbox_tac.logical_unit ${state} TRIGGER ${trigger}`);
		try {
			const { gates } = assertRefused(await tryRehearsal(done), 409, 'CUTTER_CUT_REFUSED');
			assert.deepEqual(gates.map(({ id, observed }) => [id, observed]), [['G-CUT-TRIGGERS', `logical_unit.${trigger} (does not fire always)`]], state);
		} finally {
			await query(system, `ALTER TABLE sandbox_tac.logical_unit ENABLE ALWAYS TRIGGER ${trigger}`);
		}
	}
	assert.equal((await rehearse(done)).proof.holds, true);
});
