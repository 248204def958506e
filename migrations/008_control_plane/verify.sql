-- Post checks of 008_control_plane: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V8-01', 'cutter_control.source_version',
            'sha256:text:NO:NULL source_document_id:uuid:NO:NULL canonical_text:text:NO:NULL bytes:bigint:NO:NULL ' ||
            'original_sha256:text:NO:NULL original_bytes:bigint:NO:NULL canonicalization:text:NO:NULL created_by:text:NO:NULL ' ||
            'created_at:timestamp with time zone:NO:NULL'),
           ('V8-02', 'cutter_control.manifest_body',
            'manifest_digest:text:NO:NULL envelope_id:uuid:NO:NULL body:text:NO:NULL profile_ref:text:YES:NULL ' ||
            'profile_digest:text:YES:NULL source_sha256:text:YES:NULL created_at:timestamp with time zone:NO:NULL'),
           ('V8-03', 'cutter_control.signing_key',
            'key_id:text:NO:NULL lane:text:NO:NULL public_key:text:NO:NULL owner:text:NO:NULL created_at:timestamp with time ' ||
            'zone:NO:NULL revoked_at:timestamp with time zone:YES:NULL revoked_by:text:YES:NULL revocation_reason:text:YES:NULL')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

-- Constraints that must be there and valid; others may have been added by later migrations.
SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V8-04', 'cutter_control.source_version',
            'source_version_bytes_check source_version_original_bytes_check source_version_original_sha256_check ' ||
            'source_version_pkey source_version_sha256_check source_version_source_document_id_fkey'),
           ('V8-05', 'cutter_control.manifest_body',
            'manifest_body_envelope_id_fkey manifest_body_manifest_digest_check manifest_body_pkey ' ||
            'manifest_body_profile_digest_check manifest_body_source_sha256_fkey'),
           ('V8-06', 'cutter_control.signing_key',
            'signing_key_lane_check signing_key_pkey signing_key_public_key_check signing_key_public_key_key ' ||
            'signing_key_revocation_check')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V8-07' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY[
            'cutter_control.source_version',
            'cutter_control.manifest_body',
            'cutter_control.signing_key'
       ]) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass(t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass(t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V8-08' AS check_id, 'Indexes for lookups' AS sentence,
       'idx_mb_manifest_digest idx_sv_source_document_id' AS expected,
       coalesce(string_agg(i.indexname, ' ' ORDER BY i.indexname COLLATE "C"), 'none') AS observed
  FROM pg_indexes i
 WHERE i.schemaname IN ('public', 'sandbox_tac', 'cutter_governance', 'cutter_control')
   AND i.indexname = ANY (string_to_array('idx_mb_manifest_digest idx_sv_source_document_id', ' '));

SELECT 'V8-09' AS check_id, 'Privileges on the control plane, other than the owner''s' AS sentence,
       'cutter_exec:manifest_body:INSERT cutter_exec:manifest_body:SELECT cutter_exec:signing_key:SELECT ' ||
       'cutter_exec:source_version:INSERT cutter_exec:source_version:SELECT ' ||
       'cutter_verify:manifest_body:SELECT cutter_verify:signing_key:SELECT cutter_verify:source_version:SELECT' AS expected,
       coalesce(string_agg(p.privilege, ' ' ORDER BY p.privilege COLLATE "C"), 'none') AS observed
  FROM (SELECT format('%s:%s:%s', coalesce(r.rolname, 'PUBLIC'), c.relname, x.privilege_type) AS privilege
          FROM pg_class c
          CROSS JOIN LATERAL aclexplode(c.relacl) x
          LEFT JOIN pg_roles r ON r.oid = x.grantee
         WHERE c.relnamespace = to_regnamespace('cutter_control') AND x.grantee <> c.relowner
           AND c.relname IN ('source_version', 'manifest_body', 'signing_key')) AS p;

SELECT 'V8-10' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_control.source_version
         UNION ALL SELECT count(*) AS n FROM cutter_control.manifest_body
         UNION ALL SELECT count(*) AS n FROM cutter_control.signing_key) AS r;
