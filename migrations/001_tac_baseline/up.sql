-- 001_tac_baseline: units, their versions, the section vocabulary, the sandbox and the birth gate.
-- Runs in one transaction opened by the runner. Installations that have these objects adopt them instead.

-- ---------------------------------------------------------------- vocabulary

CREATE TABLE public.tac_section_type_vocab (
    code            text    NOT NULL,
    name_en         text,
    name_vi         text,
    description     text,
    active          boolean NOT NULL,
    soft_word_limit integer,
    hard_word_limit integer,
    sort_order      integer,
    CONSTRAINT tac_section_type_vocab_pkey         PRIMARY KEY (code),
    CONSTRAINT tac_section_type_vocab_code_check   CHECK (code ~ '^[a-z][a-z_]*$'),
    CONSTRAINT tac_section_type_vocab_limits_check CHECK (soft_word_limit > 0 AND hard_word_limit >= soft_word_limit)
);

COMMENT ON TABLE  public.tac_section_type_vocab                 IS 'The kinds of sections a unit may be. Inactive codes stay for old units and are refused for new ones.';
COMMENT ON COLUMN public.tac_section_type_vocab.code            IS 'Stable code, as stored in tac_logical_unit.section_type.';
COMMENT ON COLUMN public.tac_section_type_vocab.name_en         IS 'Name for people, in English.';
COMMENT ON COLUMN public.tac_section_type_vocab.name_vi         IS 'Name for people, in Vietnamese.';
COMMENT ON COLUMN public.tac_section_type_vocab.description     IS 'What a section of this kind holds.';
COMMENT ON COLUMN public.tac_section_type_vocab.active          IS 'Whether new units may use this code; the birth gate refuses inactive ones.';
COMMENT ON COLUMN public.tac_section_type_vocab.soft_word_limit IS 'Words of own text above which a reviewer should look; NULL: no limit.';
COMMENT ON COLUMN public.tac_section_type_vocab.hard_word_limit IS 'Words of own text above which a unit should be split; NULL: no limit.';
COMMENT ON COLUMN public.tac_section_type_vocab.sort_order      IS 'Order in lists, outermost kinds first.';

INSERT INTO public.tac_section_type_vocab
    (sort_order, code, name_en, name_vi, description, active, soft_word_limit, hard_word_limit)
VALUES
    ( 10, 'preamble',           'Preamble',           'Lời nói đầu',            'Opening words before the first numbered part: purpose, grounds, who enacts.',  true, 1500,  6000),
    ( 20, 'recital',            'Recital',            'Căn cứ',                 'One numbered or listed ground on which the document rests.',                   true,  300,  1200),
    ( 30, 'heading',            'Heading',            'Đề mục',                 'A heading that groups units and holds no rule itself.',                        true,   60,   300),
    ( 40, 'part',               'Part',               'Phần',                   'The outermost division of a long document.',                                   true,  300,  1500),
    ( 50, 'chapter',            'Chapter',            'Chương',                 'A division of a part or of the document, holding sections or articles.',       true,  300,  1500),
    ( 60, 'section',            'Section',            'Mục',                    'A division of a chapter, or a numbered section of a handbook or act.',         true, 1000,  4000),
    ( 70, 'subsection',         'Subsection',         'Tiểu mục',               'A division of a section.',                                                     true,  800,  3000),
    ( 80, 'article',            'Article',            'Điều',                   'The basic numbered rule, usually numbered through the whole document.',        true,  800,  3000),
    ( 90, 'clause',             'Clause',             'Khoản',                  'A numbered division of an article.',                                           true,  400,  1500),
    (100, 'point',              'Point',              'Điểm',                   'A lettered division of a clause or article.',                                  true,  250,  1000),
    (110, 'sub_point',          'Sub-point',          'Tiết',                   'A division of a point.',                                                       true,  200,   800),
    (120, 'paragraph',          'Paragraph',          'Đoạn',                   'An unnumbered or numbered paragraph that is cited by itself.',                 true,  400,  1500),
    (130, 'principle',          'Principle',          'Nguyên tắc',             'A numbered principle that other rules are read by.',                           true,  500,  2000),
    (140, 'definition',         'Definition',         'Định nghĩa',             'The meaning of one term in this document.',                                    true,  150,   600),
    (150, 'schedule',           'Schedule',           'Biểu',                   'A schedule or table annexed to an act.',                                       true, 2000, 10000),
    (160, 'appendix',           'Appendix',           'Phụ lục',                'An appendix or annex of the document.',                                        true, 2000, 10000),
    (170, 'process',            'Process',            'Quy trình',              'Steps to carry out a task, in order.',                                         true, 1000,  4000),
    (180, 'governance_process', 'Governance process', 'Quy trình quản trị',     'Steps by which a decision is made, reviewed and recorded.',                    true, 1000,  4000),
    (190, 'technical_spec',     'Technical spec',     'Đặc tả kỹ thuật',        'Requirements on a system, interface or format.',                               true, 1500,  6000),
    (200, 'checklist',          'Checklist',          'Danh mục kiểm tra',      'Points to be checked, each answerable by itself.',                             true,  600,  2500),
    (210, 'changelog',          'Changelog',          'Nhật ký thay đổi',       'What changed in the document, by version.',                                    true, 1000,  5000),
    (220, 'instruction_block',  'Instruction block',  'Khối hướng dẫn',         'Instructions addressed to a person or a machine, kept together.',              true,  800,  3000),
    (230, 'reference_mapping',  'Reference mapping',  'Bảng đối chiếu',         'A table that maps references between documents or versions.',                  true, 1000,  5000);

