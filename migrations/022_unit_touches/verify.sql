-- Post checks of 022_unit_touches: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns of the new tables, in order.
SELECT e.check_id, format('Columns of cutter_control.%s, in order', e.name) AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V22-01', 'unit_touch', 'touch_id:bigint:NO xid:xid8:NO doc_code:text:NO operation:text:NO rows:bigint:NO'),
           ('V22-02', 'document_state', 'state_id:bigint:NO doc_code:text:NO change_set_id:uuid:NO xid:xid8:NO snapshot:pg_snapshot:NO ' ||
            'last_touch:bigint:NO units:bigint:NO versions:bigint:NO sha256:text:NO'),
           ('V22-03', 'document_audit', 'doc_code:text:NO audited_at:timestamp with time zone:NO standing:text:NO')
       ) AS e (check_id, name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END),
                          ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
         WHERE a.attrelid = to_regclass('cutter_control.' || e.name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V22-04', 'Constraints of cutter_control.unit_touch', 'unit_touch_operation_check unit_touch_pkey', 'cutter_control.unit_touch'),
           ('V22-05', 'Constraints of cutter_control.document_state',
            'document_state_change_set_id_fkey document_state_change_set_id_key document_state_pkey document_state_sha256_check', 'cutter_control.document_state'),
           ('V22-06', 'Constraints of cutter_control.document_audit', 'document_audit_pkey document_audit_standing_check', 'cutter_control.document_audit')
       ) AS e (check_id, sentence, expected, name)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V22-07' AS check_id, 'Indexes of the new tables, valid' AS sentence,
       'idx_document_audit_audited_at idx_document_state_doc_code idx_document_state_xid idx_unit_touch_xid' AS expected,
       coalesce(string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C"), 'none') AS observed
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
 WHERE i.indisvalid AND c.relnamespace = to_regnamespace('cutter_control')
   AND c.relname IN ('idx_unit_touch_xid', 'idx_document_state_doc_code', 'idx_document_state_xid', 'idx_document_audit_audited_at');

-- What writes units down: after each statement, with the rows it touched, always, as the owner, with a pinned search path.
SELECT e.check_id, format('Triggers that write down what is touched in public.%s', e.name) AS sentence,
       format('trg_tac_touched_delete:A:8:gone:-:%1$s trg_tac_touched_insert:A:4:-:born:%1$s trg_tac_touched_update:A:16:gone:born:%1$s', e.function) AS expected,
       coalesce(o.observed, 'none') AS observed
  FROM (VALUES ('V22-08', 'tac_logical_unit', 'fn_unit_touched'), ('V22-09', 'tac_unit_version', 'fn_version_touched')) AS e (check_id, name, function)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s:%s:%s', t.tgname, t.tgenabled, t.tgtype, coalesce(t.tgoldtable, '-'), coalesce(t.tgnewtable, '-'), f.proname),
                          ' ' ORDER BY t.tgname COLLATE "C") AS observed
          FROM pg_trigger t
          JOIN pg_proc f ON f.oid = t.tgfoid
         WHERE t.tgrelid = to_regclass('public.' || e.name) AND t.tgname LIKE 'trg\_tac\_touched\_%' AND t.tgqual IS NULL) AS o;

SELECT 'V22-10' AS check_id, 'Functions that write down what is touched: as their owner, with a pinned search path' AS sentence,
       'fn_unit_touched:true:search_path=pg_catalog, pg_temp fn_version_touched:true:search_path=pg_catalog, pg_temp' AS expected,
       coalesce(string_agg(format('%s:%s:%s', f.proname, f.prosecdef::text, array_to_string(f.proconfig, ' ')), ' ' ORDER BY f.proname COLLATE "C"), 'none') AS observed
  FROM pg_proc f
 WHERE f.pronamespace = to_regnamespace('cutter_control') AND f.proname IN ('fn_unit_touched', 'fn_version_touched');

SELECT 'V22-11' AS check_id, 'Triggers of the new tables, always on' AS sentence,
       'document_audit.trg_ledger_lane document_state.trg_append_only document_state.trg_ledger_lane unit_touch.trg_append_only' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, t.tgname), ' ' ORDER BY c.relname COLLATE "C", t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('unit_touch', 'document_state', 'document_audit')
   AND t.tgenabled = 'A' AND t.tgname IN ('trg_append_only', 'trg_ledger_lane');

SELECT 'V22-12' AS check_id, 'Privileges on the new tables and functions, other than the owner''s' AS sentence,
       'document_audit:cutter_exec:SELECT document_audit:cutter_verify:INSERT document_audit:cutter_verify:SELECT ' ||
       'document_audit:cutter_verify:UPDATE(audited_at) document_audit:cutter_verify:UPDATE(standing) ' ||
       'document_state:cutter_exec:INSERT document_state:cutter_exec:SELECT document_state:cutter_verify:INSERT document_state:cutter_verify:SELECT ' ||
       'unit_touch:cutter_exec:SELECT unit_touch:cutter_verify:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('unit_touch', 'document_state', 'document_audit')
           AND x.grantee <> c.relowner
        UNION ALL
        SELECT format('%s:%s:%s(%s)', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type, a.attname)
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          CROSS JOIN LATERAL aclexplode(a.attacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('unit_touch', 'document_state', 'document_audit')
           AND x.grantee <> c.relowner
        UNION ALL
        SELECT format('%s:%s:%s', f.proname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type)
          FROM pg_proc f
          CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE f.pronamespace = to_regnamespace('cutter_control') AND f.proname IN ('fn_unit_touched', 'fn_version_touched')
           AND x.grantee <> f.proowner) AS p;

SELECT 'V22-13' AS check_id, 'Columns of the new tables without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, a.attname), ' '), 'none') AS observed
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relname IN ('unit_touch', 'document_state', 'document_audit')
   AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL;

SELECT 'V22-14' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected,
       ((SELECT count(*) FROM cutter_control.unit_touch) + (SELECT count(*) FROM cutter_control.document_state) +
        (SELECT count(*) FROM cutter_control.document_audit))::text AS observed;
