// 009_phase_beta: the ledger and its state machine, tried by breaking each rule as each role.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { attempt, STRONG, tampering } from './phase-beta-roles.mjs';
import * as rows from './rows.mjs';
import { startServer } from './support.mjs';

const G = 'cutter_governance';
const governance = (...names) => names.map((name) => `${G}.${name}`);

let server;
let database;
let ids;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('008');
	ids = await rows.insertChain(database.migrator);
	for (const row of [rows.history(ids.entryId), rows.dependency(ids.entryId, ids.otherEntryId), rows.sweep(), rows.affected(ids.changeSetId), rows.alias(),
		rows.signature({ cross_reference_change_set_id: ids.changeSetId }), rows.sourceVersion(ids.documentId), rows.manifestBody(ids.envelopeId), rows.signingKey()]) {
		await database.migrator.query(rows.insert(...row));
	}
	await database.up('009_phase_beta');
});
after(() => server?.stop());

describe('rows that are kept as they were written', () => {
	const whole = [...governance('decision_backlog_history', 'decision_backlog_dependency', 'decision_backlog_sweep_log', 'review_decision', 'cut_change_set_affected_row', 'verify_result'),
		'cutter_control.source_version', 'cutter_control.manifest_body'];
	const part = [...governance('decision_backlog_entry', 'manifest_envelope', 'manifest_unit_block', 'cut_change_set', 'dot_pair_signature', 'canonical_address_alias'), 'cutter_control.signing_key'];

	for (const role of STRONG) {
		test(`${role}: no row is deleted, no table emptied, none of the append-only ones updated`, async () => {
			for (const table of [...whole, ...part]) {
				const refused = await attempt(database, role, `DELETE FROM ${table}`);
				assert.deepEqual([refused?.code, refused?.constraint, refused?.message], ['23001', 'trg_append_only', `APPEND_ONLY: DELETE on ${table} is refused; its rows are kept as they were written.`]);
				const emptied = await attempt(database, role, `TRUNCATE ${table} CASCADE`);
				assert.equal(emptied?.code, '23001', `TRUNCATE ${table}: ${emptied?.message}`);
			}
			for (const table of whole) {
				const { rows: [{ column }] } = await database.admin.query('SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1', [table]);
				const refused = await attempt(database, role, `UPDATE ${table} SET ${column} = ${column}`);
				assert.equal(refused?.message, `APPEND_ONLY: UPDATE on ${table} is refused; its rows are kept as they were written.`);
			}
		});
	}

	const frozen = {
		[`${G}.decision_backlog_entry`]: [`payload = '{"pinned": 1}'`, `kind = 'decision'`, 'emitted_at = now()', `scenario_ref = 'x'`],
		[`${G}.manifest_envelope`]: [`source_doc_ref = 'OTHER'`, `created_by = 'other'`, `operation_kind = 'retire'`, 'created_at = now()'],
		[`${G}.manifest_unit_block`]: [`proposed_canonical_address = 'HB/A-2'`, `source_span = '[0, 7]'`, 'render_order = 2', `proposed_authority = 'enacted'`],
		[`${G}.cut_change_set`]: [`emitted_by = 'other'`, `plan_digest = repeat('0', 64)`, `manifest_digest = repeat('0', 64)`, `payload_summary = '{"units": 9}'`, 'applied_at = now()'],
		[`${G}.dot_pair_signature`]: [`signer_identity = 'other'`, `payload_envelope = '{"x": 1}'`, `key_id = 'k2'`, 'signed_at = now()'],
		[`${G}.canonical_address_alias`]: [`alias_text = 'HB/A-8'`, 'target_unit_id = gen_random_uuid()', `rationale = 'other'`, `valid_from = now() - interval '9 years'`, `alias_kind = 'redirect'`],
		'cutter_control.signing_key': [`public_key = encode(sha256('x'), 'base64')`, `owner = 'other'`, `lane = 'DOT-992'`],
	};
	for (const role of STRONG) {
		test(`${role}: columns that are fixed at birth`, async () => {
			for (const [table, changes] of Object.entries(frozen)) {
				for (const change of changes) {
					const refused = await attempt(database, role, `UPDATE ${table} SET ${change}`);
					assert.deepEqual([refused?.message, refused?.code], [`ROW_FROZEN: ${change.split(' ')[0]} of ${table} may not change.`, '23001']);
				}
			}
		});
	}

	test('a signature and a key are revoked once, and stay revoked', async () => {
		for (const [role, table] of [['cutter_exec', `${G}.dot_pair_signature`], ['cutter_verify', `${G}.dot_pair_signature`], ['the owner', 'cutter_control.signing_key']]) {
			const revoke = `UPDATE ${table} SET revoked_at = now(), revoked_by = 'someone', revocation_reason = 'lost'`;
			assert.equal(await attempt(database, role, revoke), undefined);
			for (const again of [`revoked_at = now() + interval '1 hour'`, `revoked_by = 'other'`, `revocation_reason = 'other'`, 'revoked_at = NULL, revoked_by = NULL, revocation_reason = NULL']) {
				const refused = await attempt(database, role, revoke, `UPDATE ${table} SET ${again}`);
				assert.match(refused?.message ?? 'allowed', /^ROW_FROZEN: revo/, again);
			}
		}
	});

	test('a unit block learns the unit that was cut, once', async () => {
		const [first, second] = [randomUUID(), randomUUID()].map((id) => `UPDATE ${G}.manifest_unit_block SET target_unit_id = '${id}', report_summary = '{"seen": true}'`);
		assert.equal(await attempt(database, 'cutter_exec', first), undefined);
		assert.match((await attempt(database, 'cutter_exec', first, second)).message, /^ROW_FROZEN: target_unit_id of /);
	});

	test('who adds rows: the lanes of the table, not the owner, not the superuser', async () => {
		const [exec, verify] = ['cutter_exec', 'cutter_verify'];
		const lanes = [
			[() => rows.entry(), exec, verify], [() => rows.history(ids.entryId), exec, verify], [() => rows.dependency(ids.otherEntryId, ids.entryId), exec], [() => rows.sweep(), exec],
			[() => rows.envelope(), exec], [() => rows.block(ids.envelopeId, { unit_local_id: 'r2' }), exec], [() => rows.review(ids.envelopeId), exec],
			[() => rows.changeSet(ids), exec, verify], [() => rows.affected(ids.changeSetId), exec, verify], [() => rows.signature({ cross_reference_change_set_id: ids.changeSetId }), exec, verify],
			[() => rows.result(ids), verify], [() => rows.alias({ alias_text: 'HB/A-10' }), exec],
			[() => rows.unit({ canonical_address: 'HB/A-3' }), exec], [() => rows.version(ids.unitId, { version_seq: 2 }), exec],
		];
		for (const [make, ...allowed] of lanes) {
			for (const role of STRONG) {
				const refused = await attempt(database, role, rows.insert(...make()));
				assert.equal(refused?.message.split(':')[0], allowed.includes(role) ? undefined : 'LANE_ONLY', `${role}: ${make()[0]}: ${refused?.message}`);
				if (refused) assert.equal(refused.code, '42501');
			}
		}
	});
});

