-- Post checks of 029_open_citations: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT 'V29-01' AS check_id, 'Columns of cutter_control.accepted_citation, in order' AS sentence,
       'version_id:uuid:NO position:integer:NO asks:text:NO why:text:NO accepted_by:text:NO accepted_at:timestamp with time zone:NO' AS expected,
       coalesce(string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END), ' ' ORDER BY a.attnum), 'no such table') AS observed
  FROM pg_attribute a WHERE a.attrelid = to_regclass('cutter_control.accepted_citation') AND a.attnum > 0 AND NOT a.attisdropped;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT 'V29-02' AS check_id, 'Constraints of cutter_control.accepted_citation' AS sentence,
       'accepted_citation_asks_check accepted_citation_pkey accepted_citation_reference_fkey accepted_citation_why_check' AS expected,
       coalesce(string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conrelid = to_regclass('cutter_control.accepted_citation') AND c.convalidated
   AND c.conname IN ('accepted_citation_asks_check', 'accepted_citation_pkey', 'accepted_citation_reference_fkey', 'accepted_citation_why_check');

SELECT 'V29-03' AS check_id, 'What it refers to, which takes it along' AS sentence, 'accepted_citation_reference_fkey:cutter_control.reference:c' AS expected,
       coalesce(string_agg(format('%s:%s.%s:%s', c.conname, n.nspname, r.relname, c.confdeltype), ' '), 'none') AS observed
  FROM pg_constraint c
  JOIN pg_class r ON r.oid = c.confrelid
  JOIN pg_namespace n ON n.oid = r.relnamespace
 WHERE c.contype = 'f' AND c.conrelid = to_regclass('cutter_control.accepted_citation');

SELECT 'V29-04' AS check_id, 'Privileges on it, other than the owner''s' AS sentence,
       'cutter_exec:DELETE cutter_exec:INSERT cutter_exec:SELECT cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s', coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.oid = to_regclass('cutter_control.accepted_citation') AND x.grantee <> c.relowner) AS p;

SELECT 'V29-05' AS check_id, 'What keeps it to one lane, always' AS sentence, 'trg_ledger_lane' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_control.accepted_citation') AND t.tgenabled = 'A' AND t.tgname = 'trg_ledger_lane';

SELECT 'V29-06' AS check_id, 'Columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(a.attname, ' '), 'none') AS observed
  FROM pg_attribute a
 WHERE a.attrelid = to_regclass('cutter_control.accepted_citation') AND a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL;

SELECT 'V29-07' AS check_id, 'What names a row of it' AS sentence, 'PRIMARY KEY (version_id, "position")' AS expected,
       coalesce((SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c
                  WHERE c.conrelid = to_regclass('cutter_control.accepted_citation') AND c.conname = 'accepted_citation_pkey'), 'no such key') AS observed;

SELECT 'V29-08' AS check_id, 'What a row of it must say' AS sentence,
       'accepted_citation_asks_check CHECK ((asks <> ''''::text)) accepted_citation_why_check CHECK ((why <> ''''::text))' AS expected,
       coalesce(string_agg(format('%s %s', c.conname, pg_get_constraintdef(c.oid)), ' ' ORDER BY c.conname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conrelid = to_regclass('cutter_control.accepted_citation') AND c.contype = 'c' AND c.conname IN ('accepted_citation_asks_check', 'accepted_citation_why_check');
