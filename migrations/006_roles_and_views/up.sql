-- 006_roles_and_views: the runtime roles, who may do what, and the read views.
-- The setting cutter.directus_role names the login role of Directus; the runner sets it in this transaction.

-- ---------------------------------------------------------------- roles
-- Roles belong to the whole server: another database on it, or an administrator, may have created them already.

DO $roles$
DECLARE
    role_name text;
    existing  pg_catalog.pg_roles;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['cutter_ro', 'cutter_exec', 'cutter_verify'] LOOP
        SELECT * INTO existing FROM pg_catalog.pg_roles WHERE rolname = role_name;
        IF NOT FOUND THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            EXECUTE format('COMMENT ON ROLE %I IS %L', role_name, 'Runtime role of IU Cutter, created by migration 006_roles_and_views.');
        ELSIF existing.rolsuper OR existing.rolcreaterole OR existing.rolcreatedb OR existing.rolreplication OR existing.rolbypassrls THEN
            RAISE EXCEPTION 'ROLE_TOO_STRONG: role % exists with SUPERUSER, CREATEROLE, CREATEDB, REPLICATION or BYPASSRLS.', role_name
                USING ERRCODE = 'invalid_role_specification', HINT = 'Take these attributes from the role and migrate again.';
        END IF;
    END LOOP;
END
$roles$;

-- ---------------------------------------------------------------- views for readers

CREATE VIEW cutter_governance.v_decision_backlog_entry_observe AS
    SELECT entry_id, kind, status, payload, emitted_at, scenario_ref
      FROM cutter_governance.decision_backlog_entry;

CREATE VIEW cutter_governance.v_dot_pair_signature_observe AS
    SELECT signature_id, signer_dot_id, signer_identity, signer_tool_revision, payload_hash, signature_algorithm, key_id,
           cross_reference_change_set_id, cross_reference_verify_result_id, signed_at, revoked_at, revoked_by,
           revocation_reason, scenario_ref
      FROM cutter_governance.dot_pair_signature;

CREATE VIEW cutter_governance.v_cut_change_set_observe AS
    SELECT change_set_id, decision_backlog_entry_id, idempotency_key, rollback_key, operation_kind, status, manifest_id,
           manifest_version, manifest_digest, plan_digest, review_decision_id, executor_tool_revision,
           verifier_tool_revision, emitted_by, emitted_at, applied_at, source_document_ref, planned_row_counts,
           payload_summary, compensates_change_set_id, rollback_reason, rollback_initiated_by, rolled_back_at,
           scenario_ref
      FROM cutter_governance.cut_change_set;

CREATE VIEW cutter_governance.v_cut_change_set_affected_row_observe AS
    SELECT affected_row_id, change_set_id, target_table, target_row_id, operation, row_digest
      FROM cutter_governance.cut_change_set_affected_row;

CREATE VIEW cutter_governance.v_verify_result_observe AS
    SELECT verify_result_id, change_set_id, manifest_id, verdict, canonicalization_rule_used, axis_1_drift_unit,
           axis_2_drift_content, axis_3_drift_structure, axis_4_drift_scope, expected_unit_count, observed_unit_count,
           expected_digest, observed_digest, source_sha256, reconstruction_ok, tool_revision_match, signature_valid,
           separation_of_duty_ok, findings, verified_by, verifier_tool_revision, started_at, finished_at,
           escalation_entry_id, compensation_change_set_id, scenario_ref
      FROM cutter_governance.verify_result;

CREATE VIEW cutter_governance.v_canonical_address_alias_observe AS
    SELECT alias_id, target_unit_id, alias_text, alias_kind, valid_from, valid_until, created_by, rationale, scenario_ref
      FROM cutter_governance.canonical_address_alias;

CREATE VIEW cutter_governance.v_manifest_envelope_observe AS
    SELECT envelope_id, operation_kind, status, source_doc_ref, escalation_ref, cut_change_set_ref, created_by,
           created_at, reviewer, reviewed_at, rationale, superseded_by_envelope_id
      FROM cutter_governance.manifest_envelope;

CREATE VIEW cutter_governance.v_manifest_unit_block_observe AS
    SELECT envelope_id, unit_local_id, block_role, source_span, render_order, target_unit_id, proposed_canonical_address,
           proposed_section_type, proposed_authority, candidate_edges, payload_summary, report_summary,
           decision_backlog_ref
      FROM cutter_governance.manifest_unit_block;

