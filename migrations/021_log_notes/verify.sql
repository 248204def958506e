-- Post checks of 021_log_notes: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns of the new tables, in order.
SELECT e.check_id, format('Columns of cutter_control.%s, in order', e.name) AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V21-01', 'log_key', 'vkey:text:NO public_key:text:NO owner:text:NO created_at:timestamp with time zone:NO'),
           ('V21-02', 'checkpoint_note', 'size:bigint:NO vkey:text:NO note:text:NO signed_at:timestamp with time zone:NO'),
           ('V21-03', 'witness_answer', 'size:bigint:NO vkey:text:NO witness:text:NO asked_at:timestamp with time zone:NO kind:text:NO ' ||
            'line:text:YES why:text:YES'),
           ('V21-04', 'time_stamp', 'size:bigint:NO vkey:text:NO authority:text:NO asked_at:timestamp with time zone:NO ' ||
            'stamped_at:timestamp with time zone:NO answer:bytea:NO')
       ) AS e (check_id, name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END),
                          ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
         WHERE a.attrelid = to_regclass('cutter_control.' || e.name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V21-05', 'Constraints of cutter_control.log_key', 'log_key_owner_check log_key_pkey log_key_public_key_key', 'cutter_control.log_key'),
           ('V21-06', 'Constraints of cutter_control.checkpoint_note', 'checkpoint_note_pkey checkpoint_note_size_fkey checkpoint_note_vkey_fkey',
            'cutter_control.checkpoint_note'),
           ('V21-07', 'Constraints of cutter_control.witness_answer', 'witness_answer_kind_check witness_answer_note_fkey witness_answer_pkey',
            'cutter_control.witness_answer'),
           ('V21-08', 'Constraints of cutter_control.time_stamp', 'time_stamp_note_fkey time_stamp_pkey', 'cutter_control.time_stamp')
       ) AS e (check_id, sentence, expected, name)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

-- Triggers, switched on for every session, whatever its session_replication_role.
SELECT 'V21-09' AS check_id, 'Triggers of the new tables, always on' AS sentence,
       'checkpoint_note.trg_append_only checkpoint_note.trg_ledger_lane log_key.trg_append_only time_stamp.trg_append_only ' ||
       'time_stamp.trg_ledger_lane witness_answer.trg_append_only witness_answer.trg_ledger_lane' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, t.tgname), ' ' ORDER BY c.relname COLLATE "C", t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('log_key', 'checkpoint_note', 'witness_answer', 'time_stamp')
   AND t.tgenabled = 'A' AND t.tgname IN ('trg_append_only', 'trg_ledger_lane');

SELECT 'V21-10' AS check_id, 'Privileges on the new tables, other than the owner''s' AS sentence,
       'checkpoint_note:cutter_exec:SELECT checkpoint_note:cutter_verify:INSERT checkpoint_note:cutter_verify:SELECT log_key:cutter_exec:SELECT ' ||
       'log_key:cutter_verify:SELECT time_stamp:cutter_exec:SELECT time_stamp:cutter_verify:INSERT time_stamp:cutter_verify:SELECT ' ||
       'witness_answer:cutter_exec:SELECT witness_answer:cutter_verify:INSERT witness_answer:cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('log_key', 'checkpoint_note', 'witness_answer', 'time_stamp')
           AND x.grantee <> c.relowner) AS p;

SELECT 'V21-11' AS check_id, 'Columns of the new tables without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, a.attname), ' '), 'none') AS observed
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('log_key', 'checkpoint_note', 'witness_answer', 'time_stamp')
   AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL;

SELECT 'V21-12' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected,
       ((SELECT count(*) FROM cutter_control.log_key) + (SELECT count(*) FROM cutter_control.checkpoint_note) +
        (SELECT count(*) FROM cutter_control.witness_answer) + (SELECT count(*) FROM cutter_control.time_stamp))::text AS observed;
