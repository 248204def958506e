-- Post checks of 026_references: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V26-01', 'cutter_control.document_name',
            'source_document_id:uuid:NO key:text:NO name:text:NO kind:text:NO named_by:text:NO named_at:timestamp with time zone:NO'),
           ('V26-02', 'cutter_control.version_read', 'version_id:uuid:NO engine:text:NO read_at:timestamp with time zone:NO'),
           ('V26-03', 'cutter_control.reference',
            'version_id:uuid:NO position:integer:NO doc_code:text:NO part:text:NO starts:integer:NO ends:integer:NO words:text:NO kind:text:NO ' ||
            'quoted:boolean:NO document:text:YES document_key:text:YES provision:text:YES targets:text[]:NO')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V26-04', 'cutter_control.document_name', 'document_name_key_check document_name_kind_check document_name_pkey document_name_source_document_id_fkey'),
           ('V26-05', 'cutter_control.version_read', 'version_read_pkey version_read_version_id_fkey'),
           ('V26-06', 'cutter_control.reference', 'reference_kind_check reference_part_check reference_pkey reference_place_check reference_version_id_fkey')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V26-07' AS check_id, 'What goes with its version, and what with nothing' AS sentence,
       'document_name_source_document_id_fkey:public.cutter_source_document:a reference_version_id_fkey:cutter_control.version_read:c version_read_version_id_fkey:public.tac_unit_version:c' AS expected,
       coalesce(string_agg(format('%s:%s.%s:%s', c.conname, n.nspname, r.relname, c.confdeltype), ' ' ORDER BY c.conname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
  JOIN pg_class r ON r.oid = c.confrelid
  JOIN pg_namespace n ON n.oid = r.relnamespace
 WHERE c.contype = 'f' AND c.conrelid IN (to_regclass('cutter_control.document_name'), to_regclass('cutter_control.version_read'), to_regclass('cutter_control.reference'));

SELECT e.check_id, 'Definition of ' || e.name AS sentence, e.expected, coalesce(pg_get_indexdef(to_regclass('cutter_control.' || e.name)), 'no such index') AS observed
  FROM (VALUES
           ('V26-08', 'idx_document_name_key', 'CREATE INDEX idx_document_name_key ON cutter_control.document_name USING btree (key)'),
           ('V26-09', 'idx_reference_targets', 'CREATE INDEX idx_reference_targets ON cutter_control.reference USING gin (targets) WHERE (NOT quoted)'),
           ('V26-10', 'idx_reference_document_key',
            'CREATE INDEX idx_reference_document_key ON cutter_control.reference USING btree (document_key, doc_code) WHERE ((NOT quoted) AND (document_key IS NOT NULL))')
       ) AS e (check_id, name, expected);

SELECT 'V26-11' AS check_id, 'Privileges on the new tables, other than the owner''s' AS sentence,
       'document_name:cutter_exec:DELETE document_name:cutter_exec:INSERT document_name:cutter_exec:SELECT document_name:cutter_verify:SELECT ' ||
       'reference:cutter_exec:INSERT reference:cutter_exec:SELECT reference:cutter_verify:INSERT reference:cutter_verify:SELECT ' ||
       'version_read:cutter_exec:INSERT version_read:cutter_exec:SELECT version_read:cutter_verify:INSERT version_read:cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.oid IN (to_regclass('cutter_control.document_name'), to_regclass('cutter_control.version_read'), to_regclass('cutter_control.reference'))
           AND x.grantee <> c.relowner) AS p;

SELECT 'V26-12' AS check_id, 'What keeps names to one lane, always' AS sentence, 'trg_ledger_lane' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_control.document_name') AND t.tgenabled = 'A' AND t.tgname = 'trg_ledger_lane';

SELECT 'V26-13' AS check_id, 'Columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, a.attname), ' '), 'none') AS observed
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attrelid IN (to_regclass('cutter_control.document_name'), to_regclass('cutter_control.version_read'), to_regclass('cutter_control.reference'))
   AND a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL;
