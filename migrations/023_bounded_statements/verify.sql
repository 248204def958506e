-- Post checks of 023_bounded_statements: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Definition of ' || e.index_name AS sentence, e.expected, coalesce(i.indexdef, 'no such index') AS observed
  FROM (VALUES
           ('V23-01', 'cutter_governance', 'idx_dbe_manifest_id',
            'CREATE INDEX idx_dbe_manifest_id ON cutter_governance.decision_backlog_entry USING btree (((payload ->> ''manifest_id''::text))) WHERE (kind = ''cut_request''::text)'),
           ('V23-02', 'cutter_governance', 'idx_dbe_source_document_id',
            'CREATE INDEX idx_dbe_source_document_id ON cutter_governance.decision_backlog_entry USING btree (((payload ->> ''source_document_id''::text)), emitted_at, entry_id) WHERE (kind = ''cut_request''::text)'),
           ('V23-03', 'cutter_governance', 'idx_dbe_escalated_entry_id',
            'CREATE INDEX idx_dbe_escalated_entry_id ON cutter_governance.decision_backlog_entry USING btree (((payload ->> ''entry_id''::text))) WHERE (kind = ''escalation''::text)'),
           ('V23-04', 'cutter_governance', 'idx_ccs_manifest_digest',
            'CREATE INDEX idx_ccs_manifest_digest ON cutter_governance.cut_change_set USING btree (manifest_digest) WHERE (operation_kind = ANY (ARRAY[''first_cut''::text, ''attest''::text]))'),
           ('V23-05', 'cutter_governance', 'idx_ccs_source_document_ref',
            'CREATE INDEX idx_ccs_source_document_ref ON cutter_governance.cut_change_set USING btree (source_document_ref, operation_kind, applied_at)'),
           ('V23-06', 'cutter_governance', 'idx_ccs_compensates',
            'CREATE INDEX idx_ccs_compensates ON cutter_governance.cut_change_set USING btree (compensates_change_set_id) WHERE (compensates_change_set_id IS NOT NULL)'),
           ('V23-07', 'cutter_governance', 'idx_ccs_doc_code',
            'CREATE INDEX idx_ccs_doc_code ON cutter_governance.cut_change_set USING btree (((payload_summary ->> ''doc_code''::text)), applied_at)'),
           ('V23-08', 'cutter_governance', 'idx_ccs_rehearsal_manifest_id',
            'CREATE INDEX idx_ccs_rehearsal_manifest_id ON cutter_governance.cut_change_set USING btree (manifest_id) WHERE (operation_kind = ''rehearsal''::text)'),
           ('V23-09', 'cutter_governance', 'idx_ccsar_attested_row_id',
            'CREATE INDEX idx_ccsar_attested_row_id ON cutter_governance.cut_change_set_affected_row USING btree (target_row_id) WHERE (operation = ''attest''::text)'),
           ('V23-10', 'cutter_governance', 'idx_rd_prior_review_id',
            'CREATE INDEX idx_rd_prior_review_id ON cutter_governance.review_decision USING btree (prior_review_decision_id) WHERE (prior_review_decision_id IS NOT NULL)'),
           ('V23-11', 'public', 'idx_tac_logical_unit_address_pattern',
            'CREATE INDEX idx_tac_logical_unit_address_pattern ON public.tac_logical_unit USING btree (canonical_address text_pattern_ops)'),
           ('V23-12', 'sandbox_tac', 'idx_logical_unit_address_pattern',
            'CREATE INDEX idx_logical_unit_address_pattern ON sandbox_tac.logical_unit USING btree (canonical_address text_pattern_ops)'),
           ('V23-13', 'sandbox_tac', 'idx_unit_version_change_set_id',
            'CREATE INDEX idx_unit_version_change_set_id ON sandbox_tac.unit_version USING btree (change_set_id)'),
           ('V23-14', 'public', 'idx_csd_title_keyset',
            'CREATE INDEX idx_csd_title_keyset ON public.cutter_source_document USING btree (title, id)'),
           ('V23-15', 'cutter_control', 'idx_sv_created_by_keyset',
            'CREATE INDEX idx_sv_created_by_keyset ON cutter_control.source_version USING btree (created_by, created_at, sha256 COLLATE "C")'),
           ('V23-16', 'cutter_governance', 'idx_alias_external_pattern',
            'CREATE INDEX idx_alias_external_pattern ON cutter_governance.canonical_address_alias USING btree (alias_text text_pattern_ops) WHERE (alias_kind = ''external_reference''::text)')
       ) AS e (check_id, schema_name, index_name, expected)
  LEFT JOIN pg_indexes i ON i.schemaname = e.schema_name AND i.indexname = e.index_name;

