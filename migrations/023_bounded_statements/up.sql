-- 023_bounded_statements: what no statement may read more of than its work: indexes for those that looked through whole tables, a list of the
-- rows that are no leaves of the ledger yet, and counts of entries by state that are kept instead of made.
--
-- Locks: SHARE on the tables of the indexes and SHARE ROW EXCLUSIVE on those of the ledger: nobody reads less meanwhile, whoever writes waits.
-- 4.3 seconds were measured at 200,000 units, as many aliases and 20,000 entries, most of it for the addresses and for what is not sealed yet; a million
-- was not tried, and may take half a minute.
-- Where a lock cannot be had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

-- ---------------------------------------------------------------- statements that found their rows by looking at all of them

CREATE INDEX idx_dbe_manifest_id                  ON cutter_governance.decision_backlog_entry      ((payload ->> 'manifest_id')) WHERE kind = 'cut_request';
CREATE INDEX idx_dbe_source_document_id           ON cutter_governance.decision_backlog_entry      ((payload ->> 'source_document_id'), emitted_at, entry_id) WHERE kind = 'cut_request';
CREATE INDEX idx_dbe_escalated_entry_id           ON cutter_governance.decision_backlog_entry      ((payload ->> 'entry_id')) WHERE kind = 'escalation';
CREATE INDEX idx_ccs_manifest_digest              ON cutter_governance.cut_change_set              (manifest_digest) WHERE operation_kind IN ('first_cut', 'attest');
CREATE INDEX idx_ccs_source_document_ref          ON cutter_governance.cut_change_set              (source_document_ref, operation_kind, applied_at);
CREATE INDEX idx_ccs_compensates                  ON cutter_governance.cut_change_set              (compensates_change_set_id) WHERE compensates_change_set_id IS NOT NULL;
CREATE INDEX idx_ccs_doc_code                     ON cutter_governance.cut_change_set              ((payload_summary ->> 'doc_code'), applied_at);
CREATE INDEX idx_ccs_rehearsal_manifest_id        ON cutter_governance.cut_change_set              (manifest_id) WHERE operation_kind = 'rehearsal';
CREATE INDEX idx_ccsar_attested_row_id            ON cutter_governance.cut_change_set_affected_row (target_row_id) WHERE operation = 'attest';
CREATE INDEX idx_rd_prior_review_id               ON cutter_governance.review_decision             (prior_review_decision_id) WHERE prior_review_decision_id IS NOT NULL;
CREATE INDEX idx_tac_logical_unit_address_pattern ON public.tac_logical_unit                       (canonical_address text_pattern_ops);
CREATE INDEX idx_logical_unit_address_pattern     ON sandbox_tac.logical_unit                      (canonical_address text_pattern_ops);
CREATE INDEX idx_unit_version_change_set_id       ON sandbox_tac.unit_version                      (change_set_id);
CREATE INDEX idx_csd_title_keyset                 ON public.cutter_source_document                 (title, id);
CREATE INDEX idx_sv_created_by_keyset             ON cutter_control.source_version                 (created_by, created_at, sha256 COLLATE "C");
CREATE INDEX idx_alias_external_pattern           ON cutter_governance.canonical_address_alias     (alias_text text_pattern_ops) WHERE alias_kind = 'external_reference';

