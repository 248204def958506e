-- Takes back 023_bounded_statements. No row is lost: what its tables hold is made of others.
--
-- Locks: ACCESS EXCLUSIVE on every table of the ledger and on both tables of units, for milliseconds; nothing is read.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DROP TRIGGER trg_count_moved ON cutter_governance.decision_backlog_entry;
DROP TRIGGER trg_count_entered ON cutter_governance.decision_backlog_entry;
DROP TRIGGER trg_sealed ON cutter_control.ledger_leaf;
DROP TRIGGER trg_unsealed_at_once ON cutter_governance.canonical_address_alias;
DROP TRIGGER trg_unsealed_later ON cutter_control.signing_key;
DROP TRIGGER trg_unsealed_later ON cutter_governance.dot_pair_signature;
DROP TRIGGER trg_unsealed_later ON cutter_governance.canonical_address_alias;
DROP TRIGGER trg_unsealed ON cutter_governance.canonical_address_alias;
DROP TRIGGER trg_unsealed ON cutter_governance.decision_backlog_history;
DROP TRIGGER trg_unsealed ON cutter_governance.dot_pair_signature;
DROP TRIGGER trg_unsealed ON cutter_governance.verify_result;
DROP TRIGGER trg_unsealed ON cutter_governance.cut_change_set;
DROP TRIGGER trg_unsealed ON cutter_governance.review_decision;
DROP TRIGGER trg_unsealed ON cutter_governance.decision_backlog_sweep_log;
DROP TRIGGER trg_unsealed ON cutter_governance.decision_backlog_dependency;
DROP TRIGGER trg_unsealed ON cutter_governance.manifest_envelope;
DROP TRIGGER trg_unsealed ON cutter_governance.decision_backlog_entry;
DROP TRIGGER trg_unsealed ON cutter_control.signing_key;
DROP FUNCTION cutter_control.fn_fold_entry_counts();
DROP FUNCTION cutter_control.fn_count_moved();
DROP FUNCTION cutter_control.fn_count_entered();
DROP FUNCTION cutter_control.fn_note_sealed();
DROP FUNCTION cutter_control.fn_note_unsealed();
DROP TABLE cutter_control.entry_count;
DROP TABLE cutter_control.ledger_unsealed;
DROP INDEX cutter_governance.idx_alias_external_pattern;
DROP INDEX cutter_control.idx_sv_created_by_keyset;
DROP INDEX public.idx_csd_title_keyset;
DROP INDEX sandbox_tac.idx_unit_version_change_set_id;
DROP INDEX sandbox_tac.idx_logical_unit_address_pattern;
DROP INDEX public.idx_tac_logical_unit_address_pattern;
DROP INDEX cutter_governance.idx_rd_prior_review_id;
DROP INDEX cutter_governance.idx_ccsar_attested_row_id;
DROP INDEX cutter_governance.idx_ccs_rehearsal_manifest_id;
DROP INDEX cutter_governance.idx_ccs_doc_code;
DROP INDEX cutter_governance.idx_ccs_compensates;
DROP INDEX cutter_governance.idx_ccs_source_document_ref;
DROP INDEX cutter_governance.idx_ccs_manifest_digest;
DROP INDEX cutter_governance.idx_dbe_escalated_entry_id;
DROP INDEX cutter_governance.idx_dbe_source_document_id;
DROP INDEX cutter_governance.idx_dbe_manifest_id;

-- As 009 made them.
CREATE OR REPLACE FUNCTION cutter_governance.fn_reads_as_own_address(value text) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT public.fn_tac_canonical_address_is_valid(value)
       AND (EXISTS (SELECT FROM public.tac_logical_unit u WHERE u.canonical_address = value)
            OR EXISTS (SELECT FROM public.cutter_source_document d
                        WHERE CASE WHEN strpos(value, '/') > 0 THEN d.prefix = split_part(value, '/', 1) ELSE starts_with(value, d.prefix || '-') END));
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
       AND (starts_with(a.alias_text, NEW.prefix || '/') OR starts_with(a.alias_text, NEW.prefix || '-'))
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
