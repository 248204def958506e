-- 002_governance_v0_1: the five ledger tables of v0.1.
-- Foreign keys to tables of later migrations are added there (manifest_envelope: 004, review_decision: 005).

CREATE SCHEMA cutter_governance;
REVOKE ALL ON SCHEMA cutter_governance FROM PUBLIC;
COMMENT ON SCHEMA cutter_governance IS 'The ledger of IU Cutter: what was planned, reviewed, signed, cut and verified, and the aliases of addresses.';

-- ---------------------------------------------------------------- 1 backlog

CREATE TABLE cutter_governance.decision_backlog_entry (
    entry_id     uuid        NOT NULL,
    kind         text        NOT NULL,
    status       text        NOT NULL,
    payload      jsonb       NOT NULL,
    emitted_at   timestamptz NOT NULL,
    scenario_ref text,
    CONSTRAINT decision_backlog_entry_pkey         PRIMARY KEY (entry_id),
    CONSTRAINT decision_backlog_entry_kind_check   CHECK (kind IN ('cut_request', 'escalation', 'decision')),
    CONSTRAINT decision_backlog_entry_status_check CHECK (
        CASE kind
            WHEN 'cut_request' THEN status IN (
                'marked', 'review_pending', 'reviewed_approved', 'reviewed_deferred', 'reviewed_rejected', 'cut_in_progress',
                'cut_applied', 'verify_in_progress', 'verified_complete', 'verify_failed_escalated', 'abandoned')
            ELSE status IN ('open', 'closed')
        END)
);

COMMENT ON TABLE  cutter_governance.decision_backlog_entry              IS 'The queue: one row per cut request, escalation or decision.';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.entry_id     IS 'UUIDv5 of the idempotency key, so that marking twice gives one entry (G-MARK-IDEM).';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.kind         IS 'cut_request, escalation or decision.';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.status       IS 'State S0 to S10 of a cut request; open or closed for the other kinds.';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.payload      IS 'What is asked: document, manifest digest, who asked; for an escalation what failed and why.';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.emitted_at   IS 'When the entry was made; SWEEP takes the oldest first.';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.scenario_ref IS 'Name of the scenario that made the row, in rehearsals and tests.';

-- ---------------------------------------------------------------- 2 signatures

