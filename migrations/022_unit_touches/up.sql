-- 022_unit_touches: which transaction touched units of which document, how a document stood after each change set that wrote it, and which
-- documents were hashed anew when. CUT and VERIFY look at what was touched, and no longer at every document there is.
--
-- Rows are written by triggers after each statement, whatever session_replication_role says; nobody is granted to write them. A dump keeps
-- them: after a restore transactions are numbered anew, so what is newer is told by touch_id too.
--
-- Locks: SHARE ROW EXCLUSIVE on public.tac_logical_unit, public.tac_unit_version and cutter_governance.cut_change_set: who writes them
-- waits, who reads does not. Held for milliseconds, at a million units as at none: nothing is read. Where a lock cannot be had in five
-- seconds, nothing was done, and whoever runs it tries again. From then on a statement costs one row more for each document it touches.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.unit_touch (
    touch_id  bigint  GENERATED ALWAYS AS IDENTITY,
    xid       xid8    NOT NULL,
    doc_code  text    NOT NULL,
    operation text    NOT NULL,
    rows      bigint  NOT NULL,
    CONSTRAINT unit_touch_pkey            PRIMARY KEY (touch_id),
    CONSTRAINT unit_touch_operation_check CHECK (operation IN ('insert', 'update', 'delete', 'note'))
);

CREATE INDEX idx_unit_touch_xid ON cutter_control.unit_touch (xid);

COMMENT ON TABLE  cutter_control.unit_touch           IS 'Which transaction touched units or versions of which document; written by triggers alone.';
COMMENT ON COLUMN cutter_control.unit_touch.touch_id  IS 'Grows with each row, over restores too.';
COMMENT ON COLUMN cutter_control.unit_touch.xid       IS 'The transaction.';
COMMENT ON COLUMN cutter_control.unit_touch.doc_code  IS 'The document; empty for versions of no unit.';
COMMENT ON COLUMN cutter_control.unit_touch.operation IS 'insert, update, delete; note for what an editor may change, which is no part of the state of a document.';
COMMENT ON COLUMN cutter_control.unit_touch.rows      IS 'Rows of the document that the statement touched.';
COMMENT ON INDEX  cutter_control.idx_unit_touch_xid   IS 'What one transaction touched, and what was touched since a snapshot.';

