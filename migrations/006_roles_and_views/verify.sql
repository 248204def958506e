-- Post checks of 006_roles_and_views: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.
-- Needs the setting cutter.directus_role, like up.sql.

SELECT 'V6-01' AS check_id, 'Privileges of cutter_ro on units, documents and ledger' AS sentence,
       'cutter_governance.v_canonical_address_alias_observe:SELECT ' ||
       'cutter_governance.v_cut_change_set_affected_row_observe:SELECT cutter_governance.v_cut_change_set_observe:SELECT ' ||
       'cutter_governance.v_decision_backlog_dependency_observe:SELECT ' ||
       'cutter_governance.v_decision_backlog_entry_observe:SELECT ' ||
       'cutter_governance.v_decision_backlog_history_observe:SELECT ' ||
       'cutter_governance.v_decision_backlog_sweep_log_observe:SELECT ' ||
       'cutter_governance.v_dot_pair_signature_observe:SELECT cutter_governance.v_manifest_envelope_observe:SELECT ' ||
       'cutter_governance.v_manifest_unit_block_observe:SELECT cutter_governance.v_review_decision_observe:SELECT ' ||
       'cutter_governance.v_verify_result_observe:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s.%s%s:%s', n.nspname, c.relname, coalesce('.' || x.attname, ''), x.privilege_type) AS privilege
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (
                SELECT NULL::name AS attname, t.grantee, t.privilege_type FROM aclexplode(c.relacl) t
                 UNION ALL
                SELECT a.attname, t.grantee, t.privilege_type
                  FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) t
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE coalesce(r.rolname, 'PUBLIC') = 'cutter_ro' AND x.grantee <> c.relowner
           AND (n.nspname IN ('sandbox_tac', 'cutter_governance')
                OR (n.nspname = 'public' AND c.relname IN ('tac_section_type_vocab', 'tac_logical_unit', 'tac_unit_version',
                                                           'cutter_source_document', 'cutter_grammar_profile')))) AS p;

