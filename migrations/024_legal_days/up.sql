-- 024_legal_days: the days on which units and their texts are law, beside the times at which they were recorded. A unit may be born as law,
-- with its day, where the review of its manifest said so; without a day everything is as it was.
--
-- Locks: ACCESS EXCLUSIVE on both tables of units and both of versions, here and in the sandbox, to the end: who writes waits, and who reads.
-- The columns have no default, so nothing is rewritten; each unit and version is read once, for the checks and for the exclusion constraint,
-- whose index is empty, for no version has a day yet. 2.4 seconds were measured at a million units. Where a lock cannot be had in five seconds,
-- nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

ALTER TABLE public.tac_logical_unit
    ADD COLUMN born_on        date,
    ADD COLUMN in_force_from  date,
    ADD COLUMN in_force_until date,
    ADD CONSTRAINT tac_logical_unit_in_force_check CHECK (in_force_until >= in_force_from);
ALTER TABLE public.tac_unit_version
    ADD COLUMN in_force_from  date,
    ADD COLUMN in_force_until date,
    ADD CONSTRAINT tac_unit_version_in_force_check CHECK (in_force_until >= in_force_from);
ALTER TABLE sandbox_tac.logical_unit
    ADD COLUMN born_on        date,
    ADD COLUMN in_force_from  date,
    ADD COLUMN in_force_until date;
ALTER TABLE sandbox_tac.unit_version
    ADD COLUMN in_force_from  date,
    ADD COLUMN in_force_until date;

-- A unit has one text on a day. Texts without a day are not looked at: they follow each other as they were recorded.
ALTER TABLE public.tac_unit_version
    ADD CONSTRAINT tac_unit_version_in_force_excl EXCLUDE USING gist (unit_id WITH =, daterange(in_force_from, in_force_until) WITH &&)
        WHERE (in_force_from IS NOT NULL OR in_force_until IS NOT NULL);

COMMENT ON COLUMN public.tac_logical_unit.born_on        IS 'The legal day from which the document has the unit; empty where that is the time of its recording.';
COMMENT ON COLUMN public.tac_logical_unit.in_force_from  IS 'The day from which the unit is law; empty for a draft, and where that is the time of its recording.';
COMMENT ON COLUMN public.tac_logical_unit.in_force_until IS 'The first day on which the unit is law no longer; empty while it is.';
COMMENT ON COLUMN public.tac_unit_version.in_force_from  IS 'The day from which the text is law.';
COMMENT ON COLUMN public.tac_unit_version.in_force_until IS 'The first day on which the text is law no longer; empty while it is.';
COMMENT ON COLUMN sandbox_tac.logical_unit.born_on        IS 'As in public.tac_logical_unit.';
COMMENT ON COLUMN sandbox_tac.logical_unit.in_force_from  IS 'As in public.tac_logical_unit.';
COMMENT ON COLUMN sandbox_tac.logical_unit.in_force_until IS 'As in public.tac_logical_unit.';
COMMENT ON COLUMN sandbox_tac.unit_version.in_force_from  IS 'As in public.tac_unit_version.';
COMMENT ON COLUMN sandbox_tac.unit_version.in_force_until IS 'As in public.tac_unit_version.';

-- ---------------------------------------------------------------- who writes them

GRANT UPDATE (in_force_from, in_force_until) ON public.tac_logical_unit, public.tac_unit_version TO cutter_exec, cutter_verify;

CREATE OR REPLACE FUNCTION public.fn_tac_write_guard_uv() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $guard$
DECLARE
    before  jsonb := to_jsonb(OLD);
    after   jsonb := to_jsonb(NEW);
    may     text[] := ARRAY['lifecycle_status', 'review_state', 'change_set_id', 'updated_at', 'enacted_at', 'superseded_at', 'retired_at',
                          'in_force_from', 'in_force_until'];
    touched text;
