// The ledger's columns as the design fixes them: `name type`, with `?` where NULL is allowed, in order.

const columns = (text) =>
	text
		.trim()
		.split(/\s*,\s*/)
		.map((column) => {
			const [name, type] = column.split(' ');
			const names = { ts: 'timestamp with time zone', int: 'integer', bool: 'boolean' };
			const bare = type.replace('?', '');
			return { name, type: names[bare] ?? bare, nullable: type.endsWith('?') };
		});

export const LEDGER = {
	decision_backlog_entry: columns('entry_id uuid, kind text, status text, payload jsonb, emitted_at ts, scenario_ref text?'),
	dot_pair_signature: columns(`signature_id uuid, signer_dot_id text, signer_identity text, signer_tool_revision text, payload_envelope jsonb,
		payload_hash text, signature_algorithm text, signature_payload text, key_id text, cross_reference_change_set_id uuid?,
		cross_reference_verify_result_id uuid?, signed_at ts, revoked_at ts?, revoked_by text?, revocation_reason text?, scenario_ref text?`),
	cut_change_set: columns(`change_set_id uuid, decision_backlog_entry_id uuid?, idempotency_key text, rollback_key text, operation_kind text,
		status text, manifest_id uuid, manifest_version text, manifest_digest text, plan_digest text, review_decision_id uuid,
		executor_tool_revision text, verifier_tool_revision text, emitted_by text, emitted_at ts, applied_at ts?, source_document_ref text?,
		planned_row_counts jsonb, payload_summary jsonb, compensates_change_set_id uuid?, rollback_reason text?, rollback_initiated_by text?,
		rolled_back_at ts?, scenario_ref text?, channel text?, session_kind text?`),
	cut_change_set_affected_row: columns(`affected_row_id uuid, change_set_id uuid, target_table text, target_row_id text, operation text,
		before_state_snapshot jsonb?, after_state_snapshot jsonb?, row_digest text`),
	verify_result: columns(`verify_result_id uuid, change_set_id uuid, manifest_id uuid, verdict text, canonicalization_rule_used text,
		axis_1_drift_unit int, axis_2_drift_content int, axis_3_drift_structure int, axis_4_drift_scope int, expected_unit_count int,
		observed_unit_count int, expected_digest text, observed_digest text, source_sha256 text?, reconstruction_ok bool, tool_revision_match bool,
		signature_valid bool, separation_of_duty_ok bool, findings jsonb, verified_by text, verifier_tool_revision text, started_at ts,
		finished_at ts, escalation_entry_id uuid?, compensation_change_set_id uuid?, scenario_ref text?`),
	canonical_address_alias: columns(`alias_id uuid, target_unit_id uuid, alias_text text, alias_kind text, valid_from ts, valid_until ts?,
		created_by text, rationale text, scenario_ref text?`),
	manifest_envelope: columns(`envelope_id uuid, operation_kind text, status text, source_doc_ref text, escalation_ref uuid?, cut_change_set_ref uuid?,
		created_by text, created_at ts, reviewer text?, reviewed_at ts?, rationale text?, superseded_by_envelope_id uuid?`),
	manifest_unit_block: columns(`envelope_id uuid, unit_local_id text, block_role text, source_span jsonb, render_order int, target_unit_id uuid?,
		proposed_canonical_address text?, proposed_section_type text?, proposed_authority text?, candidate_edges jsonb?, payload_summary jsonb?,
		report_summary jsonb?, decision_backlog_ref uuid?`),
	review_decision: columns(`review_decision_id uuid, manifest_id uuid, manifest_unit_local_id text?, status text, verdict text,
		finding_source_pinned text, finding_coverage_complete text, finding_reconstruction_exact text, finding_addresses_valid text,
		finding_addresses_unique text, finding_parents_resolve text, finding_vocabulary_active text, finding_status_scope text,
		finding_no_collision text, finding_digest_match text, reviewer_identity text, reviewer_independence_evidence jsonb,
		verdict_rationale text, prior_review_decision_id uuid?, superseded_by_review_decision_id uuid?, escalation_ref uuid?,
		cut_change_set_ref uuid?, manifest_digest text, decided_at ts, scenario_ref text?`),
	decision_backlog_history: columns(`history_id uuid, entry_id uuid, entry_version_before text?, entry_version_after text, change_kind text,
		change_diff jsonb?, changed_by text, changed_at ts, rationale text?, channel text?, session_kind text?`),
	decision_backlog_dependency: columns(`dependency_id uuid, from_entry_id uuid, to_entry_id uuid, dependency_kind text, created_by text, created_at ts`),
	decision_backlog_sweep_log: columns(`sweep_id uuid, started_at ts, finished_at ts, swept_by text, cursor_before text?, cursor_after text?,
		scanned_count int, promoted_count int, batch_size int, findings jsonb?`),
};
