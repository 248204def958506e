-- Post checks of 012_governed_change: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- Columns, in order: name:type:nullable:default.
SELECT e.check_id, 'Columns of ' || e.table_name || ', in order' AS sentence, e.expected, coalesce(o.observed, 'no such table') AS observed
  FROM (VALUES
           ('V12-01', 'cutter_control.environment',
            'system_identifier:text:NO:NULL class:text:NO:NULL recorded_by:text:NO:NULL recorded_at:timestamp with time ' ||
            'zone:NO:NULL'),
           ('V12-02', 'cutter_control.change_package',
            'package_digest:text:NO:NULL migration_id:text:NO:NULL body:text:NO:NULL planned_by:text:NO:NULL ' ||
            'planned_at:timestamp with time zone:NO:NULL'),
           ('V12-03', 'cutter_control.change_review',
            'review_id:uuid:NO:NULL package_digest:text:NO:NULL verdict:text:NO:NULL notes:text:NO:NULL ' ||
            'reviewed_by:text:NO:NULL reviewed_at:timestamp with time zone:NO:NULL'),
           ('V12-04', 'cutter_control.change_authorisation',
            'authorisation_id:uuid:NO:NULL package_digest:text:NO:NULL operation:text:NO:NULL run_id:uuid:YES:NULL ' ||
            'environment:text:NO:NULL system_identifier:text:NO:NULL authorised_by:text:NO:NULL authorised_at:timestamp ' ||
            'with time zone:NO:NULL expires_at:timestamp with time zone:NO:NULL'),
           ('V12-05', 'cutter_control.change_run',
            'run_id:uuid:NO:NULL kind:text:NO:NULL package_digest:text:NO:NULL environment:text:NO:NULL ' ||
            'system_identifier:text:NO:NULL operator:text:NO:NULL of_run_id:uuid:YES:NULL artefact_folder:text:NO:NULL ' ||
            'started_at:timestamp with time zone:NO:NULL'),
           ('V12-06', 'cutter_control.change_authorisation_use',
            'authorisation_id:uuid:NO:NULL run_id:uuid:NO:NULL used_by:text:NO:NULL used_at:timestamp with time ' ||
            'zone:NO:NULL'),
           ('V12-07', 'cutter_control.change_step',
            'run_id:uuid:NO:NULL position:integer:NO:NULL step:text:NO:NULL event:text:NO:NULL evidence:text:NO:NULL ' ||
            'recorded_at:timestamp with time zone:NO:NULL'),
           ('V12-08', 'cutter_control.gate_report',
            'run_id:uuid:NO:NULL position:integer:NO:NULL step:text:NO:NULL gate_id:text:NO:NULL sentence:text:NO:NULL ' ||
            'expected:text:NO:NULL observed:text:NO:NULL verdict:text:NO:NULL recorded_at:timestamp with time zone:NO:NULL'),
           ('V12-09', 'cutter_control.backup',
            'backup_id:uuid:NO:NULL folder:text:NO:NULL sha256:text:NO:NULL bytes:bigint:NO:NULL ' ||
            'system_identifier:text:NO:NULL facts:text:NO:NULL created_by:text:NO:NULL created_at:timestamp with time ' ||
            'zone:NO:NULL'),
           ('V12-10', 'cutter_control.backup_verification',
            'verification_id:uuid:NO:NULL backup_id:uuid:NO:NULL verdict:text:NO:NULL checks:text:NO:NULL ' ||
            'verified_by:text:NO:NULL verified_at:timestamp with time zone:NO:NULL')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum) AS observed
          FROM pg_attribute a
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped) AS o;

