/** The columns each set-based insert fills, in the tables' own order. Columns left out take the database's default. */

export interface TableSpec {
	/** Schema-qualified name. */
	name: string;
	/** Column and its PostgreSQL type. */
	columns: Readonly<Record<string, string>>;
}

const ts = 'timestamptz';

export const UNITS: TableSpec = {
	name: 'public.tac_logical_unit',
	columns: {
		id: 'uuid', canonical_address: 'text', doc_code: 'text', section_type: 'text', section_code: 'text', parent_id: 'uuid',
		sort_order: 'integer', tier: 'text', lifecycle_status: 'text', owner_ref: 'text', identity_profile: 'jsonb',
		created_at: ts, updated_at: ts, authority: 'text', canonical_address_format_version: 'text',
		born_on: 'date', in_force_from: 'date', in_force_until: 'date', suspended_from: 'date', suspended_until: 'date',
	},
};

export const VERSIONS: TableSpec = {
	name: 'public.tac_unit_version',
	columns: {
		id: 'uuid', unit_id: 'uuid', version_seq: 'integer', title: 'text', body: 'text', body_handling: 'text', content_hash: 'text',
		lifecycle_status: 'text', review_state: 'text', content_profile: 'jsonb', source_document_id: 'uuid', source_sha256: 'text',
		source_span: 'jsonb', change_set_id: 'uuid', created_by: 'text', created_at: ts, updated_at: ts, enacted_at: ts,
		superseded_at: ts, retired_at: ts, in_force_from: 'date', in_force_until: 'date',
	},
};

/** The tables of a rehearsal, with the same columns. */
export const SANDBOX_UNITS: TableSpec = { ...UNITS, name: 'sandbox_tac.logical_unit' };
export const SANDBOX_VERSIONS: TableSpec = { ...VERSIONS, name: 'sandbox_tac.unit_version' };

export const ENTRIES: TableSpec = {
	name: 'cutter_governance.decision_backlog_entry',
	columns: { entry_id: 'uuid', kind: 'text', status: 'text', payload: 'jsonb', emitted_at: ts },
};

export const HISTORY: TableSpec = {
	name: 'cutter_governance.decision_backlog_history',
	columns: {
		history_id: 'uuid', entry_id: 'uuid', entry_version_before: 'text', entry_version_after: 'text', change_kind: 'text',
		change_diff: 'jsonb', changed_by: 'text', changed_at: ts, rationale: 'text',
	},
};

export const SWEEPS: TableSpec = {
	name: 'cutter_governance.decision_backlog_sweep_log',
	columns: {
		sweep_id: 'uuid', started_at: ts, finished_at: ts, swept_by: 'text', cursor_before: 'text', cursor_after: 'text',
		scanned_count: 'integer', promoted_count: 'integer', batch_size: 'integer', findings: 'jsonb',
	},
};

export const DEPENDENCIES: TableSpec = {
	name: 'cutter_governance.decision_backlog_dependency',
	columns: { dependency_id: 'uuid', from_entry_id: 'uuid', to_entry_id: 'uuid', dependency_kind: 'text', created_by: 'text', created_at: ts },
};

export const ENVELOPES: TableSpec = {
	name: 'cutter_governance.manifest_envelope',
	columns: {
		envelope_id: 'uuid', operation_kind: 'text', status: 'text', source_doc_ref: 'text', created_by: 'text', created_at: ts,
	},
};

export const UNIT_BLOCKS: TableSpec = {
	name: 'cutter_governance.manifest_unit_block',
	columns: {
		envelope_id: 'uuid', unit_local_id: 'text', block_role: 'text', source_span: 'jsonb', render_order: 'integer',
		target_unit_id: 'uuid', proposed_canonical_address: 'text', proposed_section_type: 'text', proposed_authority: 'text',
		candidate_edges: 'jsonb', payload_summary: 'jsonb', decision_backlog_ref: 'uuid',
	},
};

export const REVIEWS: TableSpec = {
	name: 'cutter_governance.review_decision',
	columns: {
		review_decision_id: 'uuid', manifest_id: 'uuid', status: 'text', verdict: 'text', finding_source_pinned: 'text',
		finding_coverage_complete: 'text', finding_reconstruction_exact: 'text', finding_addresses_valid: 'text',
		finding_addresses_unique: 'text', finding_parents_resolve: 'text', finding_vocabulary_active: 'text',
		finding_status_scope: 'text', finding_no_collision: 'text', finding_digest_match: 'text', reviewer_identity: 'text',
		reviewer_independence_evidence: 'jsonb', verdict_rationale: 'text', prior_review_decision_id: 'uuid', escalation_ref: 'uuid', manifest_digest: 'text',
		decided_at: ts,
	},
};

