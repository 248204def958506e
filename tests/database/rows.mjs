// One valid row of each kind, to be broken one column at a time.

import { createHash, randomUUID } from 'node:crypto';

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const NOW = '2026-01-01T00:00:00Z';
const DIGEST = sha256('something');

/** An INSERT of one row, with `$n` parameters. */
export function insert(table, row) {
	const values = Object.values(row).map((value) => (value !== null && typeof value === 'object' ? JSON.stringify(value) : value));
	return { text: `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values.map((_, n) => `$${n + 1}`).join(', ')})`, values };
}

const FINDINGS = ['source_pinned', 'coverage_complete', 'reconstruction_exact', 'addresses_valid', 'addresses_unique',
	'parents_resolve', 'vocabulary_active', 'status_scope', 'no_collision', 'digest_match'];

/** The names of the ten findings of a review. */
export const FINDING_COLUMNS = FINDINGS.map((name) => `finding_${name}`);

const L = 'cutter_governance';
export const unit = (over = {}) => ['public.tac_logical_unit', { id: randomUUID(), canonical_address: 'HB/A-1', doc_code: 'HB', section_type: 'article', sort_order: 1, tier: 'document',
	lifecycle_status: 'draft_only', owner_ref: 'owners', identity_profile: { title: 'First', label: '1' }, created_at: NOW, ...over }];
export const version = (unitId, over = {}) => ['public.tac_unit_version', { id: randomUUID(), unit_id: unitId, version_seq: 1, body: 'Words.', body_handling: 'own_body', content_hash: sha256('Words.'),
	lifecycle_status: 'draft_only', review_state: 'approved', content_profile: {}, created_by: 'executor', created_at: NOW, updated_at: NOW, ...over }];
export const document = (over = {}) => ['public.cutter_source_document', { title: 'A handbook', doc_code: 'HB', prefix: 'HB', created_by: 'executor', ...over }];
export const entry = (over = {}) => [`${L}.decision_backlog_entry`, { entry_id: randomUUID(), kind: 'cut_request', status: 'marked', payload: {}, emitted_at: NOW, ...over }];
export const history = (entryId, over = {}) => [`${L}.decision_backlog_history`, { history_id: randomUUID(), entry_id: entryId, entry_version_after: 'marked', change_kind: 'mark', changed_by: 'executor', changed_at: NOW, ...over }];
export const dependency = (from, to, over = {}) => [`${L}.decision_backlog_dependency`, { dependency_id: randomUUID(), from_entry_id: from, to_entry_id: to, dependency_kind: 'blocks', created_by: 'executor', created_at: NOW, ...over }];
export const sweep = (over = {}) => [`${L}.decision_backlog_sweep_log`, { sweep_id: randomUUID(), started_at: NOW, finished_at: NOW, swept_by: 'schedule', scanned_count: 3, promoted_count: 2, batch_size: 10, ...over }];
export const envelope = (over = {}) => [`${L}.manifest_envelope`, { envelope_id: randomUUID(), operation_kind: 'first_cut', status: 'draft', source_doc_ref: 'HB', created_by: 'executor', created_at: NOW, ...over }];
export const block = (envelopeId, over = {}) => [`${L}.manifest_unit_block`, { envelope_id: envelopeId, unit_local_id: 'r1', block_role: 'result', source_span: [0, 6], render_order: 1, proposed_canonical_address: 'HB/A-1', ...over }];
export const origin = (envelopeId, over = {}) => block(envelopeId, { unit_local_id: 'o1', block_role: 'origin', proposed_canonical_address: null, target_unit_id: randomUUID(), ...over });
export const review = (envelopeId, over = {}) => [`${L}.review_decision`, { review_decision_id: randomUUID(), manifest_id: envelopeId, status: 'recorded', verdict: 'PASS',
	...Object.fromEntries(FINDING_COLUMNS.map((name) => [name, 'pass'])), reviewer_identity: 'reviewer', reviewer_independence_evidence: {}, verdict_rationale: 'All is well.',
	manifest_digest: DIGEST, decided_at: NOW, ...over }];
