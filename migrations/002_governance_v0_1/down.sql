-- Takes back 002_governance_v0_1. Refused while the ledger holds rows.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_governance.decision_backlog_entry' AS held_by WHERE EXISTS (SELECT FROM cutter_governance.decision_backlog_entry)
         UNION ALL SELECT 'cutter_governance.dot_pair_signature' WHERE EXISTS (SELECT FROM cutter_governance.dot_pair_signature)
         UNION ALL SELECT 'cutter_governance.cut_change_set' WHERE EXISTS (SELECT FROM cutter_governance.cut_change_set)
         UNION ALL SELECT 'cutter_governance.cut_change_set_affected_row' WHERE EXISTS (SELECT FROM cutter_governance.cut_change_set_affected_row)
         UNION ALL SELECT 'cutter_governance.verify_result' WHERE EXISTS (SELECT FROM cutter_governance.verify_result)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

-- Change sets and verify results are referred to by signatures: those go first.
DROP TABLE  cutter_governance.dot_pair_signature;
DROP TABLE  cutter_governance.verify_result;
DROP TABLE  cutter_governance.cut_change_set_affected_row;
DROP TABLE  cutter_governance.cut_change_set;
DROP TABLE  cutter_governance.decision_backlog_entry;
DROP SCHEMA cutter_governance;
