-- 019_doors: through which door something was done, and how it was known who did it, in every row of the history, in change sets (a rehearsal has
-- no history), registered texts, checkpoints, and the records of governed change. A row says it by itself: the transaction that writes says
-- it once (cutter.channel, cutter.session_kind). Rows from before say nothing, for nobody recorded it.
--
-- Expand: a process of an older version goes on writing rows that say nothing; the columns are made NOT NULL when none is left.
--
-- Locks: ACCESS EXCLUSIVE on the nine tables: whoever reads or writes them waits, units are not touched. Held for milliseconds, and for as long as
-- the validation reads the nine once: a second for a million rows of history, which are as many as steps of documents, not as units. Where a
-- lock cannot be had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '60s';

ALTER TABLE cutter_governance.decision_backlog_history
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT decision_backlog_history_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_governance.decision_backlog_history
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_governance.decision_backlog_history VALIDATE CONSTRAINT decision_backlog_history_door_check;

ALTER TABLE cutter_governance.cut_change_set
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT cut_change_set_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_governance.cut_change_set
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_governance.cut_change_set VALIDATE CONSTRAINT cut_change_set_door_check;

ALTER TABLE cutter_control.source_version
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT source_version_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.source_version
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.source_version VALIDATE CONSTRAINT source_version_door_check;

ALTER TABLE cutter_control.ledger_checkpoint
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT ledger_checkpoint_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.ledger_checkpoint
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.ledger_checkpoint VALIDATE CONSTRAINT ledger_checkpoint_door_check;

ALTER TABLE cutter_control.change_package
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT change_package_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.change_package
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.change_package VALIDATE CONSTRAINT change_package_door_check;

ALTER TABLE cutter_control.change_review
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT change_review_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.change_review
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.change_review VALIDATE CONSTRAINT change_review_door_check;

ALTER TABLE cutter_control.change_authorisation
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT change_authorisation_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.change_authorisation
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.change_authorisation VALIDATE CONSTRAINT change_authorisation_door_check;

ALTER TABLE cutter_control.change_run
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT change_run_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.change_run
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.change_run VALIDATE CONSTRAINT change_run_door_check;

ALTER TABLE cutter_control.backup
    ADD COLUMN channel      text,
    ADD COLUMN session_kind text,
    ADD CONSTRAINT backup_door_check CHECK (
        (channel IS NULL) = (session_kind IS NULL)
        AND channel IN ('http', 'cli', 'flow', 'schedule')
        AND session_kind IN ('static_token', 'session', 'access_token', 'login', 'login_otp', 'asserted', 'untold', 'none')
        AND (channel <> 'schedule' OR session_kind = 'none')) NOT VALID;
ALTER TABLE cutter_control.backup
    ALTER COLUMN channel      SET DEFAULT nullif(current_setting('cutter.channel', true), ''),
    ALTER COLUMN session_kind SET DEFAULT nullif(current_setting('cutter.session_kind', true), '');
ALTER TABLE cutter_control.backup VALIDATE CONSTRAINT backup_door_check;

COMMENT ON COLUMN cutter_governance.decision_backlog_history.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_governance.cut_change_set.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_governance.cut_change_set.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.source_version.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.source_version.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_package.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_package.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_review.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_review.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_authorisation.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_authorisation.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_run.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.change_run.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.backup.channel      IS 'Through which door: http, cli, flow or schedule; NULL where nobody recorded it.';
COMMENT ON COLUMN cutter_control.backup.session_kind IS 'How it was known who acts, such as static_token or session; asserted where a development system took a name. NULL where nobody recorded it.';