COMMENT ON INDEX cutter_governance.idx_dbe_manifest_id           IS 'The entry of a manifest, for whoever decides about it.';
COMMENT ON INDEX cutter_governance.idx_dbe_source_document_id    IS 'Cut requests of a document, in order; how far a text of it has come.';
COMMENT ON INDEX cutter_governance.idx_dbe_escalated_entry_id    IS 'Escalations of an entry: what a settled deferral closes, and the row matrix.';
COMMENT ON INDEX cutter_governance.idx_ccs_manifest_digest       IS 'G-CUT-ONCE: cuts of the same manifest under another entry.';
COMMENT ON INDEX cutter_governance.idx_ccs_source_document_ref   IS 'The newest cut of a document, and its rehearsals.';
COMMENT ON INDEX cutter_governance.idx_ccs_compensates           IS 'What took a cut back.';
COMMENT ON INDEX cutter_governance.idx_ccs_doc_code              IS 'Change sets of a document: reading in time, lineage, proofs, what is not verified.';
COMMENT ON INDEX cutter_governance.idx_ccs_rehearsal_manifest_id IS 'Rehearsals of a manifest.';
COMMENT ON INDEX cutter_governance.idx_ccsar_attested_row_id     IS 'Attestations that account for a unit.';
COMMENT ON INDEX cutter_governance.idx_rd_prior_review_id        IS 'Whether a decision was superseded.';
COMMENT ON INDEX public.idx_tac_logical_unit_address_pattern     IS 'Units below a prefix, in a database of any collation (VERIFY, axis 1).';
COMMENT ON INDEX sandbox_tac.idx_logical_unit_address_pattern    IS 'The same of a rehearsal.';
COMMENT ON INDEX sandbox_tac.idx_unit_version_change_set_id      IS 'Rows of a rehearsal that are there now.';
COMMENT ON INDEX public.idx_csd_title_keyset                     IS 'Pages of documents by title.';
COMMENT ON INDEX cutter_control.idx_sv_created_by_keyset         IS 'Pages of what one person registered, by time.';
COMMENT ON INDEX cutter_governance.idx_alias_external_pattern    IS 'External references that begin as the addresses of a prefix would, asked for when the prefix is registered.';

-- ---------------------------------------------------------------- rules that looked through every document, and every external reference
-- The same questions as in 009, each asked of an index: "/" comes right before "0" in it, and "-" right before ".".