BEGIN
    IF current_user NOT IN ('cutter_exec', 'cutter_verify') THEN
        RAISE EXCEPTION 'VERSION_LANE: only the lanes of CUT and VERIFY change version % of unit %, not %.', OLD.version_seq, OLD.unit_id, current_user
            USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    -- content_profile holds the heading, which is text like the body.
    IF OLD.lifecycle_status = 'draft_only' AND OLD.enacted_at IS NULL THEN
        may := may || 'content_profile'::text;
    END IF;
    SELECT string_agg(a.key, ', ' ORDER BY a.key) INTO touched
      FROM jsonb_each(after) a
     WHERE a.value IS DISTINCT FROM before -> a.key AND NOT a.key = ANY (may);
    IF touched IS NOT NULL THEN
        RAISE EXCEPTION 'VERSION_FROZEN: % of version % of unit % may not change.', touched, OLD.version_seq, OLD.unit_id
            USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, HINT = 'A new text is a new version.';
    END IF;
    RETURN NEW;
END
$guard$;

-- G-AUTHORITY: nothing is born with authority, but law with its day, which a review decided.
DROP TRIGGER trg_tac_born_draft ON public.tac_logical_unit;
DROP TRIGGER trg_tac_born_draft ON public.tac_unit_version;
CREATE TRIGGER trg_tac_born_draft BEFORE INSERT ON public.tac_logical_unit
    FOR EACH ROW WHEN ((NEW.authority <> 'draft' OR NEW.lifecycle_status <> 'draft_only')
                       AND NOT (NEW.authority = 'enacted' AND NEW.lifecycle_status = 'active' AND NEW.born_on IS NOT NULL AND NEW.in_force_from IS NOT NULL))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('UNIT_BORN_DRAFT', 'A unit is born with authority draft and lifecycle draft_only, or as law with its day.');
CREATE TRIGGER trg_tac_born_draft BEFORE INSERT ON public.tac_unit_version
    FOR EACH ROW WHEN ((NEW.lifecycle_status <> 'draft_only' OR NEW.enacted_at IS NOT NULL)
                       AND NOT (NEW.lifecycle_status = 'active' AND NEW.enacted_at IS NOT NULL AND NEW.in_force_from IS NOT NULL))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERSION_BORN_DRAFT', 'A version is born as draft_only, or as law with its day.');

-- What was born as law of a day is removed where its VERIFY fails, like a draft; what was enacted without one is kept for good.
DROP TRIGGER trg_tac_draft_removed ON public.tac_logical_unit;
DROP TRIGGER trg_tac_draft_removed ON public.tac_unit_version;
CREATE TRIGGER trg_tac_draft_removed BEFORE DELETE ON public.tac_logical_unit
    FOR EACH ROW WHEN ((OLD.authority <> 'draft' OR OLD.lifecycle_status <> 'draft_only')
                       AND NOT (OLD.authority = 'enacted' AND OLD.lifecycle_status = 'active' AND OLD.born_on IS NOT NULL AND OLD.in_force_from IS NOT NULL))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('UNIT_KEPT', 'Only a draft unit, or law of a day, is ever removed; others are retired.');
CREATE TRIGGER trg_tac_draft_removed BEFORE DELETE ON public.tac_unit_version
    FOR EACH ROW WHEN ((OLD.lifecycle_status <> 'draft_only' OR OLD.enacted_at IS NOT NULL)
                       AND NOT (OLD.lifecycle_status = 'active' AND OLD.enacted_at IS NOT NULL AND OLD.in_force_from IS NOT NULL))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERSION_KEPT', 'Only a draft version, or law of a day, is ever removed; others are superseded or retired.');
