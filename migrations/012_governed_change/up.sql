-- 012_governed_change: the records of governed change: environments, packages, reviews, authorisations, runs with their steps and gates,
-- backups and their verifications. It needs nothing but the runner's own schema, so that the change of an older installation is on record
-- from its first migration: the runner makes it before the others where they are still pending.

CREATE FUNCTION cutter_control.fn_change_recorded() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    RAISE EXCEPTION 'APPEND_ONLY: %.% keeps what was recorded; % is refused.', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$function$;

REVOKE ALL ON FUNCTION cutter_control.fn_change_recorded() FROM PUBLIC;
COMMENT ON FUNCTION cutter_control.fn_change_recorded() IS 'Refuses to change or remove records of governed change, whoever asks.';

CREATE TABLE cutter_control.environment (
    system_identifier text        NOT NULL,
    class             text        NOT NULL,
    recorded_by       text        NOT NULL,
    recorded_at       timestamptz NOT NULL,
    CONSTRAINT environment_pkey        PRIMARY KEY (system_identifier),
    CONSTRAINT environment_class_check CHECK (class IN ('production', 'dry_run'))
);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.environment
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.environment IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.environment                   IS 'What class a database server has: pinned as production once and for ever, or made by a dry run. Everything else is development.';
COMMENT ON COLUMN cutter_control.environment.system_identifier IS 'System identifier of the database server, as pg_control_system() says it.';
COMMENT ON COLUMN cutter_control.environment.class             IS 'production or dry_run.';
COMMENT ON COLUMN cutter_control.environment.recorded_by       IS 'The person under whom it was first seen.';
COMMENT ON COLUMN cutter_control.environment.recorded_at       IS 'When it was recorded.';

CREATE TABLE cutter_control.change_package (
    package_digest text        NOT NULL,
    migration_id   text        NOT NULL,
    body           text        NOT NULL,
    planned_by     text        NOT NULL,
    planned_at     timestamptz NOT NULL,
    CONSTRAINT change_package_pkey                 PRIMARY KEY (package_digest),
    CONSTRAINT change_package_package_digest_check CHECK (package_digest = encode(sha256(convert_to(body, 'UTF8')), 'hex')),
    CONSTRAINT change_package_planned_by_check     CHECK (planned_by <> '')
);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.change_package
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.change_package IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.change_package                IS 'Planned changes, each named by the digest of its canonical JSON.';
COMMENT ON COLUMN cutter_control.change_package.package_digest IS 'Lower-case hex SHA-256 of the bodys UTF-8 bytes.';
COMMENT ON COLUMN cutter_control.change_package.migration_id   IS 'The migration it plans.';
COMMENT ON COLUMN cutter_control.change_package.body           IS 'The package as canonical JSON (RFC 8785).';
COMMENT ON COLUMN cutter_control.change_package.planned_by     IS 'The person who planned it.';
COMMENT ON COLUMN cutter_control.change_package.planned_at     IS 'When it was planned.';

CREATE TABLE cutter_control.change_review (
    review_id      uuid        NOT NULL,
    package_digest text        NOT NULL,
    verdict        text        NOT NULL,
    notes          text        NOT NULL,
    reviewed_by    text        NOT NULL,
    reviewed_at    timestamptz NOT NULL,
    CONSTRAINT change_review_pkey                PRIMARY KEY (review_id),
    CONSTRAINT change_review_package_digest_fkey FOREIGN KEY (package_digest) REFERENCES cutter_control.change_package (package_digest),
    CONSTRAINT change_review_verdict_check       CHECK (verdict IN ('PASS', 'PASS_WITH_NOTES', 'FAIL'))
);

CREATE INDEX idx_cr_package_digest ON cutter_control.change_review (package_digest, reviewed_at);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.change_review
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.change_review IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.change_review                IS 'Command reviews of packages, by people other than the planner.';
COMMENT ON COLUMN cutter_control.change_review.review_id      IS 'Identity of the review.';
COMMENT ON COLUMN cutter_control.change_review.package_digest IS 'The package that was reviewed.';
COMMENT ON COLUMN cutter_control.change_review.verdict        IS 'PASS, PASS_WITH_NOTES or FAIL.';
COMMENT ON COLUMN cutter_control.change_review.notes          IS 'What the reviewer had to say.';
COMMENT ON COLUMN cutter_control.change_review.reviewed_by    IS 'The reviewer.';
COMMENT ON COLUMN cutter_control.change_review.reviewed_at    IS 'When it was reviewed.';

