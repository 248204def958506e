-- Takes back 026_references. Refused where somebody added a name: nobody else knows what they said. What texts cite can be read anew.
--
-- Locks: ACCESS EXCLUSIVE on the tables that go, and for milliseconds on the two they refer to, whose foreign keys go with them.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.document_name WHERE kind = 'added') THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.document_name hold(s) names that people added.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.reference;
DROP TABLE cutter_control.version_read;
DROP TABLE cutter_control.document_name;
