-- 030_withdrawals: a change that never should have been is withdrawn by a change of a kind of its own, which may remove what it made.
--
-- Locks: ACCESS EXCLUSIVE on manifest_envelope and cut_change_set, to the end: who proposes, cuts or reads them waits while each of their rows
-- is read once; and for milliseconds on the two unit tables, whose triggers are made anew. Where a lock cannot be had in five seconds, nothing
-- was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'amendment', 'withdraw'));
ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'amendment', 'withdraw', 'compensation', 'rehearsal')),
    ADD CONSTRAINT  cut_change_set_withdraws_check CHECK ((operation_kind = 'withdraw') = (payload_summary -> 'withdraws' IS NOT NULL));

COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, amendment or withdraw.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, amendment, withdraw, compensation or rehearsal.';
COMMENT ON CONSTRAINT cut_change_set_withdraws_check ON cutter_governance.cut_change_set IS 'A withdrawal says which change set it withdraws, and nothing else does.';

-- What withdraws a change set is looked for wherever changes are read; and it is withdrawn once.
CREATE UNIQUE INDEX idx_ccs_withdraws ON cutter_governance.cut_change_set ((payload_summary ->> 'withdraws')) WHERE operation_kind = 'withdraw';
COMMENT ON INDEX cutter_governance.idx_ccs_withdraws IS 'What withdrew a change set.';

-- ---------------------------------------------------------------- who removes units and versions
-- Compensation does, in the lane of VERIFY; and a withdrawal in the lane of CUT, in the transaction that records it and at no other time.

GRANT DELETE ON public.tac_logical_unit, public.tac_unit_version TO cutter_exec;

CREATE FUNCTION cutter_governance.fn_removal_lane() RETURNS trigger
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
REVOKE ALL ON FUNCTION cutter_governance.fn_removal_lane() FROM PUBLIC;
COMMENT ON FUNCTION cutter_governance.fn_removal_lane() IS 'Refuses to remove units and versions but to compensation, and to the transaction that records a withdrawal.';

DROP TRIGGER trg_tac_lane_delete ON public.tac_logical_unit;
DROP TRIGGER trg_tac_lane_delete ON public.tac_unit_version;
CREATE TRIGGER trg_tac_lane_delete BEFORE DELETE ON public.tac_logical_unit
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_removal_lane();
CREATE TRIGGER trg_tac_lane_delete BEFORE DELETE ON public.tac_unit_version
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_removal_lane();
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_logical_unit IS 'Only compensation and withdrawals remove units and versions.';
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_unit_version IS 'Only compensation and withdrawals remove units and versions.';
ALTER TABLE public.tac_logical_unit ENABLE ALWAYS TRIGGER trg_tac_lane_delete;
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_lane_delete;