SELECT 'V6-02' AS check_id, 'Privileges of cutter_exec on units, documents and ledger' AS sentence,
       'cutter_governance.canonical_address_alias.valid_until:UPDATE cutter_governance.canonical_address_alias:INSERT ' ||
       'cutter_governance.canonical_address_alias:SELECT cutter_governance.cut_change_set:INSERT ' ||
       'cutter_governance.cut_change_set:SELECT cutter_governance.cut_change_set_affected_row:INSERT ' ||
       'cutter_governance.cut_change_set_affected_row:SELECT cutter_governance.decision_backlog_dependency:INSERT ' ||
       'cutter_governance.decision_backlog_dependency:SELECT cutter_governance.decision_backlog_entry.status:UPDATE ' ||
       'cutter_governance.decision_backlog_entry:INSERT cutter_governance.decision_backlog_entry:SELECT ' ||
       'cutter_governance.decision_backlog_history:INSERT cutter_governance.decision_backlog_history:SELECT ' ||
       'cutter_governance.decision_backlog_sweep_log:INSERT cutter_governance.decision_backlog_sweep_log:SELECT ' ||
       'cutter_governance.dot_pair_signature.revocation_reason:UPDATE ' ||
       'cutter_governance.dot_pair_signature.revoked_at:UPDATE cutter_governance.dot_pair_signature.revoked_by:UPDATE ' ||
       'cutter_governance.dot_pair_signature:INSERT cutter_governance.dot_pair_signature:SELECT ' ||
       'cutter_governance.manifest_envelope.cut_change_set_ref:UPDATE ' ||
       'cutter_governance.manifest_envelope.escalation_ref:UPDATE cutter_governance.manifest_envelope.rationale:UPDATE ' ||
       'cutter_governance.manifest_envelope.reviewed_at:UPDATE cutter_governance.manifest_envelope.reviewer:UPDATE ' ||
       'cutter_governance.manifest_envelope.status:UPDATE ' ||
       'cutter_governance.manifest_envelope.superseded_by_envelope_id:UPDATE cutter_governance.manifest_envelope:INSERT ' ||
       'cutter_governance.manifest_envelope:SELECT cutter_governance.manifest_unit_block.report_summary:UPDATE ' ||
       'cutter_governance.manifest_unit_block.target_unit_id:UPDATE cutter_governance.manifest_unit_block:INSERT ' ||
       'cutter_governance.manifest_unit_block:SELECT cutter_governance.review_decision:INSERT ' ||
       'cutter_governance.review_decision:SELECT cutter_governance.verify_result:SELECT ' ||
       'public.cutter_grammar_profile:SELECT public.cutter_source_document.current_source_sha256:UPDATE ' ||
       'public.cutter_source_document.language:UPDATE public.cutter_source_document.notes:UPDATE ' ||
       'public.cutter_source_document.profile:UPDATE public.cutter_source_document.status:UPDATE ' ||
       'public.cutter_source_document.title:UPDATE public.cutter_source_document:INSERT ' ||
       'public.cutter_source_document:SELECT public.tac_logical_unit.authority:UPDATE ' ||
       'public.tac_logical_unit.canonical_address:UPDATE public.tac_logical_unit.canonical_address_format_version:UPDATE ' ||
       'public.tac_logical_unit.identity_profile:UPDATE public.tac_logical_unit.lifecycle_status:UPDATE ' ||
       'public.tac_logical_unit.owner_ref:UPDATE public.tac_logical_unit.parent_id:UPDATE ' ||
       'public.tac_logical_unit.section_code:UPDATE public.tac_logical_unit.section_type:UPDATE ' ||
       'public.tac_logical_unit.sort_order:UPDATE public.tac_logical_unit.tier:UPDATE public.tac_logical_unit:INSERT ' ||
       'public.tac_logical_unit:SELECT public.tac_section_type_vocab:SELECT public.tac_unit_version.change_set_id:UPDATE ' ||
       'public.tac_unit_version.content_profile:UPDATE public.tac_unit_version.enacted_at:UPDATE ' ||
       'public.tac_unit_version.lifecycle_status:UPDATE public.tac_unit_version.retired_at:UPDATE ' ||
       'public.tac_unit_version.review_state:UPDATE public.tac_unit_version.superseded_at:UPDATE ' ||
       'public.tac_unit_version.updated_at:UPDATE public.tac_unit_version:INSERT public.tac_unit_version:SELECT ' ||
       'sandbox_tac.logical_unit:DELETE sandbox_tac.logical_unit:INSERT sandbox_tac.logical_unit:SELECT ' ||
       'sandbox_tac.unit_version:DELETE sandbox_tac.unit_version:INSERT sandbox_tac.unit_version:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s.%s%s:%s', n.nspname, c.relname, coalesce('.' || x.attname, ''), x.privilege_type) AS privilege
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (
                SELECT NULL::name AS attname, t.grantee, t.privilege_type FROM aclexplode(c.relacl) t
                 UNION ALL
                SELECT a.attname, t.grantee, t.privilege_type
                  FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) t
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE coalesce(r.rolname, 'PUBLIC') = 'cutter_exec' AND x.grantee <> c.relowner
           AND (n.nspname IN ('sandbox_tac', 'cutter_governance')
                OR (n.nspname = 'public' AND c.relname IN ('tac_section_type_vocab', 'tac_logical_unit', 'tac_unit_version',
                                                           'cutter_source_document', 'cutter_grammar_profile')))) AS p;

