-- 009_phase_beta: the rules that so far only the code kept, in the database itself: aliases, authority, the append-only ledger,
-- its state machine, and who may write units. Triggers bind every role; a superuser gets round them only by switching triggers off.

-- ---------------------------------------------------------------- btree_gist, for the exclusion constraint
-- A trusted extension: CREATE on the database is enough. One that is there already is used as it is, and stays when this is taken back.

DO $extension$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'btree_gist') THEN
        RETURN;
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'btree_gist') THEN
        RAISE EXCEPTION 'EXTENSION_MISSING: this server does not have the extension btree_gist.'
            USING ERRCODE = 'feature_not_supported', HINT = 'Install the contrib package of this PostgreSQL version and migrate again.';
    END IF;
    BEGIN
        CREATE EXTENSION btree_gist WITH SCHEMA public;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'EXTENSION_NOT_ALLOWED: % may not create the extension btree_gist: %.', current_user, SQLERRM
            USING ERRCODE = 'insufficient_privilege', HINT = 'As administrator, in this database: CREATE EXTENSION btree_gist';
    END;
    COMMENT ON EXTENSION btree_gist IS 'GiST indexes on plain columns, for exclusion constraints; created by migration 009_phase_beta.';
END
$extension$;

-- ---------------------------------------------------------------- authority
-- Rows without authority came after 003 by hand. How many there are is pinned by whoever planned the change (0 by default), never taken
-- from what is found: a backfill that matches other rows than planned stops here.

DO $backfill$
DECLARE
    pinned  bigint := coalesce(nullif(current_setting('cutter.pinned_null_authority', true), ''), '0')::bigint;
    changed bigint;
BEGIN
    UPDATE public.tac_logical_unit
       SET authority = CASE lifecycle_status
                           WHEN 'draft_only' THEN 'draft'
                           WHEN 'active'     THEN 'enacted'
                           WHEN 'retired'    THEN 'enacted'
                       END
     WHERE authority IS NULL;
    GET DIAGNOSTICS changed = ROW_COUNT;
    IF changed <> pinned THEN
        RAISE EXCEPTION 'AUTHORITY_BACKFILL_COUNT: % unit(s) have no authority, % pinned.', changed, pinned
            USING ERRCODE = 'check_violation', HINT = 'Find out where they come from, then pin their number in cutter.pinned_null_authority.';
    END IF;
END
$backfill$;

ALTER TABLE public.tac_logical_unit
    ALTER COLUMN authority SET NOT NULL,
    ADD CONSTRAINT tac_logical_unit_authority_check CHECK (authority IN ('draft', 'enacted', 'runtime'));
-- Rehearsed units from before the column came keep none.
ALTER TABLE sandbox_tac.logical_unit
    ADD CONSTRAINT logical_unit_authority_check CHECK (authority IN ('draft', 'enacted', 'runtime'));

-- ---------------------------------------------------------------- refusals that several tables share

CREATE FUNCTION cutter_governance.fn_append_only() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $append$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: % on %.% is refused; its rows are kept as they were written.', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
              HINT = 'What was wrong is answered by a new row: a review, a compensation, a revocation.';
END
$append$;

-- Arguments: the columns that may change; "once:name" from NULL to a value, and never again.
CREATE FUNCTION cutter_governance.fn_row_frozen() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $frozen$
DECLARE
    before  jsonb := to_jsonb(OLD);
    after   jsonb := to_jsonb(NEW);
    touched text;
BEGIN
    SELECT string_agg(a.key, ', ' ORDER BY a.key) INTO touched
      FROM jsonb_each(after) a
     WHERE a.value IS DISTINCT FROM before -> a.key
       AND NOT a.key = ANY (TG_ARGV)
       AND NOT ('once:' || a.key = ANY (TG_ARGV) AND before -> a.key = 'null'::jsonb);
    IF touched IS NOT NULL THEN
        RAISE EXCEPTION 'ROW_FROZEN: % of %.% may not change.', touched, TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$frozen$;

-- Arguments: the roles that may do this. By name, not by membership: a superuser is a member of every role.
CREATE FUNCTION cutter_governance.fn_lane_only() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $lane$
BEGIN
    IF NOT current_user = ANY (TG_ARGV) THEN
        RAISE EXCEPTION 'LANE_ONLY: % on %.% is for %, not for %.', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME, array_to_string(TG_ARGV, ' and '), current_user
            USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END
