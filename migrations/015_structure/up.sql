-- 015_structure: what operations on cut law need of the database: the kinds insert and move, addresses that change places in one
-- statement, and a way back for rows that were changed, not made.

-- ---------------------------------------------------------------- two more kinds

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

-- ---------------------------------------------------------------- addresses that change places
-- Article 5 becomes 6 and 6 becomes 5 in one statement: what counts is its end. Nobody sees an address twice.

ALTER TABLE public.tac_logical_unit
    DROP CONSTRAINT tac_logical_unit_canonical_address_key,
    ADD CONSTRAINT  tac_logical_unit_canonical_address_key UNIQUE (canonical_address) DEFERRABLE INITIALLY IMMEDIATE;

-- ---------------------------------------------------------------- the way back
-- CUT may write all of this already. Compensation puts changed rows back, closes the aliases a change opened and opens those it closed.

GRANT UPDATE (canonical_address, section_code, parent_id, sort_order, lifecycle_status, authority, identity_profile)
   ON public.tac_logical_unit                   TO cutter_verify;
GRANT UPDATE (lifecycle_status, change_set_id, updated_at, enacted_at, superseded_at, retired_at)
   ON public.tac_unit_version                   TO cutter_verify;
GRANT INSERT, UPDATE (valid_until)
   ON cutter_governance.canonical_address_alias TO cutter_verify;

DROP TRIGGER trg_ledger_lane ON cutter_governance.canonical_address_alias;
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.canonical_address_alias
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
COMMENT ON TRIGGER trg_ledger_lane ON cutter_governance.canonical_address_alias IS 'Only the lanes that write this table add rows.';

-- ---------------------------------------------------------------- addresses of units that were taken back
-- No address is derived twice, not even one whose unit was removed again: only the compensations of the document tell of those.

CREATE INDEX idx_ccs_compensation_doc_code ON cutter_governance.cut_change_set ((payload_summary ->> 'doc_code')) WHERE operation_kind = 'compensation';
COMMENT ON INDEX cutter_governance.idx_ccs_compensation_doc_code IS 'Compensations of a document.';