CREATE TABLE cutter_governance.dot_pair_signature (
    signature_id                     uuid        NOT NULL,
    signer_dot_id                    text        NOT NULL,
    signer_identity                  text        NOT NULL,
    signer_tool_revision             text        NOT NULL,
    payload_envelope                 jsonb       NOT NULL,
    payload_hash                     text        NOT NULL,
    signature_algorithm              text        NOT NULL,
    signature_payload                text        NOT NULL,
    key_id                           text        NOT NULL,
    cross_reference_change_set_id    uuid,
    cross_reference_verify_result_id uuid,
    signed_at                        timestamptz NOT NULL,
    revoked_at                       timestamptz,
    revoked_by                       text,
    revocation_reason                text,
    scenario_ref                     text,
    CONSTRAINT dot_pair_signature_pkey                      PRIMARY KEY (signature_id),
    CONSTRAINT dot_pair_signature_signer_dot_id_check       CHECK (signer_dot_id IN ('DOT-991', 'DOT-992')),
    CONSTRAINT dot_pair_signature_one_cross_reference_check CHECK (num_nonnulls(cross_reference_change_set_id, cross_reference_verify_result_id) = 1),
    CONSTRAINT dot_pair_signature_lane_check                CHECK (
        CASE signer_dot_id
            WHEN 'DOT-991' THEN cross_reference_verify_result_id IS NULL
            WHEN 'DOT-992' THEN cross_reference_change_set_id    IS NULL
        END),
    CONSTRAINT dot_pair_signature_payload_hash_check        CHECK (payload_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT dot_pair_signature_signature_algorithm_check CHECK (signature_algorithm = 'ed25519'),
    CONSTRAINT dot_pair_signature_revocation_check          CHECK (num_nonnulls(revoked_at, revoked_by, revocation_reason) IN (0, 3))
);

COMMENT ON TABLE  cutter_governance.dot_pair_signature                                  IS 'Signatures of the two lanes: DOT-991 signs change sets, DOT-992 signs verify results.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signature_id                     IS 'Identity of the signature.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signer_dot_id                    IS 'Lane: DOT-991 (executor) or DOT-992 (verifier).';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signer_identity                  IS 'The person on whose behalf it was signed.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signer_tool_revision             IS 'Revision of the program that signed.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.payload_envelope                 IS 'The DSSE envelope: payload type, payload, signatures.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.payload_hash                     IS 'Lower-case hex SHA-256 of the payload bytes.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signature_algorithm              IS 'ed25519.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signature_payload                IS 'The signature itself, base64.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.key_id                           IS 'The key that signed.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.cross_reference_change_set_id    IS 'The change set signed; DOT-991 only.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.cross_reference_verify_result_id IS 'The verify result signed; DOT-992 only.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signed_at                        IS 'When it was signed.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.revoked_at                       IS 'When it was revoked; NULL while it stands.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.revoked_by                       IS 'Who revoked it.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.revocation_reason                IS 'Why it was revoked.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.scenario_ref                     IS 'Name of the scenario that made the row, in rehearsals and tests.';

-- ---------------------------------------------------------------- 3 change sets

CREATE TABLE cutter_governance.cut_change_set (
    change_set_id             uuid        NOT NULL,
    decision_backlog_entry_id uuid,
    idempotency_key           text        NOT NULL,
    rollback_key              text        NOT NULL,
    operation_kind            text        NOT NULL,
    status                    text        NOT NULL,
    manifest_id               uuid        NOT NULL,
    manifest_version          text        NOT NULL,
    manifest_digest           text        NOT NULL,
    plan_digest               text        NOT NULL,
    review_decision_id        uuid        NOT NULL,
    executor_tool_revision    text        NOT NULL,
    verifier_tool_revision    text        NOT NULL,
    emitted_by                text        NOT NULL,
    emitted_at                timestamptz NOT NULL,
    applied_at                timestamptz,
    source_document_ref       text,
    planned_row_counts        jsonb       NOT NULL,
    payload_summary           jsonb       NOT NULL,
    compensates_change_set_id uuid,
    rollback_reason           text,
    rollback_initiated_by     text,
    rolled_back_at            timestamptz,
    scenario_ref              text,
    CONSTRAINT cut_change_set_pkey                    PRIMARY KEY (change_set_id),
    CONSTRAINT cut_change_set_idempotency_key_key     UNIQUE (idempotency_key),
    CONSTRAINT cut_change_set_rollback_key_key        UNIQUE (rollback_key),
    CONSTRAINT cut_change_set_operation_kind_check    CHECK (operation_kind IN (
        'first_cut', 'attest', 'split', 'merge', 'renumber', 'substitute', 'retire', 'enact', 'compensation', 'rehearsal')),
    CONSTRAINT cut_change_set_status_check            CHECK (status IN ('applied', 'verified', 'compensated', 'rehearsed', 'failed')),
    CONSTRAINT cut_change_set_rehearsal_check         CHECK ((operation_kind = 'rehearsal') = (status = 'rehearsed')),
    CONSTRAINT cut_change_set_compensation_check      CHECK ((operation_kind = 'compensation') = (compensates_change_set_id IS NOT NULL)),
    CONSTRAINT cut_change_set_not_itself_check        CHECK (compensates_change_set_id <> change_set_id),
    CONSTRAINT cut_change_set_applied_at_check        CHECK (applied_at IS NOT NULL OR status IN ('rehearsed', 'failed')),
    CONSTRAINT cut_change_set_verified_check          CHECK (status <> 'verified' OR verifier_tool_revision <> 'pending'),
    CONSTRAINT cut_change_set_rolled_back_check       CHECK (
        num_nonnulls(rollback_reason, rollback_initiated_by, rolled_back_at) = CASE status WHEN 'compensated' THEN 3 ELSE 0 END),
    CONSTRAINT cut_change_set_manifest_digest_check   CHECK (manifest_digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT cut_change_set_plan_digest_check       CHECK (plan_digest ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE  cutter_governance.cut_change_set                           IS 'What one CUT or compensation did. Never edited but for its status, the verifier''s revision and the note of its compensation.';
COMMENT ON COLUMN cutter_governance.cut_change_set.change_set_id             IS 'Identity of the change set.';
COMMENT ON COLUMN cutter_governance.cut_change_set.decision_backlog_entry_id IS 'The cut request it carries out; NULL for a rehearsal.';
COMMENT ON COLUMN cutter_governance.cut_change_set.idempotency_key           IS 'Key under which it can be carried out once only (G-CUT-ONCE).';
COMMENT ON COLUMN cutter_governance.cut_change_set.rollback_key              IS 'Names the way back.';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind            IS 'first_cut, attest, split, merge, renumber, substitute, retire, enact, compensation or rehearsal.';
COMMENT ON COLUMN cutter_governance.cut_change_set.status                    IS 'applied, verified, compensated, rehearsed (rehearsals only), or failed: VERIFY failed and nothing could be removed.';
COMMENT ON COLUMN cutter_governance.cut_change_set.manifest_id               IS 'The manifest that was cut.';
COMMENT ON COLUMN cutter_governance.cut_change_set.manifest_version          IS 'Format version of the manifest.';
COMMENT ON COLUMN cutter_governance.cut_change_set.manifest_digest           IS 'Lower-case hex SHA-256 that names the manifest.';
COMMENT ON COLUMN cutter_governance.cut_change_set.plan_digest               IS 'Lower-case hex SHA-256 of the plan that was carried out.';
COMMENT ON COLUMN cutter_governance.cut_change_set.review_decision_id        IS 'The review that allowed it.';
COMMENT ON COLUMN cutter_governance.cut_change_set.executor_tool_revision    IS 'Revision of the program that cut.';
COMMENT ON COLUMN cutter_governance.cut_change_set.verifier_tool_revision    IS 'Revision of the program that verified; pending until VERIFY.';
COMMENT ON COLUMN cutter_governance.cut_change_set.emitted_by                IS 'The person who cut.';
COMMENT ON COLUMN cutter_governance.cut_change_set.emitted_at                IS 'When the cut was begun.';
COMMENT ON COLUMN cutter_governance.cut_change_set.applied_at                IS 'When its rows were written.';
COMMENT ON COLUMN cutter_governance.cut_change_set.source_document_ref       IS 'The document that was cut.';
COMMENT ON COLUMN cutter_governance.cut_change_set.planned_row_counts        IS 'Planned rows, table by table; compared with the outcome inside the transaction.';
COMMENT ON COLUMN cutter_governance.cut_change_set.payload_summary           IS 'Short account of what it did, for readers.';
COMMENT ON COLUMN cutter_governance.cut_change_set.compensates_change_set_id IS 'The change set this one undoes; compensations only.';
COMMENT ON COLUMN cutter_governance.cut_change_set.rollback_reason           IS 'Why it was compensated.';
COMMENT ON COLUMN cutter_governance.cut_change_set.rollback_initiated_by     IS 'Who had it compensated.';
COMMENT ON COLUMN cutter_governance.cut_change_set.rolled_back_at            IS 'When it was compensated.';
COMMENT ON COLUMN cutter_governance.cut_change_set.scenario_ref              IS 'Name of the scenario that made the row, in rehearsals and tests.';

-- ---------------------------------------------------------------- 4 affected rows

CREATE TABLE cutter_governance.cut_change_set_affected_row (
    affected_row_id       uuid  NOT NULL,
    change_set_id         uuid  NOT NULL,
    target_table          text  NOT NULL,
    target_row_id         text  NOT NULL,
    operation             text  NOT NULL,
    before_state_snapshot jsonb,
    after_state_snapshot  jsonb,
    row_digest            text  NOT NULL,
    CONSTRAINT cut_change_set_affected_row_pkey             PRIMARY KEY (affected_row_id),
    CONSTRAINT cut_change_set_affected_row_operation_check  CHECK (operation IN ('insert', 'update', 'delete', 'attest')),
    CONSTRAINT cut_change_set_affected_row_snapshots_check  CHECK (
        CASE operation
            WHEN 'insert' THEN before_state_snapshot IS NULL     AND after_state_snapshot IS NOT NULL
            WHEN 'update' THEN before_state_snapshot IS NOT NULL AND after_state_snapshot IS NOT NULL
            WHEN 'delete' THEN before_state_snapshot IS NOT NULL AND after_state_snapshot IS NULL
            ELSE after_state_snapshot IS NOT NULL
        END),
    CONSTRAINT cut_change_set_affected_row_row_digest_check CHECK (row_digest ~ '^[0-9a-f]{64}$')
);

CREATE INDEX idx_ccsar_change_set_id ON cutter_governance.cut_change_set_affected_row (change_set_id);

COMMENT ON TABLE  cutter_governance.cut_change_set_affected_row                       IS 'Before and after of each unit a change set touched.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.affected_row_id       IS 'Identity of the record.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.change_set_id         IS 'The change set that touched the row.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.target_table          IS 'Schema-qualified table of the row.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.target_row_id         IS 'Primary key of the row, as text.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.operation             IS 'insert, update, delete, or attest (taken under governance untouched).';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.before_state_snapshot IS 'Full state before; absent for an insert.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.after_state_snapshot  IS 'Full state after; absent for a delete.';
COMMENT ON COLUMN cutter_governance.cut_change_set_affected_row.row_digest            IS 'Lower-case hex SHA-256 of the canonical JSON of the state.';

-- ---------------------------------------------------------------- 5 verify results

CREATE TABLE cutter_governance.verify_result (
    verify_result_id           uuid        NOT NULL,
    change_set_id              uuid        NOT NULL,
    manifest_id                uuid        NOT NULL,
    verdict                    text        NOT NULL,
    canonicalization_rule_used text        NOT NULL,
    axis_1_drift_unit          integer     NOT NULL,
    axis_2_drift_content       integer     NOT NULL,
    axis_3_drift_structure     integer     NOT NULL,
    axis_4_drift_scope         integer     NOT NULL,
    expected_unit_count        integer     NOT NULL,
    observed_unit_count        integer     NOT NULL,
    expected_digest            text        NOT NULL,
    observed_digest            text        NOT NULL,
    source_sha256              text,
    reconstruction_ok          boolean     NOT NULL,
    tool_revision_match        boolean     NOT NULL,
    signature_valid            boolean     NOT NULL,
    separation_of_duty_ok      boolean     NOT NULL,
    findings                   jsonb       NOT NULL,
    verified_by                text        NOT NULL,
    verifier_tool_revision     text        NOT NULL,
    started_at                 timestamptz NOT NULL,
    finished_at                timestamptz NOT NULL,
    escalation_entry_id        uuid,
    compensation_change_set_id uuid,
    scenario_ref               text,
    CONSTRAINT verify_result_pkey          PRIMARY KEY (verify_result_id),
    CONSTRAINT verify_result_verdict_check CHECK (verdict IN ('pass', 'fail')),
    CONSTRAINT verify_result_counts_check  CHECK (
        least(axis_1_drift_unit, axis_2_drift_content, axis_3_drift_structure, axis_4_drift_scope, expected_unit_count, observed_unit_count) >= 0),
    CONSTRAINT verify_result_pass_check    CHECK (
        verdict <> 'pass' OR (
                axis_1_drift_unit = 0 AND axis_2_drift_content = 0 AND axis_3_drift_structure = 0 AND axis_4_drift_scope = 0
            AND expected_unit_count = observed_unit_count AND expected_digest = observed_digest
            AND reconstruction_ok AND tool_revision_match AND signature_valid AND separation_of_duty_ok
            AND escalation_entry_id IS NULL AND compensation_change_set_id IS NULL)),
    CONSTRAINT verify_result_fail_check    CHECK (verdict <> 'fail' OR escalation_entry_id IS NOT NULL),
    CONSTRAINT verify_result_times_check   CHECK (finished_at >= started_at),
    CONSTRAINT verify_result_compensation_check CHECK (compensation_change_set_id <> change_set_id)
);

COMMENT ON TABLE  cutter_governance.verify_result                            IS 'What VERIFY found, re-derived from the source text and the live rows. Written once, never edited.';
COMMENT ON COLUMN cutter_governance.verify_result.verify_result_id           IS 'Identity of the result.';
COMMENT ON COLUMN cutter_governance.verify_result.change_set_id              IS 'The change set that was verified.';
COMMENT ON COLUMN cutter_governance.verify_result.manifest_id                IS 'The manifest it was verified against.';
COMMENT ON COLUMN cutter_governance.verify_result.verdict                    IS 'pass only if nothing at all is wrong; else fail.';
COMMENT ON COLUMN cutter_governance.verify_result.canonicalization_rule_used IS 'Text normalisation before hashing, such as canon-1.';
COMMENT ON COLUMN cutter_governance.verify_result.axis_1_drift_unit          IS 'Units missing, doubled or not planned.';
COMMENT ON COLUMN cutter_governance.verify_result.axis_2_drift_content       IS 'Bodies that differ from the source.';
COMMENT ON COLUMN cutter_governance.verify_result.axis_3_drift_structure     IS 'Parents, orders, section types, format versions or anchors that differ from the plan.';
COMMENT ON COLUMN cutter_governance.verify_result.axis_4_drift_scope         IS 'Changes to other documents that no recorded change set explains.';
COMMENT ON COLUMN cutter_governance.verify_result.expected_unit_count        IS 'Units the manifest plans.';
COMMENT ON COLUMN cutter_governance.verify_result.observed_unit_count        IS 'Units found.';
COMMENT ON COLUMN cutter_governance.verify_result.expected_digest            IS 'Digest of the planned rows.';
COMMENT ON COLUMN cutter_governance.verify_result.observed_digest            IS 'Digest of the rows found.';
COMMENT ON COLUMN cutter_governance.verify_result.source_sha256              IS 'SHA-256 of the canonical source text; NULL where there is none.';
COMMENT ON COLUMN cutter_governance.verify_result.reconstruction_ok          IS 'Whether the document rebuilt from the rows equals the source byte for byte.';
COMMENT ON COLUMN cutter_governance.verify_result.tool_revision_match        IS 'Whether cut and verification used matching revisions.';
COMMENT ON COLUMN cutter_governance.verify_result.signature_valid            IS 'Whether the executor''s signature holds.';
COMMENT ON COLUMN cutter_governance.verify_result.separation_of_duty_ok      IS 'Whether the verifier''s person and key differ from the executor''s (G-VERIFY-SOD).';
COMMENT ON COLUMN cutter_governance.verify_result.findings                   IS 'Each finding: axis, address, expected, observed.';
COMMENT ON COLUMN cutter_governance.verify_result.verified_by                IS 'The person who verified.';
COMMENT ON COLUMN cutter_governance.verify_result.verifier_tool_revision     IS 'Revision of the program that verified.';
COMMENT ON COLUMN cutter_governance.verify_result.started_at                 IS 'When the verification began.';
COMMENT ON COLUMN cutter_governance.verify_result.finished_at                IS 'When it ended.';
COMMENT ON COLUMN cutter_governance.verify_result.escalation_entry_id        IS 'The escalation opened by a failure.';
COMMENT ON COLUMN cutter_governance.verify_result.compensation_change_set_id IS 'The change set that undid the cut after a failure; NULL where nothing could be removed.';
COMMENT ON COLUMN cutter_governance.verify_result.scenario_ref               IS 'Name of the scenario that made the row, in rehearsals and tests.';

-- ---------------------------------------------------------------- links among the five

ALTER TABLE cutter_governance.dot_pair_signature
    ADD CONSTRAINT dot_pair_signature_cross_reference_change_set_id_fkey    FOREIGN KEY (cross_reference_change_set_id)    REFERENCES cutter_governance.cut_change_set (change_set_id),
    ADD CONSTRAINT dot_pair_signature_cross_reference_verify_result_id_fkey FOREIGN KEY (cross_reference_verify_result_id) REFERENCES cutter_governance.verify_result (verify_result_id);

ALTER TABLE cutter_governance.cut_change_set
    ADD CONSTRAINT cut_change_set_decision_backlog_entry_id_fkey FOREIGN KEY (decision_backlog_entry_id) REFERENCES cutter_governance.decision_backlog_entry (entry_id),
    ADD CONSTRAINT cut_change_set_compensates_change_set_id_fkey FOREIGN KEY (compensates_change_set_id) REFERENCES cutter_governance.cut_change_set (change_set_id);

ALTER TABLE cutter_governance.cut_change_set_affected_row
    ADD CONSTRAINT cut_change_set_affected_row_change_set_id_fkey FOREIGN KEY (change_set_id) REFERENCES cutter_governance.cut_change_set (change_set_id);

ALTER TABLE cutter_governance.verify_result
    ADD CONSTRAINT verify_result_change_set_id_fkey              FOREIGN KEY (change_set_id)              REFERENCES cutter_governance.cut_change_set (change_set_id),
    ADD CONSTRAINT verify_result_escalation_entry_id_fkey        FOREIGN KEY (escalation_entry_id)        REFERENCES cutter_governance.decision_backlog_entry (entry_id),
    ADD CONSTRAINT verify_result_compensation_change_set_id_fkey FOREIGN KEY (compensation_change_set_id) REFERENCES cutter_governance.cut_change_set (change_set_id);
