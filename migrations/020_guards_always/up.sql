-- 020_guards_always: every guard fires whatever session_replication_role says. Until now who may set it to replica (superusers, and those it
-- was granted to) silenced all of them with one word; now it takes ALTER TABLE, which the owner alone may, and which the survey of a cut sees.
--
-- Whoever restores or replicates has to know. pg_dump and pg_restore of the whole database are as before: rows come before triggers. Rows
-- alone (pg_restore --data-only) are refused by the guards; with --disable-triggers they go in, and the guards are left firing for ordinary
-- sessions alone: run this file's statement again. A physical standby is as before. A logical subscriber is refused by the guards, also as
-- superuser: set them to ENABLE REPLICA there, on a database that nobody cuts in.
--
-- Locks: SHARE ROW EXCLUSIVE on every table with a guard, those of units among them: who writes waits, who reads does not. Held for
-- milliseconds, whatever the number of units: nothing is read. Where a lock cannot be had in five seconds, nothing was done, and whoever
-- runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $always$
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
        EXECUTE format('ALTER TABLE %I.%I ENABLE ALWAYS TRIGGER %I', guard.nspname, guard.relname, guard.tgname);
    END LOOP;
END
$always$;