$lane$;

-- Whether a row is one of these is in the WHEN of the trigger, so that rows that are right cost nothing. Arguments: code, sentence.
CREATE FUNCTION cutter_governance.fn_refuse_row() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $refuse$
BEGIN
    RAISE EXCEPTION '%: %', TG_ARGV[0], TG_ARGV[1]
        USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
$refuse$;

-- ---------------------------------------------------------------- the state machine
-- The moves of a cut_request are those of the core (backlog::TRANSITIONS); core/tests/transitions.json keeps the two the same.

CREATE FUNCTION cutter_governance.fn_status_moves() RETURNS TABLE (subject text, from_status text, move text, to_status text, lane text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT * FROM (VALUES
        ('cut_request',       'marked',             'sweep_promote',  'review_pending',          'cutter_exec'),
        ('cut_request',       'reviewed_deferred',  'sweep_promote',  'review_pending',          'cutter_exec'),
        ('cut_request',       'review_pending',     'review:approve', 'reviewed_approved',       'cutter_exec'),
        ('cut_request',       'review_pending',     'review:defer',   'reviewed_deferred',       'cutter_exec'),
        ('cut_request',       'review_pending',     'review:reject',  'reviewed_rejected',       'cutter_exec'),
        ('cut_request',       'reviewed_approved',  'cut:begin',      'cut_in_progress',         'cutter_exec'),
        ('cut_request',       'cut_in_progress',    'cut',            'cut_applied',             'cutter_exec'),
        ('cut_request',       'cut_applied',        'verify:begin',   'verify_in_progress',      'cutter_verify'),
        ('cut_request',       'verify_in_progress', 'verify:pass',    'verified_complete',       'cutter_verify'),
        ('cut_request',       'verify_in_progress', 'verify:fail',    'verify_failed_escalated', 'cutter_verify'),
        ('cut_request',       'marked',             'abandon',        'abandoned',               'cutter_exec'),
        ('cut_request',       'review_pending',     'abandon',        'abandoned',               'cutter_exec'),
        ('cut_request',       'reviewed_approved',  'abandon',        'abandoned',               'cutter_exec'),
        ('cut_request',       'reviewed_deferred',  'abandon',        'abandoned',               'cutter_exec'),
        ('escalation',        'open',               'close',          'closed',                  'cutter_exec'),
        ('escalation',        'open',               'close',          'closed',                  'cutter_verify'),
        ('decision',          'open',               'close',          'closed',                  'cutter_exec'),
        ('decision',          'open',               'close',          'closed',                  'cutter_verify'),
        ('cut_change_set',    'applied',            'verify:pass',    'verified',                'cutter_verify'),
        ('cut_change_set',    'applied',            'compensate',     'compensated',             'cutter_verify'),
        ('cut_change_set',    'applied',            'verify:fail',    'failed',                  'cutter_verify'),
        ('manifest_envelope', 'draft',              'sweep_promote',  'under_review',            'cutter_exec'),
        ('manifest_envelope', 'under_review',       'review:approve', 'accepted',                'cutter_exec'),
        ('manifest_envelope', 'under_review',       'review:reject',  'rejected',                'cutter_exec'),
        ('manifest_envelope', 'accepted',           'cut',            'enacted',                 'cutter_exec'),
        ('manifest_envelope', 'draft',              'abandon',        'withdrawn',               'cutter_exec'),
        ('manifest_envelope', 'under_review',       'abandon',        'withdrawn',               'cutter_exec'),
        ('manifest_envelope', 'accepted',           'abandon',        'withdrawn',               'cutter_exec'),
        ('manifest_envelope', 'draft',              'supersede',      'superseded',              'cutter_exec'),
        ('manifest_envelope', 'under_review',       'supersede',      'superseded',              'cutter_exec'),
        ('manifest_envelope', 'accepted',           'supersede',      'superseded',              'cutter_exec'),
        ('manifest_envelope', 'rejected',           'supersede',      'superseded',              'cutter_exec'),
        ('manifest_envelope', 'enacted',            'supersede',      'superseded',              'cutter_exec')
    ) AS legal (subject, from_status, move, to_status, lane);
END;

CREATE FUNCTION cutter_governance.fn_status_move() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $move$
DECLARE
    subject_name text := CASE TG_TABLE_NAME WHEN 'decision_backlog_entry' THEN to_jsonb(NEW) ->> 'kind' ELSE TG_TABLE_NAME END;
    lanes        text[];
    legal        text;
BEGIN
    SELECT array_agg(m.lane ORDER BY m.lane) INTO lanes
      FROM cutter_governance.fn_status_moves() m
     WHERE m.subject = subject_name AND m.from_status = OLD.status AND m.to_status = NEW.status;
    IF lanes IS NULL THEN
        SELECT coalesce(string_agg(DISTINCT m.to_status, ', ' ORDER BY m.to_status), 'nothing, the state is final') INTO legal
          FROM cutter_governance.fn_status_moves() m
         WHERE m.subject = subject_name AND m.from_status = OLD.status;
        RAISE EXCEPTION 'STATUS_MOVE: a % in state % cannot become %; legal here: %.', subject_name, OLD.status, NEW.status, legal
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'status', CONSTRAINT = TG_NAME;
    ELSIF NOT current_user = ANY (lanes) THEN
        RAISE EXCEPTION 'STATUS_LANE: % moves a % from % to %, not %.', array_to_string(lanes, ' or '), subject_name, OLD.status, NEW.status, current_user
            USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'status', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$move$;

-- S5 and S7 exist inside one transaction only: no commit may leave an entry there.
CREATE FUNCTION cutter_governance.fn_entry_settled() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $settled$
BEGIN
    IF EXISTS (SELECT FROM cutter_governance.decision_backlog_entry e WHERE e.entry_id = NEW.entry_id AND e.status IN ('cut_in_progress', 'verify_in_progress')) THEN
        RAISE EXCEPTION 'STATUS_UNSETTLED: entry % would stay in state % after the transaction.', NEW.entry_id, NEW.status
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'status', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END
$settled$;

-- ---------------------------------------------------------------- the ledger: who adds rows, and what never changes

CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.decision_backlog_entry
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.decision_backlog_history
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.decision_backlog_dependency
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.decision_backlog_sweep_log
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.manifest_envelope
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.manifest_unit_block
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.review_decision
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.cut_change_set
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.cut_change_set_affected_row
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.dot_pair_signature
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.verify_result
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_governance.canonical_address_alias
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');

-- Written once, for good.
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_governance.decision_backlog_history
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_governance.decision_backlog_dependency
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_governance.decision_backlog_sweep_log
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_governance.review_decision
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_governance.cut_change_set_affected_row
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_governance.verify_result
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.source_version
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.manifest_body
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();

-- Kept, with the few columns that may still change.
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_governance.decision_backlog_entry
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_governance.manifest_envelope
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_governance.manifest_unit_block
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_governance.cut_change_set
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_governance.dot_pair_signature
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_governance.canonical_address_alias
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE DELETE OR TRUNCATE ON cutter_control.signing_key
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();

CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_governance.decision_backlog_entry
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('status');
CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_governance.manifest_envelope
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('status', 'reviewer', 'reviewed_at', 'rationale',
        'once:escalation_ref', 'once:cut_change_set_ref', 'once:superseded_by_envelope_id');
CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_governance.manifest_unit_block
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('report_summary', 'once:target_unit_id');
CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_governance.cut_change_set
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('status', 'verifier_tool_revision',
        'once:rollback_reason', 'once:rollback_initiated_by', 'once:rolled_back_at');
CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_governance.dot_pair_signature
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('once:revoked_at', 'once:revoked_by', 'once:revocation_reason');
CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_governance.canonical_address_alias
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('once:valid_until');
CREATE TRIGGER trg_row_frozen BEFORE UPDATE ON cutter_control.signing_key
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_row_frozen('once:revoked_at', 'once:revoked_by', 'once:revocation_reason');

-- What a review said stays as it was decided; what a verification said comes with its verdict.
CREATE TRIGGER trg_review_kept BEFORE UPDATE ON cutter_governance.manifest_envelope
    FOR EACH ROW WHEN (OLD.status <> 'under_review' AND (OLD.reviewer, OLD.reviewed_at, OLD.rationale) IS DISTINCT FROM (NEW.reviewer, NEW.reviewed_at, NEW.rationale))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('REVIEW_KEPT', 'Who reviewed a manifest, when and why changes only while it is under review.');
CREATE TRIGGER trg_enacted_by_change_set BEFORE INSERT OR UPDATE ON cutter_governance.manifest_envelope
    FOR EACH ROW WHEN (CASE WHEN NEW.cut_change_set_ref IS NULL THEN NEW.status = 'enacted' ELSE NEW.status NOT IN ('enacted', 'superseded') END)
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('ENACTED_BY_CHANGE_SET', 'A manifest is enacted by a change set, and names one only from then on.');
CREATE TRIGGER trg_verdict_kept BEFORE UPDATE ON cutter_governance.cut_change_set
    FOR EACH ROW WHEN (OLD.status = NEW.status AND OLD.verifier_tool_revision <> NEW.verifier_tool_revision)
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERDICT_KEPT', 'The verifier''s tool revision is written with the verdict, and never after.');

-- A row is born at the start of its state machine, and moves along it.
CREATE TRIGGER trg_status_born BEFORE INSERT ON cutter_governance.decision_backlog_entry
    FOR EACH ROW WHEN (NEW.status <> CASE NEW.kind WHEN 'cut_request' THEN 'marked' ELSE 'open' END)
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('STATUS_BORN', 'A cut request begins as marked, any other entry as open.');
CREATE TRIGGER trg_status_born BEFORE INSERT ON cutter_governance.manifest_envelope
    FOR EACH ROW WHEN (NEW.status NOT IN ('draft', 'under_review'))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('STATUS_BORN', 'A manifest begins as draft or under_review.');
CREATE TRIGGER trg_status_born BEFORE INSERT ON cutter_governance.cut_change_set
    FOR EACH ROW WHEN (NEW.status NOT IN ('applied', 'rehearsed', 'failed'))
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('STATUS_BORN', 'A change set begins as applied, rehearsed or failed; only VERIFY moves it on.');

CREATE TRIGGER trg_status_move BEFORE UPDATE ON cutter_governance.decision_backlog_entry
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION cutter_governance.fn_status_move();
CREATE TRIGGER trg_status_move BEFORE UPDATE ON cutter_governance.manifest_envelope
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION cutter_governance.fn_status_move();
CREATE TRIGGER trg_status_move BEFORE UPDATE ON cutter_governance.cut_change_set
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION cutter_governance.fn_status_move();

CREATE CONSTRAINT TRIGGER trg_entry_settled AFTER UPDATE ON cutter_governance.decision_backlog_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status IN ('cut_in_progress', 'verify_in_progress')) EXECUTE FUNCTION cutter_governance.fn_entry_settled();