CREATE TABLE cutter_control.change_authorisation (
    authorisation_id  uuid        NOT NULL,
    package_digest    text        NOT NULL,
    operation         text        NOT NULL,
    run_id            uuid,
    environment       text        NOT NULL,
    system_identifier text        NOT NULL,
    authorised_by     text        NOT NULL,
    authorised_at     timestamptz NOT NULL,
    expires_at        timestamptz NOT NULL,
    CONSTRAINT change_authorisation_pkey                PRIMARY KEY (authorisation_id),
    CONSTRAINT change_authorisation_package_digest_fkey FOREIGN KEY (package_digest) REFERENCES cutter_control.change_package (package_digest),
    CONSTRAINT change_authorisation_operation_check     CHECK (operation IN ('apply', 'rollback')),
    CONSTRAINT change_authorisation_run_id_check        CHECK ((operation = 'rollback') = (run_id IS NOT NULL)),
    CONSTRAINT change_authorisation_expires_at_check    CHECK (expires_at > authorised_at)
);

CREATE INDEX idx_ca_package_digest ON cutter_control.change_authorisation (package_digest);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.change_authorisation
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.change_authorisation IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.change_authorisation                   IS 'Permissions to carry out one operation of one package in one environment, once.';
COMMENT ON COLUMN cutter_control.change_authorisation.authorisation_id  IS 'Identity of the authorisation; what the operator names.';
COMMENT ON COLUMN cutter_control.change_authorisation.package_digest    IS 'The package it is for.';
COMMENT ON COLUMN cutter_control.change_authorisation.operation         IS 'apply or rollback.';
COMMENT ON COLUMN cutter_control.change_authorisation.run_id            IS 'The run a rollback takes back; NULL for apply.';
COMMENT ON COLUMN cutter_control.change_authorisation.environment       IS 'Class of the environment it is for.';
COMMENT ON COLUMN cutter_control.change_authorisation.system_identifier IS 'Identifier of the server it is for.';
COMMENT ON COLUMN cutter_control.change_authorisation.authorised_by     IS 'The person who gave it.';
COMMENT ON COLUMN cutter_control.change_authorisation.authorised_at     IS 'When it was given.';
COMMENT ON COLUMN cutter_control.change_authorisation.expires_at        IS 'From when it counts no more.';

CREATE TABLE cutter_control.change_run (
    run_id            uuid        NOT NULL,
    kind              text        NOT NULL,
    package_digest    text        NOT NULL,
    environment       text        NOT NULL,
    system_identifier text        NOT NULL,
    operator          text        NOT NULL,
    of_run_id         uuid,
    artefact_folder   text        NOT NULL,
    started_at        timestamptz NOT NULL,
    CONSTRAINT change_run_pkey                PRIMARY KEY (run_id),
    CONSTRAINT change_run_package_digest_fkey FOREIGN KEY (package_digest) REFERENCES cutter_control.change_package (package_digest),
    CONSTRAINT change_run_of_run_id_fkey      FOREIGN KEY (of_run_id) REFERENCES cutter_control.change_run (run_id),
    CONSTRAINT change_run_kind_check          CHECK (kind IN ('dry_run', 'apply', 'rollback')),
    CONSTRAINT change_run_of_run_id_check     CHECK ((kind = 'rollback') = (of_run_id IS NOT NULL))
);

CREATE INDEX idx_crun_package_digest ON cutter_control.change_run (package_digest, started_at);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.change_run
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.change_run IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.change_run                   IS 'Executions of packages: dry runs, applications and rollbacks.';
COMMENT ON COLUMN cutter_control.change_run.run_id            IS 'Identity of the run.';
COMMENT ON COLUMN cutter_control.change_run.kind              IS 'dry_run, apply or rollback.';
COMMENT ON COLUMN cutter_control.change_run.package_digest    IS 'The package that was carried out.';
COMMENT ON COLUMN cutter_control.change_run.environment       IS 'Class of the environment it ran for.';
COMMENT ON COLUMN cutter_control.change_run.system_identifier IS 'Identifier of the server it ran for.';
COMMENT ON COLUMN cutter_control.change_run.operator          IS 'The person who ran it.';
COMMENT ON COLUMN cutter_control.change_run.of_run_id         IS 'The run a rollback takes back; NULL otherwise.';
COMMENT ON COLUMN cutter_control.change_run.artefact_folder   IS 'Name of the folder with everything it left.';
COMMENT ON COLUMN cutter_control.change_run.started_at        IS 'When it began.';

