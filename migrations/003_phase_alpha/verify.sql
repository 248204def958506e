-- Post checks of 003_phase_alpha: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.
-- Row counts come from the change package, never from what is observed: cutter.pinned_units and cutter.pinned_sandbox_units.
-- Without them the counts of a fresh installation are expected, which has no units. VA-16 (schema diff: removed 0, added 6) is the runner's.

SELECT e.check_id, e.sentence, e.expected, coalesce(o.observed, 'none') AS observed
  FROM (VALUES
           ('VA-1',  'New columns of public.tac_logical_unit',        'public.tac_logical_unit',
            'authority:text:YES:''draft''::text canonical_address_format_version:text:NO:''canonical-address-v1''::text'),
           ('VA-2',  'New columns of sandbox_tac.logical_unit',       'sandbox_tac.logical_unit',
            'authority:text:YES:''draft''::text canonical_address_format_version:text:NO:''canonical-address-v1''::text'),
           ('VA-11', 'canonical_address of units is as it was',       'public.tac_logical_unit',
            'canonical_address:text:NO:NULL')
       ) AS e (check_id, sentence, table_name, expected)
  CROSS JOIN LATERAL (
        SELECT string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attname COLLATE "C") AS observed
          FROM pg_attribute a
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = to_regclass(e.table_name) AND a.attnum > 0 AND NOT a.attisdropped
           AND a.attname IN (SELECT split_part(c, ':', 1) FROM unnest(string_to_array(e.expected, ' ')) c)) AS o;

SELECT 'VA-3' AS check_id, 'The alias table exists' AS sentence, 'cutter_governance.canonical_address_alias' AS expected,
       coalesce(to_regclass('cutter_governance.canonical_address_alias')::text, 'no such table') AS observed;

SELECT 'VA-4' AS check_id, 'Columns of the alias table, in order' AS sentence,
       'alias_id:uuid:NO:NULL target_unit_id:uuid:NO:NULL alias_text:text:NO:NULL alias_kind:text:NO:NULL valid_from:timestamp ' ||
       'with time zone:NO:NULL valid_until:timestamp with time zone:YES:NULL created_by:text:NO:NULL rationale:text:NO:NULL ' ||
       'scenario_ref:text:YES:NULL' AS expected,
       string_agg(format('%s:%s:%s:%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END,
                         coalesce(pg_get_expr(d.adbin, d.adrelid), 'NULL')), ' ' ORDER BY a.attnum) AS observed
  FROM pg_attribute a
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attrelid = to_regclass('cutter_governance.canonical_address_alias') AND a.attnum > 0 AND NOT a.attisdropped;

SELECT 'VA-5' AS check_id, 'Indexes of the alias table' AS sentence,
       'canonical_address_alias_pkey(alias_id) idx_alias_alias_kind(alias_kind) idx_alias_alias_text(alias_text) ' ||
       'idx_alias_target_unit_id(target_unit_id) idx_alias_validity_window(valid_from, valid_until DESC)' AS expected,
       string_agg(i.indexname || substring(i.indexdef FROM '\(.*\)$'), ' ' ORDER BY i.indexname COLLATE "C") AS observed
  FROM pg_indexes i
 WHERE i.schemaname = 'cutter_governance' AND i.tablename = 'canonical_address_alias';

-- lifecycle_status is not touched by this migration, so it may say what authority must be.
SELECT 'VA-6' AS check_id, 'Authority of units' AS sentence,
       format('draft %s, enacted %s, runtime 0, null 0',
              count(*) FILTER (WHERE u.lifecycle_status = 'draft_only'),
              count(*) FILTER (WHERE u.lifecycle_status IN ('active', 'retired'))) AS expected,
       format('draft %s, enacted %s, runtime %s, null %s',
              count(*) FILTER (WHERE u.authority = 'draft'),   count(*) FILTER (WHERE u.authority = 'enacted'),
              count(*) FILTER (WHERE u.authority = 'runtime'), count(*) FILTER (WHERE u.authority IS NULL)) AS observed
  FROM public.tac_logical_unit u;

