-- 011_idempotency: what was answered under an Idempotency-Key. A row is written in the transaction of the request it answers, so that a
-- crash leaves both or neither; that a request is being carried out shows in an advisory lock, which ends with its transaction.

CREATE TABLE cutter_control.idempotency_key (
    person          text        NOT NULL,
    idempotency_key text        NOT NULL,
    route           text        NOT NULL,
    request_sha256  text        NOT NULL,
    answer          text        NOT NULL,
    answered_at     timestamptz NOT NULL,
    CONSTRAINT idempotency_key_pkey                  PRIMARY KEY (person, idempotency_key),
    CONSTRAINT idempotency_key_person_check          CHECK (person <> ''),
    CONSTRAINT idempotency_key_idempotency_key_check CHECK (octet_length(idempotency_key) BETWEEN 1 AND 255 AND idempotency_key ~ '^[ -~]+$'),
    CONSTRAINT idempotency_key_route_check           CHECK (route <> ''),
    CONSTRAINT idempotency_key_request_sha256_check  CHECK (request_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT idempotency_key_answer_check          CHECK (answer IS JSON)
);

CREATE INDEX idx_ik_answered_at ON cutter_control.idempotency_key (answered_at);

COMMENT ON TABLE  cutter_control.idempotency_key                 IS 'Answers of committed requests that named an Idempotency-Key, kept for 7 days at least so that a repeated request is answered as before.';
COMMENT ON COLUMN cutter_control.idempotency_key.person          IS 'The person who asked; a key belongs to one person.';
COMMENT ON COLUMN cutter_control.idempotency_key.idempotency_key IS 'The key they chose.';
COMMENT ON COLUMN cutter_control.idempotency_key.route           IS 'Method and path of the route, for the sentence that refuses another request with the same key.';
COMMENT ON COLUMN cutter_control.idempotency_key.request_sha256  IS 'Lower-case hex SHA-256 that tells the request from others.';
COMMENT ON COLUMN cutter_control.idempotency_key.answer          IS 'What was answered, as JSON.';
COMMENT ON COLUMN cutter_control.idempotency_key.answered_at     IS 'Start of the transaction that carried the request out.';

-- ---------------------------------------------------------------- kept for 7 days, then forgotten by whoever writes the next one

CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.idempotency_key
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_exec', 'cutter_verify');
CREATE TRIGGER trg_append_only BEFORE UPDATE OR TRUNCATE ON cutter_control.idempotency_key
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_idempotency_kept BEFORE DELETE ON cutter_control.idempotency_key
    FOR EACH ROW WHEN (OLD.answered_at > now() - interval '7 days')
    EXECUTE FUNCTION cutter_governance.fn_refuse_row('IDEMPOTENCY_KEPT', 'a key is kept for 7 days.');

COMMENT ON TRIGGER trg_ledger_lane      ON cutter_control.idempotency_key IS 'Only the lanes that write this table add rows.';
COMMENT ON TRIGGER trg_append_only      ON cutter_control.idempotency_key IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_idempotency_kept ON cutter_control.idempotency_key IS 'A key is not forgotten before its time.';

-- The lanes delete nothing by themselves. A few rows at a time, and none that another transaction is looking at, so that nobody waits.
CREATE FUNCTION cutter_control.fn_forget_idempotency_keys() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
BEGIN ATOMIC
    WITH forgotten AS (
        DELETE FROM cutter_control.idempotency_key k
         WHERE (k.person, k.idempotency_key) IN (
                SELECT o.person, o.idempotency_key
                  FROM cutter_control.idempotency_key o
                 WHERE o.answered_at <= now() - interval '7 days'
                 ORDER BY o.answered_at
                 LIMIT 20
                   FOR UPDATE SKIP LOCKED)
        RETURNING 1
    )
    SELECT count(*) FROM forgotten;
END;

COMMENT ON FUNCTION cutter_control.fn_forget_idempotency_keys() IS 'Forgets up to 20 keys older than 7 days, oldest first. Returns how many.';

-- ---------------------------------------------------------------- privileges

REVOKE ALL ON cutter_control.idempotency_key FROM PUBLIC;
REVOKE ALL ON FUNCTION cutter_control.fn_forget_idempotency_keys() FROM PUBLIC;
GRANT SELECT, INSERT ON cutter_control.idempotency_key TO cutter_exec, cutter_verify;
GRANT EXECUTE ON FUNCTION cutter_control.fn_forget_idempotency_keys() TO cutter_exec, cutter_verify;