SELECT 'V6-03' AS check_id, 'Privileges of cutter_verify on units, documents and ledger' AS sentence,
       'cutter_governance.canonical_address_alias:SELECT cutter_governance.cut_change_set.rollback_initiated_by:UPDATE ' ||
       'cutter_governance.cut_change_set.rollback_reason:UPDATE cutter_governance.cut_change_set.rolled_back_at:UPDATE ' ||
       'cutter_governance.cut_change_set.status:UPDATE cutter_governance.cut_change_set.verifier_tool_revision:UPDATE ' ||
       'cutter_governance.cut_change_set:INSERT cutter_governance.cut_change_set:SELECT ' ||
       'cutter_governance.cut_change_set_affected_row:INSERT cutter_governance.cut_change_set_affected_row:SELECT ' ||
       'cutter_governance.decision_backlog_dependency:SELECT cutter_governance.decision_backlog_entry.status:UPDATE ' ||
       'cutter_governance.decision_backlog_entry:INSERT cutter_governance.decision_backlog_entry:SELECT ' ||
       'cutter_governance.decision_backlog_history:INSERT cutter_governance.decision_backlog_history:SELECT ' ||
       'cutter_governance.decision_backlog_sweep_log:SELECT ' ||
       'cutter_governance.dot_pair_signature.revocation_reason:UPDATE ' ||
       'cutter_governance.dot_pair_signature.revoked_at:UPDATE cutter_governance.dot_pair_signature.revoked_by:UPDATE ' ||
       'cutter_governance.dot_pair_signature:INSERT cutter_governance.dot_pair_signature:SELECT ' ||
       'cutter_governance.manifest_envelope:SELECT cutter_governance.manifest_unit_block:SELECT ' ||
       'cutter_governance.review_decision:SELECT cutter_governance.verify_result:INSERT ' ||
       'cutter_governance.verify_result:SELECT public.cutter_grammar_profile:SELECT public.cutter_source_document:SELECT ' ||
       'public.tac_logical_unit:DELETE public.tac_logical_unit:SELECT public.tac_section_type_vocab:SELECT ' ||
       'public.tac_unit_version:DELETE public.tac_unit_version:SELECT sandbox_tac.logical_unit:SELECT ' ||
       'sandbox_tac.unit_version:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s.%s%s:%s', n.nspname, c.relname, coalesce('.' || x.attname, ''), x.privilege_type) AS privilege
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (
                SELECT NULL::name AS attname, t.grantee, t.privilege_type FROM aclexplode(c.relacl) t
                 UNION ALL
                SELECT a.attname, t.grantee, t.privilege_type
                  FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) t
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE coalesce(r.rolname, 'PUBLIC') = 'cutter_verify' AND x.grantee <> c.relowner
           AND (n.nspname IN ('sandbox_tac', 'cutter_governance')
                OR (n.nspname = 'public' AND c.relname IN ('tac_section_type_vocab', 'tac_logical_unit', 'tac_unit_version',
                                                           'cutter_source_document', 'cutter_grammar_profile')))) AS p;

SELECT 'V6-04' AS check_id, 'Privileges of the role of Directus on units, documents and ledger' AS sentence,
       'public.cutter_grammar_profile:DELETE public.cutter_grammar_profile:INSERT public.cutter_grammar_profile:SELECT ' ||
       'public.cutter_grammar_profile:UPDATE public.cutter_source_document.notes:UPDATE ' ||
       'public.cutter_source_document.title:UPDATE public.cutter_source_document:SELECT ' ||
       'public.tac_logical_unit.identity_profile:UPDATE public.tac_logical_unit:SELECT ' ||
       'public.tac_section_type_vocab:SELECT public.tac_unit_version:SELECT sandbox_tac.logical_unit:SELECT ' ||
       'sandbox_tac.unit_version:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s.%s%s:%s', n.nspname, c.relname, coalesce('.' || x.attname, ''), x.privilege_type) AS privilege
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (
                SELECT NULL::name AS attname, t.grantee, t.privilege_type FROM aclexplode(c.relacl) t
                 UNION ALL
                SELECT a.attname, t.grantee, t.privilege_type
                  FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) t
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE coalesce(r.rolname, 'PUBLIC') = current_setting('cutter.directus_role', true) AND x.grantee <> c.relowner
           AND (n.nspname IN ('sandbox_tac', 'cutter_governance')
                OR (n.nspname = 'public' AND c.relname IN ('tac_section_type_vocab', 'tac_logical_unit', 'tac_unit_version',
                                                           'cutter_source_document', 'cutter_grammar_profile')))) AS p;

