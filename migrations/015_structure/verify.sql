-- Post checks of 015_structure: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Definition of ' || e.constraint_name AS sentence, e.expected, coalesce(pg_get_constraintdef(c.oid), 'no such constraint') AS observed
  FROM (VALUES
           ('V15-01', 'cutter_governance.manifest_envelope', 'manifest_envelope_operation_kind_check',
            'CHECK ((operation_kind = ANY (ARRAY[''first_cut''::text, ''attest''::text, ''split''::text, ''merge''::text, ''renumber''::text, ' ||
            '''substitute''::text, ''insert''::text, ''move''::text, ''retire''::text, ''enact''::text])))'),
           ('V15-02', 'cutter_governance.cut_change_set', 'cut_change_set_operation_kind_check',
            'CHECK ((operation_kind = ANY (ARRAY[''first_cut''::text, ''attest''::text, ''split''::text, ''merge''::text, ''renumber''::text, ' ||
            '''substitute''::text, ''insert''::text, ''move''::text, ''retire''::text, ''enact''::text, ''compensation''::text, ''rehearsal''::text])))'),
           ('V15-03', 'public.tac_logical_unit', 'tac_logical_unit_canonical_address_key', 'UNIQUE (canonical_address) DEFERRABLE')
       ) AS e (check_id, table_name, constraint_name, expected)
  LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(e.table_name) AND c.conname = e.constraint_name;

SELECT 'V15-04' AS check_id, 'Addresses are unique at the end of each statement' AS sentence, 'deferrable, initially immediate, valid' AS expected,
       coalesce(string_agg(concat_ws(', ', CASE WHEN c.condeferrable THEN 'deferrable' END, CASE WHEN c.condeferred THEN 'initially deferred' ELSE 'initially immediate' END,
                                     CASE WHEN c.convalidated THEN 'valid' END), ' '), 'no such constraint') AS observed
  FROM pg_constraint c
 WHERE c.conrelid = to_regclass('public.tac_logical_unit') AND c.conname = 'tac_logical_unit_canonical_address_key';

-- What compensation may change, and nothing else.
SELECT e.check_id, 'Columns of ' || e.table_name || ' that cutter_verify may update' AS sentence, e.expected,
       coalesce((SELECT string_agg(a.attname, ' ' ORDER BY a.attname COLLATE "C")
                   FROM pg_attribute a
                  WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped
                    AND has_column_privilege('cutter_verify', a.attrelid, a.attnum, 'UPDATE')), 'none') AS observed
  FROM (VALUES
           ('V15-05', 'public.tac_logical_unit', 'authority canonical_address identity_profile lifecycle_status parent_id section_code sort_order'),
           ('V15-06', 'public.tac_unit_version', 'change_set_id enacted_at lifecycle_status retired_at superseded_at updated_at'),
           ('V15-07', 'cutter_governance.canonical_address_alias', 'valid_until')
       ) AS e (check_id, table_name, expected);

SELECT 'V15-08' AS check_id, 'Who may add aliases, other than the owner' AS sentence, 'cutter_exec cutter_verify' AS expected,
       coalesce(string_agg(coalesce(r.rolname, 'PUBLIC'), ' ' ORDER BY coalesce(r.rolname, 'PUBLIC') COLLATE "C"), 'nobody') AS observed
  FROM pg_class c
 CROSS JOIN LATERAL aclexplode(c.relacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
 WHERE c.oid = to_regclass('cutter_governance.canonical_address_alias') AND x.privilege_type = 'INSERT' AND x.grantee <> c.relowner;

SELECT 'V15-09' AS check_id, 'The lanes that add aliases' AS sentence,
       'enabled CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.canonical_address_alias FOR EACH STATEMENT ' ||
       'EXECUTE FUNCTION cutter_governance.fn_lane_only(''cutter_exec'', ''cutter_verify'')' AS expected,
       coalesce(string_agg(CASE t.tgenabled WHEN 'O' THEN 'enabled ' ELSE 'not enabled ' END || pg_get_triggerdef(t.oid), ' '), 'no such trigger') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_governance.canonical_address_alias') AND t.tgname = 'trg_ledger_lane';

SELECT 'V15-10' AS check_id, 'Index on the compensations of a document, with a comment' AS sentence,
       'CREATE INDEX idx_ccs_compensation_doc_code ON cutter_governance.cut_change_set USING btree (((payload_summary ->> ''doc_code''::text))) ' ||
       'WHERE (operation_kind = ''compensation''::text)' AS expected,
       coalesce(string_agg(i.indexdef, ' '), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname = 'cutter_governance' AND i.indexname = 'idx_ccs_compensation_doc_code'
   AND obj_description(to_regclass('cutter_governance.idx_ccs_compensation_doc_code'), 'pg_class') IS NOT NULL;
