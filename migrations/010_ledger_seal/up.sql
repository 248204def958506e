-- 010_ledger_seal: the leaves of the ledger's Merkle tree, and signed checkpoints over them.
-- Rows become leaves when a checkpoint is made, never while they are written: the lanes pay nothing for it, and a checkpoint is
-- over a prefix that can gain no leaf in its middle. The rows of an installation from before become leaves of its first checkpoint.

CREATE TABLE cutter_control.ledger_leaf (
    seq            bigint NOT NULL,
    leaf_kind      text   NOT NULL,
    row_id         text   NOT NULL,
    subtree_hashes text[] NOT NULL,
    CONSTRAINT ledger_leaf_pkey                 PRIMARY KEY (seq),
    CONSTRAINT ledger_leaf_leaf_kind_row_id_key UNIQUE (leaf_kind, row_id),
    CONSTRAINT ledger_leaf_seq_check            CHECK (seq >= 0),
    CONSTRAINT ledger_leaf_leaf_kind_check      CHECK (leaf_kind IN (
        'key', 'entry', 'manifest', 'dependency', 'sweep', 'review', 'change_set', 'verify_result', 'signature', 'history', 'alias',
        'alias_end', 'signature_revocation', 'key_revocation')),
    CONSTRAINT ledger_leaf_subtree_hashes_check CHECK (array_to_string(subtree_hashes, ' ', '-') ~ '^[0-9a-f]{64}( [0-9a-f]{64})*$')
);

COMMENT ON TABLE  cutter_control.ledger_leaf                IS 'Leaves of the Merkle tree over the ledger (RFC 9162), numbered when a checkpoint is made.';
COMMENT ON COLUMN cutter_control.ledger_leaf.seq            IS 'Number of the leaf, from 0, without gaps.';
COMMENT ON COLUMN cutter_control.ledger_leaf.leaf_kind      IS 'What the leaf stands for: a row of the ledger, or something a row records later.';
COMMENT ON COLUMN cutter_control.ledger_leaf.row_id         IS 'Primary key of the row, as text.';
COMMENT ON COLUMN cutter_control.ledger_leaf.subtree_hashes IS 'Hashes of the perfect subtrees that end at this leaf, its own first: proofs need a few leaves only.';

CREATE TABLE cutter_control.ledger_checkpoint (
    size      bigint      NOT NULL,
    root      text        NOT NULL,
    envelope  jsonb       NOT NULL,
    key_id    text        NOT NULL,
    signed_by text        NOT NULL,
    signed_at timestamptz NOT NULL,
    CONSTRAINT ledger_checkpoint_pkey        PRIMARY KEY (size),
    CONSTRAINT ledger_checkpoint_key_id_fkey FOREIGN KEY (key_id) REFERENCES cutter_control.signing_key (key_id),
    CONSTRAINT ledger_checkpoint_size_check  CHECK (size > 0),
    CONSTRAINT ledger_checkpoint_root_check  CHECK (root ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE  cutter_control.ledger_checkpoint           IS 'Signed roots of the ledger; a copy kept elsewhere shows what was changed or cut off since.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.size      IS 'Number of leaves it counts.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.root      IS 'Lower-case hex root of the tree over them.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.envelope  IS 'The DSSE envelope, payload type application/vnd.iu-cutter.checkpoint+json.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.key_id    IS 'The key of the verifier lane that signed it.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.signed_by IS 'The person on whose behalf it was signed.';
COMMENT ON COLUMN cutter_control.ledger_checkpoint.signed_at IS 'When it was signed.';

CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.ledger_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_ledger_lane BEFORE INSERT ON cutter_control.ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_lane_only('cutter_verify');
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.ledger_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();
CREATE TRIGGER trg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cutter_control.ledger_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION cutter_governance.fn_append_only();

COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.ledger_leaf       IS 'Only the verifier lane seals.';
COMMENT ON TRIGGER trg_ledger_lane ON cutter_control.ledger_checkpoint IS 'Only the verifier lane seals.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.ledger_leaf       IS 'Rows are kept as they were written.';
COMMENT ON TRIGGER trg_append_only ON cutter_control.ledger_checkpoint IS 'Rows are kept as they were written.';

REVOKE ALL ON cutter_control.ledger_leaf, cutter_control.ledger_checkpoint FROM PUBLIC;
GRANT SELECT ON cutter_control.ledger_leaf, cutter_control.ledger_checkpoint TO cutter_exec, cutter_verify;
GRANT INSERT ON cutter_control.ledger_leaf, cutter_control.ledger_checkpoint TO cutter_verify;
