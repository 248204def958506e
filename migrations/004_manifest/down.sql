-- Takes back 004_manifest. Refused while there are manifests.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_governance.manifest_envelope' AS held_by WHERE EXISTS (SELECT FROM cutter_governance.manifest_envelope)
         UNION ALL SELECT 'cutter_governance.manifest_unit_block' WHERE EXISTS (SELECT FROM cutter_governance.manifest_unit_block)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

ALTER TABLE cutter_governance.verify_result  DROP CONSTRAINT verify_result_manifest_id_fkey;
ALTER TABLE cutter_governance.cut_change_set DROP CONSTRAINT cut_change_set_manifest_id_fkey;

DROP TABLE    cutter_governance.manifest_unit_block;
DROP TABLE    cutter_governance.manifest_envelope;
DROP FUNCTION cutter_governance.fn_manifest_blocks_complete();
DROP FUNCTION cutter_governance.fn_manifest_blocks_possible();
