-- Post checks of 018_confirmed_card: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT 'V18-01' AS check_id, 'Columns of cutter_control.confirmed_card, in order' AS sentence,
       'source_document_id:uuid:NO:NULL source_sha256:text:NO:NULL confirmed_at:timestamp with time zone:NO:NULL ' ||
       'confirmed_by:text:NO:NULL card:jsonb:NO:NULL' AS expected,
       coalesce(string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                  coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum), 'no such table') AS observed
  FROM pg_attribute a
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attrelid = to_regclass('cutter_control.confirmed_card') AND a.attnum > 0 AND NOT a.attisdropped;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V18-02', 'Constraints of cutter_control.confirmed_card',
            'confirmed_card_card_check confirmed_card_confirmed_by_check confirmed_card_pkey confirmed_card_source_document_id_fkey ' ||
            'confirmed_card_source_sha256_fkey')
       ) AS e (check_id, sentence, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass('cutter_control.confirmed_card') AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V18-03' AS check_id, 'Of several cards of a text the newest is found' AS sentence,
       'PRIMARY KEY (source_document_id, source_sha256, confirmed_at)' AS expected,
       coalesce(string_agg(pg_get_constraintdef(c.oid), ' '), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conrelid = to_regclass('cutter_control.confirmed_card') AND c.contype = 'p';

SELECT 'V18-04' AS check_id, 'A card is of a registered document and of a registered text' AS sentence,
       'cutter_control.source_version public.cutter_source_document' AS expected,
       coalesce(string_agg(format('%s.%s', n.nspname, r.relname), ' ' ORDER BY n.nspname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
  JOIN pg_class r ON r.oid = c.confrelid
  JOIN pg_namespace n ON n.oid = r.relnamespace
 WHERE c.conrelid = to_regclass('cutter_control.confirmed_card') AND c.contype = 'f';

-- Triggers, each switched on for ordinary sessions.
SELECT 'V18-05' AS check_id, 'Triggers of cutter_control.confirmed_card' AS sentence, 'trg_append_only trg_ledger_lane' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_control.confirmed_card') AND t.tgenabled = 'O' AND t.tgname IN ('trg_append_only', 'trg_ledger_lane');

SELECT 'V18-06' AS check_id, 'Privileges on cutter_control.confirmed_card, other than the owner''s' AS sentence,
       'cutter_exec:INSERT cutter_exec:SELECT cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s', coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.oid = to_regclass('cutter_control.confirmed_card') AND x.grantee <> c.relowner) AS p;

SELECT 'V18-07' AS check_id, 'Columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(a.attname, ' '), 'none') AS observed
  FROM pg_attribute a
 WHERE a.attrelid = to_regclass('cutter_control.confirmed_card') AND a.attnum > 0 AND NOT a.attisdropped
   AND col_description(a.attrelid, a.attnum) IS NULL;

SELECT 'V18-08' AS check_id, 'Rows in the new table' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM cutter_control.confirmed_card;
