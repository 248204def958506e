-- Post checks of 025_amendments: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'Definition of ' || e.constraint_name AS sentence, e.expected, coalesce(pg_get_constraintdef(c.oid), 'no such constraint') AS observed
  FROM (VALUES
           ('V25-01', 'cutter_governance.manifest_envelope', 'manifest_envelope_operation_kind_check',
            'CHECK ((operation_kind = ANY (ARRAY[''first_cut''::text, ''attest''::text, ''split''::text, ''merge''::text, ''renumber''::text, ' ||
            '''substitute''::text, ''insert''::text, ''move''::text, ''retire''::text, ''enact''::text, ''amendment''::text])))'),
           ('V25-02', 'cutter_governance.cut_change_set', 'cut_change_set_operation_kind_check',
            'CHECK ((operation_kind = ANY (ARRAY[''first_cut''::text, ''attest''::text, ''split''::text, ''merge''::text, ''renumber''::text, ' ||
            '''substitute''::text, ''insert''::text, ''move''::text, ''retire''::text, ''enact''::text, ''amendment''::text, ''compensation''::text, ' ||
            '''rehearsal''::text])))')
       ) AS e (check_id, table_name, constraint_name, expected)
  LEFT JOIN pg_constraint c ON c.conrelid = to_regclass(e.table_name) AND c.conname = e.constraint_name AND c.convalidated;

SELECT 'V25-03' AS check_id, 'Comments on the kinds of operations that name amendments' AS sentence, '2' AS expected, CAST(count(*) AS text) AS observed
  FROM pg_description d
  JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
 WHERE d.classoid = CAST('pg_class' AS regclass) AND a.attname = 'operation_kind' AND d.description LIKE '%amendment%'
   AND d.objoid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.cut_change_set'));

-- What one table may say and the other not.
WITH kinds AS (
    SELECT c.conrelid, k[1] AS kind
      FROM pg_constraint c CROSS JOIN LATERAL regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''::text', 'g') AS k
     WHERE c.conname IN ('manifest_envelope_operation_kind_check', 'cut_change_set_operation_kind_check')
       AND c.conrelid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.cut_change_set')))
SELECT e.check_id, e.sentence, e.expected,
       coalesce((SELECT string_agg(k.kind, ' ' ORDER BY k.kind COLLATE "C")
                   FROM kinds k
                  WHERE k.conrelid = to_regclass(e.has) AND NOT EXISTS (SELECT FROM kinds o WHERE o.conrelid = to_regclass(e.lacks) AND o.kind = k.kind)), 'none') AS observed
  FROM (VALUES
           ('V25-04', 'Kinds that a change set may be of and a manifest not', 'compensation rehearsal', 'cutter_governance.cut_change_set', 'cutter_governance.manifest_envelope'),
           ('V25-05', 'Kinds that a manifest may be of and a change set not', 'none', 'cutter_governance.manifest_envelope', 'cutter_governance.cut_change_set')
       ) AS e (check_id, sentence, expected, has, lacks);

SELECT e.check_id, 'Checks on the kind of ' || e.table_name AS sentence, '1, always' AS expected,
       coalesce((SELECT concat_ws(', ', count(*), CASE WHEN bool_and(NOT c.condeferrable AND c.convalidated) THEN 'always' END)
                   FROM pg_constraint c
                  WHERE c.conrelid = to_regclass(e.table_name) AND c.contype = 'c' AND pg_get_constraintdef(c.oid) LIKE 'CHECK ((operation_kind = ANY%'), 'none') AS observed
  FROM (VALUES ('V25-06', 'cutter_governance.manifest_envelope'), ('V25-07', 'cutter_governance.cut_change_set')) AS e (check_id, table_name);

SELECT 'V25-08' AS check_id, 'Kinds are there in every manifest and change set' AS sentence, 'cut_change_set manifest_envelope' AS expected,
       coalesce(string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C"), 'none') AS observed
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attname = 'operation_kind' AND a.attnotnull AND a.atttypid = CAST('text' AS regtype)
   AND a.attrelid IN (to_regclass('cutter_governance.manifest_envelope'), to_regclass('cutter_governance.cut_change_set'));
