-- Post checks of 019_doors: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, format('Columns of %s that say how it was done', e.name) AS sentence,
       'channel:text:YES:NULLIF(current_setting(''cutter.channel''::text, true), ''''::text) ' ||
       'session_kind:text:YES:NULLIF(current_setting(''cutter.session_kind''::text, true), ''''::text)' AS expected,
       coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('V19-01', 'cutter_governance.decision_backlog_history'),
           ('V19-02', 'cutter_governance.cut_change_set'),
           ('V19-03', 'cutter_control.source_version'),
           ('V19-04', 'cutter_control.ledger_checkpoint'),
           ('V19-05', 'cutter_control.change_package'),
           ('V19-06', 'cutter_control.change_review'),
           ('V19-07', 'cutter_control.change_authorisation'),
           ('V19-08', 'cutter_control.change_run'),
           ('V19-09', 'cutter_control.backup')
       ) AS e (check_id, name)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attname) AS observed
          FROM pg_attribute a
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = to_regclass(e.name) AND a.attname IN ('channel', 'session_kind') AND NOT a.attisdropped) AS o;

SELECT 'V19-10' AS check_id, 'Constraints on what they may say, each valid' AS sentence,
       'backup_door_check change_authorisation_door_check change_package_door_check change_review_door_check change_run_door_check cut_change_set_door_check decision_backlog_history_door_check ledger_checkpoint_door_check source_version_door_check' AS expected,
       coalesce(string_agg(c.conname, ' ' ORDER BY c.conname COLLATE "C"), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conname LIKE '%\_door\_check' AND c.convalidated AND c.contype = 'c'
   AND c.connamespace IN (to_regnamespace('cutter_governance'), to_regnamespace('cutter_control'));

SELECT 'V19-11' AS check_id, 'New columns without a comment' AS sentence, 'none' AS expected,
       coalesce(string_agg(format('%s.%s', a.attrelid::regclass, a.attname), ' '), 'none') AS observed
  FROM pg_attribute a
  JOIN pg_constraint c ON c.conrelid = a.attrelid AND c.conname LIKE '%\_door\_check'
 WHERE a.attname IN ('channel', 'session_kind') AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL;

SELECT 'V19-12' AS check_id, 'Rows of the ledger that say what nobody recorded' AS sentence, '0' AS expected,
       ((SELECT count(*) FROM cutter_governance.decision_backlog_history WHERE channel IS NOT NULL) +
        (SELECT count(*) FROM cutter_governance.cut_change_set WHERE channel IS NOT NULL) +
        (SELECT count(*) FROM cutter_control.source_version WHERE channel IS NOT NULL) +
        (SELECT count(*) FROM cutter_control.ledger_checkpoint WHERE channel IS NOT NULL))::text AS observed;