CREATE TABLE cutter_control.change_authorisation_use (
    authorisation_id uuid        NOT NULL,
    run_id           uuid        NOT NULL,
    used_by          text        NOT NULL,
    used_at          timestamptz NOT NULL,
    CONSTRAINT change_authorisation_use_pkey                  PRIMARY KEY (authorisation_id),
    CONSTRAINT change_authorisation_use_authorisation_id_fkey FOREIGN KEY (authorisation_id) REFERENCES cutter_control.change_authorisation (authorisation_id),
    CONSTRAINT change_authorisation_use_run_id_fkey           FOREIGN KEY (run_id) REFERENCES cutter_control.change_run (run_id)
);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.change_authorisation_use
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.change_authorisation_use IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.change_authorisation_use                  IS 'Which run used an authorisation; the primary key makes it single use.';
COMMENT ON COLUMN cutter_control.change_authorisation_use.authorisation_id IS 'The authorisation.';
COMMENT ON COLUMN cutter_control.change_authorisation_use.run_id           IS 'The run that used it.';
COMMENT ON COLUMN cutter_control.change_authorisation_use.used_by          IS 'The operator.';
COMMENT ON COLUMN cutter_control.change_authorisation_use.used_at          IS 'When it was used.';

CREATE TABLE cutter_control.change_step (
    run_id      uuid        NOT NULL,
    position    integer     NOT NULL,
    step        text        NOT NULL,
    event       text        NOT NULL,
    evidence    text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT change_step_pkey           PRIMARY KEY (run_id, position),
    CONSTRAINT change_step_run_id_fkey    FOREIGN KEY (run_id) REFERENCES cutter_control.change_run (run_id),
    CONSTRAINT change_step_position_check CHECK (position > 0),
    CONSTRAINT change_step_event_check    CHECK (event IN ('started', 'done', 'failed', 'stopped')),
    CONSTRAINT change_step_evidence_check CHECK (evidence IS JSON)
);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.change_step
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.change_step IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.change_step             IS 'What a run did, step by step, with the evidence of each; the step C-07 is written in the transaction of the migration itself.';
COMMENT ON COLUMN cutter_control.change_step.run_id      IS 'The run.';
COMMENT ON COLUMN cutter_control.change_step.position    IS 'Place in the run, from 1.';
COMMENT ON COLUMN cutter_control.change_step.step        IS 'Command of the plan, such as C-01.';
COMMENT ON COLUMN cutter_control.change_step.event       IS 'started, done, failed or stopped.';
COMMENT ON COLUMN cutter_control.change_step.evidence    IS 'What was found, as JSON text: what is shown is what was stored.';
COMMENT ON COLUMN cutter_control.change_step.recorded_at IS 'When it was recorded.';

CREATE TABLE cutter_control.gate_report (
    run_id      uuid        NOT NULL,
    position    integer     NOT NULL,
    step        text        NOT NULL,
    gate_id     text        NOT NULL,
    sentence    text        NOT NULL,
    expected    text        NOT NULL,
    observed    text        NOT NULL,
    verdict     text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT gate_report_pkey          PRIMARY KEY (run_id, position),
    CONSTRAINT gate_report_run_id_fkey   FOREIGN KEY (run_id) REFERENCES cutter_control.change_run (run_id),
    CONSTRAINT gate_report_verdict_check CHECK (verdict IN ('pass', 'fail', 'unknown'))
);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.gate_report
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.gate_report IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.gate_report             IS 'Gates and checks as they were evaluated in a run.';
COMMENT ON COLUMN cutter_control.gate_report.run_id      IS 'The run.';
COMMENT ON COLUMN cutter_control.gate_report.position    IS 'Place in the run, from 1.';
COMMENT ON COLUMN cutter_control.gate_report.step        IS 'Command of the plan after which it was evaluated.';
COMMENT ON COLUMN cutter_control.gate_report.gate_id     IS 'Stable id, such as G-1, P-8 or VA-6.';
COMMENT ON COLUMN cutter_control.gate_report.sentence    IS 'What it asks.';
COMMENT ON COLUMN cutter_control.gate_report.expected    IS 'What must be.';
COMMENT ON COLUMN cutter_control.gate_report.observed    IS 'What was.';
COMMENT ON COLUMN cutter_control.gate_report.verdict     IS 'pass, fail or unknown; unknown counts as fail.';
COMMENT ON COLUMN cutter_control.gate_report.recorded_at IS 'When it was recorded.';

