-- 028_amending_acts: which documents a registered document amends or repeals as its card says, and which acts a text has in it already. It is no
-- part of a cut or of the ledger: what texts say can be read anew at any time, what people said of a text is kept with who said so and why.
--
-- Locks: SHARE ROW EXCLUSIVE on public.cutter_source_document, which the new tables refer to: who registers waits, who reads does not. Held for
-- milliseconds, whatever the number of documents: nothing is read. Where a lock cannot be had in five seconds, nothing was done, and whoever runs
-- it tries again. Documents that are there already are read by `directus cutter read-references`.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.document_relation (
    source_document_id uuid        NOT NULL,
    relation           text        NOT NULL,
    key                text        NOT NULL,
    name               text        NOT NULL,
    why                text,
    told_by            text        NOT NULL,
    told_at            timestamptz NOT NULL,
    CONSTRAINT document_relation_pkey                    PRIMARY KEY (source_document_id, relation, key),
    CONSTRAINT document_relation_source_document_id_fkey FOREIGN KEY (source_document_id) REFERENCES public.cutter_source_document (id),
    CONSTRAINT document_relation_relation_check          CHECK (relation IN ('amends', 'repeals', 'includes')),
    CONSTRAINT document_relation_key_check               CHECK (key <> ''),
    CONSTRAINT document_relation_why_check               CHECK (why IS NULL OR why <> '' AND relation = 'includes')
);
CREATE INDEX idx_document_relation_key ON cutter_control.document_relation (key, relation);

CREATE TABLE cutter_control.relations_read (
    source_document_id uuid        NOT NULL,
    read_at            timestamptz NOT NULL,
    CONSTRAINT relations_read_pkey                    PRIMARY KEY (source_document_id),
    CONSTRAINT relations_read_source_document_id_fkey FOREIGN KEY (source_document_id) REFERENCES public.cutter_source_document (id)
);

COMMENT ON TABLE  cutter_control.document_relation                    IS 'What a registered document says of others as a whole, and what people say that its text has in it.';
COMMENT ON COLUMN cutter_control.document_relation.source_document_id IS 'The document that says so.';
COMMENT ON COLUMN cutter_control.document_relation.relation           IS 'amends, repeals, or includes: its text has what that act asks for.';
COMMENT ON COLUMN cutter_control.document_relation.key                IS 'Key of the other document, as the core makes it of its name.';
COMMENT ON COLUMN cutter_control.document_relation.name               IS 'The other document as it is named.';
COMMENT ON COLUMN cutter_control.document_relation.why                IS 'Why a person says so; empty where the text does.';
COMMENT ON COLUMN cutter_control.document_relation.told_by            IS 'Who registered the text, or says so.';
COMMENT ON COLUMN cutter_control.document_relation.told_at            IS 'When.';
COMMENT ON TABLE  cutter_control.relations_read                       IS 'Documents whose newest text was read for what it says of others.';
COMMENT ON COLUMN cutter_control.relations_read.source_document_id    IS 'The document.';
COMMENT ON COLUMN cutter_control.relations_read.read_at               IS 'When.';
COMMENT ON INDEX  cutter_control.idx_document_relation_key            IS 'The acts on a document.';

CREATE TRIGGER trg_ledger_lane BEFORE INSERT OR UPDATE OR DELETE ON cutter_control.document_relation
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.document_relation IS 'Only the lanes that write this table change rows.';
ALTER TABLE cutter_control.document_relation ENABLE ALWAYS TRIGGER trg_ledger_lane;

REVOKE ALL ON cutter_control.document_relation, cutter_control.relations_read FROM PUBLIC;
GRANT SELECT ON cutter_control.document_relation, cutter_control.relations_read TO cutter_exec, cutter_verify;
GRANT INSERT, DELETE ON cutter_control.document_relation TO cutter_exec;
GRANT INSERT ON cutter_control.relations_read TO cutter_exec;