-- ---------------------------------------------------------------- units and versions: who writes what
-- The sandbox is left to its privileges: nobody cites what is rehearsed there.

CREATE FUNCTION public.fn_tac_write_guard_lu() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $guard$
DECLARE
    before  jsonb := to_jsonb(OLD);
    after   jsonb := to_jsonb(NEW);
    lane    boolean := current_user IN ('cutter_exec', 'cutter_verify');
    -- Written by its own trigger, so no sign of who did what.
    own     text[] := ARRAY['updated_at'];
    -- Notes beside a unit are an editor's, and its title while it is a draft; the label is the source's.
    kept    text[] := CASE WHEN OLD.authority = 'enacted' OR OLD.lifecycle_status <> 'draft_only' THEN ARRAY['label', 'title'] ELSE ARRAY['label'] END;
    touched text;
BEGIN
    SELECT string_agg(a.key, ', ' ORDER BY a.key) INTO touched
      FROM jsonb_each(after) a
     WHERE a.value IS DISTINCT FROM before -> a.key
       AND NOT a.key = ANY (own)
       AND CASE WHEN lane THEN a.key IN ('id', 'doc_code', 'created_at') ELSE a.key <> 'identity_profile' END;
    IF touched IS NOT NULL AND lane THEN
        RAISE EXCEPTION 'UNIT_FROZEN: % of unit % may not change.', touched, OLD.canonical_address
            USING ERRCODE = 'restrict_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    ELSIF touched IS NOT NULL THEN
        RAISE EXCEPTION 'UNIT_LANE: only the lanes of CUT and VERIFY change % of unit %, not %.', touched, OLD.canonical_address, current_user
            USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    IF NOT lane THEN
        SELECT string_agg(k, ', ' ORDER BY k) INTO touched
          FROM unnest(kept) k
         WHERE NEW.identity_profile -> k IS DISTINCT FROM OLD.identity_profile -> k;
        IF touched IS NOT NULL THEN
            RAISE EXCEPTION 'UNIT_EDITOR: % of unit % (authority %, %) is not an editor''s to change.',
                            touched, OLD.canonical_address, OLD.authority, OLD.lifecycle_status
                USING ERRCODE = 'insufficient_privilege', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'identity_profile', CONSTRAINT = TG_NAME;
        END IF;
    END IF;
    RETURN NEW;