CREATE OR REPLACE FUNCTION cutter_governance.fn_reads_as_own_address(value text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT public.fn_tac_canonical_address_is_valid(value)
       AND (EXISTS (SELECT FROM public.tac_logical_unit u WHERE u.canonical_address = value)
            OR EXISTS (SELECT FROM public.cutter_source_document d WHERE strpos(value, '/') > 0 AND d.prefix = split_part(value, '/', 1))
            OR EXISTS (SELECT FROM generate_series(1, length(value)) AS n
                         JOIN public.cutter_source_document d ON d.prefix = left(value, n)
                        WHERE strpos(value, '/') = 0 AND substr(value, n + 1, 1) = '-'));
END;

CREATE OR REPLACE FUNCTION cutter_governance.fn_alias_prefix_registered() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $registered$
DECLARE
    taken text;
BEGIN
    SELECT a.alias_text INTO taken
      FROM cutter_governance.canonical_address_alias a
     WHERE a.alias_kind = 'external_reference' AND (a.valid_until IS NULL OR a.valid_until > now())
       AND (   a.alias_text ~>=~ (NEW.prefix || '/') AND a.alias_text ~<~ (NEW.prefix || '0')
            OR a.alias_text ~>=~ (NEW.prefix || '-') AND a.alias_text ~<~ (NEW.prefix || '.'))
       AND cutter_governance.fn_reads_as_own_address(a.alias_text)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ALIAS_EXTERNAL_ADDRESS: the external reference "%" would read as an address under the prefix %.', taken, NEW.prefix
            USING ERRCODE = 'check_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = 'prefix', CONSTRAINT = TG_NAME,
                  HINT = 'Close the external reference, or take another prefix.';
    END IF;
    RETURN NULL;
END
$registered$;

-- ---------------------------------------------------------------- rows that are no leaves yet
-- A checkpoint makes leaves of what was written since the last one. Which rows those are is written down with them, in their own transaction.

CREATE TABLE cutter_control.ledger_unsealed (
    leaf_kind text NOT NULL,
    row_id    text NOT NULL,
    CONSTRAINT ledger_unsealed_pkey PRIMARY KEY (leaf_kind, row_id)
);

COMMENT ON TABLE  cutter_control.ledger_unsealed           IS 'Rows of the ledger that are no leaves yet; a row goes with the leaf that is made of it. Written by triggers alone.';
COMMENT ON COLUMN cutter_control.ledger_unsealed.leaf_kind IS 'Kind of the leaf it becomes, as in ledger_leaf.';
COMMENT ON COLUMN cutter_control.ledger_unsealed.row_id    IS 'Primary key of the row.';

CREATE FUNCTION cutter_control.fn_note_unsealed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    -- Kind of the leaf, key of the table, column that has a time once there is something to seal. What was sealed once stays as it is.
    EXECUTE format(
        'INSERT INTO cutter_control.ledger_unsealed (leaf_kind, row_id)
         SELECT %1$L, w.%2$I::text FROM written w
          WHERE w.%3$I IS NOT NULL AND NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = %1$L AND l.row_id = w.%2$I::text)
         ON CONFLICT ON CONSTRAINT ledger_unsealed_pkey DO NOTHING', TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
    RETURN NULL;
END
$function$;

CREATE FUNCTION cutter_control.fn_note_sealed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    DELETE FROM cutter_control.ledger_unsealed u USING sealed s WHERE u.leaf_kind = s.leaf_kind AND u.row_id = s.row_id;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION cutter_control.fn_note_unsealed() IS 'Notes rows that become leaves with the next checkpoint.';
COMMENT ON FUNCTION cutter_control.fn_note_sealed()   IS 'Takes rows that are leaves off the list.';

CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_control.signing_key
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('key', 'key_id', 'created_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.decision_backlog_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('entry', 'entry_id', 'emitted_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.manifest_envelope
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('manifest', 'envelope_id', 'created_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.decision_backlog_dependency
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('dependency', 'dependency_id', 'created_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.decision_backlog_sweep_log
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('sweep', 'sweep_id', 'started_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.review_decision
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('review', 'review_decision_id', 'decided_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.cut_change_set
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('change_set', 'change_set_id', 'emitted_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.verify_result
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('verify_result', 'verify_result_id', 'finished_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.dot_pair_signature
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('signature', 'signature_id', 'signed_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.decision_backlog_history
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('history', 'history_id', 'changed_at');
CREATE TRIGGER trg_unsealed AFTER INSERT ON cutter_governance.canonical_address_alias
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('alias', 'alias_id', 'valid_from');
CREATE TRIGGER trg_unsealed_later AFTER UPDATE ON cutter_governance.canonical_address_alias
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('alias_end', 'alias_id', 'valid_until');
CREATE TRIGGER trg_unsealed_later AFTER UPDATE ON cutter_governance.dot_pair_signature
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('signature_revocation', 'signature_id', 'revoked_at');
CREATE TRIGGER trg_unsealed_later AFTER UPDATE ON cutter_control.signing_key
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('key_revocation', 'key_id', 'revoked_at');
CREATE TRIGGER trg_unsealed_at_once AFTER INSERT ON cutter_governance.canonical_address_alias
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_unsealed('alias_end', 'alias_id', 'valid_until');
CREATE TRIGGER trg_sealed AFTER INSERT ON cutter_control.ledger_leaf
    REFERENCING NEW TABLE AS sealed FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_note_sealed();

COMMENT ON TRIGGER trg_unsealed ON cutter_control.signing_key IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.decision_backlog_entry IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.manifest_envelope IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.decision_backlog_dependency IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.decision_backlog_sweep_log IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.review_decision IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.cut_change_set IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.verify_result IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.dot_pair_signature IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.decision_backlog_history IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed ON cutter_governance.canonical_address_alias IS 'Rows of this table are leaves of the ledger with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed_later ON cutter_governance.canonical_address_alias IS 'What a row records later is a leaf of its own with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed_later ON cutter_governance.dot_pair_signature IS 'What a row records later is a leaf of its own with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed_later ON cutter_control.signing_key IS 'What a row records later is a leaf of its own with the next checkpoint.';
COMMENT ON TRIGGER trg_unsealed_at_once ON cutter_governance.canonical_address_alias IS 'An alias may be written with its end.';
COMMENT ON TRIGGER trg_sealed ON cutter_control.ledger_leaf IS 'What is a leaf waits for none.';

-- Nobody writes these tables now: every row is on the list or a leaf. How many that are, no plan can know.
DO $unsealed$
BEGIN
INSERT INTO cutter_control.ledger_unsealed (leaf_kind, row_id)
SELECT 'key', t.key_id::text FROM cutter_control.signing_key t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'key' AND l.row_id = t.key_id::text)
UNION ALL
SELECT 'entry', t.entry_id::text FROM cutter_governance.decision_backlog_entry t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'entry' AND l.row_id = t.entry_id::text)
UNION ALL
SELECT 'manifest', t.envelope_id::text FROM cutter_governance.manifest_envelope t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'manifest' AND l.row_id = t.envelope_id::text)
UNION ALL
SELECT 'dependency', t.dependency_id::text FROM cutter_governance.decision_backlog_dependency t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'dependency' AND l.row_id = t.dependency_id::text)
UNION ALL
SELECT 'sweep', t.sweep_id::text FROM cutter_governance.decision_backlog_sweep_log t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'sweep' AND l.row_id = t.sweep_id::text)
UNION ALL
SELECT 'review', t.review_decision_id::text FROM cutter_governance.review_decision t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'review' AND l.row_id = t.review_decision_id::text)
UNION ALL
SELECT 'change_set', t.change_set_id::text FROM cutter_governance.cut_change_set t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'change_set' AND l.row_id = t.change_set_id::text)
UNION ALL
SELECT 'verify_result', t.verify_result_id::text FROM cutter_governance.verify_result t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'verify_result' AND l.row_id = t.verify_result_id::text)
UNION ALL
SELECT 'signature', t.signature_id::text FROM cutter_governance.dot_pair_signature t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'signature' AND l.row_id = t.signature_id::text)
UNION ALL
SELECT 'history', t.history_id::text FROM cutter_governance.decision_backlog_history t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'history' AND l.row_id = t.history_id::text)
UNION ALL
SELECT 'alias', t.alias_id::text FROM cutter_governance.canonical_address_alias t
 WHERE NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'alias' AND l.row_id = t.alias_id::text)
