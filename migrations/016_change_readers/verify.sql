-- Post checks of 016_change_readers: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

-- The role of Directus is none of them: it reads under the two.
SELECT e.check_id, 'Who may read cutter_control.' || e.table_name AS sentence, e.expected,
       coalesce((SELECT string_agg(r.name, ' ' ORDER BY r.name COLLATE "C")
                   FROM (VALUES ('cutter_exec'), ('cutter_ro'), ('cutter_verify'), ('public')) AS r (name)
                  WHERE has_table_privilege(r.name, format('cutter_control.%I', e.table_name), 'SELECT')), 'nobody') AS observed
  FROM (VALUES
           ('V16-01', 'backup',                   'cutter_exec cutter_verify'),
           ('V16-02', 'backup_verification',      'cutter_exec cutter_verify'),
           ('V16-03', 'change_authorisation',     'cutter_exec cutter_verify'),
           ('V16-04', 'change_authorisation_use', 'cutter_exec cutter_verify'),
           ('V16-05', 'change_package',           'cutter_exec cutter_verify'),
           ('V16-06', 'change_review',            'cutter_exec cutter_verify'),
           ('V16-07', 'change_run',               'cutter_exec cutter_verify'),
           ('V16-08', 'change_step',              'cutter_exec cutter_verify'),
           ('V16-09', 'gate_report',              'cutter_exec cutter_verify'),
           ('V16-10', 'environment',              'nobody')
       ) AS e (check_id, table_name, expected);

SELECT e.check_id, 'Records of change that ' || e.role_name || ' may write' AS sentence, 'nothing' AS expected,
       coalesce((SELECT string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C")
                   FROM pg_class c
                  WHERE c.relnamespace = to_regnamespace('cutter_control') AND c.relkind = 'r'
                    AND c.relname IN ('environment', 'change_package', 'change_review', 'change_authorisation', 'change_authorisation_use',
                                      'change_run', 'change_step', 'gate_report', 'backup', 'backup_verification')
                    AND (has_table_privilege(e.role_name, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                         OR has_any_column_privilege(e.role_name, c.oid, 'INSERT, UPDATE'))), 'nothing') AS observed
  FROM (VALUES ('V16-11', 'cutter_exec'), ('V16-12', 'cutter_verify')) AS e (check_id, role_name);