CREATE TABLE cutter_control.document_state (
    state_id      bigint      GENERATED ALWAYS AS IDENTITY,
    doc_code      text        NOT NULL,
    change_set_id uuid        NOT NULL,
    xid           xid8        NOT NULL DEFAULT pg_current_xact_id(),
    snapshot      pg_snapshot NOT NULL,
    last_touch    bigint      NOT NULL,
    units         bigint      NOT NULL,
    versions      bigint      NOT NULL,
    sha256        text        NOT NULL,
    CONSTRAINT document_state_pkey               PRIMARY KEY (state_id),
    CONSTRAINT document_state_change_set_id_key  UNIQUE (change_set_id),
    CONSTRAINT document_state_change_set_id_fkey FOREIGN KEY (change_set_id) REFERENCES cutter_governance.cut_change_set (change_set_id),
    CONSTRAINT document_state_sha256_check       CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE INDEX idx_document_state_doc_code ON cutter_control.document_state (doc_code, state_id DESC);
CREATE INDEX idx_document_state_xid      ON cutter_control.document_state (xid);

COMMENT ON TABLE  cutter_control.document_state               IS 'How a document stood after a change set wrote it; the signature of the change set, or of the verify result that took it back, names the same.';
COMMENT ON COLUMN cutter_control.document_state.state_id      IS 'Grows with each state of a document.';
COMMENT ON COLUMN cutter_control.document_state.doc_code      IS 'The document.';
COMMENT ON COLUMN cutter_control.document_state.change_set_id IS 'The change set.';
COMMENT ON COLUMN cutter_control.document_state.xid           IS 'Its transaction.';
COMMENT ON COLUMN cutter_control.document_state.snapshot      IS 'Which transactions it saw.';
COMMENT ON COLUMN cutter_control.document_state.last_touch    IS 'The newest touch it saw.';
COMMENT ON COLUMN cutter_control.document_state.units         IS 'Units of the document.';
COMMENT ON COLUMN cutter_control.document_state.versions      IS 'Versions of its units.';
COMMENT ON COLUMN cutter_control.document_state.sha256        IS 'Digest over all of them in order, without what an editor may change.';
COMMENT ON INDEX  cutter_control.idx_document_state_doc_code  IS 'The newest state of a document.';
COMMENT ON INDEX  cutter_control.idx_document_state_xid       IS 'Whether a transaction that touched units recorded a state.';

CREATE TABLE cutter_control.document_audit (
    doc_code   text        NOT NULL,
    audited_at timestamptz NOT NULL,
    standing   text        NOT NULL,
    CONSTRAINT document_audit_pkey           PRIMARY KEY (doc_code),
    CONSTRAINT document_audit_standing_check CHECK (standing IN ('as_signed', 'unsigned', 'drifted'))
);

CREATE INDEX idx_document_audit_audited_at ON cutter_control.document_audit (audited_at, doc_code);

COMMENT ON TABLE  cutter_control.document_audit                IS 'When each document was last hashed anew and compared with its newest signed state, in rotation.';
COMMENT ON COLUMN cutter_control.document_audit.doc_code       IS 'The document.';
COMMENT ON COLUMN cutter_control.document_audit.audited_at     IS 'When.';
COMMENT ON COLUMN cutter_control.document_audit.standing       IS 'as_signed; unsigned where no change set recorded a state of it; drifted.';
COMMENT ON INDEX  cutter_control.idx_document_audit_audited_at IS 'Whose turn it is.';

-- ---------------------------------------------------------------- who touched what

CREATE FUNCTION cutter_control.fn_unit_touched() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $touched$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows)
        SELECT pg_current_xact_id(), b.doc_code, 'insert', count(*) FROM born b GROUP BY b.doc_code;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows)
        SELECT pg_current_xact_id(), g.doc_code, 'delete', count(*) FROM gone g GROUP BY g.doc_code;
    ELSE
        -- A row that goes to another document touches both. An editor may change notes, and the title of a draft.
        INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows)
        SELECT pg_current_xact_id(), t.doc_code, t.operation, count(DISTINCT t.id)
          FROM (SELECT d.id, d.doc_code, CASE WHEN d.is_note THEN 'note' ELSE 'update' END AS operation
                  FROM (SELECT o.id, o.doc_code AS was, n.doc_code AS is_now,
                               n.id IS NOT NULL
                               AND to_jsonb(o) - 'identity_profile' - 'updated_at' = to_jsonb(n) - 'identity_profile' - 'updated_at'
                               AND o.identity_profile -> 'label' IS NOT DISTINCT FROM n.identity_profile -> 'label'
                               AND (o.identity_profile -> 'title' IS NOT DISTINCT FROM n.identity_profile -> 'title'
                                    OR o.lifecycle_status = 'draft_only' AND o.authority <> 'enacted') AS is_note
                          FROM gone o LEFT JOIN born n ON n.id = o.id) AS c
                 CROSS JOIN LATERAL (VALUES (c.id, c.was, c.is_note), (c.id, c.is_now, c.is_note)) AS d (id, doc_code, is_note)
                 WHERE d.doc_code IS NOT NULL
                UNION ALL
                SELECT n.id, n.doc_code, 'update' FROM born n WHERE NOT EXISTS (SELECT FROM gone o WHERE o.id = n.id)) AS t
         GROUP BY t.doc_code, t.operation;
    END IF;
    RETURN NULL;
END
$touched$;

CREATE FUNCTION cutter_control.fn_version_touched() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $touched$
BEGIN
    -- A version that goes to another unit touches the documents of both.
    IF TG_OP = 'INSERT' THEN
        INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows)
        SELECT pg_current_xact_id(), coalesce(u.doc_code, ''), 'insert', count(*)
          FROM born b LEFT JOIN public.tac_logical_unit u ON u.id = b.unit_id GROUP BY 2;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows)
        SELECT pg_current_xact_id(), coalesce(u.doc_code, ''), 'delete', count(*)
          FROM gone g LEFT JOIN public.tac_logical_unit u ON u.id = g.unit_id GROUP BY 2;
    ELSE
        INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows)
        SELECT pg_current_xact_id(), coalesce(u.doc_code, ''), 'update', count(DISTINCT t.id)
          FROM (SELECT g.id, g.unit_id FROM gone g UNION ALL SELECT b.id, b.unit_id FROM born b) AS t
          LEFT JOIN public.tac_logical_unit u ON u.id = t.unit_id GROUP BY 2;
    END IF;
    RETURN NULL;
