-- Post checks of 020_guards_always: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Guards of ' || e.place || ' that do not fire always' AS sentence, 'none' AS expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES ('V20-01', 'cutter_governance'), ('V20-02', 'cutter_control'), ('V20-03', 'sandbox_tac'), ('V20-04', 'public.tac_logical_unit'),
               ('V20-05', 'public.tac_unit_version'), ('V20-06', 'public.cutter_source_document')) AS e (check_id, place)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%I.%I', c.relname, t.tgname), ' ' ORDER BY c.relname COLLATE "C", t.tgname COLLATE "C") AS observed
          FROM pg_trigger t
          JOIN pg_class c     ON c.oid = t.tgrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE e.place IN (n.nspname, format('%s.%s', n.nspname, c.relname))
           AND NOT t.tgisinternal AND t.tgenabled <> 'A' AND t.tgname <> 'trg_cutter_touch_updated_at') AS o;

-- One of each kind that fires always: a guard that is not there at all would not be missed above.
SELECT 'V20-07' AS check_id, 'Guards with no trigger that fires always' AS sentence, 'none' AS expected,
       coalesce(string_agg(g.name, ' ' ORDER BY g.name COLLATE "C"), 'none') AS observed
  FROM unnest(ARRAY['fn_append_only', 'fn_lane_only', 'fn_refuse_row', 'fn_row_frozen', 'fn_status_move', 'fn_entry_settled', 'fn_change_recorded',
                    'fn_manifest_blocks_possible', 'fn_manifest_blocks_complete', 'fn_alias_written', 'fn_alias_external', 'fn_alias_prefix_registered',
                    'fn_alias_unit_renumbered', 'fn_alias_units_born', 'fn_tac_birth_gate_lu', 'fn_tac_write_guard_lu', 'fn_tac_write_guard_uv']) AS g (name)
 WHERE NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid WHERE f.proname = g.name AND t.tgenabled = 'A' AND NOT t.tgisinternal);

SELECT 'V20-08' AS check_id, 'What only stamps a time is no guard, and fires as before' AS sentence, 'O O' AS expected,
       coalesce(string_agg(t.tgenabled::text, ' '), 'none') AS observed
  FROM pg_trigger t
 WHERE t.tgname = 'trg_cutter_touch_updated_at'
   AND t.tgrelid IN (to_regclass('public.cutter_source_document'), to_regclass('public.cutter_grammar_profile'));
