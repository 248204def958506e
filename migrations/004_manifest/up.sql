-- 004_manifest: manifests (envelope and unit blocks), and the foreign keys of the ledger to them.

CREATE TABLE cutter_governance.manifest_envelope (
    envelope_id               uuid        NOT NULL,
    operation_kind            text        NOT NULL,
    status                    text        NOT NULL,
    source_doc_ref            text        NOT NULL,
    escalation_ref            uuid,
    cut_change_set_ref        uuid,
    created_by                text        NOT NULL,
    created_at                timestamptz NOT NULL,
    reviewer                  text,
    reviewed_at               timestamptz,
    rationale                 text,
    superseded_by_envelope_id uuid,
    CONSTRAINT manifest_envelope_pkey                           PRIMARY KEY (envelope_id),
    CONSTRAINT manifest_envelope_superseded_by_envelope_id_fkey FOREIGN KEY (superseded_by_envelope_id) REFERENCES cutter_governance.manifest_envelope (envelope_id),
    CONSTRAINT manifest_envelope_operation_kind_check           CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'retire', 'enact')),
    CONSTRAINT manifest_envelope_status_check                   CHECK (status IN (
        'draft', 'under_review', 'accepted', 'rejected', 'withdrawn', 'enacted', 'superseded')),
    CONSTRAINT manifest_envelope_reviewed_check                 CHECK (
            (reviewer IS NULL) = (reviewed_at IS NULL)
        AND (reviewed_at IS NOT NULL OR status NOT IN ('accepted', 'rejected', 'enacted'))),
    CONSTRAINT manifest_envelope_superseded_check               CHECK ((status = 'superseded') = (superseded_by_envelope_id IS NOT NULL)),
    CONSTRAINT manifest_envelope_not_itself_check               CHECK (superseded_by_envelope_id <> envelope_id)
);

COMMENT ON TABLE  cutter_governance.manifest_envelope                           IS 'Manifests: one row per proposal to cut, split, join or otherwise change units.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.envelope_id               IS 'Identity of the manifest.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.operation_kind            IS 'first_cut, attest, split, merge, renumber, substitute, retire or enact.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.status                    IS 'draft, under_review, accepted, rejected, withdrawn, enacted or superseded.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.source_doc_ref            IS 'The document it is about.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.escalation_ref            IS 'Escalation entry about it, if any.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.cut_change_set_ref        IS 'The change set that enacted it.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.created_by                IS 'The person who marked.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.created_at                IS 'When it was marked.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.reviewer                  IS 'The person who decided on it; never the one who marked (G-REVIEW-SOD).';
COMMENT ON COLUMN cutter_governance.manifest_envelope.reviewed_at               IS 'When it was decided on.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.rationale                 IS 'Why it was decided so.';
COMMENT ON COLUMN cutter_governance.manifest_envelope.superseded_by_envelope_id IS 'The manifest that replaced it.';

CREATE TABLE cutter_governance.manifest_unit_block (
    envelope_id                uuid    NOT NULL,
    unit_local_id              text    NOT NULL,
    block_role                 text    NOT NULL,
    source_span                jsonb   NOT NULL,
    render_order               integer NOT NULL,
    target_unit_id             uuid,
    proposed_canonical_address text,
    proposed_section_type      text,
    proposed_authority         text,
    candidate_edges            jsonb,
    payload_summary            jsonb,
    report_summary             jsonb,
    decision_backlog_ref       uuid,
    CONSTRAINT manifest_unit_block_pkey                     PRIMARY KEY (envelope_id, unit_local_id),
    CONSTRAINT manifest_unit_block_envelope_id_fkey         FOREIGN KEY (envelope_id) REFERENCES cutter_governance.manifest_envelope (envelope_id),
    CONSTRAINT manifest_unit_block_unit_local_id_check      CHECK (btrim(unit_local_id) <> ''),
    CONSTRAINT manifest_unit_block_block_role_check         CHECK (block_role IN ('origin', 'result')),
    CONSTRAINT manifest_unit_block_address_check            CHECK ((block_role = 'result') = (proposed_canonical_address IS NOT NULL)),
    CONSTRAINT manifest_unit_block_proposed_authority_check CHECK (proposed_authority IN ('draft', 'enacted', 'runtime'))
);

COMMENT ON TABLE  cutter_governance.manifest_unit_block                            IS 'The units of a manifest: origins are units it starts from, results are units it proposes.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.envelope_id                IS 'The manifest.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.unit_local_id              IS 'Name of the unit within the manifest: r1, r2 and so on.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.block_role                 IS 'origin or result.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.source_span                IS 'Byte spans of the unit in the canonical source text.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.render_order               IS 'Place in document order.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.target_unit_id             IS 'The existing unit of an origin; for a result the unit that was cut.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.proposed_canonical_address IS 'Address proposed for a result; an origin proposes none.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.proposed_section_type      IS 'Section type proposed.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.proposed_authority         IS 'Authority proposed: draft, enacted or runtime.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.candidate_edges            IS 'Proposed relations, such as the parent''s local id.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.payload_summary            IS 'Title, label, hash and counts of the unit, for readers.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.report_summary             IS 'Anomalies and findings about the unit.';
COMMENT ON COLUMN cutter_governance.manifest_unit_block.decision_backlog_ref       IS 'The backlog entry the block belongs to.';