END
$touched$;

REVOKE ALL ON FUNCTION cutter_control.fn_unit_touched(), cutter_control.fn_version_touched() FROM PUBLIC;

COMMENT ON FUNCTION cutter_control.fn_unit_touched()    IS 'Writes down whose units a statement touched.';
COMMENT ON FUNCTION cutter_control.fn_version_touched() IS 'Writes down whose versions a statement touched.';

CREATE TRIGGER trg_tac_touched_insert AFTER INSERT ON public.tac_logical_unit
    REFERENCING NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_unit_touched();
CREATE TRIGGER trg_tac_touched_update AFTER UPDATE ON public.tac_logical_unit
    REFERENCING OLD TABLE AS gone NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_unit_touched();
CREATE TRIGGER trg_tac_touched_delete AFTER DELETE ON public.tac_logical_unit
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_unit_touched();
CREATE TRIGGER trg_tac_touched_insert AFTER INSERT ON public.tac_unit_version
    REFERENCING NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_version_touched();
CREATE TRIGGER trg_tac_touched_update AFTER UPDATE ON public.tac_unit_version
    REFERENCING OLD TABLE AS gone NEW TABLE AS born FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_version_touched();
CREATE TRIGGER trg_tac_touched_delete AFTER DELETE ON public.tac_unit_version
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_version_touched();

ALTER TABLE public.tac_logical_unit ENABLE ALWAYS TRIGGER trg_tac_touched_insert, ENABLE ALWAYS TRIGGER trg_tac_touched_update,
                                    ENABLE ALWAYS TRIGGER trg_tac_touched_delete;
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_touched_insert, ENABLE ALWAYS TRIGGER trg_tac_touched_update,
                                    ENABLE ALWAYS TRIGGER trg_tac_touched_delete;

COMMENT ON TRIGGER trg_tac_touched_insert ON public.tac_logical_unit IS 'Written down in cutter_control.unit_touch.';
COMMENT ON TRIGGER trg_tac_touched_update ON public.tac_logical_unit IS 'Written down in cutter_control.unit_touch.';
COMMENT ON TRIGGER trg_tac_touched_delete ON public.tac_logical_unit IS 'Written down in cutter_control.unit_touch.';
COMMENT ON TRIGGER trg_tac_touched_insert ON public.tac_unit_version IS 'Written down in cutter_control.unit_touch.';
COMMENT ON TRIGGER trg_tac_touched_update ON public.tac_unit_version IS 'Written down in cutter_control.unit_touch.';
COMMENT ON TRIGGER trg_tac_touched_delete ON public.tac_unit_version IS 'Written down in cutter_control.unit_touch.';

-- ---------------------------------------------------------------- what is written is kept

CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.unit_touch
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.document_state
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.document_state
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT OR UPDATE ON cutter_control.document_audit
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');

ALTER TABLE cutter_control.unit_touch     ENABLE ALWAYS TRIGGER trg_append_only;
ALTER TABLE cutter_control.document_state ENABLE ALWAYS TRIGGER trg_append_only, ENABLE ALWAYS TRIGGER trg_ledger_lane;
ALTER TABLE cutter_control.document_audit ENABLE ALWAYS TRIGGER trg_ledger_lane;

COMMENT ON TRIGGER trg_append_only ON cutter_control.unit_touch     IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.document_state IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.document_state IS 'Only the lanes of CUT and VERIFY record states.';
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.document_audit IS 'Only the verifier lane audits.';

REVOKE ALL ON cutter_control.unit_touch, cutter_control.document_state, cutter_control.document_audit FROM PUBLIC;
GRANT SELECT ON cutter_control.unit_touch, cutter_control.document_state, cutter_control.document_audit TO cutter_exec, cutter_verify;
GRANT INSERT ON cutter_control.document_state TO cutter_exec, cutter_verify;
GRANT INSERT ON cutter_control.document_audit TO cutter_verify;
GRANT UPDATE (audited_at, standing) ON cutter_control.document_audit TO cutter_verify;
