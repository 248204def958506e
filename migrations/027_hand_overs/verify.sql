-- Post checks of 027_hand_overs: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.
-- Needs the setting cutter.directus_role, like up.sql.

SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V27-01', 'cutter_control.hand_over', 'hand_over_id:bigint:NO entry_id:uuid:NO moved_by:text:NO'),
           ('V27-02', 'cutter_control.hand_over_count', 'only_row:boolean:NO moves:bigint:NO'),
           ('V27-03', 'cutter_control.unwanted_notice', 'person:text:NO kind:text:NO refused_at:timestamp with time zone:NO')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT 'V27-04' AS check_id, 'Constraints of the new tables' AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES ('hand_over_count_only_row_check hand_over_count_pkey hand_over_pkey unwanted_notice_kind_check unwanted_notice_pkey')) AS e (expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid IN (to_regclass('cutter_control.hand_over'), to_regclass('cutter_control.hand_over_count'), to_regclass('cutter_control.unwanted_notice'))
           AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V27-05' AS check_id, 'How the new functions run' AS sentence,
       'fn_note_hand_over:volatile:definer:search_path=pg_catalog, pg_temp fn_tac_moves_told:stable:definer:search_path=pg_catalog, pg_temp ' ||
       'fn_tac_take_hand_overs:volatile:definer:search_path=pg_catalog, pg_temp fn_tac_unwanted_notices:stable:definer:search_path=pg_catalog, pg_temp ' ||
       'fn_tac_want_notices:volatile:definer:search_path=pg_catalog, pg_temp' AS expected,
       coalesce(string_agg(concat_ws(':', p.proname, CASE p.provolatile WHEN 's' THEN 'stable' WHEN 'i' THEN 'immutable' ELSE 'volatile' END,
                                     CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END, array_to_string(p.proconfig, ' ')), ' ' ORDER BY p.proname COLLATE "C"), 'none') AS observed
  FROM pg_proc p
 WHERE p.oid IN (to_regprocedure('cutter_control.fn_note_hand_over()'), to_regprocedure('public.fn_tac_take_hand_overs(integer)'),
                 to_regprocedure('public.fn_tac_want_notices(text,text,boolean)'), to_regprocedure('public.fn_tac_unwanted_notices()'), to_regprocedure('public.fn_tac_moves_told()'));

SELECT 'V27-06' AS check_id, 'Who may call them, other than the owner' AS sentence,
       replace('fn_tac_moves_told:# fn_tac_take_hand_overs:# fn_tac_unwanted_notices:# fn_tac_want_notices:#', '#', current_setting('cutter.directus_role')) AS expected,
       coalesce(string_agg(format('%s:%s', p.proname, coalesce(r.rolname, 'PUBLIC')), ' ' ORDER BY p.proname COLLATE "C", r.rolname COLLATE "C"), 'none') AS observed
  FROM pg_proc p
 CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
 WHERE x.grantee <> p.proowner
   AND p.oid IN (to_regprocedure('cutter_control.fn_note_hand_over()'), to_regprocedure('public.fn_tac_take_hand_overs(integer)'),
                 to_regprocedure('public.fn_tac_want_notices(text,text,boolean)'), to_regprocedure('public.fn_tac_unwanted_notices()'), to_regprocedure('public.fn_tac_moves_told()'));

SELECT 'V27-07' AS check_id, 'Privileges on the new tables, other than the owner''s' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s:%s:%s', c.relname, coalesce(r.rolname, 'PUBLIC'), x.privilege_type), ' '), 'none') AS observed
  FROM pg_class c
 CROSS JOIN LATERAL aclexplode(c.relacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
 WHERE c.oid IN (to_regclass('cutter_control.hand_over'), to_regclass('cutter_control.hand_over_count'), to_regclass('cutter_control.unwanted_notice'))
   AND x.grantee <> c.relowner;

SELECT 'V27-08' AS check_id, 'What notes moves, always' AS sentence, 'trg_note_hand_over' AS expected,
       coalesce(string_agg(t.tgname, ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgrelid = to_regclass('cutter_governance.decision_backlog_history') AND t.tgenabled = 'A' AND t.tgname = 'trg_note_hand_over';

SELECT 'V27-09' AS check_id, 'They write as the owner of the tables' AS sentence, '5 of 5' AS expected, format('%s of 5', count(*)) AS observed
  FROM pg_proc p
  JOIN pg_class c ON c.oid = to_regclass('cutter_control.hand_over') AND c.relowner = p.proowner
 WHERE p.oid IN (to_regprocedure('cutter_control.fn_note_hand_over()'), to_regprocedure('public.fn_tac_take_hand_overs(integer)'),
                 to_regprocedure('public.fn_tac_want_notices(text,text,boolean)'), to_regprocedure('public.fn_tac_unwanted_notices()'), to_regprocedure('public.fn_tac_moves_told()'));

SELECT 'V27-10' AS check_id, 'Rows of the number of moves' AS sentence, '1' AS expected, count(*)::text AS observed FROM cutter_control.hand_over_count;
