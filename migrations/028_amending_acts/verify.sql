-- Post checks of 028_amending_acts: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V28-01', 'cutter_control.document_relation',
            'source_document_id:uuid:NO relation:text:NO key:text:NO name:text:NO why:text:YES told_by:text:NO told_at:timestamp with time zone:NO'),
           ('V28-02', 'cutter_control.relations_read', 'source_document_id:uuid:NO read_at:timestamp with time zone:NO')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V28-03', 'cutter_control.document_relation',
            'document_relation_key_check document_relation_pkey document_relation_relation_check document_relation_source_document_id_fkey document_relation_why_check'),
           ('V28-04', 'cutter_control.relations_read', 'relations_read_pkey relations_read_source_document_id_fkey')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V28-05' AS check_id, 'What they refer to, and that it does not take them along' AS sentence,
       'document_relation_source_document_id_fkey:public.cutter_source_document:a relations_read_source_document_id_fkey:public.cutter_source_document:a' AS expected,
       coalesce(string_agg(format('%s:%s.%s:%s', c.conname, n.nspname, r.relname, c.confdeltype), ' ' ORDER BY c.conname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
  JOIN pg_class r ON r.oid = c.confrelid
  JOIN pg_namespace n ON n.oid = r.relnamespace
 WHERE c.contype = 'f' AND c.conrelid IN (to_regclass('cutter_control.document_relation'), to_regclass('cutter_control.relations_read'));

SELECT 'V28-06' AS check_id, 'Definition of idx_document_relation_key' AS sentence,
       'CREATE INDEX idx_document_relation_key ON cutter_control.document_relation USING btree (key, relation)' AS expected,
       coalesce(pg_get_indexdef(to_regclass('cutter_control.idx_document_relation_key')), 'no such index') AS observed;

SELECT 'V28-07' AS check_id, 'Privileges on the new tables, other than the owner''s' AS sentence,
       'document_relation:cutter_exec:DELETE document_relation:cutter_exec:INSERT document_relation:cutter_exec:SELECT document_relation:cutter_verify:SELECT ' ||
       'relations_read:cutter_exec:INSERT relations_read:cutter_exec:SELECT relations_read:cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.oid IN (to_regclass('cutter_control.document_relation'), to_regclass('cutter_control.relations_read'))
           AND x.grantee <> c.relowner) AS p;

SELECT 'V28-08' AS check_id, 'What keeps relations to one lane, always' AS sentence, 'trg_ledger_lane' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_control.document_relation') AND t.tgenabled = 'A' AND t.tgname = 'trg_ledger_lane';

SELECT 'V28-09' AS check_id, 'Columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, a.attname), ' '), 'none') AS observed
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attrelid IN (to_regclass('cutter_control.document_relation'), to_regclass('cutter_control.relations_read'))
   AND a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL;
