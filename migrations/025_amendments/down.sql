-- Takes back 025_amendments. Refused where an amendment was proposed: what it is called could not be written any more.
--
-- Locks: ACCESS EXCLUSIVE on manifest_envelope and cut_change_set, to the end; each of their rows is read once.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_governance.manifest_envelope WHERE operation_kind = 'amendment')
       OR EXISTS (SELECT FROM cutter_governance.cut_change_set WHERE operation_kind = 'amendment') THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_governance.manifest_envelope or cutter_governance.cut_change_set hold(s) amendments.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact'));
ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'compensation', 'rehearsal'));

COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire or enact.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, compensation or rehearsal.';
