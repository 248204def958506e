-- 032_corrections: a cut that was wrong is corrected by a change of a kind of its own, which may remove what never should have been.
--
-- Locks: ACCESS EXCLUSIVE on manifest_envelope and cut_change_set, to the end: who proposes, cuts or reads them waits while each of their rows
-- is read once. Where a lock cannot be had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume', 'amendment', 'withdraw', 'correct'));
ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume', 'amendment', 'withdraw', 'correct', 'compensation', 'rehearsal')),
    ADD CONSTRAINT  cut_change_set_corrects_check CHECK ((operation_kind = 'correct') = (payload_summary -> 'corrects' IS NOT NULL));

COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, suspend, resume, amendment, withdraw or correct.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, suspend, resume, amendment, withdraw, correct, compensation or rehearsal.';
COMMENT ON CONSTRAINT cut_change_set_corrects_check ON cutter_governance.cut_change_set IS 'A correction says which change set it corrects, and nothing else does.';

-- What corrects a change set is looked for wherever that is taken up again; and there may be several.
CREATE INDEX idx_ccs_corrects ON cutter_governance.cut_change_set ((payload_summary ->> 'corrects')) WHERE operation_kind = 'correct';
COMMENT ON INDEX cutter_governance.idx_ccs_corrects IS 'What corrects a change set.';

-- ---------------------------------------------------------------- who removes units and versions
-- As in 030, and a correction in the transaction that records it.

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
            WHERE c.operation_kind IN ('withdraw', 'correct') AND c.status = 'applied' AND c.xmin = CAST(pg_current_xact_id() AS xid)) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'LANE_ONLY: % on %.% is for cutter_verify, and for cutter_exec where it withdraws or corrects a change, not for %.', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME, current_user
        USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
$lane$;
COMMENT ON FUNCTION cutter_governance.fn_removal_lane() IS 'Refuses to remove units and versions but to compensation, and to the transaction that records a withdrawal or a correction.';
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_logical_unit IS 'Only compensation, withdrawals and corrections remove units and versions.';
COMMENT ON TRIGGER trg_tac_lane_delete ON public.tac_unit_version IS 'Only compensation, withdrawals and corrections remove units and versions.';