CREATE VIEW cutter_governance.v_review_decision_observe AS
    SELECT review_decision_id, manifest_id, manifest_unit_local_id, status, verdict, finding_source_pinned,
           finding_coverage_complete, finding_reconstruction_exact, finding_addresses_valid, finding_addresses_unique,
           finding_parents_resolve, finding_vocabulary_active, finding_status_scope, finding_no_collision,
           finding_digest_match, reviewer_identity, reviewer_independence_evidence, verdict_rationale,
           prior_review_decision_id, superseded_by_review_decision_id, escalation_ref, cut_change_set_ref,
           manifest_digest, decided_at, scenario_ref
      FROM cutter_governance.review_decision;

CREATE VIEW cutter_governance.v_decision_backlog_history_observe AS
    SELECT history_id, entry_id, entry_version_before, entry_version_after, change_kind, change_diff, changed_by,
           changed_at, rationale
      FROM cutter_governance.decision_backlog_history;

CREATE VIEW cutter_governance.v_decision_backlog_dependency_observe AS
    SELECT dependency_id, from_entry_id, to_entry_id, dependency_kind, created_by, created_at
      FROM cutter_governance.decision_backlog_dependency;

CREATE VIEW cutter_governance.v_decision_backlog_sweep_log_observe AS
    SELECT sweep_id, started_at, finished_at, swept_by, cursor_before, cursor_after, scanned_count, promoted_count,
           batch_size, findings
      FROM cutter_governance.decision_backlog_sweep_log;

COMMENT ON VIEW cutter_governance.v_decision_backlog_entry_observe       IS 'For readers: decision_backlog_entry.';
COMMENT ON VIEW cutter_governance.v_dot_pair_signature_observe           IS 'For readers: dot_pair_signature, without envelopes and signatures.';
COMMENT ON VIEW cutter_governance.v_cut_change_set_observe               IS 'For readers: cut_change_set.';
COMMENT ON VIEW cutter_governance.v_cut_change_set_affected_row_observe  IS 'For readers: cut_change_set_affected_row, without snapshots.';
COMMENT ON VIEW cutter_governance.v_verify_result_observe                IS 'For readers: verify_result.';
COMMENT ON VIEW cutter_governance.v_canonical_address_alias_observe      IS 'For readers: canonical_address_alias.';
COMMENT ON VIEW cutter_governance.v_manifest_envelope_observe            IS 'For readers: manifest_envelope.';
COMMENT ON VIEW cutter_governance.v_manifest_unit_block_observe          IS 'For readers: manifest_unit_block.';
COMMENT ON VIEW cutter_governance.v_review_decision_observe              IS 'For readers: review_decision.';
COMMENT ON VIEW cutter_governance.v_decision_backlog_history_observe     IS 'For readers: decision_backlog_history.';
COMMENT ON VIEW cutter_governance.v_decision_backlog_dependency_observe  IS 'For readers: decision_backlog_dependency.';
COMMENT ON VIEW cutter_governance.v_decision_backlog_sweep_log_observe   IS 'For readers: decision_backlog_sweep_log.';

-- ---------------------------------------------------------------- nobody by default

REVOKE ALL ON SCHEMA cutter_governance, sandbox_tac               FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA cutter_governance, sandbox_tac FROM PUBLIC;
REVOKE ALL ON public.tac_section_type_vocab, public.tac_logical_unit, public.tac_unit_version,
              public.cutter_source_document, public.cutter_grammar_profile FROM PUBLIC;

-- ---------------------------------------------------------------- cutter_ro: the views, nothing else

GRANT USAGE ON SCHEMA cutter_governance TO cutter_ro;
GRANT SELECT ON
      cutter_governance.v_decision_backlog_entry_observe,
      cutter_governance.v_dot_pair_signature_observe,
      cutter_governance.v_cut_change_set_observe,
      cutter_governance.v_cut_change_set_affected_row_observe,
      cutter_governance.v_verify_result_observe,
      cutter_governance.v_canonical_address_alias_observe,
      cutter_governance.v_manifest_envelope_observe,
      cutter_governance.v_manifest_unit_block_observe,
      cutter_governance.v_review_decision_observe,
      cutter_governance.v_decision_backlog_history_observe,
      cutter_governance.v_decision_backlog_dependency_observe,
      cutter_governance.v_decision_backlog_sweep_log_observe
   TO cutter_ro;