-- ---------------------------------------------------------------- addresses

-- Same language as the core's parser, as one expression: v2 has a "/", v1 has none. A v1 head of DIEU and digits only is
-- always the numbered head, so `DIEU028` is no code (the negative lookahead).
CREATE FUNCTION public.fn_tac_canonical_address_is_valid(address text) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN strpos(address, '/') > 0 THEN
            octet_length(address) <= 208
        AND address COLLATE "C" ~ '^[A-Z0-9]+(?:-[A-Z0-9]+)*/[A-Z0-9]+(?:-[A-Z0-9]+)*$'
        AND octet_length(split_part(address, '/', 1)) <= 48
        AND octet_length(split_part(address, '/', 2)) <= 160
    ELSE
            octet_length(address) <= 128
        AND address COLLATE "C" ~ '^D(?:0|[1-9][0-9]{0,8})-(?:DIEU(?:0|[1-9][0-9]{0,8})|(?!DIEU[0-9]+-)[A-Z][A-Z0-9]*)-(?:ROOT|S(?:0|[1-9][0-9]{0,8})(?:-P(?:0|[1-9][0-9]{0,8})(?:-(?:0|[1-9][0-9]{0,8}))?|-(?:0|[1-9][0-9]{0,8}))?)$'
END;

REVOKE ALL ON FUNCTION public.fn_tac_canonical_address_is_valid(text) FROM PUBLIC;
COMMENT ON FUNCTION public.fn_tac_canonical_address_is_valid(text) IS 'Whether a text is a canonical address of format v1 or v2. The core''s parser says where a wrong one goes wrong.';

-- ---------------------------------------------------------------- units

CREATE TABLE public.tac_logical_unit (
    id                uuid        NOT NULL,
    canonical_address text        NOT NULL,
    doc_code          text        NOT NULL,
    section_type      text        NOT NULL,
    section_code      text,
    parent_id         uuid,
    sort_order        integer     NOT NULL,
    tier              text        NOT NULL,
    lifecycle_status  text        NOT NULL,
    owner_ref         text        NOT NULL,
    identity_profile  jsonb       NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT tac_logical_unit_pkey                   PRIMARY KEY (id),
    CONSTRAINT tac_logical_unit_canonical_address_key  UNIQUE (canonical_address),
    CONSTRAINT tac_logical_unit_section_type_fkey      FOREIGN KEY (section_type) REFERENCES public.tac_section_type_vocab (code),
    CONSTRAINT tac_logical_unit_parent_id_fkey         FOREIGN KEY (parent_id)    REFERENCES public.tac_logical_unit (id),
    CONSTRAINT tac_logical_unit_lifecycle_status_check CHECK (lifecycle_status IN ('draft_only', 'active', 'retired'))
);

-- A unit's children are looked up when it is read in full, and by the foreign key when it is removed.
CREATE INDEX idx_tac_logical_unit_parent_id     ON public.tac_logical_unit (parent_id);
CREATE INDEX idx_tac_logical_unit_doc_code_sort ON public.tac_logical_unit (doc_code, sort_order);