SELECT 'V6-05' AS check_id, 'Privileges of PUBLIC on units, documents and ledger' AS sentence,
       'none' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s.%s%s:%s', n.nspname, c.relname, coalesce('.' || x.attname, ''), x.privilege_type) AS privilege
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (
                SELECT NULL::name AS attname, t.grantee, t.privilege_type FROM aclexplode(c.relacl) t
                 UNION ALL
                SELECT a.attname, t.grantee, t.privilege_type
                  FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) t
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE coalesce(r.rolname, 'PUBLIC') = 'PUBLIC' AND x.grantee <> c.relowner
           AND (n.nspname IN ('sandbox_tac', 'cutter_governance')
                OR (n.nspname = 'public' AND c.relname IN ('tac_section_type_vocab', 'tac_logical_unit', 'tac_unit_version',
                                                           'cutter_source_document', 'cutter_grammar_profile')))) AS p;

SELECT 'V6-06' AS check_id, 'Read views' AS sentence,
       'v_canonical_address_alias_observe v_cut_change_set_affected_row_observe v_cut_change_set_observe ' ||
       'v_decision_backlog_dependency_observe v_decision_backlog_entry_observe v_decision_backlog_history_observe ' ||
       'v_decision_backlog_sweep_log_observe v_dot_pair_signature_observe v_manifest_envelope_observe ' ||
       'v_manifest_unit_block_observe v_review_decision_observe v_verify_result_observe' AS expected,
       coalesce(string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C"), 'none') AS observed
  FROM pg_class c
 WHERE c.relnamespace = to_regnamespace('cutter_governance') AND c.relkind = 'v' AND c.relname LIKE 'v\_%\_observe';

SELECT 'V6-07' AS check_id, 'Columns of signatures and snapshots that readers can see' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s.%s', c.relname, a.attname), ' '), 'none') AS observed
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = to_regnamespace('cutter_governance') AND c.relkind = 'v'
   AND a.attname IN ('payload_envelope', 'signature_payload', 'before_state_snapshot', 'after_state_snapshot');

SELECT 'V6-08' AS check_id, 'Runtime roles stronger than they may be' AS sentence, 'none' AS expected,
       coalesce(string_agg(r.rolname, ' '), 'none') AS observed
  FROM pg_roles r
 WHERE r.rolname IN ('cutter_ro', 'cutter_exec', 'cutter_verify')
   AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls);

-- The role of Directus may take each role, and has nothing of it by itself.
SELECT format('V6-%s', e.number) AS check_id, format('The role of Directus and %s: may take it, has it by itself', e.role_name) AS sentence,
       'true, false' AS expected,
       coalesce(format('%s, %s', (SELECT bool_or(m.set_option)::text FROM pg_auth_members m WHERE m.roleid = to_regrole(e.role_name) AND m.member = d.oid),
                                 pg_has_role(d.oid, e.role_name, 'USAGE')::text), 'no such role') AS observed
  FROM (VALUES ('09', 'cutter_ro'), ('10', 'cutter_exec'), ('11', 'cutter_verify')) AS e (number, role_name)
  LEFT JOIN pg_roles d ON d.rolname = current_setting('cutter.directus_role', true);

SELECT format('V6-%s', e.number) AS check_id, format('%s may use schema public, where the units are', e.role_name) AS sentence,
       'true' AS expected, has_schema_privilege(e.role_name, 'public', 'USAGE')::text AS observed
  FROM (VALUES ('12', 'cutter_exec'), ('13', 'cutter_verify')) AS e (number, role_name);
