-- Post checks of 030_withdrawals: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Kinds that ' || e.table_name || ' may be of, withdrawals among them' AS sentence, e.expected,
       coalesce((SELECT string_agg(k[1], ' ' ORDER BY k[1] COLLATE "C")
                   FROM pg_constraint c CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''::text', 'g') AS k
                  WHERE c.conrelid = to_regclass(e.table_name) AND c.conname = e.constraint_name AND c.convalidated), 'none') AS observed
  FROM (VALUES
           ('V30-01', 'cutter_governance.manifest_envelope', 'manifest_envelope_operation_kind_check',
            'amendment attest enact first_cut insert merge move renumber retire split substitute withdraw'),
           ('V30-02', 'cutter_governance.cut_change_set', 'cut_change_set_operation_kind_check',
            'amendment attest compensation enact first_cut insert merge move rehearsal renumber retire split substitute withdraw')
       ) AS e (check_id, table_name, constraint_name, expected);

SELECT 'V30-03' AS check_id, 'A withdrawal, and nothing else, says what it withdraws' AS sentence,
       'CHECK (((operation_kind = ''withdraw''::text) = ((payload_summary -> ''withdraws''::text) IS NOT NULL)))' AS expected,
       coalesce((SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c
                  WHERE c.conrelid = to_regclass('cutter_governance.cut_change_set') AND c.conname = 'cut_change_set_withdraws_check' AND c.convalidated), 'no such constraint') AS observed;

SELECT 'V30-04' AS check_id, 'What withdrew a change set is found, and there is one' AS sentence,
       'CREATE UNIQUE INDEX idx_ccs_withdraws ON cutter_governance.cut_change_set USING btree (((payload_summary ->> ''withdraws''::text))) WHERE (operation_kind = ''withdraw''::text)' AS expected,
       coalesce((SELECT i.indexdef FROM pg_indexes i WHERE i.schemaname = 'cutter_governance' AND i.indexname = 'idx_ccs_withdraws'), 'no such index') AS observed;

SELECT 'V30-05' AS check_id, 'Who may remove units and versions, other than their owner and Directus' AS sentence,
       'tac_logical_unit:cutter_exec tac_logical_unit:cutter_verify tac_unit_version:cutter_exec tac_unit_version:cutter_verify' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s', c.relname, r.rolname) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.oid IN (to_regclass('public.tac_logical_unit'), to_regclass('public.tac_unit_version'))
           AND x.privilege_type = 'DELETE' AND r.rolname IN ('cutter_exec', 'cutter_verify', 'cutter_ro')) AS p;

SELECT e.check_id, 'What stands before the removal of rows of ' || e.table_name || ', always' AS sentence,
       'BEFORE DELETE FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_removal_lane()' AS expected,
       coalesce((SELECT regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER trg_tac_lane_delete (BEFORE DELETE) ON \S+ ', '\1 ')
                   FROM pg_trigger t WHERE t.tgrelid = to_regclass(e.table_name) AND t.tgname = 'trg_tac_lane_delete' AND t.tgenabled = 'A'), 'nothing') AS observed
  FROM (VALUES ('V30-06', 'public.tac_logical_unit'), ('V30-07', 'public.tac_unit_version')) AS e (check_id, table_name);

SELECT 'V30-08' AS check_id, 'The guard runs as whoever writes, with a search path of its own, and nobody else calls it' AS sentence,
       'invoker search_path=pg_catalog, pg_temp owner only' AS expected,
       coalesce((SELECT concat_ws(' ', CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END, array_to_string(p.proconfig, ' '),
                                  CASE WHEN NOT EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x WHERE x.grantee <> p.proowner) THEN 'owner only' ELSE 'others' END)
                   FROM pg_proc p WHERE p.oid = to_regprocedure('cutter_governance.fn_removal_lane()')), 'no such function') AS observed;

SELECT 'V30-09' AS check_id, 'Comments that name withdrawals' AS sentence, '7' AS expected, CAST(count(*) AS text) AS observed
  FROM pg_description d
 WHERE d.description ~ 'withdr[ae]w'
   AND (d.objoid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.cut_change_set')) AND d.classoid = CAST('pg_class' AS regclass)
            AND d.objsubid IN (SELECT a.attnum FROM pg_attribute a WHERE a.attrelid = d.objoid AND a.attname = 'operation_kind')
        OR d.objoid = to_regclass('cutter_governance.idx_ccs_withdraws')
        OR d.objoid = to_regprocedure('cutter_governance.fn_removal_lane()')
        OR d.classoid = CAST('pg_constraint' AS regclass) AND d.objoid IN (SELECT c.oid FROM pg_constraint c WHERE c.conname = 'cut_change_set_withdraws_check')
        OR d.classoid = CAST('pg_trigger' AS regclass) AND d.objoid IN (SELECT t.oid FROM pg_trigger t WHERE t.tgname = 'trg_tac_lane_delete'));
