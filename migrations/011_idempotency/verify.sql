-- Post checks of 011_idempotency: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT 'V11-01' AS check_id, 'Columns of cutter_control.idempotency_key, in order' AS sentence,
       'person:text:NO:NULL idempotency_key:text:NO:NULL route:text:NO:NULL request_sha256:text:NO:NULL answer:text:NO:NULL ' ||
       'answered_at:timestamp with time zone:NO:NULL' AS expected,
       coalesce(string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                  coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum), 'no such table') AS observed
  FROM pg_attribute a
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attrelid = to_regclass('cutter_control.idempotency_key') AND a.attnum > 0 AND NOT a.attisdropped;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V11-02', 'Constraints of cutter_control.idempotency_key',
            'idempotency_key_answer_check idempotency_key_idempotency_key_check idempotency_key_person_check idempotency_key_pkey ' ||
            'idempotency_key_request_sha256_check idempotency_key_route_check')
       ) AS e (check_id, sentence, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass('cutter_control.idempotency_key') AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V11-03' AS check_id, 'A key belongs to one person' AS sentence, 'PRIMARY KEY (person, idempotency_key)' AS expected,
       coalesce(string_agg(pg_get_constraintdef(c.oid), ' '), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conrelid = to_regclass('cutter_control.idempotency_key') AND c.contype = 'p';

-- Triggers, each switched on for ordinary sessions.
SELECT 'V11-04' AS check_id, 'Triggers of cutter_control.idempotency_key' AS sentence,
       'trg_append_only trg_idempotency_kept trg_ledger_lane' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_control.idempotency_key') AND t.tgenabled = 'O'
   AND t.tgname IN ('trg_append_only', 'trg_idempotency_kept', 'trg_ledger_lane');

SELECT 'V11-05' AS check_id, 'Index by age' AS sentence, 'idx_ik_answered_at' AS expected,
       coalesce(string_agg(i.indexname, ' '), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname = 'cutter_control' AND i.indexname = 'idx_ik_answered_at';

SELECT 'V11-06' AS check_id, 'Privileges on cutter_control.idempotency_key, other than the owner''s' AS sentence,
       'cutter_exec:INSERT cutter_exec:SELECT cutter_verify:INSERT cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s', coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.oid = to_regclass('cutter_control.idempotency_key') AND x.grantee <> c.relowner) AS p;

SELECT 'V11-07' AS check_id, 'Who may forget keys that are old, other than the owner' AS sentence, 'cutter_exec cutter_verify' AS expected,
       coalesce(string_agg(p.grantee, ' ' ORDER BY p.grantee COLLATE "C"), 'none') AS observed
  FROM (SELECT coalesce(r.rolname, 'PUBLIC') AS grantee
          FROM pg_proc f
          CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE f.oid = to_regprocedure('cutter_control.fn_forget_idempotency_keys()') AND f.prosecdef AND x.grantee <> f.proowner) AS p;

SELECT 'V11-08' AS check_id, 'Columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(a.attname, ' '), 'none') AS observed
  FROM pg_attribute a
 WHERE a.attrelid = to_regclass('cutter_control.idempotency_key') AND a.attnum > 0 AND NOT a.attisdropped
   AND col_description(a.attrelid, a.attnum) IS NULL;

SELECT 'V11-09' AS check_id, 'Rows in the new table' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM cutter_control.idempotency_key;
