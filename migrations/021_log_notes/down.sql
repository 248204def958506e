-- Takes back 021_log_notes. Refused where a log key was registered: strangers may hold it, and notes it signed.
--
-- Locks: ACCESS EXCLUSIVE on the tables that go, and for milliseconds on cutter_control.ledger_checkpoint, whose foreign key goes with them;
-- nothing is read but whether there is a row.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.log_key) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.log_key hold(s) rows.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.time_stamp;
DROP TABLE cutter_control.witness_answer;
DROP TABLE cutter_control.checkpoint_note;
DROP TABLE cutter_control.log_key;
