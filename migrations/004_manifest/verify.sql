-- Post checks of 004_manifest: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V4-01', 'cutter_governance.manifest_envelope',
            'envelope_id:uuid:NO:NULL operation_kind:text:NO:NULL status:text:NO:NULL source_doc_ref:text:NO:NULL ' ||
            'escalation_ref:uuid:YES:NULL cut_change_set_ref:uuid:YES:NULL created_by:text:NO:NULL created_at:timestamp with time ' ||
            'zone:NO:NULL reviewer:text:YES:NULL reviewed_at:timestamp with time zone:YES:NULL rationale:text:YES:NULL ' ||
            'superseded_by_envelope_id:uuid:YES:NULL'),
           ('V4-02', 'cutter_governance.manifest_unit_block',
            'envelope_id:uuid:NO:NULL unit_local_id:text:NO:NULL block_role:text:NO:NULL source_span:jsonb:NO:NULL ' ||
            'render_order:integer:NO:NULL target_unit_id:uuid:YES:NULL proposed_canonical_address:text:YES:NULL ' ||
            'proposed_section_type:text:YES:NULL proposed_authority:text:YES:NULL candidate_edges:jsonb:YES:NULL ' ||
            'payload_summary:jsonb:YES:NULL report_summary:jsonb:YES:NULL decision_backlog_ref:uuid:YES:NULL')
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
           ('V4-03', 'cutter_governance.manifest_envelope',
            'manifest_envelope_not_itself_check manifest_envelope_operation_kind_check manifest_envelope_pkey ' ||
            'manifest_envelope_reviewed_check manifest_envelope_status_check manifest_envelope_superseded_by_envelope_id_fkey ' ||
            'manifest_envelope_superseded_check'),
           ('V4-04', 'cutter_governance.manifest_unit_block',
            'manifest_unit_block_address_check manifest_unit_block_block_role_check manifest_unit_block_envelope_id_fkey ' ||
            'manifest_unit_block_pkey manifest_unit_block_proposed_authority_check manifest_unit_block_unit_local_id_check'),
           ('V4-05', 'cutter_governance.cut_change_set',
            'cut_change_set_manifest_id_fkey'),
           ('V4-06', 'cutter_governance.verify_result',
            'verify_result_manifest_id_fkey')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V4-07' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY[
            'cutter_governance.manifest_envelope',
            'cutter_governance.manifest_unit_block'
       ]) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass(t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass(t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V4-08' AS check_id, 'Triggers on the roles of blocks' AS sentence,
       'trg_manifest_blocks_complete trg_manifest_blocks_possible_insert trg_manifest_blocks_possible_update' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.manifest_unit_block'))
   AND NOT t.tgisinternal AND t.tgenabled = 'O' AND t.tgname LIKE 'trg_manifest_blocks_%';

SELECT 'V4-09' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_governance.manifest_envelope
         UNION ALL SELECT count(*) AS n FROM cutter_governance.manifest_unit_block) AS r;
