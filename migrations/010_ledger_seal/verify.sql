-- Post checks of 010_ledger_seal: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V10-01', 'cutter_control.ledger_leaf',
            'seq:bigint:NO:NULL leaf_kind:text:NO:NULL row_id:text:NO:NULL subtree_hashes:text[]:NO:NULL'),
           ('V10-02', 'cutter_control.ledger_checkpoint',
            'size:bigint:NO:NULL root:text:NO:NULL envelope:jsonb:NO:NULL key_id:text:NO:NULL signed_by:text:NO:NULL ' ||
            'signed_at:timestamp with time zone:NO:NULL')
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
           ('V10-03', 'cutter_control.ledger_leaf',
            'ledger_leaf_leaf_kind_check ledger_leaf_leaf_kind_row_id_key ledger_leaf_pkey ledger_leaf_seq_check ' ||
            'ledger_leaf_subtree_hashes_check'),
           ('V10-04', 'cutter_control.ledger_checkpoint',
            'ledger_checkpoint_key_id_fkey ledger_checkpoint_pkey ledger_checkpoint_root_check ledger_checkpoint_size_check')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

-- Triggers, each switched on for ordinary sessions.
SELECT e.check_id, 'Triggers of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V10-05', 'cutter_control.ledger_leaf', 'trg_append_only trg_ledger_lane'),
           ('V10-06', 'cutter_control.ledger_checkpoint', 'trg_append_only trg_ledger_lane')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C") AS observed
          FROM pg_trigger t
         WHERE t.tgrelid = to_regclass(e.table_name) AND t.tgenabled = 'O' AND t.tgname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V10-07' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY['cutter_control.ledger_leaf', 'cutter_control.ledger_checkpoint']) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass(t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass(t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V10-08' AS check_id, 'Privileges on the seal, other than the owner''s' AS sentence,
       'cutter_exec:ledger_checkpoint:SELECT cutter_exec:ledger_leaf:SELECT ' ||
       'cutter_verify:ledger_checkpoint:INSERT cutter_verify:ledger_checkpoint:SELECT ' ||
       'cutter_verify:ledger_leaf:INSERT cutter_verify:ledger_leaf:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', coalesce(r.rolname, 'PUBLIC'), c.relname, x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.relnamespace = to_regnamespace('cutter_control') AND x.grantee <> c.relowner
           AND c.relname IN ('ledger_leaf', 'ledger_checkpoint')) AS p;

SELECT 'V10-09' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_control.ledger_leaf
         UNION ALL SELECT count(*) AS n FROM cutter_control.ledger_checkpoint) AS r;
