-- Takes back 008_control_plane. Refused while there are source texts, manifest bodies or keys.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_control.source_version' AS held_by WHERE EXISTS (SELECT FROM cutter_control.source_version)
         UNION ALL SELECT 'cutter_control.manifest_body' WHERE EXISTS (SELECT FROM cutter_control.manifest_body)
         UNION ALL SELECT 'cutter_control.signing_key' WHERE EXISTS (SELECT FROM cutter_control.signing_key)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.signing_key;
DROP TABLE cutter_control.manifest_body;
DROP TABLE cutter_control.source_version;

-- The runner's own table lives in this schema: while it is there the schema stays.
DO $schema$
BEGIN
    IF to_regclass('cutter_control.schema_migration') IS NULL THEN
        DROP SCHEMA cutter_control;
    ELSE
        REVOKE ALL ON cutter_control.schema_migration FROM cutter_exec, cutter_verify;
        REVOKE ALL ON SCHEMA cutter_control           FROM cutter_exec, cutter_verify;
    END IF;
END
$schema$;
