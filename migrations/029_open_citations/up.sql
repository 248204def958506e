-- 029_open_citations: citations that do not answer as they were meant, and that somebody lets stand all the same: who says so, and why. It is no part
-- of a cut or of the ledger, and goes with the text that cites.
--
-- Locks: SHARE ROW EXCLUSIVE on cutter_control.reference, which the new table refers to: who proves a change waits, who reads does not. Held for
-- milliseconds, whatever the number of citations: nothing is read. Where a lock cannot be had in five seconds, nothing was done, and whoever runs it
-- tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.accepted_citation (
    version_id  uuid        NOT NULL,
    position    integer     NOT NULL,
    asks        text        NOT NULL,
    why         text        NOT NULL,
    accepted_by text        NOT NULL,
    accepted_at timestamptz NOT NULL,
    CONSTRAINT accepted_citation_pkey           PRIMARY KEY (version_id, position),
    CONSTRAINT accepted_citation_reference_fkey FOREIGN KEY (version_id, position) REFERENCES cutter_control.reference (version_id, position) ON DELETE CASCADE,
    CONSTRAINT accepted_citation_asks_check     CHECK (asks <> ''),
    CONSTRAINT accepted_citation_why_check      CHECK (why <> '')
);

COMMENT ON TABLE  cutter_control.accepted_citation             IS 'Citations that do not answer as they were meant, and that somebody lets stand.';
COMMENT ON COLUMN cutter_control.accepted_citation.version_id  IS 'The version whose text cites.';
COMMENT ON COLUMN cutter_control.accepted_citation.position    IS 'The place of the citation among all of the version.';
COMMENT ON COLUMN cutter_control.accepted_citation.asks        IS 'What it asked then, as the core says it. Where it asks something else later, it is open again.';
COMMENT ON COLUMN cutter_control.accepted_citation.why         IS 'Why it stands.';
COMMENT ON COLUMN cutter_control.accepted_citation.accepted_by IS 'Who says so.';
COMMENT ON COLUMN cutter_control.accepted_citation.accepted_at IS 'When.';

-- Rows that go with their citation are taken along by the owner of the table, in whatever lane that is: nobody but one lane may take others away.
CREATE TRIGGER trg_ledger_lane BEFORE INSERT OR UPDATE ON cutter_control.accepted_citation
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.accepted_citation IS 'Only the lane that writes this table adds or changes rows.';
ALTER TABLE cutter_control.accepted_citation ENABLE ALWAYS TRIGGER trg_ledger_lane;

REVOKE ALL ON cutter_control.accepted_citation FROM PUBLIC;
GRANT SELECT ON cutter_control.accepted_citation TO cutter_exec, cutter_verify;
GRANT INSERT, DELETE ON cutter_control.accepted_citation TO cutter_exec;
