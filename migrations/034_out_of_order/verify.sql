-- Post checks of 034_out_of_order: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, e.sentence, e.expected, coalesce(f.observed, 'no such constraint') AS observed
  FROM (VALUES
           ('V34-01', 'A window holds at some time, or a change set wrote it and it was annulled',
            'CHECK (((valid_until > valid_from) OR ((valid_until = valid_from) AND (scenario_ref IS NOT NULL))))', 1),
           ('V34-02', 'The rows that were there were looked at', 'true', 2),
           ('V34-03', 'It is checked as each row is written', 'false', 3)
       ) AS e (check_id, sentence, expected, at)
  LEFT JOIN LATERAL (
        SELECT (ARRAY[pg_get_constraintdef(c.oid), CAST(c.convalidated AS text), CAST(c.condeferrable AS text)])[e.at] AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass('cutter_governance.canonical_address_alias') AND c.conname = 'canonical_address_alias_window_check') AS f ON true;

SELECT e.check_id, e.sentence, e.expected, coalesce(f.observed, 'no such function') AS observed
  FROM (VALUES
           ('V34-04', 'A row that never answers breaks no rule about others', 'true', 1),
           ('V34-05', 'The check runs as the owner', 'true', 2),
           ('V34-06', 'It has a search path and settings of its own', 'enable_seqscan=off search_path=pg_catalog, pg_temp', 3),
           ('V34-07', 'Who may call it, other than the owner', 'nobody', 4)
       ) AS e (check_id, sentence, expected, at)
  LEFT JOIN LATERAL (
        SELECT (ARRAY[
                   CAST(strpos(p.prosrc, 'NOT FOUND OR a.valid_until = a.valid_from') > 0 AS text),
                   CAST(p.prosecdef AS text),
                   (SELECT string_agg(s, ' ' ORDER BY s COLLATE "C") FROM unnest(p.proconfig) AS s),
                   coalesce((SELECT string_agg(CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE CAST(pg_get_userbyid(x.grantee) AS text) END, ' ' ORDER BY x.grantee)
                               FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x WHERE x.grantee <> p.proowner), 'nobody')
               ])[e.at] AS observed
          FROM pg_proc p WHERE p.oid = to_regprocedure('cutter_governance.fn_alias_check(uuid)')) AS f ON true;

SELECT 'V34-08' AS check_id, 'What the column valid_until is said to be' AS sentence,
       'Until when, exclusive; NULL: still. Equal to valid_from: the change that wrote it was taken back, and it never answered.' AS expected,
       coalesce((SELECT col_description(a.attrelid, a.attnum) FROM pg_attribute a
                  WHERE a.attrelid = to_regclass('cutter_governance.canonical_address_alias') AND a.attname = 'valid_until'), 'nothing') AS observed;

SELECT 'V34-09' AS check_id, 'Guards of births and removals of texts, always on, that know what is born with its end' AS sentence,
       'trg_tac_born_draft:A:true trg_tac_draft_removed:A:true' AS expected,
       coalesce(string_agg(format('%s:%s:%s', t.tgname, t.tgenabled, (strpos(pg_get_triggerdef(t.oid), 'in_force_until IS NOT NULL') > 0)::text), ' ' ORDER BY t.tgname COLLATE "C"), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgname IN ('trg_tac_born_draft', 'trg_tac_draft_removed') AND t.tgrelid = to_regclass('public.tac_unit_version');