SELECT 'V23-17' AS check_id, 'Indexes of these that are not valid, or without a comment' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
 WHERE (NOT x.indisvalid OR obj_description(c.oid, 'pg_class') IS NULL)
   AND c.relname IN ('idx_dbe_manifest_id', 'idx_dbe_source_document_id', 'idx_dbe_escalated_entry_id', 'idx_ccs_manifest_digest', 'idx_ccs_source_document_ref',
                     'idx_ccs_compensates', 'idx_ccs_doc_code', 'idx_ccs_rehearsal_manifest_id', 'idx_ccsar_attested_row_id', 'idx_rd_prior_review_id', 'idx_tac_logical_unit_address_pattern',
                     'idx_logical_unit_address_pattern', 'idx_unit_version_change_set_id', 'idx_csd_title_keyset', 'idx_sv_created_by_keyset', 'idx_alias_external_pattern');

SELECT e.check_id, format('Columns of cutter_control.%s, in order', e.name) AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES ('V23-18', 'ledger_unsealed', 'leaf_kind:text:NO row_id:text:NO'), ('V23-19', 'entry_count', 'status:text:NO change:bigint:NO')) AS e (check_id, name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END),
                          ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
         WHERE a.attrelid = to_regclass('cutter_control.' || e.name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

SELECT 'V23-20' AS check_id, 'Triggers that keep the list and the counts, always on' AS sentence,
       'canonical_address_alias.trg_unsealed canonical_address_alias.trg_unsealed_at_once ' ||
       'canonical_address_alias.trg_unsealed_later cut_change_set.trg_unsealed ' ||
       'decision_backlog_dependency.trg_unsealed decision_backlog_entry.trg_count_entered ' ||
       'decision_backlog_entry.trg_count_moved decision_backlog_entry.trg_unsealed ' ||
       'decision_backlog_history.trg_unsealed decision_backlog_sweep_log.trg_unsealed dot_pair_signature.trg_unsealed ' ||
       'dot_pair_signature.trg_unsealed_later ledger_leaf.trg_sealed manifest_envelope.trg_unsealed ' ||
       'review_decision.trg_unsealed signing_key.trg_unsealed signing_key.trg_unsealed_later ' ||
       'verify_result.trg_unsealed' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, t.tgname), ' ' ORDER BY format('%s.%s', c.relname, t.tgname) COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgenabled = 'A' AND t.tgname IN ('trg_unsealed', 'trg_unsealed_later', 'trg_unsealed_at_once', 'trg_sealed', 'trg_count_entered', 'trg_count_moved');

SELECT 'V23-21' AS check_id, 'Privileges on the new tables, other than the owner''s' AS sentence,
       'entry_count:cutter_exec:SELECT entry_count:cutter_verify:SELECT ledger_unsealed:cutter_exec:SELECT ledger_unsealed:cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('ledger_unsealed', 'entry_count')
           AND x.grantee <> c.relowner) AS p;

SELECT 'V23-22' AS check_id, 'Who may run the new functions, other than their owner' AS sentence, 'fn_fold_entry_counts:cutter_exec' AS expected,
       coalesce(string_agg(format('%s:%s', p.proname, coalesce(r.rolname, 'PUBLIC')), ' ' ORDER BY p.proname COLLATE "C"), 'none') AS observed
  FROM pg_proc p
  CROSS JOIN LATERAL aclexplode(p.proacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
 WHERE p.pronamespace = to_regnamespace('cutter_control') AND x.grantee <> p.proowner
   AND p.proname IN ('fn_note_unsealed', 'fn_note_sealed', 'fn_count_entered', 'fn_count_moved', 'fn_fold_entry_counts');

SELECT 'V23-23' AS check_id, 'Functions of these that do not run as their owner on a path of their own' AS sentence, 'none' AS expected,
       coalesce(string_agg(p.proname, ' ' ORDER BY p.proname COLLATE "C"), 'none') AS observed
  FROM pg_proc p
 WHERE p.pronamespace = to_regnamespace('cutter_control') AND p.proname IN ('fn_note_unsealed', 'fn_note_sealed', 'fn_count_entered', 'fn_count_moved', 'fn_fold_entry_counts')
   AND NOT (p.prosecdef AND coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false));

SELECT 'V23-24' AS check_id, 'Counts of entries that differ from the entries' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM (SELECT status, count(*) AS entries FROM cutter_governance.decision_backlog_entry WHERE kind = 'cut_request' GROUP BY status) e
  FULL JOIN (SELECT status, sum(change) AS entries FROM cutter_control.entry_count GROUP BY status HAVING sum(change) <> 0) k USING (status)
 WHERE e.entries IS DISTINCT FROM k.entries;
