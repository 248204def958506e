// The rules of the tables, tried by breaking them: each case is a valid row with one thing wrong, and the constraint that must say so.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as rows from './rows.mjs';
import { startServer } from './support.mjs';

const { insert } = rows;
const LATER = '2026-02-01T00:00:00Z';
const EARLIER = '2025-12-01T00:00:00Z';
const ROLLED_BACK = { rollback_reason: 'drift', rollback_initiated_by: 'verifier', rolled_back_at: LATER };
const FAIL = (ids, over) => rows.result(ids, { verdict: 'fail', axis_1_drift_unit: 1, escalation_entry_id: ids.otherEntryId, ...over });

/** Cases per constraint: a row that must be taken (`ok`) or refused by that constraint. */
const CASES = {
	decision_backlog_entry_kind_check: { no: [() => rows.entry({ kind: 'wish', status: 'open' })] },
	decision_backlog_entry_status_check: {
		ok: ['marked', 'review_pending', 'reviewed_approved', 'reviewed_deferred', 'reviewed_rejected', 'cut_in_progress', 'cut_applied', 'verify_in_progress',
			'verified_complete', 'verify_failed_escalated', 'abandoned'].map((status) => () => rows.entry({ status }))
			.concat(['open', 'closed'].flatMap((status) => ['escalation', 'decision'].map((kind) => () => rows.entry({ kind, status })))),
		no: [() => rows.entry({ status: 'open' }), () => rows.entry({ status: 'MARKED' }), () => rows.entry({ kind: 'escalation', status: 'marked' })],
	},
	dot_pair_signature_one_cross_reference_check: {
		no: [() => rows.signature()],
	},
	dot_pair_signature_lane_check: {
		ok: [(ids) => rows.signature({ cross_reference_change_set_id: ids.changeSetId }), (ids) => rows.signature({ signer_dot_id: 'DOT-992', cross_reference_verify_result_id: ids.resultId })],
		no: [(ids) => rows.signature({ cross_reference_change_set_id: ids.changeSetId, cross_reference_verify_result_id: ids.resultId }),
			(ids) => rows.signature({ cross_reference_verify_result_id: ids.resultId }), (ids) => rows.signature({ signer_dot_id: 'DOT-992', cross_reference_change_set_id: ids.changeSetId })],
	},
	dot_pair_signature_signer_dot_id_check: { no: [(ids) => rows.signature({ signer_dot_id: 'DOT-993', cross_reference_change_set_id: ids.changeSetId })] },
	dot_pair_signature_signature_algorithm_check: { no: [(ids) => rows.signature({ signature_algorithm: 'stub', cross_reference_change_set_id: ids.changeSetId })] },
	dot_pair_signature_payload_hash_check: { no: [(ids) => rows.signature({ payload_hash: 'ABC', cross_reference_change_set_id: ids.changeSetId })] },
	dot_pair_signature_revocation_check: { no: [(ids) => rows.signature({ revoked_at: LATER, cross_reference_change_set_id: ids.changeSetId })] },
	dot_pair_signature_cross_reference_change_set_id_fkey: { no: [() => rows.signature({ cross_reference_change_set_id: randomUUID() })] },
	cut_change_set_operation_kind_check: {
		ok: ['first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'retire', 'enact'].map((operation_kind) => (ids) => rows.changeSet(ids, { operation_kind })),
		no: [(ids) => rows.changeSet(ids, { operation_kind: 'cut' })],
	},
	cut_change_set_status_check: { no: [(ids) => rows.changeSet(ids, { status: 'done' })] },
	cut_change_set_rehearsal_check: {
		ok: [(ids) => rows.changeSet(ids, { operation_kind: 'rehearsal', status: 'rehearsed', applied_at: null })],
		no: [(ids) => rows.changeSet(ids, { operation_kind: 'rehearsal' }), (ids) => rows.changeSet(ids, { status: 'rehearsed' })],
	},
	cut_change_set_compensation_check: {
		ok: [(ids) => rows.changeSet(ids, { operation_kind: 'compensation', compensates_change_set_id: ids.changeSetId })],
		no: [(ids) => rows.changeSet(ids, { operation_kind: 'compensation' }), (ids) => rows.changeSet(ids, { compensates_change_set_id: ids.changeSetId })],
	},
	cut_change_set_not_itself_check: { no: [(ids, id = randomUUID()) => rows.changeSet(ids, { change_set_id: id, operation_kind: 'compensation', compensates_change_set_id: id })] },
	cut_change_set_applied_at_check: { no: [(ids) => rows.changeSet(ids, { applied_at: null })] },
	cut_change_set_verified_check: { ok: [(ids) => rows.changeSet(ids, { status: 'verified', verifier_tool_revision: 'r1' })], no: [(ids) => rows.changeSet(ids, { status: 'verified' })] },
	cut_change_set_rolled_back_check: {
		ok: [(ids) => rows.changeSet(ids, { status: 'compensated', ...ROLLED_BACK })],
		no: [(ids) => rows.changeSet(ids, { status: 'compensated' }), (ids) => rows.changeSet(ids, ROLLED_BACK), (ids) => rows.changeSet(ids, { status: 'compensated', ...ROLLED_BACK, rollback_reason: null })],
	},
	cut_change_set_manifest_digest_check: { no: [(ids) => rows.changeSet(ids, { manifest_digest: '0' })] },
	cut_change_set_plan_digest_check: { no: [(ids) => rows.changeSet(ids, { plan_digest: rows.sha256('x').toUpperCase() })] },
	cut_change_set_manifest_id_fkey: { no: [(ids) => rows.changeSet({ ...ids, envelopeId: randomUUID() })] },
	cut_change_set_review_decision_id_fkey: { no: [(ids) => rows.changeSet({ ...ids, reviewId: randomUUID() })] },
	cut_change_set_affected_row_operation_check: { no: [(ids) => rows.affected(ids.changeSetId, { operation: 'truncate' })] },
	cut_change_set_affected_row_snapshots_check: {
		ok: [(ids) => rows.affected(ids.changeSetId), (ids) => rows.affected(ids.changeSetId, { operation: 'attest' }),
			(ids) => rows.affected(ids.changeSetId, { operation: 'update', before_state_snapshot: {} }),
			(ids) => rows.affected(ids.changeSetId, { operation: 'delete', before_state_snapshot: {}, after_state_snapshot: null })],
		no: [(ids) => rows.affected(ids.changeSetId, { before_state_snapshot: {} }), (ids) => rows.affected(ids.changeSetId, { operation: 'delete' }),
			(ids) => rows.affected(ids.changeSetId, { operation: 'update' }), (ids) => rows.affected(ids.changeSetId, { operation: 'attest', after_state_snapshot: null })],
	},
	cut_change_set_affected_row_row_digest_check: { no: [(ids) => rows.affected(ids.changeSetId, { row_digest: '' })] },
	verify_result_verdict_check: { no: [(ids) => rows.result(ids, { verdict: 'PASS' })] },
	verify_result_counts_check: { no: [(ids) => FAIL(ids, { axis_1_drift_unit: -1 }), (ids) => FAIL(ids, { observed_unit_count: -1 })] },
	verify_result_pass_check: {
		ok: [(ids) => rows.result(ids)],
		no: [{ axis_1_drift_unit: 1 }, { axis_2_drift_content: 1 }, { axis_3_drift_structure: 1 }, { axis_4_drift_scope: 1 }, { observed_unit_count: 2 }, { observed_digest: 'other' },
			{ reconstruction_ok: false }, { tool_revision_match: false }, { signature_valid: false }, { separation_of_duty_ok: false }].map((over) => (ids) => rows.result(ids, over))
			.concat([(ids) => rows.result(ids, { escalation_entry_id: ids.otherEntryId }), (ids) => rows.result(ids, { compensation_change_set_id: ids.otherChangeSetId })]),
	},
	verify_result_fail_check: { ok: [(ids) => FAIL(ids)], no: [(ids) => FAIL(ids, { escalation_entry_id: null })] },
	verify_result_times_check: { no: [(ids) => rows.result(ids, { finished_at: EARLIER })] },
	verify_result_compensation_check: { no: [(ids) => FAIL(ids, { compensation_change_set_id: ids.changeSetId })] },
	verify_result_manifest_id_fkey: { no: [(ids) => rows.result({ ...ids, envelopeId: randomUUID() })] },
	manifest_envelope_operation_kind_check: { no: [() => rows.envelope({ operation_kind: 'rehearsal' })] },
	manifest_envelope_status_check: { ok: ['draft', 'under_review', 'withdrawn'].map((status) => () => rows.envelope({ status })), no: [() => rows.envelope({ status: 'new' })] },
	manifest_envelope_reviewed_check: {
		ok: ['accepted', 'rejected', 'enacted'].map((status) => () => rows.envelope({ status, reviewer: 'reviewer', reviewed_at: LATER })),
		no: [() => rows.envelope({ reviewer: 'reviewer' }), ...['accepted', 'rejected', 'enacted'].map((status) => () => rows.envelope({ status }))],
	},
	manifest_envelope_superseded_check: {
		ok: [(ids) => rows.envelope({ status: 'superseded', superseded_by_envelope_id: ids.envelopeId })],
		no: [() => rows.envelope({ status: 'superseded' }), (ids) => rows.envelope({ superseded_by_envelope_id: ids.envelopeId })],
	},
	manifest_unit_block_block_role_check: { no: [(ids) => rows.block(ids.envelopeId, { unit_local_id: 'r2', block_role: 'middle', proposed_canonical_address: null })] },
	manifest_unit_block_address_check: {
		no: [(ids) => rows.origin(ids.envelopeId, { proposed_canonical_address: 'HB/A-2' }), (ids) => rows.block(ids.envelopeId, { unit_local_id: 'r2', proposed_canonical_address: null })],
	},
	manifest_unit_block_proposed_authority_check: { no: [(ids) => rows.block(ids.envelopeId, { unit_local_id: 'r2', proposed_authority: 'law' })] },
	manifest_unit_block_unit_local_id_check: { no: [(ids) => rows.block(ids.envelopeId, { unit_local_id: ' ' })] },
	trg_manifest_blocks_possible_insert: { no: [(ids) => rows.origin(ids.envelopeId)] },
	review_decision_status_check: { no: [(ids) => rows.review(ids.envelopeId, { status: 'final' })] },
	review_decision_verdict_check: { no: [(ids) => rows.review(ids.envelopeId, { verdict: 'pass' })] },
	review_decision_pass_check: {
		ok: [...rows.FINDING_COLUMNS.map((name) => (ids) => rows.review(ids.envelopeId, { [name]: 'not_applicable' })),
			...['FAIL', 'NEEDS_HUMAN'].map((verdict) => (ids) => rows.review(ids.envelopeId, { verdict, finding_no_collision: 'fail' }))],
		no: rows.FINDING_COLUMNS.map((name) => (ids) => rows.review(ids.envelopeId, { [name]: 'fail' })),
	},
	...Object.fromEntries(rows.FINDING_COLUMNS.map((name) => [`review_decision_${name}_check`, { no: [(ids) => rows.review(ids.envelopeId, { [name]: 'PASS' })] }])),
	review_decision_rationale_check: { no: [(ids) => rows.review(ids.envelopeId, { verdict_rationale: ' ' })] },
	review_decision_superseded_check: { no: [(ids) => rows.review(ids.envelopeId, { status: 'superseded' }), (ids) => rows.review(ids.envelopeId, { superseded_by_review_decision_id: ids.reviewId })] },
	review_decision_not_itself_check: { no: [(ids, id = randomUUID()) => rows.review(ids.envelopeId, { review_decision_id: id, prior_review_decision_id: id })] },
	review_decision_manifest_digest_check: { no: [(ids) => rows.review(ids.envelopeId, { manifest_digest: 'x' })] },
	review_decision_manifest_unit_fkey: { ok: [(ids) => rows.review(ids.envelopeId, { manifest_unit_local_id: 'r1' })], no: [(ids) => rows.review(ids.envelopeId, { manifest_unit_local_id: 'r9' })] },
	decision_backlog_history_change_kind_check: {
		ok: ['mark', 'sweep_promote', 'review:approve', 'review:defer', 'review:reject', 'cut', 'verify:pass', 'verify:fail', 'compensate', 'abandon'].map((change_kind) => (ids) => rows.history(ids.entryId, { change_kind })),
		no: [(ids) => rows.history(ids.entryId, { change_kind: 'edit' })],
	},
	decision_backlog_dependency_dependency_kind_check: {
		ok: ['blocks', 'supersedes', 'refines', 'related_to'].map((dependency_kind) => (ids) => rows.dependency(ids.entryId, ids.otherEntryId, { dependency_kind })),
		no: [(ids) => rows.dependency(ids.entryId, ids.otherEntryId, { dependency_kind: 'likes' })],
	},
	decision_backlog_dependency_not_itself_check: { no: [(ids) => rows.dependency(ids.entryId, ids.entryId)] },
	decision_backlog_sweep_log_counts_check: { ok: [() => rows.sweep()], no: [() => rows.sweep({ promoted_count: 4 }), () => rows.sweep({ promoted_count: -1 }), () => rows.sweep({ batch_size: 0 })] },
	decision_backlog_sweep_log_times_check: { no: [() => rows.sweep({ finished_at: EARLIER })] },
	tac_logical_unit_canonical_address_key: { no: [() => rows.unit()] },
	tac_logical_unit_lifecycle_status_check: { no: [() => rows.unit({ canonical_address: 'HB/A-2', lifecycle_status: 'enacted' })] },
	tac_unit_version_unit_id_version_seq_key: { no: [(ids) => rows.version(ids.unitId)] },
	tac_unit_version_version_seq_check: { no: [(ids) => rows.version(ids.unitId, { version_seq: 0 })] },
	tac_unit_version_body_check: {
		ok: [(ids) => rows.version(ids.unitId, { version_seq: 2, body: null, body_handling: 'structural_node', content_hash: rows.sha256('') })],
		no: [(ids) => rows.version(ids.unitId, { version_seq: 2, body: null })],
	},
	tac_unit_version_body_handling_check: { no: [(ids) => rows.version(ids.unitId, { version_seq: 2, body_handling: 'both' })] },
	tac_unit_version_content_hash_check: { no: [(ids) => rows.version(ids.unitId, { version_seq: 2, content_hash: rows.sha256('').toUpperCase() })] },
	cutter_source_document_prefix_check: { no: ['hb', 'A--B', '-A', 'A/B', '', 'A'.repeat(49)].map((prefix) => () => rows.document({ doc_code: 'X', prefix })) },
	cutter_source_document_prefix_key: { no: [() => rows.document({ doc_code: 'OTHER' })] },
	cutter_source_document_doc_code_key: { no: [() => rows.document({ prefix: 'OTHER' })] },
	cutter_source_document_status_check: { no: [() => rows.document({ doc_code: 'X', prefix: 'X', status: 'cut' })] },
	source_version_sha256_check: { ok: [(ids) => rows.sourceVersion(ids.documentId)], no: [(ids) => rows.sourceVersion(ids.documentId, { canonical_text: 'Wards.\n' })] },
	manifest_envelope_not_itself_check: { no: [(ids, id = randomUUID()) => rows.envelope({ envelope_id: id, status: 'superseded', superseded_by_envelope_id: id })] },
	manifest_body_profile_digest_check: { no: [(ids) => rows.manifestBody(ids.envelopeId, { profile_digest: 'x' })] },
	source_version_original_bytes_check: { no: [(ids) => rows.sourceVersion(ids.documentId, { original_bytes: -1 })] },
	source_version_original_sha256_check: { no: [(ids) => rows.sourceVersion(ids.documentId, { original_sha256: 'x' })] },
	source_version_bytes_check: { no: [(ids) => rows.sourceVersion(ids.documentId, { bytes: 8 })] },
	manifest_body_manifest_digest_check: { ok: [(ids) => rows.manifestBody(ids.envelopeId)], no: [(ids) => rows.manifestBody(ids.envelopeId, { manifest_digest: '' })] },
	manifest_body_envelope_id_fkey: { no: [() => rows.manifestBody(randomUUID())] },
	signing_key_lane_check: { ok: [() => rows.signingKey()], no: [() => rows.signingKey({ lane: 'DOT-993' })] },
	signing_key_public_key_check: { no: [() => rows.signingKey({ public_key: 'AAAA' }), () => rows.signingKey({ public_key: '-----BEGIN PRIVATE KEY-----' })] },
	signing_key_revocation_check: { no: [() => rows.signingKey({ revoked_at: LATER })] },
};

let server;
let client;
let ids;
before(async () => {
	server = await startServer();
	const database = await server.database();
	await database.upTo('008');
	client = database.migrator;
	ids = await rows.insertChain(client);
});
after(() => server?.stop());

/** The name of the constraint that refuses the row, or undefined. */
async function refusedBy([table, row]) {
	await client.query('BEGIN');
	try {
		await client.query(insert(table, row));
		return undefined;
	} catch (error) {
		return error.constraint ?? error.message;
	} finally {
		await client.query('ROLLBACK');
	}
}

for (const [constraint, { ok = [], no }] of Object.entries(CASES)) {
	test(`${constraint}: ${no.length} refused, ${ok.length} allowed`, async () => {
		for (const make of ok) assert.equal(await refusedBy(make(ids)), undefined, JSON.stringify(make(ids)));
		for (const make of no) assert.equal(await refusedBy(make(ids)), constraint, JSON.stringify(make(ids)));
	});
}

/** Envelope and blocks in one transaction, each block by its own statement, checked at the commit. */
async function manifest(operation_kind, origins, results, { status = 'under_review' } = {}) {
	const [table, row] = rows.envelope({ operation_kind, status });
	await client.query('BEGIN');
	try {
		await client.query(insert(table, row));
		for (let n = 0; n < origins; n += 1) await client.query(insert(...rows.origin(row.envelope_id, { unit_local_id: `o${n}` })));
		for (let n = 0; n < results; n += 1) await client.query(insert(...rows.block(row.envelope_id, { unit_local_id: `r${n}`, proposed_canonical_address: `HB/B-${n}` })));
		await client.query('SET CONSTRAINTS ALL IMMEDIATE');
		return 'allowed';
	} catch (error) {
		return error.message.split(':')[0];
	} finally {
		await client.query('ROLLBACK');
	}
}

test('a split has 1 origin and at least 2 results, a merge at least 2 origins and 1 result, once out of draft', async () => {
	const table = [
		['first_cut', 0, 3, 'allowed'], ['first_cut', 1, 3, 'MANIFEST_BLOCK_ROLES'],
		['split', 1, 2, 'allowed'], ['split', 1, 5, 'allowed'], ['split', 1, 1, 'MANIFEST_BLOCK_ROLES'], ['split', 0, 2, 'MANIFEST_BLOCK_ROLES'],
		['split', 2, 2, 'MANIFEST_BLOCK_ROLES'], ['split', 0, 0, 'MANIFEST_BLOCK_ROLES'],
		['merge', 2, 1, 'allowed'], ['merge', 4, 1, 'allowed'], ['merge', 1, 1, 'MANIFEST_BLOCK_ROLES'], ['merge', 2, 2, 'MANIFEST_BLOCK_ROLES'], ['merge', 2, 0, 'MANIFEST_BLOCK_ROLES'],
		['renumber', 1, 1, 'allowed'],
	];
	for (const [kind, origins, results, expected] of table) assert.equal(await manifest(kind, origins, results), expected, `${kind} ${origins}:${results}`);
	assert.equal(await manifest('split', 1, 1, { status: 'draft' }), 'allowed', 'a draft may still grow');
	assert.equal(await manifest('split', 2, 2, { status: 'draft' }), 'MANIFEST_BLOCK_ROLES', 'but not become impossible');
});

test('a block cannot be turned into an impossible one', async () => {
	await client.query('BEGIN');
	await assert.rejects(client.query(`UPDATE cutter_governance.manifest_unit_block SET block_role = 'origin', proposed_canonical_address = NULL`), { constraint: 'trg_manifest_blocks_possible_update' });
	await client.query('ROLLBACK');
});

test('every check of the ledger and the control plane has a case above', async () => {
	const { rows: all } = await client.query(`SELECT conname FROM pg_constraint WHERE connamespace IN ('cutter_governance'::regnamespace, 'cutter_control'::regnamespace) AND contype = 'c'`);
	assert.deepEqual(all.map(({ conname }) => conname).filter((name) => !(name in CASES)), []);
});