SELECT 'VA-7' AS check_id, 'Units of format canonical-address-v1, of all' AS sentence,
       format('%1$s of %1$s', coalesce(nullif(current_setting('cutter.pinned_units', true), ''), '0')) AS expected,
       format('%s of %s', count(*) FILTER (WHERE u.canonical_address_format_version = 'canonical-address-v1'), count(*)) AS observed
  FROM public.tac_logical_unit u;

SELECT 'VA-8' AS check_id, 'Authority in the sandbox, where nothing is backfilled' AS sentence,
       format('draft 0, enacted 0, runtime 0, null %s', coalesce(nullif(current_setting('cutter.pinned_sandbox_units', true), ''), '0')) AS expected,
       format('draft %s, enacted %s, runtime %s, null %s',
              count(*) FILTER (WHERE u.authority = 'draft'),   count(*) FILTER (WHERE u.authority = 'enacted'),
              count(*) FILTER (WHERE u.authority = 'runtime'), count(*) FILTER (WHERE u.authority IS NULL)) AS observed
  FROM sandbox_tac.logical_unit u;

SELECT 'VA-9' AS check_id, 'Rehearsed units of format canonical-address-v1, of all' AS sentence,
       format('%1$s of %1$s', coalesce(nullif(current_setting('cutter.pinned_sandbox_units', true), ''), '0')) AS expected,
       format('%s of %s', count(*) FILTER (WHERE u.canonical_address_format_version = 'canonical-address-v1'), count(*)) AS observed
  FROM sandbox_tac.logical_unit u;

SELECT 'VA-10' AS check_id, 'Alias rows' AS sentence, '0' AS expected, count(*)::text AS observed
  FROM cutter_governance.canonical_address_alias;

SELECT 'VA-12' AS check_id, 'UNIQUE constraint on canonical_address' AS sentence,
       'tac_logical_unit_canonical_address_key UNIQUE (canonical_address)' AS expected,
       coalesce(string_agg(c.conname || ' ' || pg_get_constraintdef(c.oid), ' '), 'none') AS observed
  FROM pg_constraint c
 WHERE c.conrelid = to_regclass('public.tac_logical_unit') AND c.conname = 'tac_logical_unit_canonical_address_key';

SELECT 'VA-13' AS check_id, 'Tables of the governance schema' AS sentence, '6' AS expected, count(*)::text AS observed
  FROM pg_class c
 WHERE c.relnamespace = to_regnamespace('cutter_governance') AND c.relkind = 'r';

SELECT 'VA-13rows' AS check_id, 'Rows in the governance schema' AS sentence, '0' AS expected, sum(r.n)::text AS observed
  FROM (SELECT count(*) AS n FROM cutter_governance.decision_backlog_entry
         UNION ALL SELECT count(*) FROM cutter_governance.dot_pair_signature
         UNION ALL SELECT count(*) FROM cutter_governance.cut_change_set
         UNION ALL SELECT count(*) FROM cutter_governance.cut_change_set_affected_row
         UNION ALL SELECT count(*) FROM cutter_governance.verify_result
         UNION ALL SELECT count(*) FROM cutter_governance.canonical_address_alias) AS r;

SELECT 'VA-14' AS check_id, 'Units: rows, with an address, distinct addresses' AS sentence,
       format('%1$s:%1$s:%1$s', coalesce(nullif(current_setting('cutter.pinned_units', true), ''), '0')) AS expected,
       format('%s:%s:%s', count(*), count(u.canonical_address), count(DISTINCT u.canonical_address)) AS observed
  FROM public.tac_logical_unit u;

SELECT 'VA-15' AS check_id, 'Rows in the sandbox' AS sentence,
       coalesce(nullif(current_setting('cutter.pinned_sandbox_units', true), ''), '0') AS expected, count(*)::text AS observed
  FROM sandbox_tac.logical_unit u;
