-- Takes back 022_unit_touches. Refused where a change set recorded a state: its signature names it, and nothing else tells what it saw.
--
-- Locks: ACCESS EXCLUSIVE on the units, their versions and the tables that go, and for milliseconds on cutter_governance.cut_change_set, whose
-- foreign key goes with them; nothing is read but whether there is a row.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.document_state) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.document_state hold(s) rows.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TRIGGER trg_tac_touched_insert ON public.tac_logical_unit;
DROP TRIGGER trg_tac_touched_update ON public.tac_logical_unit;
DROP TRIGGER trg_tac_touched_delete ON public.tac_logical_unit;
DROP TRIGGER trg_tac_touched_insert ON public.tac_unit_version;
DROP TRIGGER trg_tac_touched_update ON public.tac_unit_version;
DROP TRIGGER trg_tac_touched_delete ON public.tac_unit_version;
DROP FUNCTION cutter_control.fn_unit_touched();
DROP FUNCTION cutter_control.fn_version_touched();
DROP TABLE cutter_control.document_audit;
DROP TABLE cutter_control.document_state;
DROP TABLE cutter_control.unit_touch;