COMMENT ON TRIGGER trg_tac_draft_removed ON public.tac_logical_unit IS 'Only drafts are removed, and law of a day.';
COMMENT ON TRIGGER trg_tac_draft_removed ON public.tac_unit_version IS 'Only drafts are removed, and law of a day.';
ALTER TABLE public.tac_logical_unit ENABLE ALWAYS TRIGGER trg_tac_draft_removed;
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_draft_removed;
COMMENT ON TRIGGER trg_tac_born_draft ON public.tac_logical_unit IS 'Nothing is born with authority, but law with its day (G-AUTHORITY).';
COMMENT ON TRIGGER trg_tac_born_draft ON public.tac_unit_version IS 'Nothing is born with authority, but law with its day (G-AUTHORITY).';
ALTER TABLE public.tac_logical_unit ENABLE ALWAYS TRIGGER trg_tac_born_draft;
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_born_draft;

-- ---------------------------------------------------------------- what texts resolve to

-- As in 014, but that a unit is there from its legal day on.
CREATE OR REPLACE FUNCTION public.fn_tac_resolution_facts(texts text[], every_unit boolean, OUT at text, OUT facts text)
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
    SET jit TO off
    SET plan_cache_mode TO force_generic_plan
AS $function$
BEGIN
    WITH RECURSIVE reached (text, goes_on, depth) AS (
        SELECT DISTINCT given.text, true, 1 FROM unnest(texts) AS given (text)
        UNION
        SELECT target.canonical_address, target.goes_on, CASE WHEN every_unit THEN 2 ELSE r.depth + 1 END
          FROM reached r
         CROSS JOIN LATERAL (
               SELECT u.canonical_address, every_unit OR u.lifecycle_status = 'retired' AS goes_on
                 FROM cutter_governance.canonical_address_alias a
                 JOIN public.tac_logical_unit u ON u.id = a.target_unit_id
                WHERE a.alias_text = r.text AND (r.depth = 1 OR a.alias_kind = 'redirect')
               OFFSET 0) AS target
         WHERE r.goes_on AND r.depth <= 33
    ),
    met AS (SELECT DISTINCT r.text FROM reached r)
    SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           json_build_object(
               'units', (
                   SELECT coalesce(json_agg(json_build_object(
                              'id', u.id,
                              'canonical_address', u.canonical_address,
                              'born_at', to_char(coalesce(u.born_on::timestamp, u.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'held_since', (
                                  SELECT to_char(max(p.valid_until) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                                    FROM cutter_governance.canonical_address_alias p
                                   WHERE p.target_unit_id = u.id AND p.alias_kind = 'previous_canonical'),
                              'lifecycle_status', u.lifecycle_status,
                              'retired_at', to_char(v.retired_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'retired_by', CASE WHEN v.retired_at IS NULL THEN NULL ELSE v.change_set_id END,
                              'render_order', u.sort_order,
                              'doc_code', u.doc_code,
                              'section_type', u.section_type,
                              'authority', u.authority,
                              'title', u.identity_profile->>'title',
                              'label', u.identity_profile->>'label',
                              'in_force_from', u.in_force_from,
                              'in_force_until', u.in_force_until)), '[]')
                     FROM met m
                    CROSS JOIN LATERAL (SELECT * FROM public.tac_logical_unit WHERE canonical_address = m.text OFFSET 0) AS u
                     LEFT JOIN LATERAL (
                          SELECT n.retired_at, n.change_set_id
                            FROM public.tac_unit_version n
                           WHERE n.unit_id = u.id
                           ORDER BY n.version_seq DESC
                           LIMIT 1) AS v ON true),
               'aliases', (
                   SELECT coalesce(json_agg(json_build_object(
                              'alias_id', a.alias_id,
                              'target_unit_id', a.target_unit_id,
                              'alias_text', a.alias_text,
                              'alias_kind', a.alias_kind,
                              'valid_from', to_char(a.valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'valid_until', to_char(a.valid_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'created_by', a.created_by,
                              'rationale', a.rationale,
                              'scenario_ref', a.scenario_ref)), '[]')
                     FROM met m
                    CROSS JOIN LATERAL (SELECT * FROM cutter_governance.canonical_address_alias WHERE alias_text = m.text OFFSET 0) AS a))::text
      INTO at, facts;
END
$function$;
