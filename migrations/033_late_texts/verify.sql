-- Post checks of 033_late_texts: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, e.sentence, e.expected, coalesce(f.observed, 'no such function') AS observed
  FROM (VALUES
           ('V33-01', 'What texts resolve to looks at the version that none was put in the place of', 'true', 1),
           ('V33-02', 'It runs as the owner', 'true', 2),
           ('V33-03', 'It has a search path, plans and settings of its own', 'jit=off plan_cache_mode=force_generic_plan search_path=pg_catalog, pg_temp', 3),
           ('V33-04', 'It reads within one statement and answers nothing to nothing', 's true', 4),
           ('V33-05', 'Who may ask it, other than the owner and Directus', 'cutter_exec cutter_verify', 5)
       ) AS e (check_id, sentence, expected, at)
  LEFT JOIN LATERAL (
        SELECT (ARRAY[
                   CAST(strpos(p.prosrc, 'ORDER BY n.superseded_at DESC NULLS FIRST, n.version_seq DESC') > 0 AS text),
                   CAST(p.prosecdef AS text),
                   (SELECT string_agg(s, ' ' ORDER BY s COLLATE "C") FROM unnest(p.proconfig) AS s),
                   CAST(p.provolatile AS text) || ' ' || CAST(p.proisstrict AS text),
                   coalesce((SELECT string_agg(pg_get_userbyid(x.grantee), ' ' ORDER BY pg_get_userbyid(x.grantee) COLLATE "C")
                               FROM aclexplode(p.proacl) AS x WHERE x.grantee <> p.proowner AND pg_get_userbyid(x.grantee) LIKE 'cutter\_%'), 'nobody')
               ])[e.at] AS observed
          FROM pg_proc p WHERE p.oid = to_regprocedure('public.fn_tac_resolution_facts(text[],boolean)')) AS f ON true;

SELECT e.check_id, 'What the column ' || e.name || ' is said to be' AS sentence, e.expected, coalesce(col_description(a.attrelid, a.attnum), 'nothing') AS observed
  FROM (VALUES
           ('V33-06', 'version_seq', 'From 1, in the order in which they were recorded, which is not that of their days.'),
           ('V33-07', 'superseded_at', 'When another text was put in its place: on a legal day 00:00 UTC of it. Empty of the newest.')
       ) AS e (check_id, name, expected)
  LEFT JOIN pg_attribute a ON a.attrelid = to_regclass('public.tac_unit_version') AND a.attname = e.name;

SELECT 'V33-08' AS check_id, 'Units of which two texts are the newest' AS sentence, '0' AS expected, CAST(count(*) AS text) AS observed
  FROM (SELECT unit_id FROM public.tac_unit_version WHERE superseded_at IS NULL GROUP BY unit_id HAVING count(*) > 1) AS two;
