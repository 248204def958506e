-- 018_confirmed_card: what people confirmed or corrected of what a text says of itself, when they registered it. MARK takes it over into the
-- manifest, where it is reviewed and sealed; here it waits for that, and is kept.
--
-- Locks: SHARE ROW EXCLUSIVE on cutter_control.source_version and public.cutter_source_document, which the new table refers to: who registers
-- a document waits, who reads does not, and units are not touched. Held for milliseconds, whatever the number of units or texts: nothing is
-- read. Where a lock cannot be had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.confirmed_card (
    source_document_id uuid        NOT NULL,
    source_sha256      text        NOT NULL,
    confirmed_at       timestamptz NOT NULL,
    confirmed_by       text        NOT NULL,
    card               jsonb       NOT NULL,
    CONSTRAINT confirmed_card_pkey                    PRIMARY KEY (source_document_id, source_sha256, confirmed_at),
    CONSTRAINT confirmed_card_source_document_id_fkey FOREIGN KEY (source_document_id) REFERENCES public.cutter_source_document (id),
    CONSTRAINT confirmed_card_source_sha256_fkey      FOREIGN KEY (source_sha256) REFERENCES cutter_control.source_version (sha256),
    CONSTRAINT confirmed_card_confirmed_by_check      CHECK (confirmed_by <> ''),
    CONSTRAINT confirmed_card_card_check              CHECK (jsonb_typeof(card) = 'array' AND card <> '[]')
);

COMMENT ON TABLE  cutter_control.confirmed_card                    IS 'Cards as people confirmed them at registration; of several for one text of a document the newest counts.';
COMMENT ON COLUMN cutter_control.confirmed_card.source_document_id IS 'The document.';
COMMENT ON COLUMN cutter_control.confirmed_card.source_sha256      IS 'The source version whose card it is.';
COMMENT ON COLUMN cutter_control.confirmed_card.confirmed_at       IS 'When it was registered so.';
COMMENT ON COLUMN cutter_control.confirmed_card.confirmed_by       IS 'The person who confirmed it.';
COMMENT ON COLUMN cutter_control.confirmed_card.card               IS 'Array of member, read (what the text says) and value (what was confirmed: the same, or corrected).';

CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.confirmed_card
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.confirmed_card
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();

COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.confirmed_card IS 'Only the lanes that write this table add rows.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.confirmed_card IS 'Rows are kept as they were written.';

REVOKE ALL ON cutter_control.confirmed_card FROM PUBLIC;
GRANT SELECT ON cutter_control.confirmed_card TO cutter_exec, cutter_verify;
GRANT INSERT ON cutter_control.confirmed_card TO cutter_exec;
