-- Takes back 030_withdrawals. Refused where a withdrawal was proposed: what it is called could not be written any more.
--
-- Locks: ACCESS EXCLUSIVE on manifest_envelope and cut_change_set, to the end; each of their rows is read once. For milliseconds on the two unit
-- tables.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_governance.manifest_envelope WHERE operation_kind = 'withdraw')
       OR EXISTS (SELECT FROM cutter_governance.cut_change_set WHERE operation_kind = 'withdraw') THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_governance.manifest_envelope or cutter_governance.cut_change_set hold(s) withdrawals.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TRIGGER trg_tac_lane_delete ON public.tac_unit_version;
DROP TRIGGER trg_tac_lane_delete ON public.tac_logical_unit;
CREATE TRIGGER trg_tac_lane_delete BEFORE DELETE ON public.tac_logical_unit
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_tac_lane_delete BEFORE DELETE ON public.tac_unit_version
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_logical_unit IS 'Only compensation removes units and versions.';
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_unit_version IS 'Only compensation removes units and versions.';
ALTER TABLE public.tac_logical_unit ENABLE ALWAYS TRIGGER trg_tac_lane_delete;
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_lane_delete;
DROP FUNCTION cutter_governance.fn_removal_lane();

REVOKE DELETE ON public.tac_logical_unit, public.tac_unit_version FROM cutter_exec;

DROP INDEX cutter_governance.idx_ccs_withdraws;

ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'amendment'));
ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_withdraws_check,
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'amendment', 'compensation', 'rehearsal'));

COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact or amendment.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, amendment, compensation or rehearsal.';
