-- Takes back 019_doors. Refused where a row of the ledger says how it was done, for it is sealed with that; what the records of governed change say is lost,
-- those of this very rollback among them.
--
-- Locks: ACCESS EXCLUSIVE on the nine tables, for milliseconds and for as long as it takes to read four of them up to the first such row.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '60s';

DO $guard$
DECLARE
    used text;
BEGIN
    SELECT string_agg(t.name, ', ') INTO used
      FROM (SELECT 'cutter_governance.decision_backlog_history' AS name WHERE EXISTS (SELECT FROM cutter_governance.decision_backlog_history WHERE channel IS NOT NULL)
            UNION ALL
            SELECT 'cutter_governance.cut_change_set' WHERE EXISTS (SELECT FROM cutter_governance.cut_change_set WHERE channel IS NOT NULL)
            UNION ALL
            SELECT 'cutter_control.source_version' WHERE EXISTS (SELECT FROM cutter_control.source_version WHERE channel IS NOT NULL)
            UNION ALL
            SELECT 'cutter_control.ledger_checkpoint' WHERE EXISTS (SELECT FROM cutter_control.ledger_checkpoint WHERE channel IS NOT NULL)) AS t;
    IF used IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows that say how they were done.', used
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops columns; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

ALTER TABLE cutter_control.backup DROP CONSTRAINT backup_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_control.change_run DROP CONSTRAINT change_run_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_control.change_authorisation DROP CONSTRAINT change_authorisation_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_control.change_review DROP CONSTRAINT change_review_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_control.change_package DROP CONSTRAINT change_package_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_control.ledger_checkpoint DROP CONSTRAINT ledger_checkpoint_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_control.source_version DROP CONSTRAINT source_version_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
ALTER TABLE cutter_governance.decision_backlog_history DROP CONSTRAINT decision_backlog_history_door_check, DROP COLUMN session_kind, DROP COLUMN channel;
