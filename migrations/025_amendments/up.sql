-- 025_amendments: an amending act is one change, of a kind of its own.
--
-- Locks: ACCESS EXCLUSIVE on manifest_envelope and cut_change_set, to the end: who proposes, cuts or reads them waits while each of their rows
-- is read once. Where a lock cannot be had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

ALTER TABLE cutter_governance.manifest_envelope
    DROP CONSTRAINT manifest_envelope_operation_kind_check,
    ADD CONSTRAINT  manifest_envelope_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'amendment'));
ALTER TABLE cutter_governance.cut_change_set
    DROP CONSTRAINT cut_change_set_operation_kind_check,
    ADD CONSTRAINT  cut_change_set_operation_kind_check CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'amendment', 'compensation', 'rehearsal'));

COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact or amendment.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind    IS 'first_cut, attest, split, merge, renumber, substitute, insert, move, retire, enact, amendment, compensation or rehearsal.';
