-- 027_hand_overs: who moved which entry, until the people it concerns were told; how often something moved, for pages that ask whether anything did;
-- and what somebody wants to be told of no more. None of it is part of a cut or of the ledger. cutter.directus_role names the login role of
-- Directus, which tells people in the transaction that takes the rows; the runner sets it in this transaction.
--
-- Locks: SHARE ROW EXCLUSIVE on cutter_governance.decision_backlog_history, which gets a trigger: who writes waits, who reads does not. Held for
-- milliseconds, whatever the number of rows: nothing is read. Where a lock cannot be had in five seconds, nothing was done, and whoever runs it
-- tries again. What moved before is told to nobody.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.hand_over (
    hand_over_id bigint GENERATED ALWAYS AS IDENTITY,
    entry_id     uuid   NOT NULL,
    moved_by     text   NOT NULL,
    CONSTRAINT hand_over_pkey PRIMARY KEY (hand_over_id)
);

CREATE TABLE cutter_control.hand_over_count (
    only_row boolean NOT NULL DEFAULT true,
    moves    bigint  NOT NULL,
    CONSTRAINT hand_over_count_pkey           PRIMARY KEY (only_row),
    CONSTRAINT hand_over_count_only_row_check CHECK (only_row)
);

CREATE TABLE cutter_control.unwanted_notice (
    person     text        NOT NULL,
    kind       text        NOT NULL,
    refused_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT unwanted_notice_pkey       PRIMARY KEY (person, kind),
    CONSTRAINT unwanted_notice_kind_check CHECK (kind IN ('waits', 'decided'))
);

COMMENT ON TABLE  cutter_control.hand_over                IS 'Moves of entries whose people were not told yet. Written by a trigger alone, taken by whichever process of Directus tells them.';
COMMENT ON COLUMN cutter_control.hand_over.hand_over_id   IS 'Their order.';
COMMENT ON COLUMN cutter_control.hand_over.entry_id       IS 'The entry that moved.';
COMMENT ON COLUMN cutter_control.hand_over.moved_by       IS 'Who moved it, as the history says.';
COMMENT ON TABLE  cutter_control.hand_over_count          IS 'How often moves were told, in one row: another number than before says that something moved.';
COMMENT ON COLUMN cutter_control.hand_over_count.only_row IS 'There is no second.';
COMMENT ON COLUMN cutter_control.hand_over_count.moves    IS 'The number.';
COMMENT ON TABLE  cutter_control.unwanted_notice          IS 'What people do not want to be told of.';
COMMENT ON COLUMN cutter_control.unwanted_notice.person   IS 'The Directus user.';
COMMENT ON COLUMN cutter_control.unwanted_notice.kind     IS 'waits: the next step is theirs; decided: what they made was decided.';
COMMENT ON COLUMN cutter_control.unwanted_notice.refused_at IS 'Since when.';

INSERT INTO cutter_control.hand_over_count (moves) VALUES (0);

CREATE FUNCTION cutter_control.fn_note_hand_over() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO cutter_control.hand_over (entry_id, moved_by)
    SELECT m.entry_id, m.changed_by FROM moved m
     WHERE m.entry_version_after IS NOT NULL AND m.entry_version_after IS DISTINCT FROM m.entry_version_before;
    RETURN NULL;
END
$function$;

-- Takes the oldest for good; where the transaction that asks is rolled back they are there again. What another process is telling is left to it.
CREATE FUNCTION public.fn_tac_take_hand_overs(most integer, OUT hand_over_id bigint, OUT entry_id uuid, OUT moved_by text) RETURNS SETOF record
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
        DELETE FROM cutter_control.hand_over h
         WHERE h.hand_over_id IN (SELECT w.hand_over_id FROM cutter_control.hand_over w ORDER BY w.hand_over_id LIMIT most FOR UPDATE SKIP LOCKED)
        RETURNING h.hand_over_id, h.entry_id, h.moved_by;
    IF FOUND THEN
        UPDATE cutter_control.hand_over_count SET moves = moves + 1;
    END IF;
END
$function$;

CREATE FUNCTION public.fn_tac_want_notices(who text, of_kind text, wanted boolean) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    IF wanted THEN
        DELETE FROM cutter_control.unwanted_notice n WHERE n.person = who AND n.kind = of_kind;
    ELSE
        INSERT INTO cutter_control.unwanted_notice (person, kind) VALUES (who, of_kind) ON CONFLICT (person, kind) DO NOTHING;
    END IF;
END
$function$;

CREATE FUNCTION public.fn_tac_unwanted_notices(OUT person text, OUT kind text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY SELECT n.person, n.kind FROM cutter_control.unwanted_notice n;
END
$function$;

CREATE FUNCTION public.fn_tac_moves_told() RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (SELECT c.moves FROM cutter_control.hand_over_count c);
END
$function$;

COMMENT ON FUNCTION cutter_control.fn_note_hand_over()                  IS 'Notes entries that moved.';
COMMENT ON FUNCTION public.fn_tac_take_hand_overs(integer)              IS 'The oldest moves whose people were not told, and takes them.';
COMMENT ON FUNCTION public.fn_tac_want_notices(text, text, boolean)     IS 'Sets whether somebody wants to be told.';
COMMENT ON FUNCTION public.fn_tac_unwanted_notices()                    IS 'What people do not want to be told of.';
COMMENT ON FUNCTION public.fn_tac_moves_told()                          IS 'How often moves were told; another number than before says that something moved.';

CREATE TRIGGER trg_note_hand_over AFTER INSERT ON cutter_governance.decision_backlog_history
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_hand_over();
COMMENT ON TRIGGER trg_note_hand_over ON cutter_governance.decision_backlog_history IS 'Notes entries that moved, for their people to be told.';
ALTER TABLE cutter_governance.decision_backlog_history ENABLE ALWAYS TRIGGER trg_note_hand_over;

REVOKE ALL ON cutter_control.hand_over, cutter_control.hand_over_count, cutter_control.unwanted_notice FROM PUBLIC;
REVOKE ALL ON FUNCTION cutter_control.fn_note_hand_over(), public.fn_tac_take_hand_overs(integer), public.fn_tac_want_notices(text, text, boolean), public.fn_tac_unwanted_notices(), public.fn_tac_moves_told() FROM PUBLIC;

DO $grants$
DECLARE
    directus_role text := nullif(current_setting('cutter.directus_role', true), '');
BEGIN
    IF directus_role IS NULL THEN
        RAISE EXCEPTION 'ROLE_SETTING_MISSING: the setting cutter.directus_role is not set.'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Set it to the login role of Directus in the transaction of the migration.';
    END IF;
    EXECUTE format('GRANT EXECUTE ON FUNCTION public.fn_tac_take_hand_overs(integer), public.fn_tac_want_notices(text, text, boolean), public.fn_tac_unwanted_notices(), public.fn_tac_moves_told() TO %I', directus_role);
END
$grants$;