COMMENT ON TABLE  public.tac_logical_unit                   IS 'Information Units: the smallest citable pieces of documents, each under a permanent canonical address.';
COMMENT ON COLUMN public.tac_logical_unit.id                IS 'Identity of the unit; survives renumbering.';
COMMENT ON COLUMN public.tac_logical_unit.canonical_address IS 'The permanent, citable name; compared byte for byte, unique, free of status.';
COMMENT ON COLUMN public.tac_logical_unit.doc_code          IS 'Code of the document the unit belongs to; the same as its parent''s.';
COMMENT ON COLUMN public.tac_logical_unit.section_type      IS 'Kind of section, a code of tac_section_type_vocab.';
COMMENT ON COLUMN public.tac_logical_unit.section_code      IS 'Number or letter of the section as an address token, such as 15A.';
COMMENT ON COLUMN public.tac_logical_unit.parent_id         IS 'The unit that contains this one; NULL for a root.';
COMMENT ON COLUMN public.tac_logical_unit.sort_order        IS 'Place in document order.';
COMMENT ON COLUMN public.tac_logical_unit.tier              IS 'Where the unit''s status was decided: the document, the nearest group heading or its own marker.';
COMMENT ON COLUMN public.tac_logical_unit.lifecycle_status  IS 'draft_only, active or retired.';
COMMENT ON COLUMN public.tac_logical_unit.owner_ref         IS 'Who answers for the unit''s content.';
COMMENT ON COLUMN public.tac_logical_unit.identity_profile  IS 'What people call the unit: at least title and label, as written in the source.';
COMMENT ON COLUMN public.tac_logical_unit.created_at        IS 'When the unit was born.';
COMMENT ON COLUMN public.tac_logical_unit.updated_at        IS 'When the row last changed; set by the birth gate to the transaction''s time.';