END
$guard$;

CREATE FUNCTION public.fn_tac_write_guard_uv() RETURNS trigger
    LANGUAGE plpgsql VOLATILE
    SET search_path TO pg_catalog, pg_temp
AS $guard$
DECLARE
    before  jsonb := to_jsonb(OLD);
    after   jsonb := to_jsonb(NEW);
    may     text[] := ARRAY['lifecycle_status', 'review_state', 'change_set_id', 'updated_at', 'enacted_at', 'superseded_at', 'retired_at'];
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

CREATE TRIGGER trg_tac_lane_insert BEFORE INSERT ON public.tac_logical_unit
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_tac_lane_insert BEFORE INSERT ON public.tac_unit_version
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec');
CREATE TRIGGER trg_tac_lane_delete BEFORE DELETE ON public.tac_logical_unit
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_tac_lane_delete BEFORE DELETE ON public.tac_unit_version
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_tac_no_truncate BEFORE TRUNCATE ON public.tac_logical_unit
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_tac_no_truncate BEFORE TRUNCATE ON public.tac_unit_version
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();

-- G-AUTHORITY: nothing is born with authority, and compensation takes back drafts alone.
CREATE TRIGGER trg_tac_born_draft BEFORE INSERT ON public.tac_logical_unit
    FOR EACH ROW WHEN (NEW.authority <> 'draft' OR NEW.lifecycle_status <> 'draft_only')
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('UNIT_BORN_DRAFT', 'A unit is born with authority draft and lifecycle draft_only.');
CREATE TRIGGER trg_tac_born_draft BEFORE INSERT ON public.tac_unit_version
    FOR EACH ROW WHEN (NEW.lifecycle_status <> 'draft_only' OR NEW.enacted_at IS NOT NULL)
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERSION_BORN_DRAFT', 'A version is born as draft_only.');
CREATE TRIGGER trg_tac_draft_removed BEFORE DELETE ON public.tac_logical_unit
    FOR EACH ROW WHEN (OLD.authority <> 'draft' OR OLD.lifecycle_status <> 'draft_only')
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('UNIT_KEPT', 'Only a draft unit is ever removed; others are retired.');
CREATE TRIGGER trg_tac_draft_removed BEFORE DELETE ON public.tac_unit_version
    FOR EACH ROW WHEN (OLD.lifecycle_status <> 'draft_only' OR OLD.enacted_at IS NOT NULL)
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('VERSION_KEPT', 'Only a draft version is ever removed; others are superseded or retired.');
CREATE TRIGGER trg_tac_enacted_lifecycle BEFORE UPDATE ON public.tac_logical_unit
    FOR EACH ROW WHEN (NEW.authority = 'enacted' AND NEW.lifecycle_status = 'draft_only')
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('UNIT_ENACTED_DRAFT', 'An enacted unit is active or retired, not draft_only.');