UNION ALL
SELECT 'alias_end', t.alias_id::text FROM cutter_governance.canonical_address_alias t
 WHERE t.valid_until IS NOT NULL AND NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'alias_end' AND l.row_id = t.alias_id::text)
UNION ALL
SELECT 'signature_revocation', t.signature_id::text FROM cutter_governance.dot_pair_signature t
 WHERE t.revoked_at IS NOT NULL AND NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'signature_revocation' AND l.row_id = t.signature_id::text)
UNION ALL
SELECT 'key_revocation', t.key_id::text FROM cutter_control.signing_key t
 WHERE t.revoked_at IS NOT NULL AND NOT EXISTS (SELECT FROM cutter_control.ledger_leaf l WHERE l.leaf_kind = 'key_revocation' AND l.row_id = t.key_id::text);
END
$unsealed$;

-- ---------------------------------------------------------------- entries by state
-- One row for each state that a statement left or entered: those who write wait for nobody. Whoever sweeps puts them together.

CREATE TABLE cutter_control.entry_count (
    status text   NOT NULL,
    change bigint NOT NULL
);

COMMENT ON TABLE  cutter_control.entry_count        IS 'How many cut requests are in each state: the sum of its rows. Written by triggers alone, put together by SWEEP.';
COMMENT ON COLUMN cutter_control.entry_count.status IS 'A state of cut requests.';
COMMENT ON COLUMN cutter_control.entry_count.change IS 'How many more there were.';

CREATE FUNCTION cutter_control.fn_count_entered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO cutter_control.entry_count (status, change)
    SELECT e.status, count(*) FROM entered e WHERE e.kind = 'cut_request' GROUP BY e.status;
    RETURN NULL;
END
$function$;