CREATE TABLE public.tac_unit_version (
    id                 uuid        NOT NULL,
    unit_id            uuid        NOT NULL,
    version_seq        integer     NOT NULL,
    title              text,
    body               text,
    body_handling      text        NOT NULL,
    content_hash       text        NOT NULL,
    lifecycle_status   text        NOT NULL,
    review_state       text        NOT NULL,
    content_profile    jsonb       NOT NULL,
    source_document_id uuid,
    source_sha256      text,
    source_span        jsonb,
    change_set_id      uuid,
    created_by         text        NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    enacted_at         timestamptz,
    superseded_at      timestamptz,
    retired_at         timestamptz,
    CONSTRAINT tac_unit_version_pkey                    PRIMARY KEY (id),
    CONSTRAINT tac_unit_version_unit_id_version_seq_key UNIQUE (unit_id, version_seq),
    CONSTRAINT tac_unit_version_unit_id_fkey            FOREIGN KEY (unit_id) REFERENCES public.tac_logical_unit (id),
    CONSTRAINT tac_unit_version_version_seq_check       CHECK (version_seq > 0),
    CONSTRAINT tac_unit_version_body_handling_check     CHECK (body_handling IN ('own_body', 'structural_node')),
    CONSTRAINT tac_unit_version_body_check              CHECK (body IS NOT NULL OR body_handling = 'structural_node'),
    CONSTRAINT tac_unit_version_content_hash_check      CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT tac_unit_version_source_sha256_check     CHECK (source_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT tac_unit_version_lifecycle_status_check  CHECK (lifecycle_status IN ('draft_only', 'active', 'retired'))
);

COMMENT ON TABLE  public.tac_unit_version                    IS 'The texts of units: one row per version, each with the unit''s own text only; descendants hold theirs.';
COMMENT ON COLUMN public.tac_unit_version.id                 IS 'Identity of the version.';
COMMENT ON COLUMN public.tac_unit_version.unit_id            IS 'The unit this is a version of.';
COMMENT ON COLUMN public.tac_unit_version.version_seq        IS 'Number of the version within its unit, from 1.';
COMMENT ON COLUMN public.tac_unit_version.title              IS 'Title of the unit in this version.';
COMMENT ON COLUMN public.tac_unit_version.body               IS 'The unit''s own text; NULL only for a structural node.';
COMMENT ON COLUMN public.tac_unit_version.body_handling      IS 'own_body: the unit has text of its own; structural_node: it only groups others.';
COMMENT ON COLUMN public.tac_unit_version.content_hash       IS 'Lower-case hex SHA-256 of the body''s UTF-8 bytes; of nothing for a structural node.';
COMMENT ON COLUMN public.tac_unit_version.lifecycle_status   IS 'draft_only, active or retired.';
COMMENT ON COLUMN public.tac_unit_version.review_state       IS 'How far the version has been reviewed.';
COMMENT ON COLUMN public.tac_unit_version.content_profile    IS 'Facts about the text: word count, language, anomalies.';
COMMENT ON COLUMN public.tac_unit_version.source_document_id IS 'The registered document the text was cut from.';
COMMENT ON COLUMN public.tac_unit_version.source_sha256      IS 'SHA-256 of the canonical source text.';
COMMENT ON COLUMN public.tac_unit_version.source_span        IS 'Byte spans of the text in the canonical source.';
COMMENT ON COLUMN public.tac_unit_version.change_set_id      IS 'The change set that wrote this version.';
COMMENT ON COLUMN public.tac_unit_version.created_by         IS 'The person on whose behalf it was written.';
COMMENT ON COLUMN public.tac_unit_version.created_at         IS 'When the version was written.';
COMMENT ON COLUMN public.tac_unit_version.updated_at         IS 'When the row last changed.';
COMMENT ON COLUMN public.tac_unit_version.enacted_at         IS 'From when the version is in force.';
COMMENT ON COLUMN public.tac_unit_version.superseded_at      IS 'When a later version replaced it.';
COMMENT ON COLUMN public.tac_unit_version.retired_at         IS 'When it was retired without a successor.';

-- ---------------------------------------------------------------- sandbox

CREATE SCHEMA sandbox_tac;
COMMENT ON SCHEMA sandbox_tac IS 'Where a CUT is rehearsed: the unit tables again, with rows that nobody cites.';

CREATE TABLE sandbox_tac.logical_unit (
    LIKE public.tac_logical_unit INCLUDING COMMENTS,
    CONSTRAINT logical_unit_pkey                   PRIMARY KEY (id),
    CONSTRAINT logical_unit_canonical_address_key  UNIQUE (canonical_address),
    CONSTRAINT logical_unit_section_type_fkey      FOREIGN KEY (section_type) REFERENCES public.tac_section_type_vocab (code),
    CONSTRAINT logical_unit_parent_id_fkey         FOREIGN KEY (parent_id)    REFERENCES sandbox_tac.logical_unit (id),
    CONSTRAINT logical_unit_lifecycle_status_check CHECK (lifecycle_status IN ('draft_only', 'active', 'retired'))
);

CREATE INDEX idx_logical_unit_parent_id     ON sandbox_tac.logical_unit (parent_id);
CREATE INDEX idx_logical_unit_doc_code_sort ON sandbox_tac.logical_unit (doc_code, sort_order);

COMMENT ON TABLE sandbox_tac.logical_unit IS 'Rehearsed units, with the columns of public.tac_logical_unit.';

CREATE TABLE sandbox_tac.unit_version (
    LIKE public.tac_unit_version INCLUDING COMMENTS,
    CONSTRAINT unit_version_pkey                    PRIMARY KEY (id),
    CONSTRAINT unit_version_unit_id_version_seq_key UNIQUE (unit_id, version_seq),
    CONSTRAINT unit_version_unit_id_fkey            FOREIGN KEY (unit_id) REFERENCES sandbox_tac.logical_unit (id),
    CONSTRAINT unit_version_version_seq_check       CHECK (version_seq > 0),
    CONSTRAINT unit_version_body_handling_check     CHECK (body_handling IN ('own_body', 'structural_node')),
    CONSTRAINT unit_version_body_check              CHECK (body IS NOT NULL OR body_handling = 'structural_node'),
    CONSTRAINT unit_version_content_hash_check      CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT unit_version_source_sha256_check     CHECK (source_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT unit_version_lifecycle_status_check  CHECK (lifecycle_status IN ('draft_only', 'active', 'retired'))
);

COMMENT ON TABLE sandbox_tac.unit_version IS 'Rehearsed texts, with the columns of public.tac_unit_version.';

-- ---------------------------------------------------------------- birth gate

-- Each condition is checked at birth and when an update touches what it is about, so that retiring a vocabulary code
-- does not freeze the units that have it. Rows inserted earlier in the same statement are seen (volatile function).
-- enable_seqscan is off inside: a plan cached while the table was tiny would otherwise read the whole table per row.
CREATE FUNCTION public.fn_tac_birth_gate_lu() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
    SET enable_seqscan TO off
AS $gate$
DECLARE
    born            boolean := TG_OP = 'INSERT';
    parent_doc_code text;
BEGIN
    IF (born OR NEW.canonical_address IS DISTINCT FROM OLD.canonical_address)
       AND NOT coalesce(public.fn_tac_canonical_address_is_valid(NEW.canonical_address), false) THEN
        RAISE EXCEPTION 'BIRTH_GATE_ADDRESS: "%" is not a canonical address.', NEW.canonical_address
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'canonical_address', CONSTRAINT = TG_NAME;
    END IF;

    IF (born OR NEW.section_type IS DISTINCT FROM OLD.section_type)
       AND NOT EXISTS (SELECT FROM public.tac_section_type_vocab v WHERE v.code = NEW.section_type AND v.active) THEN
        RAISE EXCEPTION 'BIRTH_GATE_SECTION_TYPE: "%" is not an active section type (unit %).', NEW.section_type, NEW.canonical_address
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'section_type', CONSTRAINT = TG_NAME;
    END IF;

    IF (born OR NEW.identity_profile IS DISTINCT FROM OLD.identity_profile)
       AND coalesce(btrim(NEW.identity_profile ->> 'title'), '') = '' THEN
        RAISE EXCEPTION 'BIRTH_GATE_TITLE: identity_profile.title is missing or empty (unit %).', NEW.canonical_address
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'identity_profile', CONSTRAINT = TG_NAME;
    END IF;

    IF NEW.parent_id IS NOT NULL
       AND (born OR NEW.parent_id IS DISTINCT FROM OLD.parent_id OR NEW.doc_code IS DISTINCT FROM OLD.doc_code) THEN
        SELECT p.doc_code INTO parent_doc_code FROM public.tac_logical_unit p WHERE p.id = NEW.parent_id AND p.id <> NEW.id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'BIRTH_GATE_PARENT: parent % of unit % does not exist.', NEW.parent_id, NEW.canonical_address
                USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'parent_id', CONSTRAINT = TG_NAME,
                      HINT = 'Insert parents before their children; within one statement, order the rows by sort_order.';
        ELSIF parent_doc_code IS DISTINCT FROM NEW.doc_code THEN
            RAISE EXCEPTION 'BIRTH_GATE_DOC_CODE: unit % has doc_code "%", its parent has "%".', NEW.canonical_address, NEW.doc_code, parent_doc_code
                USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'doc_code', CONSTRAINT = TG_NAME;
        END IF;
    END IF;

    NEW.updated_at := now();
    RETURN NEW;
END
$gate$;

-- The sandbox's own variant: parents are looked up among the rehearsed units.
CREATE FUNCTION sandbox_tac.fn_tac_birth_gate_lu() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
    SET enable_seqscan TO off
AS $gate$
DECLARE
    born            boolean := TG_OP = 'INSERT';
    parent_doc_code text;
BEGIN
    IF (born OR NEW.canonical_address IS DISTINCT FROM OLD.canonical_address)
       AND NOT coalesce(public.fn_tac_canonical_address_is_valid(NEW.canonical_address), false) THEN
        RAISE EXCEPTION 'BIRTH_GATE_ADDRESS: "%" is not a canonical address.', NEW.canonical_address
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'canonical_address', CONSTRAINT = TG_NAME;
    END IF;

    IF (born OR NEW.section_type IS DISTINCT FROM OLD.section_type)
       AND NOT EXISTS (SELECT FROM public.tac_section_type_vocab v WHERE v.code = NEW.section_type AND v.active) THEN
        RAISE EXCEPTION 'BIRTH_GATE_SECTION_TYPE: "%" is not an active section type (unit %).', NEW.section_type, NEW.canonical_address
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'section_type', CONSTRAINT = TG_NAME;
    END IF;

    IF (born OR NEW.identity_profile IS DISTINCT FROM OLD.identity_profile)
       AND coalesce(btrim(NEW.identity_profile ->> 'title'), '') = '' THEN
        RAISE EXCEPTION 'BIRTH_GATE_TITLE: identity_profile.title is missing or empty (unit %).', NEW.canonical_address
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'identity_profile', CONSTRAINT = TG_NAME;
    END IF;

    IF NEW.parent_id IS NOT NULL
       AND (born OR NEW.parent_id IS DISTINCT FROM OLD.parent_id OR NEW.doc_code IS DISTINCT FROM OLD.doc_code) THEN
        SELECT p.doc_code INTO parent_doc_code FROM sandbox_tac.logical_unit p WHERE p.id = NEW.parent_id AND p.id <> NEW.id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'BIRTH_GATE_PARENT: parent % of unit % does not exist.', NEW.parent_id, NEW.canonical_address
                USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'parent_id', CONSTRAINT = TG_NAME,
                      HINT = 'Insert parents before their children; within one statement, order the rows by sort_order.';
        ELSIF parent_doc_code IS DISTINCT FROM NEW.doc_code THEN
            RAISE EXCEPTION 'BIRTH_GATE_DOC_CODE: unit % has doc_code "%", its parent has "%".', NEW.canonical_address, NEW.doc_code, parent_doc_code
                USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'doc_code', CONSTRAINT = TG_NAME;
        END IF;
    END IF;

    NEW.updated_at := now();
    RETURN NEW;
END
$gate$;

REVOKE ALL ON FUNCTION public.fn_tac_birth_gate_lu()      FROM PUBLIC;
REVOKE ALL ON FUNCTION sandbox_tac.fn_tac_birth_gate_lu() FROM PUBLIC;

COMMENT ON FUNCTION public.fn_tac_birth_gate_lu()      IS 'Birth gate of units: the address parses, the section type is active, the title is there, the parent exists in the same document; sets updated_at.';
COMMENT ON FUNCTION sandbox_tac.fn_tac_birth_gate_lu() IS 'Birth gate of rehearsed units: as in public, with parents among the rehearsed units.';

CREATE TRIGGER trg_tac_birth_gate_lu BEFORE INSERT OR UPDATE ON public.tac_logical_unit
    FOR EACH ROW EXECUTE FUNCTION public.fn_tac_birth_gate_lu();
CREATE TRIGGER trg_tac_birth_gate_lu BEFORE INSERT OR UPDATE ON sandbox_tac.logical_unit
    FOR EACH ROW EXECUTE FUNCTION sandbox_tac.fn_tac_birth_gate_lu();

COMMENT ON TRIGGER trg_tac_birth_gate_lu ON public.tac_logical_unit  IS 'Refuses units that could not be cited or placed, and stamps updated_at.';
COMMENT ON TRIGGER trg_tac_birth_gate_lu ON sandbox_tac.logical_unit IS 'Refuses units that could not be cited or placed, and stamps updated_at.';

-- ---------------------------------------------------------------- documents and profiles

CREATE TABLE public.cutter_source_document (
    id                    uuid        NOT NULL DEFAULT gen_random_uuid(),
    title                 text        NOT NULL,
    doc_code              text        NOT NULL,
    prefix                text        NOT NULL,
    profile               text,
    language              text,
    current_source_sha256 text,
    status                text        NOT NULL DEFAULT 'active',
    notes                 text,
    created_by            text        NOT NULL,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cutter_source_document_pkey                        PRIMARY KEY (id),
    CONSTRAINT cutter_source_document_doc_code_key                UNIQUE (doc_code),
    CONSTRAINT cutter_source_document_prefix_key                  UNIQUE (prefix),
    CONSTRAINT cutter_source_document_title_check                 CHECK (btrim(title) <> ''),
    CONSTRAINT cutter_source_document_doc_code_check              CHECK (btrim(doc_code) <> ''),
    CONSTRAINT cutter_source_document_prefix_check                CHECK (prefix ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' AND octet_length(prefix) <= 48),
    CONSTRAINT cutter_source_document_current_source_sha256_check CHECK (current_source_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT cutter_source_document_status_check                CHECK (status IN ('active', 'retired'))
);

COMMENT ON TABLE  public.cutter_source_document                       IS 'The registry of documents: one row per document, with the address prefix that is its alone.';
COMMENT ON COLUMN public.cutter_source_document.id                    IS 'Identity of the document.';
COMMENT ON COLUMN public.cutter_source_document.title                 IS 'Title for people; editable.';
COMMENT ON COLUMN public.cutter_source_document.doc_code              IS 'Code carried by each unit of the document.';
COMMENT ON COLUMN public.cutter_source_document.prefix                IS 'Prefix of the document''s canonical addresses.';
COMMENT ON COLUMN public.cutter_source_document.profile               IS 'Grammar profile last chosen for the document.';
COMMENT ON COLUMN public.cutter_source_document.language              IS 'Language of the text, as a BCP 47 tag.';
COMMENT ON COLUMN public.cutter_source_document.current_source_sha256 IS 'SHA-256 of the newest registered canonical text.';
COMMENT ON COLUMN public.cutter_source_document.status                IS 'active: may be marked; retired: kept for reading. The state of its cuts is in the backlog.';
COMMENT ON COLUMN public.cutter_source_document.notes                 IS 'Notes of editors.';
COMMENT ON COLUMN public.cutter_source_document.created_by            IS 'The person who registered it.';
COMMENT ON COLUMN public.cutter_source_document.created_at            IS 'When it was registered.';
COMMENT ON COLUMN public.cutter_source_document.updated_at            IS 'When the row last changed; set by trigger.';

CREATE TABLE public.cutter_grammar_profile (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    profile_id text        NOT NULL,
    version    text        NOT NULL DEFAULT '1',
    title      text,
    language   text,
    definition jsonb       NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    notes      text,
    created_by text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cutter_grammar_profile_pkey             PRIMARY KEY (id),
    CONSTRAINT cutter_grammar_profile_profile_id_key   UNIQUE (profile_id),
    CONSTRAINT cutter_grammar_profile_profile_id_check CHECK (profile_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT cutter_grammar_profile_definition_check CHECK (jsonb_typeof(definition) = 'object')
);

COMMENT ON TABLE  public.cutter_grammar_profile            IS 'Grammar profiles an installation adds to the built-in ones: data that tells how a kind of document is divided.';
COMMENT ON COLUMN public.cutter_grammar_profile.id         IS 'Identity of the row.';
COMMENT ON COLUMN public.cutter_grammar_profile.profile_id IS 'Name of the profile, such as vn-decree.';
COMMENT ON COLUMN public.cutter_grammar_profile.version    IS 'Version of the definition, raised by whoever changes it.';
COMMENT ON COLUMN public.cutter_grammar_profile.title      IS 'Title for people.';
COMMENT ON COLUMN public.cutter_grammar_profile.language   IS 'Language of the documents it is for, as a BCP 47 tag.';
COMMENT ON COLUMN public.cutter_grammar_profile.definition IS 'The profile itself; manifests record its digest, so later edits change no manifest.';
COMMENT ON COLUMN public.cutter_grammar_profile.active     IS 'Whether it is offered for new marks.';
COMMENT ON COLUMN public.cutter_grammar_profile.notes      IS 'Notes of editors.';
COMMENT ON COLUMN public.cutter_grammar_profile.created_by IS 'The person who added it.';
COMMENT ON COLUMN public.cutter_grammar_profile.created_at IS 'When it was added.';
COMMENT ON COLUMN public.cutter_grammar_profile.updated_at IS 'When the row last changed; set by trigger.';

CREATE FUNCTION public.fn_cutter_touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $touch$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$touch$;

REVOKE ALL ON FUNCTION public.fn_cutter_touch_updated_at() FROM PUBLIC;
COMMENT ON FUNCTION public.fn_cutter_touch_updated_at() IS 'Stamps updated_at on tables that editors may change in part.';

CREATE TRIGGER trg_cutter_touch_updated_at BEFORE UPDATE ON public.cutter_source_document
    FOR EACH ROW EXECUTE FUNCTION public.fn_cutter_touch_updated_at();
CREATE TRIGGER trg_cutter_touch_updated_at BEFORE UPDATE ON public.cutter_grammar_profile
    FOR EACH ROW EXECUTE FUNCTION public.fn_cutter_touch_updated_at();

COMMENT ON TRIGGER trg_cutter_touch_updated_at ON public.cutter_source_document IS 'Stamps updated_at.';
COMMENT ON TRIGGER trg_cutter_touch_updated_at ON public.cutter_grammar_profile IS 'Stamps updated_at.';
