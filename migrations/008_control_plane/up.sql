-- 008_control_plane: source texts, manifest bytes and public keys. The runner may have made the schema before, for schema_migration.

CREATE SCHEMA IF NOT EXISTS cutter_control;
REVOKE ALL ON SCHEMA cutter_control FROM PUBLIC;
COMMENT ON SCHEMA cutter_control IS 'The control plane of IU Cutter: source versions, manifest bodies, keys, and the records of governed change.';

CREATE TABLE cutter_control.source_version (
    sha256             text        NOT NULL,
    source_document_id uuid        NOT NULL,
    canonical_text     text        NOT NULL,
    bytes              bigint      NOT NULL,
    original_sha256    text        NOT NULL,
    original_bytes     bigint      NOT NULL,
    canonicalization   text        NOT NULL,
    created_by         text        NOT NULL,
    created_at         timestamptz NOT NULL,
    CONSTRAINT source_version_pkey                    PRIMARY KEY (sha256),
    CONSTRAINT source_version_source_document_id_fkey FOREIGN KEY (source_document_id) REFERENCES public.cutter_source_document (id),
    CONSTRAINT source_version_sha256_check            CHECK (sha256 = encode(sha256(convert_to(canonical_text, 'UTF8')), 'hex')),
    CONSTRAINT source_version_bytes_check             CHECK (bytes = octet_length(canonical_text)),
    CONSTRAINT source_version_original_sha256_check   CHECK (original_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT source_version_original_bytes_check    CHECK (original_bytes >= 0)
);

CREATE INDEX idx_sv_source_document_id ON cutter_control.source_version (source_document_id, created_at);

COMMENT ON TABLE  cutter_control.source_version                    IS 'Immutable texts of documents, each named by the digest of its canonical bytes.';
COMMENT ON COLUMN cutter_control.source_version.sha256             IS 'Lower-case hex SHA-256 of the canonical text''s UTF-8 bytes.';
COMMENT ON COLUMN cutter_control.source_version.source_document_id IS 'The document the text was registered for first.';
COMMENT ON COLUMN cutter_control.source_version.canonical_text     IS 'The text after canonicalisation, byte for byte what was hashed.';
COMMENT ON COLUMN cutter_control.source_version.bytes              IS 'Length of the canonical text in UTF-8 bytes.';
COMMENT ON COLUMN cutter_control.source_version.original_sha256    IS 'Lower-case hex SHA-256 of the bytes as they came in.';
COMMENT ON COLUMN cutter_control.source_version.original_bytes     IS 'Length of the bytes as they came in.';
COMMENT ON COLUMN cutter_control.source_version.canonicalization   IS 'Rule that was applied, such as canon-1.';
COMMENT ON COLUMN cutter_control.source_version.created_by         IS 'The person who registered the text.';
COMMENT ON COLUMN cutter_control.source_version.created_at         IS 'When it was registered.';

CREATE TABLE cutter_control.manifest_body (
    manifest_digest text        NOT NULL,
    envelope_id     uuid        NOT NULL,
    body            text        NOT NULL,
    profile_ref     text,
    profile_digest  text,
    source_sha256   text,
    created_at      timestamptz NOT NULL,
    CONSTRAINT manifest_body_pkey                  PRIMARY KEY (envelope_id),
    CONSTRAINT manifest_body_envelope_id_fkey      FOREIGN KEY (envelope_id)   REFERENCES cutter_governance.manifest_envelope (envelope_id),
    CONSTRAINT manifest_body_source_sha256_fkey    FOREIGN KEY (source_sha256) REFERENCES cutter_control.source_version (sha256),
    CONSTRAINT manifest_body_manifest_digest_check CHECK (manifest_digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT manifest_body_profile_digest_check  CHECK (profile_digest ~ '^[0-9a-f]{64}$')
);

CREATE INDEX idx_mb_manifest_digest ON cutter_control.manifest_body (manifest_digest);

COMMENT ON TABLE  cutter_control.manifest_body                 IS 'The exact bytes of manifests: what is hashed is what is stored.';
COMMENT ON COLUMN cutter_control.manifest_body.manifest_digest IS 'Lower-case hex SHA-256 that names the manifest.';
COMMENT ON COLUMN cutter_control.manifest_body.envelope_id     IS 'The manifest''s envelope.';
COMMENT ON COLUMN cutter_control.manifest_body.body            IS 'The manifest as canonical JSON (RFC 8785).';
COMMENT ON COLUMN cutter_control.manifest_body.profile_ref     IS 'Grammar profile and version it was made with; NULL for an operation on units that needs none.';
COMMENT ON COLUMN cutter_control.manifest_body.profile_digest  IS 'Lower-case hex SHA-256 of that profile; NULL without one.';
COMMENT ON COLUMN cutter_control.manifest_body.source_sha256   IS 'The source version it was made from; NULL for an operation on units alone.';
COMMENT ON COLUMN cutter_control.manifest_body.created_at      IS 'When it was stored.';

CREATE TABLE cutter_control.signing_key (
    key_id            text        NOT NULL,
    lane              text        NOT NULL,
    public_key        text        NOT NULL,
    owner             text        NOT NULL,
    created_at        timestamptz NOT NULL,
    revoked_at        timestamptz,
    revoked_by        text,
    revocation_reason text,
    CONSTRAINT signing_key_pkey             PRIMARY KEY (key_id),
    CONSTRAINT signing_key_public_key_key   UNIQUE (public_key),
    CONSTRAINT signing_key_lane_check       CHECK (lane IN ('DOT-991', 'DOT-992')),
    CONSTRAINT signing_key_public_key_check CHECK (public_key ~ '^[A-Za-z0-9+/]{43}=$'),
    CONSTRAINT signing_key_revocation_check CHECK (num_nonnulls(revoked_at, revoked_by, revocation_reason) IN (0, 3))
);

COMMENT ON TABLE  cutter_control.signing_key                   IS 'Public keys of signers. Private keys are never in the database.';
COMMENT ON COLUMN cutter_control.signing_key.key_id            IS 'Name of the key, as signatures carry it.';
COMMENT ON COLUMN cutter_control.signing_key.lane              IS 'DOT-991 (executor) or DOT-992 (verifier); a key signs in one lane only.';
COMMENT ON COLUMN cutter_control.signing_key.public_key        IS 'The raw 32 bytes of the Ed25519 public key, base64.';
COMMENT ON COLUMN cutter_control.signing_key.owner             IS 'The person or service that holds the private key.';
COMMENT ON COLUMN cutter_control.signing_key.created_at        IS 'When it was registered.';
COMMENT ON COLUMN cutter_control.signing_key.revoked_at        IS 'From when signatures of this key count no more; NULL while it is good.';
COMMENT ON COLUMN cutter_control.signing_key.revoked_by        IS 'Who revoked it.';
COMMENT ON COLUMN cutter_control.signing_key.revocation_reason IS 'Why it was revoked.';

REVOKE ALL ON cutter_control.source_version, cutter_control.manifest_body, cutter_control.signing_key FROM PUBLIC;

GRANT USAGE  ON SCHEMA cutter_control TO cutter_exec, cutter_verify;
GRANT SELECT ON cutter_control.source_version, cutter_control.manifest_body, cutter_control.signing_key TO cutter_exec, cutter_verify;
GRANT INSERT ON cutter_control.source_version, cutter_control.manifest_body TO cutter_exec;

-- Health answers with the state of the schema, under the executor's role.
DO $state$
BEGIN
    IF to_regclass('cutter_control.schema_migration') IS NOT NULL THEN
        GRANT SELECT ON cutter_control.schema_migration TO cutter_exec, cutter_verify;
    END IF;
END
$state$;
