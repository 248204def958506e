-- Takes back 027_hand_overs. Refused where somebody said what they want to be told of no more: nobody else knows. Moves whose people were not told
-- yet are told to nobody.
--
-- Locks: ACCESS EXCLUSIVE on the tables that go, and for milliseconds on the history, whose trigger goes with them.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.unwanted_notice) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.unwanted_notice hold(s) what people do not want to be told of.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TRIGGER trg_note_hand_over ON cutter_governance.decision_backlog_history;
DROP FUNCTION public.fn_tac_moves_told();
DROP FUNCTION public.fn_tac_unwanted_notices();
DROP FUNCTION public.fn_tac_want_notices(text, text, boolean);
DROP FUNCTION public.fn_tac_take_hand_overs(integer);
DROP FUNCTION cutter_control.fn_note_hand_over();
DROP TABLE cutter_control.unwanted_notice;
DROP TABLE cutter_control.hand_over_count;
DROP TABLE cutter_control.hand_over;
