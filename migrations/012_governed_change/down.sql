-- Takes back 012_governed_change. Refused while anything is on record.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_control.environment' AS held_by WHERE EXISTS (SELECT FROM cutter_control.environment)
         UNION ALL SELECT 'cutter_control.change_package' AS held_by WHERE EXISTS (SELECT FROM cutter_control.change_package)
         UNION ALL SELECT 'cutter_control.change_review' AS held_by WHERE EXISTS (SELECT FROM cutter_control.change_review)
         UNION ALL SELECT 'cutter_control.change_authorisation' AS held_by WHERE EXISTS (SELECT FROM cutter_control.change_authorisation)
         UNION ALL SELECT 'cutter_control.change_run' AS held_by WHERE EXISTS (SELECT FROM cutter_control.change_run)
         UNION ALL SELECT 'cutter_control.change_authorisation_use' AS held_by WHERE EXISTS (SELECT FROM cutter_control.change_authorisation_use)
         UNION ALL SELECT 'cutter_control.change_step' AS held_by WHERE EXISTS (SELECT FROM cutter_control.change_step)
         UNION ALL SELECT 'cutter_control.gate_report' AS held_by WHERE EXISTS (SELECT FROM cutter_control.gate_report)
         UNION ALL SELECT 'cutter_control.backup' AS held_by WHERE EXISTS (SELECT FROM cutter_control.backup)
         UNION ALL SELECT 'cutter_control.backup_verification' AS held_by WHERE EXISTS (SELECT FROM cutter_control.backup_verification)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.backup_verification;
DROP TABLE cutter_control.backup;
DROP TABLE cutter_control.gate_report;
DROP TABLE cutter_control.change_step;
DROP TABLE cutter_control.change_authorisation_use;
DROP TABLE cutter_control.change_run;
DROP TABLE cutter_control.change_authorisation;
DROP TABLE cutter_control.change_review;
DROP TABLE cutter_control.change_package;
DROP TABLE cutter_control.environment;
DROP FUNCTION cutter_control.fn_change_recorded();