export const CHANGE_SETS: TableSpec = {
	name: 'cutter_governance.cut_change_set',
	columns: {
		change_set_id: 'uuid', decision_backlog_entry_id: 'uuid', idempotency_key: 'text', rollback_key: 'text', operation_kind: 'text',
		status: 'text', manifest_id: 'uuid', manifest_version: 'text', manifest_digest: 'text', plan_digest: 'text',
		review_decision_id: 'uuid', executor_tool_revision: 'text', verifier_tool_revision: 'text', emitted_by: 'text', emitted_at: ts,
		applied_at: ts, source_document_ref: 'text', planned_row_counts: 'jsonb', payload_summary: 'jsonb',
		compensates_change_set_id: 'uuid',
	},
};

export const AFFECTED_ROWS: TableSpec = {
	name: 'cutter_governance.cut_change_set_affected_row',
	columns: {
		affected_row_id: 'uuid', change_set_id: 'uuid', target_table: 'text', target_row_id: 'text', operation: 'text',
		before_state_snapshot: 'jsonb', after_state_snapshot: 'jsonb', row_digest: 'text',
	},
};

export const SIGNATURES: TableSpec = {
	name: 'cutter_governance.dot_pair_signature',
	columns: {
		signature_id: 'uuid', signer_dot_id: 'text', signer_identity: 'text', signer_tool_revision: 'text', payload_envelope: 'jsonb',
		payload_hash: 'text', signature_algorithm: 'text', signature_payload: 'text', key_id: 'text',
		cross_reference_change_set_id: 'uuid', cross_reference_verify_result_id: 'uuid', signed_at: ts,
	},
};

export const VERIFY_RESULTS: TableSpec = {
	name: 'cutter_governance.verify_result',
	columns: {
		verify_result_id: 'uuid', change_set_id: 'uuid', manifest_id: 'uuid', verdict: 'text', canonicalization_rule_used: 'text',
		axis_1_drift_unit: 'integer', axis_2_drift_content: 'integer', axis_3_drift_structure: 'integer', axis_4_drift_scope: 'integer',
		expected_unit_count: 'integer', observed_unit_count: 'integer', expected_digest: 'text', observed_digest: 'text',
		source_sha256: 'text', reconstruction_ok: 'boolean', tool_revision_match: 'boolean', signature_valid: 'boolean',
		separation_of_duty_ok: 'boolean', findings: 'jsonb', verified_by: 'text', verifier_tool_revision: 'text', started_at: ts,
		finished_at: ts, escalation_entry_id: 'uuid', compensation_change_set_id: 'uuid',
	},
};

export const ALIASES: TableSpec = {
	name: 'cutter_governance.canonical_address_alias',
	columns: {
		alias_id: 'uuid', target_unit_id: 'uuid', alias_text: 'text', alias_kind: 'text', valid_from: ts, valid_until: ts, created_by: 'text',
		rationale: 'text', scenario_ref: 'text',
	},
};

export const DOCUMENT_NAMES: TableSpec = {
	name: 'cutter_control.document_name',
	columns: { source_document_id: 'uuid', key: 'text', name: 'text', kind: 'text', named_by: 'text', named_at: ts },
};

export const DOCUMENT_RELATIONS: TableSpec = {
	name: 'cutter_control.document_relation',
	columns: { source_document_id: 'uuid', relation: 'text', key: 'text', name: 'text', why: 'text', told_by: 'text', told_at: ts },
};

export const ACCEPTED_CITATIONS: TableSpec = {
	name: 'cutter_control.accepted_citation',
	columns: { version_id: 'uuid', position: 'integer', asks: 'text', why: 'text', accepted_by: 'text', accepted_at: ts },
};

export const REFERENCES: TableSpec = {
	name: 'cutter_control.reference',
	columns: {
		version_id: 'uuid', position: 'integer', doc_code: 'text', part: 'text', starts: 'integer', ends: 'integer', words: 'text', kind: 'text',
		quoted: 'boolean', document: 'text', document_key: 'text', provision: 'text', targets: 'text[]',
	},
};
