-- Post checks of 014_resolution: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.
-- Needs the setting cutter.directus_role, like up.sql.

SELECT 'V14-01' AS check_id, 'Index on the addresses a unit had' AS sentence,
       'CREATE INDEX idx_alias_previous_canonical ON cutter_governance.canonical_address_alias USING btree (target_unit_id, valid_until DESC) ' ||
       'WHERE (alias_kind = ''previous_canonical''::text)' AS expected,
       coalesce(string_agg(i.indexdef, ' '), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname = 'cutter_governance' AND i.indexname = 'idx_alias_previous_canonical';

-- Read only, as their owner, with a fixed path and a plan that is kept.
SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'no such function') AS observed
  FROM (VALUES
           ('V14-02', 'How public.fn_tac_resolution_facts runs', 'public.fn_tac_resolution_facts(text[],boolean)',
            'plpgsql stable strict definer jit=off plan_cache_mode=force_generic_plan search_path=pg_catalog, pg_temp'),
           ('V14-03', 'How public.fn_tac_texts_near runs', 'public.fn_tac_texts_near(text)',
            'plpgsql stable strict definer jit=off plan_cache_mode=force_generic_plan search_path=pg_catalog, pg_temp')
       ) AS e (check_id, sentence, signature, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', l.lanname, CASE f.provolatile WHEN 's' THEN 'stable' WHEN 'i' THEN 'immutable' ELSE 'volatile' END,
                                    CASE WHEN f.proisstrict THEN 'strict' END, CASE WHEN f.prosecdef THEN 'definer' ELSE 'invoker' END,
                                    (SELECT string_agg(s.setting, ' ' ORDER BY s.setting COLLATE "C") FROM unnest(f.proconfig) AS s (setting))), ' ') AS observed
          FROM pg_proc f
          JOIN pg_language l ON l.oid = f.prolang
         WHERE f.oid = to_regprocedure(e.signature)) AS o;

SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V14-04', 'Who may ask for the facts of a resolution, other than the owner', 'public.fn_tac_resolution_facts(text[],boolean)'),
           ('V14-05', 'Who may ask for the texts near another, other than the owner', 'public.fn_tac_texts_near(text)')
       ) AS w (check_id, sentence, signature)
  CROSS JOIN LATERAL (
        SELECT w.check_id, w.sentence, w.signature, string_agg(r.name, ' ' ORDER BY r.name COLLATE "C") AS expected
          FROM (VALUES ('cutter_exec'), ('cutter_verify'), (current_setting('cutter.directus_role'))) AS r (name)) AS e
  CROSS JOIN LATERAL (
        SELECT string_agg(coalesce(r.rolname, 'PUBLIC'), ' ' ORDER BY coalesce(r.rolname, 'PUBLIC') COLLATE "C") AS observed
          FROM pg_proc f
         CROSS JOIN LATERAL aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE f.oid = to_regprocedure(e.signature) AND x.privilege_type = 'EXECUTE' AND x.grantee <> f.proowner) AS o;

SELECT 'V14-06' AS check_id, 'What resolves of a text that nothing has' AS sentence, '{"units" : [], "aliases" : []}' AS expected,
       (public.fn_tac_resolution_facts(ARRAY['V14-06/nothing has this text'], false)).facts AS observed;

SELECT 'V14-07' AS check_id, 'They read as the owner of the tables' AS sentence, '2 of 2' AS expected,
       format('%s of 2', count(*)) AS observed
  FROM pg_proc f
  JOIN pg_class c ON c.oid = to_regclass('cutter_governance.canonical_address_alias') AND c.relowner = f.proowner
 WHERE f.oid IN (to_regprocedure('public.fn_tac_resolution_facts(text[],boolean)'), to_regprocedure('public.fn_tac_texts_near(text)'));

SELECT 'V14-08' AS check_id, 'Functions of this migration without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(f.proname, ' ' ORDER BY f.proname COLLATE "C"), 'none') AS observed
  FROM pg_proc f
 WHERE f.proname IN ('fn_tac_resolution_facts', 'fn_tac_texts_near') AND f.pronamespace = 'public'::regnamespace
   AND obj_description(f.oid, 'pg_proc') IS NULL;
