-- Post checks of 005_review_and_backlog: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V5-01', 'cutter_governance.review_decision',
            'review_decision_id:uuid:NO:NULL manifest_id:uuid:NO:NULL manifest_unit_local_id:text:YES:NULL status:text:NO:NULL ' ||
            'verdict:text:NO:NULL finding_source_pinned:text:NO:NULL finding_coverage_complete:text:NO:NULL ' ||
            'finding_reconstruction_exact:text:NO:NULL finding_addresses_valid:text:NO:NULL finding_addresses_unique:text:NO:NULL ' ||
            'finding_parents_resolve:text:NO:NULL finding_vocabulary_active:text:NO:NULL finding_status_scope:text:NO:NULL ' ||
            'finding_no_collision:text:NO:NULL finding_digest_match:text:NO:NULL reviewer_identity:text:NO:NULL ' ||
            'reviewer_independence_evidence:jsonb:NO:NULL verdict_rationale:text:NO:NULL prior_review_decision_id:uuid:YES:NULL ' ||
            'superseded_by_review_decision_id:uuid:YES:NULL escalation_ref:uuid:YES:NULL cut_change_set_ref:uuid:YES:NULL ' ||
            'manifest_digest:text:NO:NULL decided_at:timestamp with time zone:NO:NULL scenario_ref:text:YES:NULL'),
           ('V5-02', 'cutter_governance.decision_backlog_history',
            'history_id:uuid:NO:NULL entry_id:uuid:NO:NULL entry_version_before:text:YES:NULL entry_version_after:text:NO:NULL ' ||
            'change_kind:text:NO:NULL change_diff:jsonb:YES:NULL changed_by:text:NO:NULL changed_at:timestamp with time ' ||
            'zone:NO:NULL rationale:text:YES:NULL'),
           ('V5-03', 'cutter_governance.decision_backlog_dependency',
            'dependency_id:uuid:NO:NULL from_entry_id:uuid:NO:NULL to_entry_id:uuid:NO:NULL dependency_kind:text:NO:NULL ' ||
            'created_by:text:NO:NULL created_at:timestamp with time zone:NO:NULL'),
           ('V5-04', 'cutter_governance.decision_backlog_sweep_log',
            'sweep_id:uuid:NO:NULL started_at:timestamp with time zone:NO:NULL finished_at:timestamp with time zone:NO:NULL ' ||
            'swept_by:text:NO:NULL cursor_before:text:YES:NULL cursor_after:text:YES:NULL scanned_count:integer:NO:NULL ' ||
            'promoted_count:integer:NO:NULL batch_size:integer:NO:NULL findings:jsonb:YES:NULL')
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
           ('V5-05', 'cutter_governance.review_decision',
            'review_decision_finding_addresses_unique_check review_decision_finding_addresses_valid_check ' ||
            'review_decision_finding_coverage_complete_check review_decision_finding_digest_match_check ' ||
            'review_decision_finding_no_collision_check review_decision_finding_parents_resolve_check ' ||
            'review_decision_finding_reconstruction_exact_check review_decision_finding_source_pinned_check ' ||
            'review_decision_finding_status_scope_check review_decision_finding_vocabulary_active_check ' ||
            'review_decision_manifest_digest_check review_decision_manifest_id_fkey review_decision_manifest_unit_fkey ' ||
            'review_decision_not_itself_check review_decision_pass_check review_decision_pkey ' ||
            'review_decision_prior_review_decision_id_fkey review_decision_rationale_check review_decision_status_check ' ||
            'review_decision_superseded_by_review_decision_id_fkey review_decision_superseded_check review_decision_verdict_check'),
           ('V5-06', 'cutter_governance.decision_backlog_history',
            'decision_backlog_history_change_kind_check decision_backlog_history_entry_id_fkey decision_backlog_history_pkey'),
           ('V5-07', 'cutter_governance.decision_backlog_dependency',
            'decision_backlog_dependency_dependency_kind_check decision_backlog_dependency_from_entry_id_fkey ' ||
            'decision_backlog_dependency_from_to_kind_key decision_backlog_dependency_not_itself_check ' ||
            'decision_backlog_dependency_pkey decision_backlog_dependency_to_entry_id_fkey'),
           ('V5-08', 'cutter_governance.decision_backlog_sweep_log',
            'decision_backlog_sweep_log_counts_check decision_backlog_sweep_log_pkey decision_backlog_sweep_log_times_check'),
           ('V5-09', 'cutter_governance.cut_change_set',
            'cut_change_set_review_decision_id_fkey')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V5-10' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY[
            'cutter_governance.decision_backlog_entry',
            'cutter_governance.dot_pair_signature',
            'cutter_governance.cut_change_set',
            'cutter_governance.cut_change_set_affected_row',
            'cutter_governance.verify_result',
            'cutter_governance.canonical_address_alias',
            'cutter_governance.manifest_envelope',
            'cutter_governance.manifest_unit_block',
            'cutter_governance.review_decision',
            'cutter_governance.decision_backlog_history',
            'cutter_governance.decision_backlog_dependency',
            'cutter_governance.decision_backlog_sweep_log'
       ]) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass(t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass(t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V5-11' AS check_id, 'Indexes for lookups' AS sentence,
       'idx_dbd_to_entry_id idx_dbh_entry_id' AS expected,
       coalesce(string_agg(i.indexname, ' ' ORDER BY i.indexname COLLATE "C"), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname IN ('public', 'sandbox_tac', 'cutter_governance', 'cutter_control')
   AND i.indexname = ANY (string_to_array('idx_dbd_to_entry_id idx_dbh_entry_id', ' '));

SELECT 'V5-12' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_governance.review_decision
         UNION ALL SELECT count(*) AS n FROM cutter_governance.decision_backlog_history
         UNION ALL SELECT count(*) AS n FROM cutter_governance.decision_backlog_dependency
         UNION ALL SELECT count(*) AS n FROM cutter_governance.decision_backlog_sweep_log) AS r;

SELECT 'V5-13' AS check_id, 'Tables and columns of the ledger' AS sentence, '12 tables, 164 columns' AS expected,
       format('%s tables, %s columns', count(DISTINCT c.oid), count(*)) AS observed
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = to_regnamespace('cutter_governance') AND c.relkind = 'r';