/** The moves of a status other than a cut request's, which the core has: from, to, lane. */
const MOVES = {
	cut_change_set: ['applied verified cutter_verify', 'applied compensated cutter_verify', 'applied failed cutter_verify'],
	manifest_envelope: ['draft under_review', 'under_review accepted', 'under_review rejected', 'accepted enacted', 'draft withdrawn', 'under_review withdrawn', 'accepted withdrawn',
		'draft superseded', 'under_review superseded', 'accepted superseded', 'rejected superseded', 'enacted superseded'].map((move) => `${move} cutter_exec`),
	escalation: ['open closed cutter_exec', 'open closed cutter_verify'],
};

describe('the state machine', () => {
	const fixture = JSON.parse(readFileSync(new URL('../../core/pipeline/tests/transitions.json', import.meta.url), 'utf8'));
	const VERIFIED_BY = /^verify:/;

	test('the database knows exactly the moves of the core', async () => {
		const { rows: moves } = await database.admin.query(`SELECT from_status AS "from", move, to_status AS "to" FROM ${G}.fn_status_moves() WHERE subject = 'cut_request'`);
		const inOrder = (list) => list.map((move) => JSON.stringify(move)).sort();
		assert.equal(moves.length, 14);
		assert.deepEqual(inOrder(moves), inOrder(fixture));
	});

	/** Tries every pair of `states` under both lanes; `place` and `change` give the columns that go with a status. */
	async function everyMove({ table, key, id, states, legal, place = () => '', change = () => '', alsoRefused = [] }) {
		for (const from of states) {
			for (const to of states.filter((state) => state !== from)) {
				for (const lane of ['cutter_exec', 'cutter_verify', undefined]) {
					const refused = await tampering(database, `UPDATE ${table} SET status = '${from}'${place(from)} WHERE ${key} = '${id}'`, lane,
						`UPDATE ${table} SET status = '${to}'${change(to)} WHERE ${key} = '${id}'`);
					const lanes = legal.filter(([a, b]) => a === from && b === to).map(([, , who]) => who);
					const expected = lanes.includes(lane) ? ['allowed'] : lanes.length > 0 ? ['STATUS_LANE'] : ['STATUS_MOVE', ...alsoRefused];
					const answer = refused?.message.split(':')[0] ?? 'allowed';
					assert.ok(expected.includes(answer), `${from} to ${to} as ${lane ?? 'the superuser'} must be ${expected}: ${refused?.message}`);
				}
			}
		}
	}

	test('a cut request moves as the core says, each move in its lane; every other pair of states is refused', async () => {
		const legal = fixture.map(({ from, move, to }) => [from, to, VERIFIED_BY.test(move) ? 'cutter_verify' : 'cutter_exec']);
		const states = [...new Set(fixture.flatMap(({ from, to }) => [from, to]))];
		assert.equal(states.length, 11);
		await everyMove({ table: `${G}.decision_backlog_entry`, key: 'entry_id', id: ids.entryId, states, legal });
		const refused = await attempt(database, 'cutter_exec', `UPDATE ${G}.decision_backlog_entry SET status = 'cut_applied' WHERE entry_id = '${ids.entryId}'`);
		assert.equal(refused.message, 'STATUS_MOVE: a cut_request in state marked cannot become cut_applied; legal here: abandoned, review_pending.');
	});

	test('an escalation is opened and closed, once', () =>
		everyMove({ table: `${G}.decision_backlog_entry`, key: 'entry_id', id: ids.otherEntryId, states: ['open', 'closed'], legal: MOVES.escalation.map((move) => move.split(' ')) }));

	test('a change set is verified, compensated or failed, by the verifier alone, and that is its end', () => {
		const undone = (status) => (status === 'compensated' ? `'why', rollback_initiated_by = 'verifier', rolled_back_at = now()` : 'NULL, rollback_initiated_by = NULL, rolled_back_at = NULL');
		return everyMove({
			table: `${G}.cut_change_set`, key: 'change_set_id', id: ids.changeSetId, states: ['applied', 'verified', 'compensated', 'failed'], legal: MOVES.cut_change_set.map((move) => move.split(' ')),
			place: (status) => `, verifier_tool_revision = '${status === 'applied' ? 'pending' : 'r1'}', rollback_reason = ${undone(status)}`,
			change: (status) => (status === 'applied' ? '' : `, verifier_tool_revision = 'r1'${status === 'compensated' ? `, rollback_reason = ${undone(status)}` : ''}`),
		});
	});

	test('a manifest moves from draft to its end', async () => {
		const states = ['draft', 'under_review', 'accepted', 'rejected', 'withdrawn', 'enacted', 'superseded'];
		const other = randomUUID();
		await database.admin.query('SET session_replication_role = replica');
		await database.admin.query(rows.insert(...rows.envelope({ envelope_id: other })));
		await database.admin.query('RESET session_replication_role');
		const reviewed = (status) => (['accepted', 'rejected', 'enacted'].includes(status) ? `'reviewer', reviewed_at = '2026-01-02'` : 'NULL, reviewed_at = NULL');
		await everyMove({
			table: `${G}.manifest_envelope`, key: 'envelope_id', id: ids.envelopeId, states, alsoRefused: ['REVIEW_KEPT', 'ENACTED_BY_CHANGE_SET'], legal: MOVES.manifest_envelope.map((move) => move.split(' ')),
			place: (status) => `, reviewer = ${reviewed(status)}, cut_change_set_ref = ${status === 'enacted' ? `'${ids.changeSetId}'` : 'NULL'},
				superseded_by_envelope_id = ${status === 'superseded' ? `'${other}'` : 'NULL'}`,
			change: (status) => ({ accepted: `, reviewer = 'reviewer', reviewed_at = '2026-01-02'`, rejected: `, reviewer = 'reviewer', reviewed_at = '2026-01-02'`,
				enacted: `, cut_change_set_ref = '${ids.changeSetId}'`, superseded: `, superseded_by_envelope_id = '${other}'` })[status] ?? '',
		});
	});

	test('a row is born at the start of its state machine', async () => {
		const born = [
			[rows.entry({ status: 'reviewed_approved' }), 'STATUS_BORN: A cut request begins as marked, any other entry as open.'],
			[rows.entry({ kind: 'escalation', status: 'closed' }), 'STATUS_BORN: A cut request begins as marked, any other entry as open.'],
			[rows.envelope({ status: 'accepted', reviewer: 'r', reviewed_at: '2026-01-02' }), 'STATUS_BORN: A manifest begins as draft or under_review.'],
			[rows.changeSet(ids, { status: 'verified', verifier_tool_revision: 'r1' }), 'STATUS_BORN: A change set begins as applied, rehearsed or failed; only VERIFY moves it on.'],
		];
		for (const [row, message] of born) assert.equal((await attempt(database, 'cutter_exec', rows.insert(...row)))?.message, message);
		const enacted = rows.envelope({ cut_change_set_ref: ids.changeSetId });
		assert.match((await attempt(database, 'cutter_exec', rows.insert(...enacted)))?.message, /^ENACTED_BY_CHANGE_SET: /);
	});

	test('the states inside CUT and VERIFY do not survive their transaction', async () => {
		const move = (to) => `UPDATE ${G}.decision_backlog_entry SET status = '${to}' WHERE entry_id = '${ids.entryId}'`;
		const settle = 'SET CONSTRAINTS ALL IMMEDIATE';
		for (const [from, lane, steps, end] of [
			['reviewed_approved', 'cutter_exec', ['cut_in_progress'], 'STATUS_UNSETTLED'], ['reviewed_approved', 'cutter_exec', ['cut_in_progress', 'cut_applied'], undefined],
			['cut_applied', 'cutter_verify', ['verify_in_progress'], 'STATUS_UNSETTLED'], ['cut_applied', 'cutter_verify', ['verify_in_progress', 'verified_complete'], undefined],
		]) {
			const refused = await tampering(database, move(from), lane, ...steps.map(move), settle);
			assert.equal(refused?.message.split(':')[0], end, `${steps}: ${refused?.message}`);
		}
	});

	test('what was reviewed and what was verified keeps its words', async () => {
		const place = `UPDATE ${G}.manifest_envelope SET status = 'accepted', reviewer = 'reviewer', reviewed_at = '2026-01-02', rationale = 'good' WHERE envelope_id = '${ids.envelopeId}'`;
		for (const change of [`reviewer = 'other'`, `reviewed_at = now()`, `rationale = 'better'`]) {
			const refused = await tampering(database, place, 'cutter_exec', `UPDATE ${G}.manifest_envelope SET ${change} WHERE envelope_id = '${ids.envelopeId}'`);
			assert.equal(refused?.message, 'REVIEW_KEPT: Who reviewed a manifest, when and why changes only while it is under review.');
		}
		// NEEDS_HUMAN: a deferred manifest stays under review and is decided on again.
		const deferred = `UPDATE ${G}.manifest_envelope SET status = 'under_review', reviewer = 'reviewer', reviewed_at = '2026-01-02', rationale = 'unclear' WHERE envelope_id = '${ids.envelopeId}'`;
		const again = `UPDATE ${G}.manifest_envelope SET status = 'accepted', reviewer = 'other', reviewed_at = '2026-01-03', rationale = 'clear now' WHERE envelope_id = '${ids.envelopeId}'`;
		assert.equal(await tampering(database, deferred, 'cutter_exec', again), undefined);
		const revision = `UPDATE ${G}.cut_change_set SET verifier_tool_revision = 'r2' WHERE change_set_id = '${ids.changeSetId}'`;
		assert.match((await attempt(database, 'cutter_verify', revision))?.message, /^VERDICT_KEPT: /);
	});
});
