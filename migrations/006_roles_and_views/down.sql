-- Takes back what 006_roles_and_views gave. Needs the setting cutter.directus_role, like up.sql.

DO $directus$
DECLARE
    directus_role text := nullif(current_setting('cutter.directus_role', true), '');
BEGIN
    IF directus_role IS NULL THEN
        RAISE EXCEPTION 'ROLE_SETTING_MISSING: the setting cutter.directus_role is not set.'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Set it to the login role of Directus in the transaction of the migration.';
    END IF;
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA sandbox_tac FROM %I', directus_role);
    EXECUTE format('REVOKE ALL ON public.tac_section_type_vocab, public.tac_logical_unit, public.tac_unit_version,
                                  public.cutter_source_document, public.cutter_grammar_profile FROM %I', directus_role);
    EXECUTE format('REVOKE ALL ON FUNCTION public.fn_tac_canonical_address_is_valid(text) FROM %I', directus_role);
    EXECUTE format('REVOKE ALL ON SCHEMA sandbox_tac FROM %I', directus_role);
END
$directus$;

REVOKE ALL ON FUNCTION public.fn_tac_canonical_address_is_valid(text) FROM cutter_exec, cutter_verify;
REVOKE ALL ON public.tac_section_type_vocab, public.tac_logical_unit, public.tac_unit_version,
              public.cutter_source_document, public.cutter_grammar_profile FROM cutter_ro, cutter_exec, cutter_verify;
REVOKE ALL ON ALL TABLES IN SCHEMA cutter_governance, sandbox_tac           FROM cutter_ro, cutter_exec, cutter_verify;
REVOKE ALL ON SCHEMA cutter_governance, sandbox_tac                         FROM cutter_ro, cutter_exec, cutter_verify;

DROP VIEW cutter_governance.v_decision_backlog_sweep_log_observe;
DROP VIEW cutter_governance.v_decision_backlog_dependency_observe;
DROP VIEW cutter_governance.v_decision_backlog_history_observe;
DROP VIEW cutter_governance.v_review_decision_observe;
DROP VIEW cutter_governance.v_manifest_unit_block_observe;
DROP VIEW cutter_governance.v_manifest_envelope_observe;
DROP VIEW cutter_governance.v_canonical_address_alias_observe;
DROP VIEW cutter_governance.v_verify_result_observe;
DROP VIEW cutter_governance.v_cut_change_set_affected_row_observe;
DROP VIEW cutter_governance.v_cut_change_set_observe;
DROP VIEW cutter_governance.v_dot_pair_signature_observe;
DROP VIEW cutter_governance.v_decision_backlog_entry_observe;

-- Another database on this server may still work with the roles: then roles and memberships stay.
DO $roles$
DECLARE
    directus_role text := current_setting('cutter.directus_role');
    role_name     text;
    role_oid      oid;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['cutter_ro', 'cutter_exec', 'cutter_verify'] LOOP
        role_oid := to_regrole(role_name);
        IF has_schema_privilege(current_user, 'public', 'USAGE WITH GRANT OPTION') THEN
            EXECUTE format('REVOKE USAGE ON SCHEMA public FROM %I', role_name);
        END IF;
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_shdepend d
                        WHERE d.refclassid = 'pg_catalog.pg_authid'::regclass AND d.refobjid = role_oid
                          AND d.dbid NOT IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))) THEN
            EXECUTE format('REVOKE %I FROM %I', role_name, directus_role);
            IF shobj_description(role_oid, 'pg_authid') LIKE '%created by migration 006_roles_and_views.' THEN
                EXECUTE format('DROP ROLE %I', role_name);
            END IF;
        END IF;
    END LOOP;
END
$roles$;