-- After the birth gate, by name: its refusals come first.
CREATE TRIGGER trg_tac_write_guard_lu BEFORE UPDATE ON public.tac_logical_unit
    FOR EACH ROW EXECUTE FUNCTION public.fn_tac_write_guard_lu();
CREATE TRIGGER trg_tac_write_guard_uv BEFORE UPDATE ON public.tac_unit_version
    FOR EACH ROW EXECUTE FUNCTION public.fn_tac_write_guard_uv();

-- ---------------------------------------------------------------- aliases

-- Trimmed of Unicode white space, as the resolver trims what it looks up.
CREATE FUNCTION cutter_governance.fn_trimmed(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(value, E'\t\n\u000B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000');

-- Two windows of one (text, kind) do not overlap. Redirects of one split carry one scenario_ref; any other row is a scenario of its own.
-- Third parties may be ambiguous: the resolver then says so.
ALTER TABLE cutter_governance.canonical_address_alias
    ADD CONSTRAINT canonical_address_alias_alias_kind_check CHECK (alias_kind IN ('previous_canonical', 'rename', 'redirect', 'external_reference')),
    ADD CONSTRAINT canonical_address_alias_window_check     CHECK (valid_until > valid_from),
    ADD CONSTRAINT canonical_address_alias_rationale_check  CHECK (cutter_governance.fn_trimmed(rationale) <> ''),
    ADD CONSTRAINT canonical_address_alias_created_by_check CHECK (cutter_governance.fn_trimmed(created_by) <> ''),
    ADD CONSTRAINT canonical_address_alias_alias_text_check CHECK (
        char_length(alias_text) BETWEEN 1 AND 512 AND alias_text = cutter_governance.fn_trimmed(alias_text) AND alias_text IS NFC NORMALIZED);
ALTER TABLE cutter_governance.canonical_address_alias
    ADD CONSTRAINT canonical_address_alias_no_overlap_excl EXCLUDE USING gist (
        alias_text WITH =, alias_kind WITH =, tstzrange(valid_from, valid_until) WITH &&,
        (coalesce(CASE alias_kind WHEN 'redirect' THEN scenario_ref END, alias_id::text)) WITH <>
    ) WHERE (alias_kind <> 'external_reference');

-- The three rules about other rows, for one alias as it stands now. The time a unit holds its address begins at its birth or where its
-- last previous_canonical ends. A cycle: redirects that all hold at one moment lead back to the unit they start from.
CREATE FUNCTION cutter_governance.fn_alias_check(checked_id uuid) RETURNS void
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
    IF NOT FOUND THEN
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

CREATE FUNCTION cutter_governance.fn_alias_written() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $written$
BEGIN
    PERFORM cutter_governance.fn_alias_check(NEW.alias_id);
    RETURN NULL;
END
$written$;

-- An address that a unit takes may turn an alias of it, or a redirect from it, into a wrong one.
CREATE FUNCTION cutter_governance.fn_alias_unit_renumbered() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
    SET enable_seqscan TO off
AS $renumbered$
BEGIN
    PERFORM cutter_governance.fn_alias_check(a.alias_id)
       FROM cutter_governance.canonical_address_alias a
      WHERE a.alias_text = NEW.canonical_address AND (a.target_unit_id = NEW.id OR a.alias_kind = 'redirect');
    RETURN NULL;
END
$renumbered$;

CREATE FUNCTION cutter_governance.fn_alias_units_born() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
    SET enable_seqscan TO off
AS $born$
BEGIN
    PERFORM cutter_governance.fn_alias_check(a.alias_id)
       FROM born b
       JOIN cutter_governance.canonical_address_alias a ON a.alias_text = b.canonical_address
      WHERE a.target_unit_id = b.id OR a.alias_kind = 'redirect';
    RETURN NULL;
END
$born$;

-- An external reference that reads as an address of ours would be shadowed by a unit, or shadow one to come.
CREATE FUNCTION cutter_governance.fn_reads_as_own_address(value text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT public.fn_tac_canonical_address_is_valid(value)
       AND (EXISTS (SELECT FROM public.tac_logical_unit u WHERE u.canonical_address = value)
            OR EXISTS (SELECT FROM public.cutter_source_document d
                        WHERE CASE WHEN strpos(value, '/') > 0 THEN d.prefix = split_part(value, '/', 1) ELSE starts_with(value, d.prefix || '-') END));
END;

CREATE FUNCTION cutter_governance.fn_alias_external() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $external$
BEGIN
    IF cutter_governance.fn_reads_as_own_address(NEW.alias_text) THEN
        RAISE EXCEPTION 'ALIAS_EXTERNAL_ADDRESS: "%" reads as a canonical address of a registered document.', NEW.alias_text
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'alias_text', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$external$;

CREATE FUNCTION cutter_governance.fn_alias_prefix_registered() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $registered$
DECLARE
    taken text;
BEGIN
    SELECT a.alias_text INTO taken
      FROM cutter_governance.canonical_address_alias a
     WHERE a.alias_kind = 'external_reference' AND (a.valid_until IS NULL OR a.valid_until > now())
       AND (starts_with(a.alias_text, NEW.prefix || '/') OR starts_with(a.alias_text, NEW.prefix || '-'))
       AND cutter_governance.fn_reads_as_own_address(a.alias_text)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ALIAS_EXTERNAL_ADDRESS: the external reference "%" would read as an address under the prefix %.', taken, NEW.prefix
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'prefix', CONSTRAINT = TG_NAME,
                  HINT = 'Close the external reference, or take another prefix.';
    END IF;
    RETURN NULL;
END
$registered$;

CREATE CONSTRAINT TRIGGER trg_alias_written AFTER INSERT ON cutter_governance.canonical_address_alias
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_alias_written();
CREATE TRIGGER trg_alias_external BEFORE INSERT ON cutter_governance.canonical_address_alias
    FOR EACH ROW WHEN (NEW.alias_kind = 'external_reference') EXECUTE FUNCTION cutter_governance.fn_alias_external();
CREATE TRIGGER trg_alias_prefix_registered AFTER INSERT ON public.cutter_source_document
    FOR EACH ROW EXECUTE FUNCTION cutter_governance.fn_alias_prefix_registered();
-- A renumbering writes units and aliases in any order: what counts is the state at the commit.
CREATE CONSTRAINT TRIGGER trg_tac_alias_renumbered AFTER UPDATE ON public.tac_logical_unit
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.canonical_address IS DISTINCT FROM NEW.canonical_address) EXECUTE FUNCTION cutter_governance.fn_alias_unit_renumbered();
-- Once per statement: a cut of 100,000 units asks once.
CREATE TRIGGER trg_tac_alias_born AFTER INSERT ON public.tac_logical_unit
    REFERENCING NEW TABLE AS born
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_alias_units_born();

-- Rows from before are held to the same rules.
DO $existing$
DECLARE
    wrong text;
BEGIN
    SELECT a.alias_text INTO wrong FROM cutter_governance.canonical_address_alias a
     WHERE a.alias_kind = 'external_reference' AND cutter_governance.fn_reads_as_own_address(a.alias_text) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ALIAS_EXTERNAL_ADDRESS: "%" reads as a canonical address of a registered document.', wrong USING ERRCODE = 'check_violation';
    END IF;
    PERFORM cutter_governance.fn_alias_check(a.alias_id) FROM cutter_governance.canonical_address_alias a;
END
$existing$;

-- ---------------------------------------------------------------- privileges and comments
-- Trigger functions need no EXECUTE to fire; what they and the checks call in the name of a lane does.

REVOKE ALL ON FUNCTION
       cutter_governance.fn_append_only(), cutter_governance.fn_row_frozen(), cutter_governance.fn_lane_only(), cutter_governance.fn_refuse_row(),
       cutter_governance.fn_status_moves(), cutter_governance.fn_status_move(), cutter_governance.fn_entry_settled(),
       cutter_governance.fn_trimmed(text), cutter_governance.fn_alias_check(uuid), cutter_governance.fn_alias_written(),
       cutter_governance.fn_alias_unit_renumbered(), cutter_governance.fn_alias_units_born(), cutter_governance.fn_reads_as_own_address(text),
       cutter_governance.fn_alias_external(), cutter_governance.fn_alias_prefix_registered(),
       public.fn_tac_write_guard_lu(), public.fn_tac_write_guard_uv()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cutter_governance.fn_status_moves(), cutter_governance.fn_trimmed(text) TO cutter_exec, cutter_verify;

COMMENT ON FUNCTION cutter_governance.fn_append_only()              IS 'Refuses a statement on rows that are kept as they were written.';
COMMENT ON FUNCTION cutter_governance.fn_row_frozen()               IS 'Refuses a change of columns that are not among its arguments; once:name may go from NULL to a value.';
COMMENT ON FUNCTION cutter_governance.fn_lane_only()                IS 'Refuses a statement by any other role than its arguments.';
COMMENT ON FUNCTION cutter_governance.fn_refuse_row()               IS 'Refuses a row that the condition of its trigger describes. Arguments: code and sentence.';
COMMENT ON FUNCTION cutter_governance.fn_status_moves()             IS 'Every legal move of every status, and the role that may make it.';
COMMENT ON FUNCTION cutter_governance.fn_status_move()              IS 'Refuses a change of status that is no legal move, or another lane''s.';
COMMENT ON FUNCTION cutter_governance.fn_entry_settled()            IS 'Refuses a commit that leaves an entry between the beginning and the end of CUT or VERIFY.';
COMMENT ON FUNCTION cutter_governance.fn_trimmed(text)              IS 'The text without Unicode white space at its ends.';
COMMENT ON FUNCTION cutter_governance.fn_alias_check(uuid)          IS 'Refuses an alias that is a self alias or closes a cycle, as it stands now.';
COMMENT ON FUNCTION cutter_governance.fn_alias_written()            IS 'Checks a written alias at the commit.';
COMMENT ON FUNCTION cutter_governance.fn_alias_unit_renumbered()    IS 'Checks the aliases that a unit''s new address touches.';
COMMENT ON FUNCTION cutter_governance.fn_alias_units_born()         IS 'Checks the aliases that the addresses of new units touch.';
COMMENT ON FUNCTION cutter_governance.fn_reads_as_own_address(text) IS 'Whether a text is a canonical address of a unit or under a registered prefix.';
COMMENT ON FUNCTION cutter_governance.fn_alias_external()           IS 'Refuses an external reference that reads as an address of ours.';
COMMENT ON FUNCTION cutter_governance.fn_alias_prefix_registered()  IS 'Refuses a prefix under which an open external reference would read as an address.';
COMMENT ON FUNCTION public.fn_tac_write_guard_lu()                  IS 'Refuses changes of a unit by others than the lanes, but for what editors may change in identity_profile.';
COMMENT ON FUNCTION public.fn_tac_write_guard_uv()                  IS 'Refuses changes of a version by others than the lanes, and of its text by anyone.';

DO $comments$
DECLARE
    t record;
BEGIN
    FOR t IN
        SELECT g.tgname, g.tgrelid::regclass AS table_name, c.sentence
          FROM (VALUES
                   ('trg_ledger_lane',             'Only the lanes that write this table add rows.'),
                   ('trg_append_only',             'Rows are kept as they were written.'),
                   ('trg_row_frozen',              'Only the named columns change.'),
                   ('trg_review_kept',             'What a review said changes only while it is under review.'),
                   ('trg_enacted_by_change_set',   'Enacted means enacted by a change set.'),
                   ('trg_verdict_kept',            'The verifier''s revision comes with the verdict.'),
                   ('trg_status_born',             'A row begins at the start of its state machine.'),
                   ('trg_status_move',             'The status moves along the state machine only.'),
                   ('trg_entry_settled',           'No commit between the beginning and the end of CUT or VERIFY.'),
                   ('trg_tac_lane_insert',         'Only CUT writes units and versions.'),
                   ('trg_tac_lane_delete',         'Only compensation removes units and versions.'),
                   ('trg_tac_no_truncate',         'Units and versions are never emptied.'),
                   ('trg_tac_born_draft',          'Nothing is born with authority (G-AUTHORITY).'),
                   ('trg_tac_draft_removed',       'Only drafts are removed.'),
                   ('trg_tac_enacted_lifecycle',   'An enacted unit is not draft_only.'),
                   ('trg_tac_write_guard_lu',      'Who may change what of a unit.'),
                   ('trg_tac_write_guard_uv',      'Who may change what of a version.'),
                   ('trg_alias_written',           'No self alias and no cycle, checked at commit.'),
                   ('trg_alias_external',          'No external reference reads as an address of ours.'),
                   ('trg_alias_prefix_registered', 'No prefix takes the place of an external reference.'),
                   ('trg_tac_alias_renumbered',    'The aliases a new address touches stay right, checked at commit.'),
                   ('trg_tac_alias_born',          'The aliases the addresses of new units touch stay right.')
               ) AS c (tgname, sentence)
          JOIN pg_trigger g ON g.tgname = c.tgname
          JOIN pg_class r ON r.oid = g.tgrelid
         WHERE NOT g.tgisinternal AND r.relnamespace IN ('public'::regnamespace, 'cutter_governance'::regnamespace, 'cutter_control'::regnamespace)
    LOOP
        EXECUTE format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.table_name, t.sentence);
    END LOOP;
END
$comments$;
