-- Post checks of 009_phase_beta: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT 'V9-01' AS check_id, 'authority of units: type, not null, default' AS sentence, 'text:NO:''draft''::text' AS expected,
       coalesce(string_agg(format('%s:%s:%s', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                  coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' '), 'no such column') AS observed
  FROM pg_attribute a
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attrelid = to_regclass('public.tac_logical_unit') AND a.attname = 'authority' AND NOT a.attisdropped;

SELECT 'V9-02' AS check_id, 'authority in the sandbox may be NULL' AS sentence, 'YES' AS expected,
       coalesce(string_agg(CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END, ' '), 'no such column') AS observed
  FROM pg_attribute a
 WHERE a.attrelid = to_regclass('sandbox_tac.logical_unit') AND a.attname = 'authority' AND NOT a.attisdropped;

SELECT 'V9-03' AS check_id, 'Units that are enacted and draft_only at once' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM public.tac_logical_unit u
 WHERE u.authority = 'enacted' AND u.lifecycle_status = 'draft_only';

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V9-04', 'cutter_governance.canonical_address_alias',
            'canonical_address_alias_alias_kind_check canonical_address_alias_alias_text_check canonical_address_alias_created_by_check ' ||
            'canonical_address_alias_no_overlap_excl canonical_address_alias_rationale_check canonical_address_alias_window_check'),
           ('V9-05', 'public.tac_logical_unit', 'tac_logical_unit_authority_check'),
           ('V9-06', 'sandbox_tac.logical_unit', 'logical_unit_authority_check')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V9-07' AS check_id, 'No two windows of one text and kind overlap, by' AS sentence,
       'EXCLUDE USING gist (alias_text WITH =, alias_kind WITH =, tstzrange(valid_from, valid_until) WITH &&, COALESCE( CASE alias_kind ' ||
       'WHEN ''redirect''::text THEN scenario_ref ELSE NULL::text END, alias_id::text) WITH <>) WHERE (alias_kind <> ''external_reference''::text)' AS expected,
       coalesce(string_agg(regexp_replace(pg_get_constraintdef(c.oid, true), '\s+', ' ', 'g'), ' '), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conname = 'canonical_address_alias_no_overlap_excl';

-- Triggers, each switched on for ordinary sessions.
SELECT e.check_id, 'Triggers of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V9-08', 'cutter_governance.decision_backlog_entry', 'trg_append_only trg_entry_settled trg_ledger_lane trg_row_frozen trg_status_born trg_status_move'),
           ('V9-09', 'cutter_governance.decision_backlog_history', 'trg_append_only trg_ledger_lane'),
           ('V9-10', 'cutter_governance.decision_backlog_dependency', 'trg_append_only trg_ledger_lane'),
           ('V9-11', 'cutter_governance.decision_backlog_sweep_log', 'trg_append_only trg_ledger_lane'),
           ('V9-12', 'cutter_governance.manifest_envelope', 'trg_append_only trg_enacted_by_change_set trg_ledger_lane trg_review_kept trg_row_frozen trg_status_born trg_status_move'),
           ('V9-13', 'cutter_governance.manifest_unit_block', 'trg_append_only trg_ledger_lane trg_row_frozen'),
           ('V9-14', 'cutter_governance.review_decision', 'trg_append_only trg_ledger_lane'),
           ('V9-15', 'cutter_governance.cut_change_set', 'trg_append_only trg_ledger_lane trg_row_frozen trg_status_born trg_status_move trg_verdict_kept'),
           ('V9-16', 'cutter_governance.cut_change_set_affected_row', 'trg_append_only trg_ledger_lane'),
           ('V9-17', 'cutter_governance.dot_pair_signature', 'trg_append_only trg_ledger_lane trg_row_frozen'),
           ('V9-18', 'cutter_governance.verify_result', 'trg_append_only trg_ledger_lane'),
           ('V9-19', 'cutter_governance.canonical_address_alias', 'trg_alias_external trg_alias_written trg_append_only trg_ledger_lane trg_row_frozen'),
           ('V9-20', 'cutter_control.source_version', 'trg_append_only'),
           ('V9-21', 'cutter_control.manifest_body', 'trg_append_only'),
           ('V9-22', 'cutter_control.signing_key', 'trg_append_only trg_row_frozen'),
           ('V9-23', 'public.cutter_source_document', 'trg_alias_prefix_registered'),
           ('V9-24', 'public.tac_logical_unit',
            'trg_tac_alias_born trg_tac_alias_renumbered trg_tac_born_draft trg_tac_draft_removed trg_tac_enacted_lifecycle ' ||
            'trg_tac_lane_delete trg_tac_lane_insert trg_tac_no_truncate trg_tac_write_guard_lu'),
           ('V9-25', 'public.tac_unit_version',
            'trg_tac_born_draft trg_tac_draft_removed trg_tac_lane_delete trg_tac_lane_insert trg_tac_no_truncate trg_tac_write_guard_uv')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C") AS observed
          FROM pg_trigger t
         WHERE t.tgrelid = to_regclass(e.table_name) AND t.tgenabled = 'O' AND t.tgname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V9-26' AS check_id, 'Moves of the state machine, by subject' AS sentence,
       'cut_change_set 3, cut_request 14, decision 2, escalation 2, manifest_envelope 12' AS expected,
       coalesce(string_agg(format('%s %s', m.subject, m.n), ', ' ORDER BY m.subject), 'none') AS observed
  FROM (SELECT s.subject, count(*) AS n FROM cutter_governance.fn_status_moves() s GROUP BY s.subject) AS m;

SELECT 'V9-27' AS check_id, 'Functions that PUBLIC may execute' AS sentence, 'none' AS expected,
       coalesce(string_agg(p.oid::regprocedure::text, ' '), 'none') AS observed
  FROM pg_proc p
 WHERE (p.pronamespace = to_regnamespace('cutter_governance') OR p.proname LIKE 'fn\_tac\_write\_guard\_%')
   AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x WHERE x.grantee = 0);