SELECT e.check_id, 'Constraints of ' || e.table_name AS sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V12-11', 'cutter_control.environment',
            'environment_class_check environment_pkey'),
           ('V12-12', 'cutter_control.change_package',
            'change_package_package_digest_check change_package_pkey change_package_planned_by_check'),
           ('V12-13', 'cutter_control.change_review',
            'change_review_package_digest_fkey change_review_pkey change_review_verdict_check'),
           ('V12-14', 'cutter_control.change_authorisation',
            'change_authorisation_expires_at_check change_authorisation_operation_check ' ||
            'change_authorisation_package_digest_fkey change_authorisation_pkey change_authorisation_run_id_check'),
           ('V12-15', 'cutter_control.change_run',
            'change_run_kind_check change_run_of_run_id_check change_run_of_run_id_fkey change_run_package_digest_fkey ' ||
            'change_run_pkey'),
           ('V12-16', 'cutter_control.change_authorisation_use',
            'change_authorisation_use_authorisation_id_fkey change_authorisation_use_pkey ' ||
            'change_authorisation_use_run_id_fkey'),
           ('V12-17', 'cutter_control.change_step',
            'change_step_event_check change_step_evidence_check change_step_pkey change_step_position_check ' ||
            'change_step_run_id_fkey'),
           ('V12-18', 'cutter_control.gate_report',
            'gate_report_pkey gate_report_run_id_fkey gate_report_verdict_check'),
           ('V12-19', 'cutter_control.backup',
            'backup_bytes_check backup_facts_check backup_folder_key backup_pkey backup_sha256_check'),
           ('V12-20', 'cutter_control.backup_verification',
            'backup_verification_backup_id_fkey backup_verification_checks_check backup_verification_pkey ' ||
            'backup_verification_verdict_check')
       ) AS e (check_id, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C") AS observed
          FROM pg_constraint c
         WHERE c.conrelid = to_regclass(e.table_name) AND c.convalidated AND c.conname = ANY (string_to_array(e.expected, ' '))) AS o;

SELECT 'V12-21' AS check_id, 'Tables and columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(concat_ws('.', t.table_name, a.attname), ' '), 'none') AS observed
  FROM unnest(ARRAY['environment', 'change_package', 'change_review', 'change_authorisation', 'change_run', 'change_authorisation_use', 'change_step', 'gate_report', 'backup', 'backup_verification']) AS t (table_name)
  CROSS JOIN LATERAL (
        SELECT NULL::name AS attname WHERE obj_description(to_regclass('cutter_control.' || t.table_name), 'pg_class') IS NULL
         UNION ALL
        SELECT c.attname FROM pg_attribute c
         WHERE c.attrelid = to_regclass('cutter_control.' || t.table_name) AND c.attnum > 0 AND NOT c.attisdropped
           AND col_description(c.attrelid, c.attnum) IS NULL) AS a;

SELECT 'V12-22' AS check_id, 'Tables that keep their rows' AS sentence, '10' AS expected, count(*)::text AS observed
  FROM pg_trigger g
 WHERE g.tgname = 'trg_change_recorded' AND g.tgenabled = 'O' AND NOT g.tgisinternal
   AND g.tgrelid = ANY (SELECT to_regclass('cutter_control.' || t) FROM unnest(ARRAY['environment', 'change_package', 'change_review', 'change_authorisation', 'change_run', 'change_authorisation_use', 'change_step', 'gate_report', 'backup', 'backup_verification']) AS t)
   AND pg_get_triggerdef(g.oid) LIKE '%BEFORE DELETE OR UPDATE OR TRUNCATE%fn_change_recorded()';

SELECT 'V12-23' AS check_id, 'Privileges on the records, other than the owner''s' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s:%s:%s', coalesce(r.rolname, 'PUBLIC'), c.relname, x.privilege_type), ' '), 'none') AS observed
  FROM pg_class c
  CROSS JOIN LATERAL aclexplode(c.relacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
 WHERE c.relnamespace = to_regnamespace('cutter_control') AND x.grantee <> c.relowner
   AND c.relname = ANY (ARRAY['environment', 'change_package', 'change_review', 'change_authorisation', 'change_run', 'change_authorisation_use', 'change_step', 'gate_report', 'backup', 'backup_verification']);

SELECT 'V12-24' AS check_id, 'Rows in the new tables' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_control.environment
         UNION ALL SELECT count(*) AS n FROM cutter_control.change_package
         UNION ALL SELECT count(*) AS n FROM cutter_control.change_review
         UNION ALL SELECT count(*) AS n FROM cutter_control.change_authorisation
         UNION ALL SELECT count(*) AS n FROM cutter_control.change_run
         UNION ALL SELECT count(*) AS n FROM cutter_control.change_authorisation_use
         UNION ALL SELECT count(*) AS n FROM cutter_control.change_step
         UNION ALL SELECT count(*) AS n FROM cutter_control.gate_report
         UNION ALL SELECT count(*) AS n FROM cutter_control.backup
         UNION ALL SELECT count(*) AS n FROM cutter_control.backup_verification) AS r;
