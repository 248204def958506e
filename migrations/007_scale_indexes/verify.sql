-- Post checks of 007_scale_indexes: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Definition of ' || e.index_name AS sentence, e.expected, coalesce(i.indexdef, 'no such index') AS observed
  FROM (VALUES
           ('V7-01', 'idx_ccs_dbe_id',
            'CREATE INDEX idx_ccs_dbe_id ON cutter_governance.cut_change_set USING btree (decision_backlog_entry_id) WHERE ' ||
            '(decision_backlog_entry_id IS NOT NULL)'),
           ('V7-02', 'idx_dbe_status_emitted_keyset',
            'CREATE INDEX idx_dbe_status_emitted_keyset ON cutter_governance.decision_backlog_entry USING btree (status, ' ||
            'emitted_at, entry_id)'),
           ('V7-03', 'idx_dps_xref_cs',
            'CREATE INDEX idx_dps_xref_cs ON cutter_governance.dot_pair_signature USING btree (cross_reference_change_set_id) WHERE ' ||
            '(cross_reference_change_set_id IS NOT NULL)'),
           ('V7-04', 'idx_dps_xref_vr',
            'CREATE INDEX idx_dps_xref_vr ON cutter_governance.dot_pair_signature USING btree (cross_reference_verify_result_id) ' ||
            'WHERE (cross_reference_verify_result_id IS NOT NULL)'),
           ('V7-05', 'idx_me_source_doc_ref',
            'CREATE INDEX idx_me_source_doc_ref ON cutter_governance.manifest_envelope USING btree (source_doc_ref)'),
           ('V7-06', 'idx_rd_manifest_id',
            'CREATE INDEX idx_rd_manifest_id ON cutter_governance.review_decision USING btree (manifest_id)'),
           ('V7-07', 'idx_vr_change_set_id',
            'CREATE INDEX idx_vr_change_set_id ON cutter_governance.verify_result USING btree (change_set_id)')
       ) AS e (check_id, index_name, expected)
  LEFT JOIN pg_indexes i ON i.schemaname = 'cutter_governance' AND i.indexname = e.index_name;

SELECT 'V7-08' AS check_id, 'Indexes of the seven that are not valid' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
 WHERE NOT x.indisvalid AND c.relnamespace = to_regnamespace('cutter_governance')
   AND c.relname IN ('idx_ccs_dbe_id', 'idx_dbe_status_emitted_keyset', 'idx_dps_xref_cs', 'idx_dps_xref_vr',
                     'idx_me_source_doc_ref', 'idx_rd_manifest_id', 'idx_vr_change_set_id');
