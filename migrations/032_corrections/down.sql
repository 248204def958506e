-- Takes back 032_corrections. Refused where a correction was proposed: what it is called could not be written any more.
--
-- Locks: ACCESS EXCLUSIVE on manifest_envelope and cut_change_set, to the end; each of their rows is read once.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_governance.manifest_envelope WHERE operation_kind = 'correct')
       OR EXISTS (SELECT FROM cutter_governance.cut_change_set WHERE operation_kind = 'correct') THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_governance.manifest_envelope or cutter_governance.cut_change_set hold(s) corrections.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

CREATE OR REPLACE FUNCTION cutter_governance.fn_removal_lane() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $lane$
BEGIN
    IF current_user = 'cutter_verify' THEN
        RETURN NULL;
    END IF;
    IF current_user = 'cutter_exec' AND EXISTS (
           SELECT FROM cutter_governance.cut_change_set c
            WHERE c.operation_kind = 'withdraw' AND c.status = 'applied' AND c.xmin = CAST(pg_current_xact_id() AS xid)) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'LANE_ONLY: % on %.% is for cutter_verify, and for cutter_exec where it withdraws a change, not for %.', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME, current_user
        USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
$lane$;
COMMENT ON FUNCTION cutter_governance.fn_removal_lane() IS 'Refuses to remove units and versions but to compensation, and to the transaction that records a withdrawal.';
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_logical_unit IS 'Only compensation and withdrawals remove units and versions.';
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_unit_version IS 'Only compensation and withdrawals remove units and versions.';

DROP INDEX cutter_governance.idx_ccs_corrects;

ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume', 'amendment', 'withdraw'));
ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_corrects_check,
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume', 'amendment', 'withdraw', 'compensation', 'rehearsal'));

COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, suspend, resume, amendment or withdraw.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, suspend, resume, amendment, withdraw, compensation or rehearsal.';
