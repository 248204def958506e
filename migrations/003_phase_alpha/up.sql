-- 003_phase_alpha: authority and address format of units, and the table of address aliases.
-- One transaction, additive only. The order of the nine steps matters: with the default before the backfill, ADD COLUMN would fill
-- every row with it and the backfill would match nothing.

-- step 1 (d)
ALTER TABLE public.tac_logical_unit ADD COLUMN canonical_address_format_version text NOT NULL DEFAULT 'canonical-address-v1';

-- step 2 (a)
ALTER TABLE public.tac_logical_unit ADD COLUMN authority text;

-- step 3 (b); the birth gate stamps updated_at on every row, which is accepted
UPDATE public.tac_logical_unit
   SET authority = CASE lifecycle_status
                       WHEN 'draft_only' THEN 'draft'
                       WHEN 'active'     THEN 'enacted'
                       WHEN 'retired'    THEN 'enacted'
                   END
 WHERE authority IS NULL;

-- step 4 (c), for new rows only
ALTER TABLE public.tac_logical_unit ALTER COLUMN authority SET DEFAULT 'draft';

-- step 5 (g)
ALTER TABLE sandbox_tac.logical_unit ADD COLUMN canonical_address_format_version text NOT NULL DEFAULT 'canonical-address-v1';

-- step 6 (e); no backfill in the sandbox
ALTER TABLE sandbox_tac.logical_unit ADD COLUMN authority text;

-- step 7 (f)
ALTER TABLE sandbox_tac.logical_unit ALTER COLUMN authority SET DEFAULT 'draft';

-- step 8 (h); target_unit_id is a soft reference: an alias outlives its unit
CREATE TABLE cutter_governance.canonical_address_alias (
    alias_id       uuid        NOT NULL,
    target_unit_id uuid        NOT NULL,
    alias_text     text        NOT NULL,
    alias_kind     text        NOT NULL,
    valid_from     timestamptz NOT NULL,
    valid_until    timestamptz,
    created_by     text        NOT NULL,
    rationale      text        NOT NULL,
    scenario_ref   text,
    CONSTRAINT canonical_address_alias_pkey PRIMARY KEY (alias_id)
);

-- step 9 (i)
CREATE INDEX idx_alias_alias_text      ON cutter_governance.canonical_address_alias (alias_text);
CREATE INDEX idx_alias_target_unit_id  ON cutter_governance.canonical_address_alias (target_unit_id);
CREATE INDEX idx_alias_alias_kind      ON cutter_governance.canonical_address_alias (alias_kind);
CREATE INDEX idx_alias_validity_window ON cutter_governance.canonical_address_alias (valid_from, valid_until DESC);

COMMENT ON COLUMN public.tac_logical_unit.canonical_address_format_version  IS 'Format its canonical address follows: canonical-address-v1 or canonical-address-v2.';
COMMENT ON COLUMN public.tac_logical_unit.authority                         IS 'draft, enacted or runtime; readers prefer enacted over draft over runtime.';
COMMENT ON COLUMN sandbox_tac.logical_unit.canonical_address_format_version IS 'Format its canonical address follows: canonical-address-v1 or canonical-address-v2.';
COMMENT ON COLUMN sandbox_tac.logical_unit.authority                        IS 'As in public; NULL for units rehearsed before the column came.';
COMMENT ON TABLE  cutter_governance.canonical_address_alias                 IS 'Texts that point at a unit during a time window: every address that was ever cited keeps answering.';
COMMENT ON COLUMN cutter_governance.canonical_address_alias.target_unit_id  IS 'The unit the text points at; no foreign key, so that an alias outlives its unit.';

SELECT count(*)                                       AS units,
       count(*) FILTER (WHERE authority = 'draft')    AS authority_draft,
       count(*) FILTER (WHERE authority = 'enacted')  AS authority_enacted,
       count(*) FILTER (WHERE authority = 'runtime')  AS authority_runtime,
       count(*) FILTER (WHERE authority IS NULL)      AS authority_null,
       (SELECT count(*) FROM sandbox_tac.logical_unit)                         AS sandbox_units,
       (SELECT count(*) FROM sandbox_tac.logical_unit WHERE authority IS NULL) AS sandbox_authority_null,
       (SELECT count(*) FROM cutter_governance.canonical_address_alias)        AS aliases
  FROM public.tac_logical_unit;
