-- Takes back 010_ledger_seal. Refused while there are leaves or checkpoints.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_control.ledger_leaf' AS held_by WHERE EXISTS (SELECT FROM cutter_control.ledger_leaf)
         UNION ALL SELECT 'cutter_control.ledger_checkpoint' WHERE EXISTS (SELECT FROM cutter_control.ledger_checkpoint)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.ledger_checkpoint;
DROP TABLE cutter_control.ledger_leaf;