export const changeSet = ({ entryId = null, envelopeId, reviewId }, over = {}) => [`${L}.cut_change_set`, { change_set_id: randomUUID(), decision_backlog_entry_id: entryId, idempotency_key: randomUUID(),
	rollback_key: randomUUID(), operation_kind: 'first_cut', status: 'applied', manifest_id: envelopeId, manifest_version: '1.0', manifest_digest: DIGEST, plan_digest: DIGEST,
	review_decision_id: reviewId, executor_tool_revision: 'r1', verifier_tool_revision: 'pending', emitted_by: 'executor', emitted_at: NOW, applied_at: NOW,
	planned_row_counts: {}, payload_summary: {}, ...over }];
export const affected = (changeSetId, over = {}) => [`${L}.cut_change_set_affected_row`, { affected_row_id: randomUUID(), change_set_id: changeSetId, target_table: 'public.tac_logical_unit',
	target_row_id: randomUUID(), operation: 'insert', after_state_snapshot: {}, row_digest: DIGEST, ...over }];
export const signature = (over = {}) => [`${L}.dot_pair_signature`, { signature_id: randomUUID(), signer_dot_id: 'DOT-991', signer_identity: 'executor', signer_tool_revision: 'r1', payload_envelope: {},
	payload_hash: DIGEST, signature_algorithm: 'ed25519', signature_payload: 'c2ln', key_id: 'k1', signed_at: NOW, ...over }];
export const result = ({ changeSetId, envelopeId }, over = {}) => [`${L}.verify_result`, { verify_result_id: randomUUID(), change_set_id: changeSetId, manifest_id: envelopeId, verdict: 'pass',
	canonicalization_rule_used: 'canon-1', axis_1_drift_unit: 0, axis_2_drift_content: 0, axis_3_drift_structure: 0, axis_4_drift_scope: 0, expected_unit_count: 1, observed_unit_count: 1,
	expected_digest: DIGEST, observed_digest: DIGEST, reconstruction_ok: true, tool_revision_match: true, signature_valid: true, separation_of_duty_ok: true, findings: '[]',
	verified_by: 'verifier', verifier_tool_revision: 'r1', started_at: NOW, finished_at: NOW, ...over }];
export const alias = (over = {}) => [`${L}.canonical_address_alias`, { alias_id: randomUUID(), target_unit_id: randomUUID(), alias_text: 'HB/A-9', alias_kind: 'rename', valid_from: NOW, created_by: 'executor', rationale: 'renumbered', ...over }];
export const sourceVersion = (documentId, over = {}) => ['cutter_control.source_version', { sha256: sha256('Words.\n'), source_document_id: documentId, canonical_text: 'Words.\n', bytes: 7,
	original_sha256: DIGEST, original_bytes: 9, canonicalization: 'canon-1', created_by: 'executor', created_at: NOW, ...over }];
export const manifestBody = (envelopeId, over = {}) => ['cutter_control.manifest_body', { manifest_digest: DIGEST, envelope_id: envelopeId, body: '{}', created_at: NOW, ...over }];
export const signingKey = (over = {}) => ['cutter_control.signing_key', { key_id: randomUUID(), lane: 'DOT-991', public_key: Buffer.from(sha256('key'), 'hex').toString('base64'), owner: 'executor', created_at: NOW, ...over }];

/** Inserts a valid chain from entry to change set and verify result, as the client's role; answers the ids. */
export async function insertChain(client) {
	const put = async ([table, row]) => {
		await client.query(insert(table, row));
		return Object.values(row)[0];
	};
	const documentId = randomUUID();
	await put(document({ id: documentId }));
	const entryId = await put(entry());
	const otherEntryId = await put(entry({ kind: 'escalation', status: 'open' }));
	const envelopeId = await put(envelope());
	await put(block(envelopeId));
	const reviewId = await put(review(envelopeId));
	const changeSetId = await put(changeSet({ entryId, envelopeId, reviewId }));
	const otherChangeSetId = await put(changeSet({ envelopeId, reviewId }));
	const resultId = await put(result({ changeSetId, envelopeId }));
	const unitId = await put(unit());
	await put(version(unitId));
	return { documentId, entryId, otherEntryId, envelopeId, reviewId, changeSetId, otherChangeSetId, resultId, unitId };
}
