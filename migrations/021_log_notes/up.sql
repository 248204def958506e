-- 021_log_notes: checkpoints of the ledger as signed notes of a log key, what witnesses said to them, and time stamps of them.
--
-- Locks: SHARE ROW EXCLUSIVE on cutter_control.ledger_checkpoint, which a new table refers to: who makes a checkpoint waits, who reads does
-- not; MARK, CUT and VERIFY do not touch it, and units are not touched. Held for milliseconds, whatever the number of units or leaves:
-- nothing is read. Where a lock cannot be had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE cutter_control.log_key (
    vkey       text        NOT NULL,
    public_key text        NOT NULL,
    owner      text        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT log_key_pkey           PRIMARY KEY (vkey),
    CONSTRAINT log_key_public_key_key UNIQUE (public_key),
    CONSTRAINT log_key_owner_check    CHECK (owner <> '')
);

COMMENT ON TABLE  cutter_control.log_key            IS 'Keys that sign checkpoints as notes; registered by the migration role, as signing keys are.';
COMMENT ON COLUMN cutter_control.log_key.vkey       IS 'The verifier key as strangers are given it: name of the log, id, type and key (C2SP signed-note).';
COMMENT ON COLUMN cutter_control.log_key.public_key IS 'Base64 of its 32 bytes.';
COMMENT ON COLUMN cutter_control.log_key.owner      IS 'Who holds the private key.';
COMMENT ON COLUMN cutter_control.log_key.created_at IS 'When it was registered.';

CREATE TABLE cutter_control.checkpoint_note (
    size      bigint      NOT NULL,
    vkey      text        NOT NULL,
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL,
    CONSTRAINT checkpoint_note_pkey      PRIMARY KEY (size, vkey),
    CONSTRAINT checkpoint_note_size_fkey FOREIGN KEY (size) REFERENCES cutter_control.ledger_checkpoint (size),
    CONSTRAINT checkpoint_note_vkey_fkey FOREIGN KEY (vkey) REFERENCES cutter_control.log_key (vkey)
);

COMMENT ON TABLE  cutter_control.checkpoint_note           IS 'Checkpoints as notes that the log''s key signed (C2SP tlog-checkpoint).';
COMMENT ON COLUMN cutter_control.checkpoint_note.size      IS 'Number of leaves of the checkpoint.';
COMMENT ON COLUMN cutter_control.checkpoint_note.vkey      IS 'The key that signed it.';
COMMENT ON COLUMN cutter_control.checkpoint_note.note      IS 'The note to the byte, without the cosignatures of witnesses.';
COMMENT ON COLUMN cutter_control.checkpoint_note.signed_at IS 'When it was signed.';

CREATE TABLE cutter_control.witness_answer (
    size     bigint      NOT NULL,
    vkey     text        NOT NULL,
    witness  text        NOT NULL,
    asked_at timestamptz NOT NULL,
    kind     text        NOT NULL,
    line     text,
    why      text,
    CONSTRAINT witness_answer_pkey       PRIMARY KEY (size, vkey, witness, asked_at),
    CONSTRAINT witness_answer_note_fkey  FOREIGN KEY (size, vkey) REFERENCES cutter_control.checkpoint_note (size, vkey),
    CONSTRAINT witness_answer_kind_check CHECK (CASE kind WHEN 'cosigned' THEN line IS NOT NULL WHEN 'refused' THEN why IS NOT NULL
                                                          WHEN 'fork' THEN why IS NOT NULL ELSE false END)
);

COMMENT ON TABLE  cutter_control.witness_answer          IS 'What witnesses said to a note they were asked to cosign (C2SP tlog-witness).';
COMMENT ON COLUMN cutter_control.witness_answer.size     IS 'The note.';
COMMENT ON COLUMN cutter_control.witness_answer.vkey     IS 'The note.';
COMMENT ON COLUMN cutter_control.witness_answer.witness  IS 'The verifier key of the witness.';
COMMENT ON COLUMN cutter_control.witness_answer.asked_at IS 'When it was asked.';
COMMENT ON COLUMN cutter_control.witness_answer.kind     IS 'cosigned; refused; fork where it saw another tree under the name of this log: an alarm.';
COMMENT ON COLUMN cutter_control.witness_answer.line     IS 'The cosignature, a line to be added to the note.';
COMMENT ON COLUMN cutter_control.witness_answer.why      IS 'Why it did not cosign.';

CREATE TABLE cutter_control.time_stamp (
    size       bigint      NOT NULL,
    vkey       text        NOT NULL,
    authority  text        NOT NULL,
    asked_at   timestamptz NOT NULL,
    stamped_at timestamptz NOT NULL,
    answer     bytea       NOT NULL,
    CONSTRAINT time_stamp_pkey      PRIMARY KEY (size, vkey, authority, asked_at),
    CONSTRAINT time_stamp_note_fkey FOREIGN KEY (size, vkey) REFERENCES cutter_control.checkpoint_note (size, vkey)
);

COMMENT ON TABLE  cutter_control.time_stamp            IS 'Time stamps of notes (RFC 3161).';
COMMENT ON COLUMN cutter_control.time_stamp.size       IS 'The note.';
COMMENT ON COLUMN cutter_control.time_stamp.vkey       IS 'The note.';
COMMENT ON COLUMN cutter_control.time_stamp.authority  IS 'Where it was asked for.';
COMMENT ON COLUMN cutter_control.time_stamp.asked_at   IS 'When it was asked for, by the clock of this host.';
COMMENT ON COLUMN cutter_control.time_stamp.stamped_at IS 'The time it tells, by the clock of the authority.';
COMMENT ON COLUMN cutter_control.time_stamp.answer     IS 'The answer to the byte: a TimeStampResp over the SHA-256 of the note.';

CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.checkpoint_note
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.witness_answer
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.time_stamp
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.log_key
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.checkpoint_note
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.witness_answer
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.time_stamp
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();

ALTER TABLE cutter_control.log_key         ENABLE ALWAYS TRIGGER trg_append_only;
ALTER TABLE cutter_control.checkpoint_note ENABLE ALWAYS TRIGGER trg_append_only, ENABLE ALWAYS TRIGGER trg_ledger_lane;
ALTER TABLE cutter_control.witness_answer  ENABLE ALWAYS TRIGGER trg_append_only, ENABLE ALWAYS TRIGGER trg_ledger_lane;
ALTER TABLE cutter_control.time_stamp      ENABLE ALWAYS TRIGGER trg_append_only, ENABLE ALWAYS TRIGGER trg_ledger_lane;

COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.checkpoint_note IS 'Only the verifier lane seals.';
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.witness_answer  IS 'Only the verifier lane seals.';
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.time_stamp      IS 'Only the verifier lane seals.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.log_key         IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.checkpoint_note IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.witness_answer  IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.time_stamp      IS 'Rows are kept as they were written.';

REVOKE ALL ON cutter_control.log_key, cutter_control.checkpoint_note, cutter_control.witness_answer, cutter_control.time_stamp FROM PUBLIC;
GRANT SELECT ON cutter_control.log_key, cutter_control.checkpoint_note, cutter_control.witness_answer, cutter_control.time_stamp TO cutter_exec, cutter_verify;
GRANT INSERT ON cutter_control.checkpoint_note, cutter_control.witness_answer, cutter_control.time_stamp TO cutter_verify;
