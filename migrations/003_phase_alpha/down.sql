-- Takes back 003_phase_alpha, last step first. What cannot come back: the values of updated_at before the backfill (only from a backup).
-- Refused while there are aliases.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'cutter_governance.canonical_address_alias' AS held_by WHERE EXISTS (SELECT FROM cutter_governance.canonical_address_alias)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP INDEX cutter_governance.idx_alias_validity_window;
DROP INDEX cutter_governance.idx_alias_alias_kind;
DROP INDEX cutter_governance.idx_alias_target_unit_id;
DROP INDEX cutter_governance.idx_alias_alias_text;
DROP TABLE cutter_governance.canonical_address_alias;

ALTER TABLE sandbox_tac.logical_unit DROP COLUMN authority;
ALTER TABLE sandbox_tac.logical_unit DROP COLUMN canonical_address_format_version;
ALTER TABLE public.tac_logical_unit  DROP COLUMN authority;
ALTER TABLE public.tac_logical_unit  DROP COLUMN canonical_address_format_version;
