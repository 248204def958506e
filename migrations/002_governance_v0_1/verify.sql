-- Post checks of 002_governance_v0_1: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V2-01', 'cutter_governance.decision_backlog_entry',
            'entry_id:uuid:NO:NULL kind:text:NO:NULL status:text:NO:NULL payload:jsonb:NO:NULL emitted_at:timestamp with time ' ||
            'zone:NO:NULL scenario_ref:text:YES:NULL'),
           ('V2-02', 'cutter_governance.dot_pair_signature',
            'signature_id:uuid:NO:NULL signer_dot_id:text:NO:NULL signer_identity:text:NO:NULL signer_tool_revision:text:NO:NULL ' ||
            'payload_envelope:jsonb:NO:NULL payload_hash:text:NO:NULL signature_algorithm:text:NO:NULL ' ||
            'signature_payload:text:NO:NULL key_id:text:NO:NULL cross_reference_change_set_id:uuid:YES:NULL ' ||
            'cross_reference_verify_result_id:uuid:YES:NULL signed_at:timestamp with time zone:NO:NULL revoked_at:timestamp with ' ||
            'time zone:YES:NULL revoked_by:text:YES:NULL revocation_reason:text:YES:NULL scenario_ref:text:YES:NULL'),
           ('V2-03', 'cutter_governance.cut_change_set',
            'change_set_id:uuid:NO:NULL decision_backlog_entry_id:uuid:YES:NULL idempotency_key:text:NO:NULL ' ||
            'rollback_key:text:NO:NULL operation_kind:text:NO:NULL status:text:NO:NULL manifest_id:uuid:NO:NULL ' ||
            'manifest_version:text:NO:NULL manifest_digest:text:NO:NULL plan_digest:text:NO:NULL review_decision_id:uuid:NO:NULL ' ||
            'executor_tool_revision:text:NO:NULL verifier_tool_revision:text:NO:NULL emitted_by:text:NO:NULL emitted_at:timestamp ' ||
            'with time zone:NO:NULL applied_at:timestamp with time zone:YES:NULL source_document_ref:text:YES:NULL ' ||
            'planned_row_counts:jsonb:NO:NULL payload_summary:jsonb:NO:NULL compensates_change_set_id:uuid:YES:NULL ' ||
            'rollback_reason:text:YES:NULL rollback_initiated_by:text:YES:NULL rolled_back_at:timestamp with time zone:YES:NULL ' ||
            'scenario_ref:text:YES:NULL'),
           ('V2-04', 'cutter_governance.cut_change_set_affected_row',
            'affected_row_id:uuid:NO:NULL change_set_id:uuid:NO:NULL target_table:text:NO:NULL target_row_id:text:NO:NULL ' ||
            'operation:text:NO:NULL before_state_snapshot:jsonb:YES:NULL after_state_snapshot:jsonb:YES:NULL ' ||
            'row_digest:text:NO:NULL'),
           ('V2-05', 'cutter_governance.verify_result',
            'verify_result_id:uuid:NO:NULL change_set_id:uuid:NO:NULL manifest_id:uuid:NO:NULL verdict:text:NO:NULL ' ||
            'canonicalization_rule_used:text:NO:NULL axis_1_drift_unit:integer:NO:NULL axis_2_drift_content:integer:NO:NULL ' ||
            'axis_3_drift_structure:integer:NO:NULL axis_4_drift_scope:integer:NO:NULL expected_unit_count:integer:NO:NULL ' ||
            'observed_unit_count:integer:NO:NULL expected_digest:text:NO:NULL observed_digest:text:NO:NULL ' ||
            'source_sha256:text:YES:NULL reconstruction_ok:boolean:NO:NULL tool_revision_match:boolean:NO:NULL ' ||
            'signature_valid:boolean:NO:NULL separation_of_duty_ok:boolean:NO:NULL findings:jsonb:NO:NULL verified_by:text:NO:NULL ' ||
            'verifier_tool_revision:text:NO:NULL started_at:timestamp with time zone:NO:NULL finished_at:timestamp with time ' ||
            'zone:NO:NULL escalation_entry_id:uuid:YES:NULL compensation_change_set_id:uuid:YES:NULL scenario_ref:text:YES:NULL')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V2-06', 'cutter_governance.decision_backlog_entry',
            'decision_backlog_entry_kind_check decision_backlog_entry_pkey decision_backlog_entry_status_check'),
           ('V2-07', 'cutter_governance.dot_pair_signature',
            'dot_pair_signature_cross_reference_change_set_id_fkey dot_pair_signature_cross_reference_verify_result_id_fkey ' ||
            'dot_pair_signature_lane_check dot_pair_signature_one_cross_reference_check dot_pair_signature_payload_hash_check ' ||
            'dot_pair_signature_pkey dot_pair_signature_revocation_check dot_pair_signature_signature_algorithm_check ' ||
            'dot_pair_signature_signer_dot_id_check'),
           ('V2-08', 'cutter_governance.cut_change_set',
            'cut_change_set_applied_at_check cut_change_set_compensates_change_set_id_fkey cut_change_set_compensation_check ' ||
            'cut_change_set_decision_backlog_entry_id_fkey cut_change_set_idempotency_key_key cut_change_set_manifest_digest_check ' ||
            'cut_change_set_not_itself_check cut_change_set_operation_kind_check cut_change_set_pkey ' ||
            'cut_change_set_plan_digest_check cut_change_set_rehearsal_check cut_change_set_rollback_key_key ' ||
            'cut_change_set_rolled_back_check cut_change_set_status_check cut_change_set_verified_check'),
           ('V2-09', 'cutter_governance.cut_change_set_affected_row',
            'cut_change_set_affected_row_change_set_id_fkey cut_change_set_affected_row_operation_check ' ||
            'cut_change_set_affected_row_pkey cut_change_set_affected_row_row_digest_check ' ||
            'cut_change_set_affected_row_snapshots_check'),
           ('V2-10', 'cutter_governance.verify_result',
            'verify_result_change_set_id_fkey verify_result_compensation_change_set_id_fkey verify_result_compensation_check ' ||
            'verify_result_counts_check verify_result_escalation_entry_id_fkey verify_result_fail_check verify_result_pass_check ' ||
            'verify_result_pkey verify_result_times_check verify_result_verdict_check')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V2-11' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY[
            'cutter_governance.decision_backlog_entry',
            'cutter_governance.dot_pair_signature',
            'cutter_governance.cut_change_set',
            'cutter_governance.cut_change_set_affected_row',
            'cutter_governance.verify_result'
       ]) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass(t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass(t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V2-12' AS check_id, 'Indexes for lookups' AS sentence,
       'idx_ccsar_change_set_id' AS expected,
       coalesce(string_agg(i.indexname, ' ' ORDER BY i.indexname COLLATE "C"), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname IN ('public', 'sandbox_tac', 'cutter_governance', 'cutter_control')
   AND i.indexname = ANY (string_to_array('idx_ccsar_change_set_id', ' '));

SELECT 'V2-13' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_governance.decision_backlog_entry
         UNION ALL SELECT count(*) AS n FROM cutter_governance.dot_pair_signature
         UNION ALL SELECT count(*) AS n FROM cutter_governance.cut_change_set
         UNION ALL SELECT count(*) AS n FROM cutter_governance.cut_change_set_affected_row
         UNION ALL SELECT count(*) AS n FROM cutter_governance.verify_result) AS r;
