-- Post checks of 024_legal_days: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, format('Legal days of %s', e.name) AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V24-01', 'public.tac_logical_unit', 'born_on:date:YES in_force_from:date:YES in_force_until:date:YES'),
           ('V24-02', 'public.tac_unit_version', 'in_force_from:date:YES in_force_until:date:YES'),
           ('V24-03', 'sandbox_tac.logical_unit', 'born_on:date:YES in_force_from:date:YES in_force_until:date:YES'),
           ('V24-04', 'sandbox_tac.unit_version', 'in_force_from:date:YES in_force_until:date:YES')
       ) AS e (check_id, name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END),
                          ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
         WHERE a.attrelid = to_regclass(e.name) AND a.attname IN ('born_on', 'in_force_from', 'in_force_until') AND NOT a.attisdropped) AS o;

SELECT 'V24-05' AS check_id, 'Constraints over legal days, valid' AS sentence,
       'tac_logical_unit_in_force_check tac_unit_version_in_force_check tac_unit_version_in_force_excl' AS expected,
       coalesce(string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
 WHERE c.convalidated AND c.conrelid IN (to_regclass('public.tac_logical_unit'), to_regclass('public.tac_unit_version'))
   AND c.conname IN ('tac_logical_unit_in_force_check', 'tac_unit_version_in_force_check', 'tac_unit_version_in_force_excl');

SELECT 'V24-06' AS check_id, 'Guards of births and removals, always on, that know law of a day' AS sentence,
       'tac_logical_unit:trg_tac_born_draft:A:true tac_logical_unit:trg_tac_draft_removed:A:true tac_unit_version:trg_tac_born_draft:A:true tac_unit_version:trg_tac_draft_removed:A:true' AS expected,
       coalesce(string_agg(format('%s:%s:%s:%s', c.relname, t.tgname, t.tgenabled, (strpos(pg_get_triggerdef(t.oid), 'in_force_from IS NOT NULL') > 0)::text),
                           ' ' ORDER BY c.relname COLLATE "C", t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
 WHERE t.tgname IN ('trg_tac_born_draft', 'trg_tac_draft_removed') AND t.tgrelid IN (to_regclass('public.tac_logical_unit'), to_regclass('public.tac_unit_version'));

SELECT 'V24-07' AS check_id, 'Who may change legal days' AS sentence,
       'cutter_exec:in_force_from cutter_exec:in_force_until cutter_verify:in_force_from cutter_verify:in_force_until '
       'cutter_exec:in_force_from cutter_exec:in_force_until cutter_verify:in_force_from cutter_verify:in_force_until' AS expected,
       coalesce(string_agg(format('%s:%s', r.rolname, a.attname), ' ' ORDER BY a.attrelid::regclass::text COLLATE "C", r.rolname COLLATE "C", a.attnum), 'none') AS observed
  FROM pg_attribute a
  CROSS JOIN LATERAL aclexplode(a.attacl) AS g
  JOIN pg_roles r ON r.oid = g.grantee
 WHERE a.attrelid IN (to_regclass('public.tac_logical_unit'), to_regclass('public.tac_unit_version'))
   AND a.attname IN ('born_on', 'in_force_from', 'in_force_until') AND g.privilege_type = 'UPDATE' AND r.rolname LIKE 'cutter\_%';

SELECT 'V24-08' AS check_id, 'What texts resolve to: as the owner, with a pinned search path, from legal days' AS sentence, 'true:true:true' AS expected,
       coalesce(string_agg(format('%s:%s:%s', f.prosecdef::text, ('search_path=pg_catalog, pg_temp' = ANY (f.proconfig))::text, (strpos(f.prosrc, 'u.born_on') > 0)::text), ' '), 'none') AS observed
  FROM pg_proc f
 WHERE f.proname = 'fn_tac_resolution_facts' AND f.pronamespace = 'public'::regnamespace;

SELECT 'V24-09' AS check_id, 'Columns of legal days with a comment' AS sentence, '10' AS expected, count(*)::text AS observed
  FROM pg_attribute a
 WHERE a.attrelid IN (to_regclass('public.tac_logical_unit'), to_regclass('public.tac_unit_version'), to_regclass('sandbox_tac.logical_unit'), to_regclass('sandbox_tac.unit_version'))
   AND a.attname IN ('born_on', 'in_force_from', 'in_force_until') AND col_description(a.attrelid, a.attnum) IS NOT NULL;

SELECT 'V24-10' AS check_id, 'Units and texts with a legal day' AS sentence, '0' AS expected,
       ((SELECT count(*) FROM public.tac_logical_unit WHERE born_on IS NOT NULL OR in_force_from IS NOT NULL OR in_force_until IS NOT NULL)
        + (SELECT count(*) FROM public.tac_unit_version WHERE in_force_from IS NOT NULL OR in_force_until IS NOT NULL))::text AS observed;