-- ---------------------------------------------------------------- both lanes: read everything

GRANT USAGE ON SCHEMA cutter_governance, sandbox_tac TO cutter_exec, cutter_verify;
GRANT SELECT ON
      cutter_governance.decision_backlog_entry,
      cutter_governance.dot_pair_signature,
      cutter_governance.cut_change_set,
      cutter_governance.cut_change_set_affected_row,
      cutter_governance.verify_result,
      cutter_governance.canonical_address_alias,
      cutter_governance.manifest_envelope,
      cutter_governance.manifest_unit_block,
      cutter_governance.review_decision,
      cutter_governance.decision_backlog_history,
      cutter_governance.decision_backlog_dependency,
      cutter_governance.decision_backlog_sweep_log,
      public.tac_section_type_vocab, public.tac_logical_unit, public.tac_unit_version,
      public.cutter_source_document, public.cutter_grammar_profile,
      sandbox_tac.logical_unit, sandbox_tac.unit_version
   TO cutter_exec, cutter_verify;
GRANT EXECUTE ON FUNCTION public.fn_tac_canonical_address_is_valid(text) TO cutter_exec, cutter_verify;

-- ---------------------------------------------------------------- cutter_exec: MARK, SWEEP, REVIEW, CUT; never verify_result

GRANT INSERT ON
      cutter_governance.decision_backlog_entry,
      cutter_governance.decision_backlog_history,
      cutter_governance.decision_backlog_dependency,
      cutter_governance.decision_backlog_sweep_log,
      cutter_governance.manifest_envelope,
      cutter_governance.manifest_unit_block,
      cutter_governance.review_decision,
      cutter_governance.cut_change_set,
      cutter_governance.cut_change_set_affected_row,
      cutter_governance.dot_pair_signature,
      cutter_governance.canonical_address_alias,
      public.tac_logical_unit,
      public.tac_unit_version,
      public.cutter_source_document
   TO cutter_exec;

GRANT UPDATE (status)
   ON cutter_governance.decision_backlog_entry  TO cutter_exec;
GRANT UPDATE (status, escalation_ref, cut_change_set_ref, reviewer, reviewed_at, rationale, superseded_by_envelope_id)
   ON cutter_governance.manifest_envelope       TO cutter_exec;
GRANT UPDATE (target_unit_id, report_summary)
   ON cutter_governance.manifest_unit_block     TO cutter_exec;
GRANT UPDATE (revoked_at, revoked_by, revocation_reason)
   ON cutter_governance.dot_pair_signature      TO cutter_exec;
GRANT UPDATE (valid_until)
   ON cutter_governance.canonical_address_alias TO cutter_exec;
GRANT UPDATE (canonical_address, canonical_address_format_version, section_type, section_code, parent_id, sort_order, tier,
              lifecycle_status, authority, owner_ref, identity_profile)
   ON public.tac_logical_unit                   TO cutter_exec;
GRANT UPDATE (lifecycle_status, review_state, content_profile, change_set_id, updated_at, enacted_at, superseded_at, retired_at)
   ON public.tac_unit_version                   TO cutter_exec;
GRANT UPDATE (title, profile, language, current_source_sha256, status, notes)
   ON public.cutter_source_document             TO cutter_exec;

-- A rehearsal replaces the earlier one of the same document.
GRANT INSERT, DELETE ON sandbox_tac.logical_unit, sandbox_tac.unit_version TO cutter_exec;

-- ---------------------------------------------------------------- cutter_verify: VERIFY and compensation; never manifests or reviews

GRANT INSERT ON
      cutter_governance.decision_backlog_entry,
      cutter_governance.decision_backlog_history,
      cutter_governance.dot_pair_signature,
      cutter_governance.cut_change_set,
      cutter_governance.cut_change_set_affected_row,
      cutter_governance.verify_result
   TO cutter_verify;

GRANT UPDATE (status)
   ON cutter_governance.decision_backlog_entry TO cutter_verify;
GRANT UPDATE (status, verifier_tool_revision, rollback_reason, rollback_initiated_by, rolled_back_at)
   ON cutter_governance.cut_change_set         TO cutter_verify;
GRANT UPDATE (revoked_at, revoked_by, revocation_reason)
   ON cutter_governance.dot_pair_signature     TO cutter_verify;

