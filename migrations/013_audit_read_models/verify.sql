-- Post checks of 013_audit_read_models: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Definition of ' || e.index_name AS sentence, e.expected, coalesce(i.indexdef, 'no such index') AS observed
  FROM (VALUES
           ('V13-01', 'idx_sv_created_at_keyset',
            'CREATE INDEX idx_sv_created_at_keyset ON cutter_control.source_version USING btree (created_at, sha256 COLLATE "C")'),
           ('V13-02', 'idx_ccs_rehearsal_keyset',
            'CREATE INDEX idx_ccs_rehearsal_keyset ON cutter_governance.cut_change_set USING btree (emitted_at, change_set_id) WHERE (operation_kind = ''rehearsal''::text)'),
           ('V13-03', 'idx_dbd_created_at_keyset',
            'CREATE INDEX idx_dbd_created_at_keyset ON cutter_governance.decision_backlog_dependency USING btree (created_at, dependency_id)'),
           ('V13-04', 'idx_dbe_doc_code',
            'CREATE INDEX idx_dbe_doc_code ON cutter_governance.decision_backlog_entry USING btree (((payload ->> ''doc_code''::text)))'),
           ('V13-05', 'idx_dbh_changed_at_keyset',
            'CREATE INDEX idx_dbh_changed_at_keyset ON cutter_governance.decision_backlog_history USING btree (changed_at, history_id)'),
           ('V13-06', 'idx_dbh_changed_by_keyset',
            'CREATE INDEX idx_dbh_changed_by_keyset ON cutter_governance.decision_backlog_history USING btree (changed_by, changed_at, history_id)'),
           ('V13-07', 'idx_dps_revoked_at_keyset',
            'CREATE INDEX idx_dps_revoked_at_keyset ON cutter_governance.dot_pair_signature USING btree (revoked_at, signature_id) WHERE (revoked_at IS NOT NULL)')
       ) AS e (check_id, index_name, expected)
  LEFT JOIN pg_indexes i ON i.schemaname IN ('cutter_governance', 'cutter_control') AND i.indexname = e.index_name;

SELECT 'V13-08' AS check_id, 'Indexes of the seven that are not valid, or without a comment' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
 WHERE (NOT x.indisvalid OR obj_description(c.oid, 'pg_class') IS NULL)
   AND c.relnamespace IN (to_regnamespace('cutter_governance'), to_regnamespace('cutter_control'))
   AND c.relname IN ('idx_sv_created_at_keyset', 'idx_ccs_rehearsal_keyset', 'idx_dbd_created_at_keyset', 'idx_dbe_doc_code',
                     'idx_dbh_changed_at_keyset', 'idx_dbh_changed_by_keyset', 'idx_dps_revoked_at_keyset');

-- What readers see is what 006 gave them: the twelve views, by SELECT, and nothing else of the cutter.
SELECT 'V13-09' AS check_id, 'What cutter_ro may read in the schemas of the cutter' AS sentence,
       'v_canonical_address_alias_observe v_cut_change_set_affected_row_observe v_cut_change_set_observe v_decision_backlog_dependency_observe ' ||
       'v_decision_backlog_entry_observe v_decision_backlog_history_observe v_decision_backlog_sweep_log_observe v_dot_pair_signature_observe ' ||
       'v_manifest_envelope_observe v_manifest_unit_block_observe v_review_decision_observe v_verify_result_observe' AS expected,
       coalesce(string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C"), 'nothing') AS observed
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname IN ('cutter_governance', 'cutter_control', 'sandbox_tac') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND (has_table_privilege('cutter_ro', c.oid, 'SELECT') OR has_any_column_privilege('cutter_ro', c.oid, 'SELECT'));

SELECT 'V13-10' AS check_id, 'What cutter_ro may write anywhere' AS sentence, 'nothing' AS expected,
       coalesce(string_agg(format('%I.%I', n.nspname, c.relname), ' ' ORDER BY n.nspname, c.relname), 'nothing') AS observed
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND (has_table_privilege('cutter_ro', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege('cutter_ro', c.oid, 'INSERT, UPDATE'));

SELECT 'V13-11' AS check_id, 'Columns that readers do not see' AS sentence,
       'cut_change_set_affected_row.after_state_snapshot cut_change_set_affected_row.before_state_snapshot dot_pair_signature.payload_envelope ' ||
       'dot_pair_signature.signature_payload' AS expected,
       coalesce(string_agg(format('%s.%s', t.relname, a.attname), ' ' ORDER BY t.relname, a.attname), 'none') AS observed
  FROM pg_class t
  JOIN pg_class v ON v.relnamespace = t.relnamespace AND v.relkind = 'v' AND v.relname = format('v_%s_observe', t.relname)
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE t.relnamespace = to_regnamespace('cutter_governance') AND t.relkind = 'r'
   AND NOT EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = v.oid AND s.attname = a.attname AND NOT s.attisdropped);

SELECT 'V13-12' AS check_id, 'Functions of the cutter that cutter_ro may run' AS sentence, 'none' AS expected,
       coalesce(string_agg(p.proname, ' ' ORDER BY p.proname), 'none') AS observed
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname IN ('cutter_governance', 'cutter_control', 'sandbox_tac')
   AND has_schema_privilege('cutter_ro', n.oid, 'USAGE') AND has_function_privilege('cutter_ro', p.oid, 'EXECUTE');
