-- Post checks of 032_corrections: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Kinds that ' || e.table_name || ' may be of, corrections among them' AS sentence, e.expected,
       coalesce((SELECT string_agg(k[1], ' ' ORDER BY k[1] COLLATE "C")
                   FROM pg_constraint c CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''::text', 'g') AS k
                  WHERE c.conrelid = to_regclass(e.table_name) AND c.conname = e.constraint_name AND c.convalidated), 'none') AS observed
  FROM (VALUES
           ('V32-01', 'cutter_governance.manifest_envelope', 'manifest_envelope_operation_kind_check',
            'amendment attest correct enact first_cut insert merge move renumber resume retire split substitute suspend withdraw'),
           ('V32-02', 'cutter_governance.cut_change_set', 'cut_change_set_operation_kind_check',
            'amendment attest compensation correct enact first_cut insert merge move rehearsal renumber resume retire split substitute suspend withdraw')
       ) AS e (check_id, table_name, constraint_name, expected);

SELECT 'V32-03' AS check_id, 'A correction, and nothing else, says what it corrects' AS sentence,
       'CHECK (((operation_kind = ''correct''::text) = ((payload_summary -> ''corrects''::text) IS NOT NULL)))' AS expected,
       coalesce((SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c
                  WHERE c.conrelid = to_regclass('cutter_governance.cut_change_set') AND c.conname = 'cut_change_set_corrects_check' AND c.convalidated), 'no such constraint') AS observed;

SELECT 'V32-04' AS check_id, 'What corrects a change set is found' AS sentence,
       'CREATE INDEX idx_ccs_corrects ON cutter_governance.cut_change_set USING btree (((payload_summary ->> ''corrects''::text))) WHERE (operation_kind = ''correct''::text)' AS expected,
       coalesce((SELECT i.indexdef FROM pg_indexes i WHERE i.schemaname = 'cutter_governance' AND i.indexname = 'idx_ccs_corrects'), 'no such index') AS observed;

SELECT e.check_id, 'What stands before the removal of rows of ' || e.table_name || ', always' AS sentence,
       'BEFORE DELETE FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_removal_lane()' AS expected,
       coalesce((SELECT regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER trg_tac_lane_delete (BEFORE DELETE) ON \S+ ', '\1 ')
                   FROM pg_trigger t WHERE t.tgrelid = to_regclass(e.table_name) AND t.tgname = 'trg_tac_lane_delete' AND t.tgenabled = 'A'), 'nothing') AS observed
  FROM (VALUES ('V32-05', 'public.tac_logical_unit'), ('V32-06', 'public.tac_unit_version')) AS e (check_id, table_name);

SELECT 'V32-07' AS check_id, 'The guard runs as whoever writes, with a search path of its own, for withdrawals and corrections, and nobody else calls it' AS sentence,
       'invoker search_path=pg_catalog, pg_temp both owner only' AS expected,
       coalesce((SELECT concat_ws(' ', CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END, array_to_string(p.proconfig, ' '),
                                  CASE WHEN strpos(p.prosrc, 'IN (''withdraw'', ''correct'') AND c.status = ''applied''') > 0 THEN 'both' ELSE 'others' END,
                                  CASE WHEN NOT EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x WHERE x.grantee <> p.proowner) THEN 'owner only' ELSE 'others' END)
                   FROM pg_proc p WHERE p.oid = to_regprocedure('cutter_governance.fn_removal_lane()')), 'no such function') AS observed;

SELECT 'V32-08' AS check_id, 'Comments that name corrections' AS sentence, '7' AS expected, CAST(count(*) AS text) AS observed
  FROM pg_description d
 WHERE d.description ~ 'correct'
   AND (d.objoid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.cut_change_set')) AND d.classoid = CAST('pg_class' AS regclass)
            AND d.objsubid IN (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = d.objoid AND a.attname = 'operation_kind')
        OR d.objoid = to_regclass('cutter_governance.idx_ccs_corrects')
        OR d.objoid = to_regprocedure('cutter_governance.fn_removal_lane()')
        OR d.classoid = CAST('pg_constraint' AS regclass) AND d.objoid IN (SELECT c.oid FROM pg_constraint c WHERE c.conname = 'cut_change_set_corrects_check')
        OR d.classoid = CAST('pg_trigger' AS regclass) AND d.objoid IN (SELECT t.oid FROM pg_trigger t WHERE t.tgname = 'trg_tac_lane_delete'));