-- ---------------------------------------------------------------- roles of blocks per operation

-- What no further block can repair is refused at once, per statement, so that the cost does not grow with the square of the blocks.
CREATE FUNCTION cutter_governance.fn_manifest_blocks_possible() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $possible$
DECLARE
    wrong record;
BEGIN
    SELECT e.envelope_id, e.operation_kind
      INTO wrong
      FROM (SELECT c.envelope_id, bool_or(c.block_role = 'origin') AS has_origin FROM changed c GROUP BY c.envelope_id) AS touched
      JOIN cutter_governance.manifest_envelope e ON e.envelope_id = touched.envelope_id
     WHERE CASE e.operation_kind
               WHEN 'first_cut' THEN touched.has_origin
               WHEN 'split' THEN (SELECT count(*) > 1 FROM cutter_governance.manifest_unit_block b
                                   WHERE b.envelope_id = e.envelope_id AND b.block_role = 'origin')
               WHEN 'merge' THEN (SELECT count(*) > 1 FROM cutter_governance.manifest_unit_block b
                                   WHERE b.envelope_id = e.envelope_id AND b.block_role = 'result')
               ELSE false
           END
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'MANIFEST_BLOCK_ROLES: manifest % is a % and cannot have these blocks.', wrong.envelope_id, wrong.operation_kind
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                  HINT = 'first_cut: results only; split: 1 origin and at least 2 results; merge: at least 2 origins and 1 result.';
    END IF;
    RETURN NULL;
END
$possible$;

-- What is still missing is refused at commit, once per manifest, from the moment it leaves draft.
CREATE FUNCTION cutter_governance.fn_manifest_blocks_complete() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $complete$
DECLARE
    origins bigint;
    results bigint;
BEGIN
    SELECT count(*) FILTER (WHERE b.block_role = 'origin'), count(*) FILTER (WHERE b.block_role = 'result')
      INTO origins, results
      FROM cutter_governance.manifest_unit_block b
     WHERE b.envelope_id = NEW.envelope_id;
    IF (NEW.operation_kind = 'split' AND (origins <> 1 OR results < 2))
       OR (NEW.operation_kind = 'merge' AND (origins < 2 OR results <> 1)) THEN
        RAISE EXCEPTION 'MANIFEST_BLOCK_ROLES: manifest % is a % and cannot have % origin(s) and % result(s).',
                        NEW.envelope_id, NEW.operation_kind, origins, results
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                  HINT = 'split: 1 origin and at least 2 results; merge: at least 2 origins and 1 result.';
    END IF;
    RETURN NULL;
END
$complete$;

REVOKE ALL ON FUNCTION cutter_governance.fn_manifest_blocks_possible() FROM PUBLIC;
REVOKE ALL ON FUNCTION cutter_governance.fn_manifest_blocks_complete() FROM PUBLIC;

CREATE TRIGGER trg_manifest_blocks_possible_insert AFTER INSERT ON cutter_governance.manifest_unit_block
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_manifest_blocks_possible();
CREATE TRIGGER trg_manifest_blocks_possible_update AFTER UPDATE ON cutter_governance.manifest_unit_block
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_manifest_blocks_possible();
CREATE CONSTRAINT TRIGGER trg_manifest_blocks_complete AFTER INSERT OR UPDATE ON cutter_governance.manifest_envelope
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.operation_kind IN ('split', 'merge') AND NEW.status NOT IN ('draft', 'withdrawn'))
    EXECUTE FUNCTION cutter_governance.fn_manifest_blocks_complete();

COMMENT ON FUNCTION cutter_governance.fn_manifest_blocks_possible() IS 'Refuses block roles that no further block could make right.';
COMMENT ON FUNCTION cutter_governance.fn_manifest_blocks_complete() IS 'Refuses a split or merge whose blocks are not complete when it leaves draft.';
COMMENT ON TRIGGER trg_manifest_blocks_possible_insert ON cutter_governance.manifest_unit_block IS 'Block roles fit the operation, checked once per statement.';
COMMENT ON TRIGGER trg_manifest_blocks_possible_update ON cutter_governance.manifest_unit_block IS 'Block roles fit the operation, checked once per statement.';
COMMENT ON TRIGGER trg_manifest_blocks_complete        ON cutter_governance.manifest_envelope   IS 'Blocks of a split or merge are complete, checked at commit.';

-- ---------------------------------------------------------------- links from 002

ALTER TABLE cutter_governance.cut_change_set
    ADD CONSTRAINT cut_change_set_manifest_id_fkey FOREIGN KEY (manifest_id) REFERENCES cutter_governance.manifest_envelope (envelope_id);
ALTER TABLE cutter_governance.verify_result
    ADD CONSTRAINT verify_result_manifest_id_fkey  FOREIGN KEY (manifest_id) REFERENCES cutter_governance.manifest_envelope (envelope_id);
