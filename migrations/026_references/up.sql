-- 026_references: what the texts of units cite, read from them and kept beside their versions, and by what names documents are cited. Neither is
-- part of a cut or of the ledger: both can be read anew from the texts at any time.
--
-- Locks: SHARE ROW EXCLUSIVE on public.tac_unit_version and public.cutter_source_document, which the new tables refer to: who cuts or registers
-- waits, who reads does not. Held for milliseconds, whatever the number of units: nothing is read. Where a lock cannot be had in five seconds,
-- nothing was done, and whoever runs it tries again. Texts that are there already are read by `directus cutter read-references`.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.document_name (
    source_document_id uuid        NOT NULL,
    key                text        NOT NULL,
    name               text        NOT NULL,
    kind               text        NOT NULL,
    named_by           text        NOT NULL,
    named_at           timestamptz NOT NULL,
    CONSTRAINT document_name_pkey                    PRIMARY KEY (source_document_id, key),
    CONSTRAINT document_name_source_document_id_fkey FOREIGN KEY (source_document_id) REFERENCES public.cutter_source_document (id),
    CONSTRAINT document_name_key_check               CHECK (key <> ''),
    CONSTRAINT document_name_kind_check              CHECK (kind IN ('number', 'title', 'added'))
);
CREATE INDEX idx_document_name_key ON cutter_control.document_name (key);

CREATE TABLE cutter_control.version_read (
    version_id uuid        NOT NULL,
    engine     text        NOT NULL,
    read_at    timestamptz NOT NULL,
    CONSTRAINT version_read_pkey            PRIMARY KEY (version_id),
    CONSTRAINT version_read_version_id_fkey FOREIGN KEY (version_id) REFERENCES public.tac_unit_version (id) ON DELETE CASCADE
);

CREATE TABLE cutter_control.reference (
    version_id   uuid    NOT NULL,
    position     integer NOT NULL,
    doc_code     text    NOT NULL,
    part         text    NOT NULL,
    starts       integer NOT NULL,
    ends         integer NOT NULL,
    words        text    NOT NULL,
    kind         text    NOT NULL,
    quoted       boolean NOT NULL,
    document     text,
    document_key text,
    provision    text,
    targets      text[]  NOT NULL,
    CONSTRAINT reference_pkey            PRIMARY KEY (version_id, position),
    CONSTRAINT reference_version_id_fkey FOREIGN KEY (version_id) REFERENCES cutter_control.version_read (version_id) ON DELETE CASCADE,
    CONSTRAINT reference_part_check      CHECK (part IN ('heading', 'body')),
    CONSTRAINT reference_kind_check      CHECK (kind IN ('self', 'relative', 'internal', 'external', 'document')),
    CONSTRAINT reference_place_check     CHECK (0 <= starts AND starts <= ends)
);
CREATE INDEX idx_reference_targets      ON cutter_control.reference USING gin (targets) WHERE NOT quoted;
CREATE INDEX idx_reference_document_key ON cutter_control.reference (document_key, doc_code) WHERE NOT quoted AND document_key IS NOT NULL;

COMMENT ON TABLE  cutter_control.document_name                    IS 'By what a registered document is cited: its number, its titles, what people add.';
COMMENT ON COLUMN cutter_control.document_name.source_document_id IS 'The document.';
COMMENT ON COLUMN cutter_control.document_name.key                IS 'What two ways to write the name have in common, as the core makes it.';
COMMENT ON COLUMN cutter_control.document_name.name               IS 'The name as written.';
COMMENT ON COLUMN cutter_control.document_name.kind               IS 'number, title or added.';
COMMENT ON COLUMN cutter_control.document_name.named_by           IS 'The person who registered the document, or added the name.';
COMMENT ON COLUMN cutter_control.document_name.named_at           IS 'When.';
COMMENT ON TABLE  cutter_control.version_read                     IS 'Versions whose texts were read for what they cite.';
COMMENT ON COLUMN cutter_control.version_read.version_id          IS 'The version.';
COMMENT ON COLUMN cutter_control.version_read.engine              IS 'Revision of the core that read it.';
COMMENT ON COLUMN cutter_control.version_read.read_at             IS 'When.';
COMMENT ON TABLE  cutter_control.reference                        IS 'What the text of a version cites: a provision or a document each.';
COMMENT ON COLUMN cutter_control.reference.version_id             IS 'The version whose text says it.';
COMMENT ON COLUMN cutter_control.reference.position               IS 'Its place among all of the version, from 0.';
COMMENT ON COLUMN cutter_control.reference.doc_code               IS 'Code of the document in which it stands.';
COMMENT ON COLUMN cutter_control.reference.part                   IS 'heading or body.';
COMMENT ON COLUMN cutter_control.reference.starts                 IS 'First byte in that part.';
COMMENT ON COLUMN cutter_control.reference.ends                   IS 'Byte behind the last.';
COMMENT ON COLUMN cutter_control.reference.words                  IS 'What the text says, on one line.';
COMMENT ON COLUMN cutter_control.reference.kind                   IS 'self, relative, internal, external or document.';
COMMENT ON COLUMN cutter_control.reference.quoted                 IS 'Whether it stands in a quotation, and so belongs to the law that is quoted.';
COMMENT ON COLUMN cutter_control.reference.document               IS 'The document as it is named; empty for the one in which it stands.';
COMMENT ON COLUMN cutter_control.reference.document_key           IS 'Key of that name.';
COMMENT ON COLUMN cutter_control.reference.provision              IS 'The provision as people read it; empty for a document as a whole.';
COMMENT ON COLUMN cutter_control.reference.targets                IS 'What is looked up: key and path of the provision, then of what holds it, then of the document.';
COMMENT ON INDEX  cutter_control.idx_document_name_key            IS 'The document that a citation names.';
COMMENT ON INDEX  cutter_control.idx_reference_targets            IS 'By what a unit is cited.';
COMMENT ON INDEX  cutter_control.idx_reference_document_key       IS 'Documents that are cited, and by how many.';

CREATE TRIGGER trg_ledger_lane BEFORE INSERT OR UPDATE OR DELETE ON cutter_control.document_name
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.document_name IS 'Only the lanes that write this table change rows.';
ALTER TABLE cutter_control.document_name ENABLE ALWAYS TRIGGER trg_ledger_lane;

REVOKE ALL ON cutter_control.document_name, cutter_control.version_read, cutter_control.reference FROM PUBLIC;
GRANT SELECT ON cutter_control.document_name, cutter_control.version_read, cutter_control.reference TO cutter_exec, cutter_verify;
GRANT INSERT, DELETE ON cutter_control.document_name TO cutter_exec;
GRANT INSERT ON cutter_control.version_read, cutter_control.reference TO cutter_exec, cutter_verify;
