-- Takes back 020_guards_always: guards fire for ordinary sessions, as they did before.
--
-- Locks: SHARE ROW EXCLUSIVE on every table with a guard, for milliseconds; nothing is read.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $ordinary$
DECLARE
    guard record;
BEGIN
    FOR guard IN
        SELECT t.tgname, n.nspname, c.relname
          FROM pg_trigger t
          JOIN pg_class c     ON c.oid = t.tgrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_proc f      ON f.oid = t.tgfoid
          JOIN pg_namespace s ON s.oid = f.pronamespace
         WHERE NOT t.tgisinternal
           AND s.nspname IN ('cutter_governance', 'cutter_control', 'sandbox_tac', 'public')
           AND f.proname IN ('fn_append_only', 'fn_lane_only', 'fn_refuse_row', 'fn_row_frozen', 'fn_status_move', 'fn_entry_settled', 'fn_change_recorded',
                             'fn_manifest_blocks_possible', 'fn_manifest_blocks_complete', 'fn_alias_written', 'fn_alias_external', 'fn_alias_prefix_registered',
                             'fn_alias_unit_renumbered', 'fn_alias_units_born', 'fn_tac_birth_gate_lu', 'fn_tac_write_guard_lu', 'fn_tac_write_guard_uv')
           AND c.relowner = f.proowner
         ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", t.tgname COLLATE "C"
    LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE TRIGGER %I', guard.nspname, guard.relname, guard.tgname);
    END LOOP;
END
$ordinary$;
