-- Takes back 015_structure. No row is lost: where there are rows of the two kinds, it refuses.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(t.name, ', ') INTO held
      FROM (SELECT 'cutter_governance.manifest_envelope' AS name WHERE EXISTS (
                SELECT FROM cutter_governance.manifest_envelope WHERE operation_kind IN ('insert', 'move'))
            UNION ALL
            SELECT 'cutter_governance.cut_change_set' WHERE EXISTS (
                SELECT FROM cutter_governance.cut_change_set WHERE operation_kind IN ('insert', 'move'))) AS t;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows of the kinds insert or move.', held;
    END IF;
END
$guard$;

DROP INDEX cutter_governance.idx_ccs_compensation_doc_code;

DROP TRIGGER trg_ledger_lane ON cutter_governance.canonical_address_alias;
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.canonical_address_alias
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
COMMENT ON TRIGGER trg_ledger_lane ON cutter_governance.canonical_address_alias IS 'Only the lanes that write this table add rows.';

REVOKE INSERT, UPDATE (valid_until)
    ON cutter_governance.canonical_address_alias FROM cutter_verify;
REVOKE UPDATE (lifecycle_status, change_set_id, updated_at, enacted_at, superseded_at, retired_at)
    ON public.tac_unit_version                   FROM cutter_verify;
REVOKE UPDATE (canonical_address, section_code, parent_id, sort_order, lifecycle_status, authority, identity_profile)
    ON public.tac_logical_unit                   FROM cutter_verify;

ALTER TABLE public.tac_logical_unit
    DROP CONSTRAINT tac_logical_unit_canonical_address_key,
    ADD CONSTRAINT  tac_logical_unit_canonical_address_key UNIQUE (canonical_address);

ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'retire', 'enact', 'compensation', 'rehearsal'));
ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'retire', 'enact'));

COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, retire, enact, compensation or rehearsal.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, retire or enact.';
