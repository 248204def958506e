-- Post checks of 001_tac_baseline: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
-- Those that 003 adds are not looked at here.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V1-01', 'public.tac_section_type_vocab',
            'code:text:NO:NULL name_en:text:YES:NULL name_vi:text:YES:NULL description:text:YES:NULL active:boolean:NO:NULL ' ||
            'soft_word_limit:integer:YES:NULL hard_word_limit:integer:YES:NULL sort_order:integer:YES:NULL'),
           ('V1-02', 'public.tac_logical_unit',
            'id:uuid:NO:NULL canonical_address:text:NO:NULL doc_code:text:NO:NULL section_type:text:NO:NULL ' ||
            'section_code:text:YES:NULL parent_id:uuid:YES:NULL sort_order:integer:NO:NULL tier:text:NO:NULL ' ||
            'lifecycle_status:text:NO:NULL owner_ref:text:NO:NULL identity_profile:jsonb:NO:NULL created_at:timestamp with time ' ||
            'zone:NO:NULL updated_at:timestamp with time zone:NO:NULL'),
           ('V1-03', 'public.tac_unit_version',
            'id:uuid:NO:NULL unit_id:uuid:NO:NULL version_seq:integer:NO:NULL title:text:YES:NULL body:text:YES:NULL ' ||
            'body_handling:text:NO:NULL content_hash:text:NO:NULL lifecycle_status:text:NO:NULL review_state:text:NO:NULL ' ||
            'content_profile:jsonb:NO:NULL source_document_id:uuid:YES:NULL source_sha256:text:YES:NULL source_span:jsonb:YES:NULL ' ||
            'change_set_id:uuid:YES:NULL created_by:text:NO:NULL created_at:timestamp with time zone:NO:NULL updated_at:timestamp ' ||
            'with time zone:NO:NULL enacted_at:timestamp with time zone:YES:NULL superseded_at:timestamp with time zone:YES:NULL ' ||
            'retired_at:timestamp with time zone:YES:NULL'),
           ('V1-04', 'sandbox_tac.logical_unit',
            'id:uuid:NO:NULL canonical_address:text:NO:NULL doc_code:text:NO:NULL section_type:text:NO:NULL ' ||
            'section_code:text:YES:NULL parent_id:uuid:YES:NULL sort_order:integer:NO:NULL tier:text:NO:NULL ' ||
            'lifecycle_status:text:NO:NULL owner_ref:text:NO:NULL identity_profile:jsonb:NO:NULL created_at:timestamp with time ' ||
            'zone:NO:NULL updated_at:timestamp with time zone:NO:NULL'),
           ('V1-05', 'sandbox_tac.unit_version',
            'id:uuid:NO:NULL unit_id:uuid:NO:NULL version_seq:integer:NO:NULL title:text:YES:NULL body:text:YES:NULL ' ||
            'body_handling:text:NO:NULL content_hash:text:NO:NULL lifecycle_status:text:NO:NULL review_state:text:NO:NULL ' ||
            'content_profile:jsonb:NO:NULL source_document_id:uuid:YES:NULL source_sha256:text:YES:NULL source_span:jsonb:YES:NULL ' ||
            'change_set_id:uuid:YES:NULL created_by:text:NO:NULL created_at:timestamp with time zone:NO:NULL updated_at:timestamp ' ||
            'with time zone:NO:NULL enacted_at:timestamp with time zone:YES:NULL superseded_at:timestamp with time zone:YES:NULL ' ||
            'retired_at:timestamp with time zone:YES:NULL'),
           ('V1-06', 'public.cutter_source_document',
            'id:uuid:NO:gen_random_uuid() title:text:NO:NULL doc_code:text:NO:NULL prefix:text:NO:NULL profile:text:YES:NULL ' ||
            'language:text:YES:NULL current_source_sha256:text:YES:NULL status:text:NO:''active''::text notes:text:YES:NULL ' ||
            'created_by:text:NO:NULL created_at:timestamp with time zone:NO:now() updated_at:timestamp with time zone:NO:now()'),
           ('V1-07', 'public.cutter_grammar_profile',
            'id:uuid:NO:gen_random_uuid() profile_id:text:NO:NULL version:text:NO:''1''::text title:text:YES:NULL ' ||
            'language:text:YES:NULL definition:jsonb:NO:NULL active:boolean:NO:true notes:text:YES:NULL created_by:text:YES:NULL ' ||
            'created_at:timestamp with time zone:NO:now() updated_at:timestamp with time zone:NO:now()')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped
           AND NOT (a.attname IN ('authority', 'canonical_address_format_version'))) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V1-08', 'public.tac_section_type_vocab',
            'tac_section_type_vocab_code_check tac_section_type_vocab_limits_check tac_section_type_vocab_pkey'),
           ('V1-09', 'public.tac_logical_unit',
            'tac_logical_unit_canonical_address_key tac_logical_unit_lifecycle_status_check tac_logical_unit_parent_id_fkey ' ||
            'tac_logical_unit_pkey tac_logical_unit_section_type_fkey'),
           ('V1-10', 'public.tac_unit_version',
            'tac_unit_version_body_check tac_unit_version_body_handling_check tac_unit_version_content_hash_check ' ||
            'tac_unit_version_lifecycle_status_check tac_unit_version_pkey tac_unit_version_source_sha256_check ' ||
            'tac_unit_version_unit_id_fkey tac_unit_version_unit_id_version_seq_key tac_unit_version_version_seq_check'),
           ('V1-11', 'sandbox_tac.logical_unit',
            'logical_unit_canonical_address_key logical_unit_lifecycle_status_check logical_unit_parent_id_fkey logical_unit_pkey ' ||
            'logical_unit_section_type_fkey'),
           ('V1-12', 'sandbox_tac.unit_version',
            'unit_version_body_check unit_version_body_handling_check unit_version_content_hash_check ' ||
            'unit_version_lifecycle_status_check unit_version_pkey unit_version_source_sha256_check unit_version_unit_id_fkey ' ||
            'unit_version_unit_id_version_seq_key unit_version_version_seq_check'),
           ('V1-13', 'public.cutter_source_document',
            'cutter_source_document_current_source_sha256_check cutter_source_document_doc_code_check ' ||
            'cutter_source_document_doc_code_key cutter_source_document_pkey cutter_source_document_prefix_check ' ||
            'cutter_source_document_prefix_key cutter_source_document_status_check cutter_source_document_title_check'),
           ('V1-14', 'public.cutter_grammar_profile',
            'cutter_grammar_profile_definition_check cutter_grammar_profile_pkey cutter_grammar_profile_profile_id_check ' ||
            'cutter_grammar_profile_profile_id_key')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V1-15' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY[
            'public.tac_section_type_vocab',
            'public.tac_logical_unit',
            'public.tac_unit_version',
            'sandbox_tac.logical_unit',
            'sandbox_tac.unit_version',
            'public.cutter_source_document',
            'public.cutter_grammar_profile'
       ]) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass(t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass(t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V1-16' AS check_id, 'Indexes for lookups' AS sentence,
       'idx_logical_unit_doc_code_sort idx_logical_unit_parent_id idx_tac_logical_unit_doc_code_sort ' ||
       'idx_tac_logical_unit_parent_id' AS expected,
       coalesce(string_agg(i.indexname, ' ' ORDER BY i.indexname COLLATE "C"), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname IN ('public', 'sandbox_tac', 'cutter_governance', 'cutter_control')
   AND i.indexname = ANY (string_to_array('idx_logical_unit_doc_code_sort idx_logical_unit_parent_id idx_tac_logical_unit_doc_code_sort ' ||
                                          'idx_tac_logical_unit_parent_id', ' '));

SELECT 'V1-17' AS check_id, 'Codes of the section vocabulary' AS sentence,
       'appendix article changelog chapter checklist clause definition governance_process heading instruction_block paragraph ' ||
       'part point preamble principle process recital reference_mapping schedule section sub_point subsection technical_spec' AS expected,
       string_agg(v.code, ' ' ORDER BY v.code COLLATE "C") AS observed
  FROM public.tac_section_type_vocab v;

SELECT 'V1-18' AS check_id, 'Birth gates that fire' AS sentence,
       'public.tac_logical_unit sandbox_tac.logical_unit' AS expected,
       coalesce(string_agg(format('%s.%s', n.nspname, c.relname), ' ' ORDER BY n.nspname), 'none') AS observed
  FROM pg_trigger t
  JOIN pg_class c     ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE t.tgname = 'trg_tac_birth_gate_lu' AND t.tgenabled = 'O';

-- Q-CHK: the same questions the birth gate asks, of every unit there is.
SELECT q.check_id, q.sentence, '0' AS expected, q.observed::text AS observed
  FROM (SELECT 'Q-CHK-1' AS check_id, 'Units whose section type is not in the active vocabulary' AS sentence,
               count(*) AS observed
          FROM public.tac_logical_unit u
         WHERE NOT EXISTS (SELECT FROM public.tac_section_type_vocab v WHERE v.code = u.section_type AND v.active)
         UNION ALL
        SELECT 'Q-CHK-2', 'Units whose parent is missing or of another document', count(*)
          FROM public.tac_logical_unit u
          LEFT JOIN public.tac_logical_unit p ON p.id = u.parent_id
         WHERE u.parent_id IS NOT NULL AND p.doc_code IS DISTINCT FROM u.doc_code
         UNION ALL
        SELECT 'Q-CHK-3', 'Units whose canonical address does not parse', count(*)
          FROM public.tac_logical_unit u
         WHERE NOT public.fn_tac_canonical_address_is_valid(u.canonical_address)) AS q;
