-- 034_out_of_order: what is entered under a later change, and what is taken back under one.
--
-- An alias of a change that is taken off the timeline never answered anything, and rows are never deleted: its window ends where it begins. Only what
-- a change set wrote is annulled; whoever writes an alias otherwise says a window that holds at some time.
-- A text of an earlier day is entered under a repeal of a later one: it is born with its end, and goes again where it is taken back.
--
-- Locks: canonical_address_alias, until the transaction ends: one pass over its rows, a second on a million; tac_unit_version for its triggers, for
-- milliseconds.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

ALTER TABLE cutter_governance.canonical_address_alias
    DROP CONSTRAINT canonical_address_alias_window_check,
    ADD CONSTRAINT canonical_address_alias_window_check CHECK (
        valid_until > valid_from OR (valid_until = valid_from AND scenario_ref IS NOT NULL));

COMMENT ON COLUMN cutter_governance.canonical_address_alias.valid_until IS 'Until when, exclusive; NULL: still. Equal to valid_from: the change that wrote it was taken back, and it never answered.';

-- As in 009, but that a row which never answers breaks no rule about others.
CREATE OR REPLACE FUNCTION cutter_governance.fn_alias_check(checked_id uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
    SET enable_seqscan TO off
AS $check$
DECLARE
    most    CONSTANT integer := 10000;
    a       cutter_governance.canonical_address_alias;
    other   uuid;
    reached bigint;
    closes  boolean;
BEGIN
    SELECT * INTO a FROM cutter_governance.canonical_address_alias c WHERE c.alias_id = checked_id;
    IF NOT FOUND OR a.valid_until = a.valid_from THEN
        RETURN;
    END IF;

    IF EXISTS (SELECT FROM public.tac_logical_unit u
                WHERE u.id = a.target_unit_id AND u.canonical_address = a.alias_text
                  AND (a.valid_until IS NULL OR a.valid_until > greatest(u.created_at, (
                        SELECT max(p.valid_until) FROM cutter_governance.canonical_address_alias p
                         WHERE p.target_unit_id = u.id AND p.alias_kind = 'previous_canonical')))) THEN
        RAISE EXCEPTION 'ALIAS_SELF: "%" is the address of unit % itself while this % would hold.', a.alias_text, a.target_unit_id, a.alias_kind
            USING ERRCODE = 'check_violation', SCHEMA = 'cutter_governance', TABLE = 'canonical_address_alias', CONSTRAINT = 'trg_alias_written';
    END IF;

    SELECT o.alias_id INTO other
      FROM cutter_governance.canonical_address_alias o
     WHERE o.target_unit_id = a.target_unit_id AND o.alias_text = a.alias_text
       AND (o.alias_kind = 'previous_canonical') <> (a.alias_kind = 'previous_canonical')
       AND tstzrange(o.valid_from, o.valid_until) && tstzrange(a.valid_from, a.valid_until)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ALIAS_SELF: "%" was the address of unit % itself during a part of this % (alias %).', a.alias_text, a.target_unit_id, a.alias_kind, other
            USING ERRCODE = 'check_violation', SCHEMA = 'cutter_governance', TABLE = 'canonical_address_alias', CONSTRAINT = 'trg_alias_written';
    END IF;

    IF a.alias_kind <> 'redirect' THEN
        RETURN;
    END IF;
    -- Two transactions could each write one half of a cycle: the second waits for the first, then sees its rows.
    PERFORM pg_advisory_xact_lock(hashtextextended('iu-cutter:alias:redirect', 0));
    WITH RECURSIVE path (unit_id, valid_during) AS (
        SELECT a.target_unit_id, tstzrange(a.valid_from, a.valid_until)
         UNION
        SELECT n.target_unit_id, p.valid_during * tstzrange(n.valid_from, n.valid_until)
          FROM path p
          JOIN public.tac_logical_unit u ON u.id = p.unit_id
          JOIN cutter_governance.canonical_address_alias n ON n.alias_text = u.canonical_address AND n.alias_kind = 'redirect'
           AND tstzrange(n.valid_from, n.valid_until) && p.valid_during
    ), bounded AS (
        SELECT p.unit_id FROM path p LIMIT most + 1
    )
    SELECT count(*), coalesce(bool_or(u.canonical_address = a.alias_text), false)
      INTO reached, closes
      FROM bounded b LEFT JOIN public.tac_logical_unit u ON u.id = b.unit_id;
    IF closes THEN
        RAISE EXCEPTION 'ALIAS_CYCLE: the redirect of "%" to unit % would lead back to "%".', a.alias_text, a.target_unit_id, a.alias_text
            USING ERRCODE = 'check_violation', SCHEMA = 'cutter_governance', TABLE = 'canonical_address_alias', CONSTRAINT = 'trg_alias_written';
    ELSIF reached > most THEN
        RAISE EXCEPTION 'ALIAS_TOO_FAR: the redirect of "%" leads on to more than % units.', a.alias_text, most
            USING ERRCODE = 'program_limit_exceeded', SCHEMA = 'cutter_governance', TABLE = 'canonical_address_alias', CONSTRAINT = 'trg_alias_written';
    END IF;
END
$check$;

-- As in 024, with what is born with its end.
DROP TRIGGER trg_tac_born_draft ON public.tac_unit_version;
DROP TRIGGER trg_tac_draft_removed ON public.tac_unit_version;
CREATE TRIGGER trg_tac_born_draft BEFORE INSERT ON public.tac_unit_version
    FOR EACH ROW WHEN ((NEW.lifecycle_status <> 'draft_only' OR NEW.enacted_at IS NOT NULL)
                       AND NOT (NEW.lifecycle_status = 'active' AND NEW.enacted_at IS NOT NULL AND NEW.in_force_from IS NOT NULL)
                       AND NOT (NEW.lifecycle_status = 'retired' AND NEW.retired_at IS NOT NULL AND NEW.in_force_until IS NOT NULL
                                AND (NEW.enacted_at IS NULL) = (NEW.in_force_from IS NULL)))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERSION_BORN_DRAFT', 'A version is born as draft_only, as law with its day, or with the day on which it ended.');
CREATE TRIGGER trg_tac_draft_removed BEFORE DELETE ON public.tac_unit_version
    FOR EACH ROW WHEN ((OLD.lifecycle_status <> 'draft_only' OR OLD.enacted_at IS NOT NULL)
                       AND NOT (OLD.lifecycle_status = 'active' AND OLD.enacted_at IS NOT NULL AND OLD.in_force_from IS NOT NULL)
                       AND NOT (OLD.lifecycle_status = 'retired' AND OLD.retired_at IS NOT NULL AND OLD.in_force_until IS NOT NULL
                                AND (OLD.enacted_at IS NULL) = (OLD.in_force_from IS NULL)))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERSION_KEPT', 'Only a draft version, or law of a day, is ever removed; others are superseded or retired.');
COMMENT ON TRIGGER trg_tac_born_draft ON public.tac_unit_version IS 'Nothing is born with authority, but law with its day (G-AUTHORITY).';
COMMENT ON TRIGGER trg_tac_draft_removed ON public.tac_unit_version IS 'Only drafts are removed, and law of a day.';
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_born_draft;
ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_draft_removed;