-- Compensation removes the draft rows of a cut whose VERIFY failed.
GRANT DELETE ON public.tac_logical_unit, public.tac_unit_version TO cutter_verify;

-- ---------------------------------------------------------------- schema public, and the role of Directus

DO $grants$
DECLARE
    directus_role text := nullif(current_setting('cutter.directus_role', true), '');
    role_name     text;
BEGIN
    -- The units live in public. Where PUBLIC may not use that schema, the migration role must be able to pass USAGE on.
    FOREACH role_name IN ARRAY ARRAY['cutter_exec', 'cutter_verify'] LOOP
        IF has_schema_privilege(current_user, 'public', 'USAGE WITH GRANT OPTION') THEN
            EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
        ELSIF NOT has_schema_privilege(role_name, 'public', 'USAGE') THEN
            RAISE EXCEPTION 'ROLE_SCHEMA_USAGE: role % may not use schema public, and % may not grant it.', role_name, current_user
                USING ERRCODE = 'insufficient_privilege',
                      HINT = format('As administrator: GRANT USAGE ON SCHEMA public TO %I WITH GRANT OPTION', current_user);
        END IF;
    END LOOP;

    IF directus_role IS NULL THEN
        RAISE EXCEPTION 'ROLE_SETTING_MISSING: the setting cutter.directus_role is not set.'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Set it to the login role of Directus in the transaction of the migration.';
    ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = directus_role) THEN
        RAISE EXCEPTION 'ROLE_NOT_FOUND: the role "%" named by cutter.directus_role does not exist.', directus_role
            USING ERRCODE = 'undefined_object';
    ELSIF directus_role = current_user OR pg_has_role(directus_role, current_user, 'MEMBER') THEN
        -- True of every superuser too, whom no grant could bind.
        RAISE EXCEPTION 'ROLE_NOT_SEPARATE: the Directus role "%" is the migration role %, a member of it, or a superuser.', directus_role, current_user
            USING ERRCODE = 'invalid_role_specification', HINT = 'Let Directus log in as a plain role and migrate as another one.';
    END IF;

    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA cutter_governance, sandbox_tac FROM %I', directus_role);
    EXECUTE format('REVOKE ALL ON public.tac_section_type_vocab, public.tac_logical_unit, public.tac_unit_version,
                                  public.cutter_source_document, public.cutter_grammar_profile FROM %I', directus_role);

    EXECUTE format('GRANT USAGE ON SCHEMA sandbox_tac TO %I', directus_role);
    EXECUTE format('GRANT SELECT ON public.tac_section_type_vocab, public.tac_logical_unit, public.tac_unit_version,
                                    public.cutter_source_document, public.cutter_grammar_profile,
                                    sandbox_tac.logical_unit, sandbox_tac.unit_version TO %I', directus_role);
    EXECUTE format('GRANT UPDATE (identity_profile) ON public.tac_logical_unit       TO %I', directus_role);
    EXECUTE format('GRANT UPDATE (title, notes)     ON public.cutter_source_document TO %I', directus_role);
    EXECUTE format('GRANT INSERT, UPDATE, DELETE    ON public.cutter_grammar_profile TO %I', directus_role);
    EXECUTE format('GRANT EXECUTE ON FUNCTION public.fn_tac_canonical_address_is_valid(text) TO %I', directus_role);

    -- By itself the role of Directus writes nothing of the ledger; each use case takes its role for one transaction.
    FOREACH role_name IN ARRAY ARRAY['cutter_ro', 'cutter_exec', 'cutter_verify'] LOOP
        IF NOT pg_has_role(current_user, role_name, 'MEMBER WITH ADMIN OPTION') THEN
            RAISE EXCEPTION 'ROLE_NOT_GRANTABLE: role % exists, and % has no ADMIN OPTION on it.', role_name, current_user
                USING ERRCODE = 'insufficient_privilege', HINT = format('As administrator: GRANT %I TO %I WITH ADMIN OPTION, INHERIT FALSE, SET FALSE', role_name, current_user);
        END IF;
        EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', role_name, directus_role);
        IF pg_has_role(directus_role, role_name, 'USAGE') THEN
            RAISE EXCEPTION 'ROLE_INHERITED: the Directus role "%" inherits % through another grant.', directus_role, role_name
                USING ERRCODE = 'invalid_grant_operation', HINT = 'Revoke the other grant and migrate again.';
        END IF;
    END LOOP;
END
$grants$;
