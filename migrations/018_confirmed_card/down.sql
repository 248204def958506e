-- Takes back 018_confirmed_card. Refused where somebody confirmed a card: nobody else knows what they said.
--
-- Locks: ACCESS EXCLUSIVE on the table that goes, and for milliseconds on the two it refers to, whose foreign keys go with it; nothing is
-- read but whether there is a row.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.confirmed_card) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.confirmed_card hold(s) rows.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE cutter_control.confirmed_card;
