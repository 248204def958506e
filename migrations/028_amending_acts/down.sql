-- Takes back 028_amending_acts. Refused where somebody said that a text has what an act asks for: nobody else knows. What texts say can be read anew.
--
-- Locks: ACCESS EXCLUSIVE on the tables that go, and for milliseconds on the one they refer to, whose foreign keys go with them.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.document_relation WHERE why IS NOT NULL) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.document_relation hold(s) what people said of texts.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.relations_read;
DROP TABLE cutter_control.document_relation;
