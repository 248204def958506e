-- Takes back 011_idempotency. Refused while keys are remembered: a repeated request would be carried out again.

DO $guard$
BEGIN
    IF EXISTS (SELECT FROM cutter_control.idempotency_key) THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: cutter_control.idempotency_key hold(s) rows.'
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP FUNCTION cutter_control.fn_forget_idempotency_keys();
DROP TABLE cutter_control.idempotency_key;