CREATE TABLE cutter_control.backup (
    backup_id         uuid        NOT NULL,
    folder            text        NOT NULL,
    sha256            text        NOT NULL,
    bytes             bigint      NOT NULL,
    system_identifier text        NOT NULL,
    facts             text        NOT NULL,
    created_by        text        NOT NULL,
    created_at        timestamptz NOT NULL,
    CONSTRAINT backup_pkey         PRIMARY KEY (backup_id),
    CONSTRAINT backup_folder_key   UNIQUE (folder),
    CONSTRAINT backup_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT backup_bytes_check  CHECK (bytes > 0),
    CONSTRAINT backup_facts_check  CHECK (facts IS JSON)
);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.backup
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.backup IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.backup                   IS 'Backups that were made, each with the digest of its dump.';
COMMENT ON COLUMN cutter_control.backup.backup_id         IS 'Identity of the backup.';
COMMENT ON COLUMN cutter_control.backup.folder            IS 'Name of the folder it lies in.';
COMMENT ON COLUMN cutter_control.backup.sha256            IS 'Lower-case hex SHA-256 of the dump.';
COMMENT ON COLUMN cutter_control.backup.bytes             IS 'Length of the dump in bytes.';
COMMENT ON COLUMN cutter_control.backup.system_identifier IS 'Identifier of the server it was made from.';
COMMENT ON COLUMN cutter_control.backup.facts             IS 'What the database held when it was made, as JSON text.';
COMMENT ON COLUMN cutter_control.backup.created_by        IS 'The person who made it.';
COMMENT ON COLUMN cutter_control.backup.created_at        IS 'When the dump began.';

CREATE TABLE cutter_control.backup_verification (
    verification_id uuid        NOT NULL,
    backup_id       uuid        NOT NULL,
    verdict         text        NOT NULL,
    checks          text        NOT NULL,
    verified_by     text        NOT NULL,
    verified_at     timestamptz NOT NULL,
    CONSTRAINT backup_verification_pkey           PRIMARY KEY (verification_id),
    CONSTRAINT backup_verification_backup_id_fkey FOREIGN KEY (backup_id) REFERENCES cutter_control.backup (backup_id),
    CONSTRAINT backup_verification_verdict_check  CHECK (verdict IN ('pass', 'fail')),
    CONSTRAINT backup_verification_checks_check   CHECK (checks IS JSON)
);

CREATE INDEX idx_bv_backup_id ON cutter_control.backup_verification (backup_id);

CREATE TRIGGER trg_change_recorded BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.backup_verification
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_change_recorded();

COMMENT ON TRIGGER trg_change_recorded ON cutter_control.backup_verification IS 'Records are kept as they were written.';
COMMENT ON TABLE  cutter_control.backup_verification                 IS 'Restores of backups, each with its ten checks.';
COMMENT ON COLUMN cutter_control.backup_verification.verification_id IS 'Identity of the verification.';
COMMENT ON COLUMN cutter_control.backup_verification.backup_id       IS 'The backup that was restored.';
COMMENT ON COLUMN cutter_control.backup_verification.verdict         IS 'pass or fail.';
COMMENT ON COLUMN cutter_control.backup_verification.checks          IS 'The ten checks, as JSON text.';
COMMENT ON COLUMN cutter_control.backup_verification.verified_by     IS 'The person who restored it.';
COMMENT ON COLUMN cutter_control.backup_verification.verified_at     IS 'When it was restored.';

REVOKE ALL ON cutter_control.environment,
              cutter_control.change_package,
              cutter_control.change_review,
              cutter_control.change_authorisation,
              cutter_control.change_run,
              cutter_control.change_authorisation_use,
              cutter_control.change_step,
              cutter_control.gate_report,
              cutter_control.backup,
              cutter_control.backup_verification FROM PUBLIC;