CREATE FUNCTION cutter_control.fn_count_moved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    INSERT INTO cutter_control.entry_count (status, change)
    SELECT m.status, sum(m.change)
      FROM (SELECT status, 1 AS change FROM entered WHERE kind = 'cut_request' UNION ALL SELECT status, -1 FROM gone WHERE kind = 'cut_request') m
     GROUP BY m.status HAVING sum(m.change) <> 0;
    RETURN NULL;
END
$function$;

CREATE FUNCTION cutter_control.fn_fold_entry_counts() RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('iu-cutter:entry-counts', 0)) THEN
        RETURN;
    END IF;
    WITH folded AS (DELETE FROM cutter_control.entry_count RETURNING status, change)
    INSERT INTO cutter_control.entry_count (status, change)
    SELECT status, sum(change) FROM folded GROUP BY status HAVING sum(change) <> 0;
END
$function$;

COMMENT ON FUNCTION cutter_control.fn_count_entered()     IS 'Counts new cut requests.';
COMMENT ON FUNCTION cutter_control.fn_count_moved()       IS 'Counts cut requests that went from one state to another.';
COMMENT ON FUNCTION cutter_control.fn_fold_entry_counts() IS 'Leaves one row for each state, where nobody else is doing it.';

CREATE TRIGGER trg_count_entered AFTER INSERT ON cutter_governance.decision_backlog_entry
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_count_entered();
CREATE TRIGGER trg_count_moved AFTER UPDATE ON cutter_governance.decision_backlog_entry
    REFERENCING OLD TABLE AS gone NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.fn_count_moved();

COMMENT ON TRIGGER trg_count_entered ON cutter_governance.decision_backlog_entry IS 'Counts new cut requests.';
COMMENT ON TRIGGER trg_count_moved   ON cutter_governance.decision_backlog_entry IS 'Counts cut requests that went from one state to another.';

DO $counted$
BEGIN
    INSERT INTO cutter_control.entry_count (status, change)
    SELECT status, count(*) FROM cutter_governance.decision_backlog_entry WHERE kind = 'cut_request' GROUP BY status;
END
$counted$;

-- ---------------------------------------------------------------- always, and for nobody else

ALTER TABLE cutter_control.signing_key ENABLE ALWAYS TRIGGER trg_unsealed, ENABLE ALWAYS TRIGGER trg_unsealed_later;
ALTER TABLE cutter_governance.decision_backlog_entry ENABLE ALWAYS TRIGGER trg_unsealed, ENABLE ALWAYS TRIGGER trg_count_entered, ENABLE ALWAYS TRIGGER trg_count_moved;
ALTER TABLE cutter_governance.manifest_envelope ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.decision_backlog_dependency ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.decision_backlog_sweep_log ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.review_decision ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.cut_change_set ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.verify_result ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.dot_pair_signature ENABLE ALWAYS TRIGGER trg_unsealed, ENABLE ALWAYS TRIGGER trg_unsealed_later;
ALTER TABLE cutter_governance.decision_backlog_history ENABLE ALWAYS TRIGGER trg_unsealed;
ALTER TABLE cutter_governance.canonical_address_alias ENABLE ALWAYS TRIGGER trg_unsealed, ENABLE ALWAYS TRIGGER trg_unsealed_later, ENABLE ALWAYS TRIGGER trg_unsealed_at_once;
ALTER TABLE cutter_control.ledger_leaf ENABLE ALWAYS TRIGGER trg_sealed;

REVOKE ALL ON cutter_control.ledger_unsealed, cutter_control.entry_count FROM PUBLIC;
REVOKE ALL ON FUNCTION cutter_control.fn_note_unsealed(), cutter_control.fn_note_sealed(), cutter_control.fn_count_entered(), cutter_control.fn_count_moved(), cutter_control.fn_fold_entry_counts() FROM PUBLIC;
GRANT SELECT ON cutter_control.ledger_unsealed, cutter_control.entry_count TO cutter_exec, cutter_verify;
GRANT EXECUTE ON FUNCTION cutter_control.fn_fold_entry_counts() TO cutter_exec;
