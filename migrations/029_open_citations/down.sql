-- Takes back 029_open_citations. Refused where somebody lets a citation stand: nobody else knows why.
--
-- Locks: ACCESS EXCLUSIVE on the table that goes, and for milliseconds on the one it refers to, whose foreign key goes with it.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.accepted_citation) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.accepted_citation hold(s) what people said of citations.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.accepted_citation;
