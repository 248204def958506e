-- The runner's own memory: which migrations this database has. Idempotent; run before every migration command.

CREATE SCHEMA IF NOT EXISTS cutter_control;

CREATE TABLE IF NOT EXISTS cutter_control.schema_migration (
    migration_id      text        NOT NULL,
    checksum          text        NOT NULL,
    state             text        NOT NULL,
    applied_by        text        NOT NULL,
    applied_at        timestamptz NOT NULL,
    statement_summary jsonb,
    CONSTRAINT schema_migration_pkey           PRIMARY KEY (migration_id),
    CONSTRAINT schema_migration_checksum_check CHECK (checksum ~ '^[0-9a-f]{64}$'),
    CONSTRAINT schema_migration_state_check    CHECK (state IN ('applied', 'adopted'))
);

REVOKE ALL ON SCHEMA cutter_control                  FROM PUBLIC;
REVOKE ALL ON TABLE  cutter_control.schema_migration FROM PUBLIC;

COMMENT ON SCHEMA cutter_control                                    IS 'The control plane of IU Cutter: source versions, manifest bodies, keys, and the records of governed change.';
COMMENT ON TABLE  cutter_control.schema_migration                   IS 'One row per migration this database has, whether applied here or adopted as found.';
COMMENT ON COLUMN cutter_control.schema_migration.migration_id      IS 'Folder name of the migration, such as 001_tac_baseline.';
COMMENT ON COLUMN cutter_control.schema_migration.checksum          IS 'Lower-case hex SHA-256 of the up.sql that was applied or compared.';
COMMENT ON COLUMN cutter_control.schema_migration.state             IS 'applied: run here; adopted: the objects existed already with the right shape.';
COMMENT ON COLUMN cutter_control.schema_migration.applied_by        IS 'The person who applied or adopted it.';
COMMENT ON COLUMN cutter_control.schema_migration.applied_at        IS 'When the migration was committed or adopted.';
COMMENT ON COLUMN cutter_control.schema_migration.statement_summary IS 'Command tags and row counts of the statements, in order.';
