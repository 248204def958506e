-- Post checks of 031_suspensions: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, format('Days of suspensions in %s', e.name) AS sentence, 'suspended_from:date:YES suspended_until:date:YES' AS expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES ('V31-01', 'public.tac_logical_unit'), ('V31-02', 'sandbox_tac.logical_unit')) AS e (check_id, name)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END),
                          ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
         WHERE a.attrelid = to_regclass(e.name) AND a.attname IN ('suspended_from', 'suspended_until') AND NOT a.attisdropped) AS o;

SELECT 'V31-03' AS check_id, 'A suspension ends no earlier than it begins' AS sentence,
       'CHECK (((suspended_until IS NULL) OR ((suspended_from IS NOT NULL) AND (suspended_until >= suspended_from))))' AS expected,
       coalesce((SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c
                  WHERE c.conrelid = to_regclass('public.tac_logical_unit') AND c.conname = 'tac_logical_unit_suspended_check' AND c.convalidated), 'no such constraint') AS observed;

SELECT e.check_id, 'Kinds that ' || e.table_name || ' may be of, suspensions among them' AS sentence, e.expected,
       coalesce((SELECT string_agg(k[1], ' ' ORDER BY k[1] COLLATE "C")
                   FROM pg_constraint c CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''::text', 'g') AS k
                  WHERE c.conrelid = to_regclass(e.table_name) AND c.conname = e.constraint_name AND c.convalidated), 'none') AS observed
  FROM (VALUES
           ('V31-04', 'cutter_governance.manifest_envelope', 'manifest_envelope_operation_kind_check',
            'amendment attest enact first_cut insert merge move renumber resume retire split substitute suspend withdraw'),
           ('V31-05', 'cutter_governance.cut_change_set', 'cut_change_set_operation_kind_check',
            'amendment attest compensation enact first_cut insert merge move rehearsal renumber resume retire split substitute suspend withdraw')
       ) AS e (check_id, table_name, constraint_name, expected);

SELECT 'V31-06' AS check_id, 'Who may change the days of suspensions' AS sentence,
       'cutter_exec:suspended_from cutter_exec:suspended_until cutter_verify:suspended_from cutter_verify:suspended_until' AS expected,
       coalesce(string_agg(format('%s:%s', r.rolname, a.attname), ' ' ORDER BY r.rolname COLLATE "C", a.attnum), 'none') AS observed
  FROM pg_attribute a
  CROSS JOIN LATERAL aclexplode(a.attacl) AS g
  JOIN pg_roles r ON r.oid = g.grantee
 WHERE a.attrelid = to_regclass('public.tac_logical_unit')
   AND a.attname IN ('suspended_from', 'suspended_until') AND g.privilege_type = 'UPDATE' AND r.rolname LIKE 'cutter\_%';

SELECT 'V31-07' AS check_id, 'What texts resolve to: as the owner, with a pinned search path, with suspensions' AS sentence, 'true:true:true' AS expected,
       coalesce(string_agg(format('%s:%s:%s', f.prosecdef::text, ('search_path=pg_catalog, pg_temp' = ANY (f.proconfig))::text, (strpos(f.prosrc, 'u.suspended_until') > 0)::text), ' '), 'none') AS observed
  FROM pg_proc f
 WHERE f.proname = 'fn_tac_resolution_facts' AND f.pronamespace = 'public'::regnamespace;

SELECT 'V31-08' AS check_id, 'Comments that name suspensions' AS sentence, '7' AS expected, CAST(count(*) AS text) AS observed
  FROM pg_description d
 WHERE (d.classoid = CAST('pg_class' AS regclass) AND d.objsubid > 0
            AND EXISTS (SELECT FROM pg_attribute a
                         WHERE a.attrelid = d.objoid AND a.attnum = d.objsubid
                           AND (a.attrelid IN (to_regclass('public.tac_logical_unit'), to_regclass('sandbox_tac.logical_unit')) AND a.attname IN ('suspended_from', 'suspended_until')
                                OR a.attrelid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.cut_change_set'))
                                   AND a.attname = 'operation_kind' AND d.description ~ 'suspend')))
    OR (d.classoid = CAST('pg_constraint' AS regclass) AND d.objoid IN (SELECT c.oid FROM pg_constraint c WHERE c.conname = 'tac_logical_unit_suspended_check'));

SELECT 'V31-09' AS check_id, 'Units that are or were suspended' AS sentence, '0' AS expected, CAST(count(*) AS text) AS observed
  FROM public.tac_logical_unit WHERE suspended_from IS NOT NULL;
