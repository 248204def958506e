-- Post checks of 017_component_types: rows of check_id, sentence, expected, observed. A row whose last two differ is a failure.

SELECT e.check_id, 'The kind ' || e.code || ' may be used' AS sentence, 'active' AS expected,
       coalesce((SELECT CASE WHEN v.active THEN 'active' ELSE 'inactive' END FROM public.tac_section_type_vocab v WHERE v.code = e.code), 'no such code') AS observed
  FROM (VALUES ('V17-01', 'attached_document'), ('V17-02', 'list'), ('V17-03', 'form')) AS e (check_id, code);

-- What an installation called its own before stays so called.
SELECT e.check_id, 'People have a name for the kind ' || e.code AS sentence, 'named' AS expected,
       coalesce((SELECT CASE WHEN coalesce(v.name_en, v.name_vi) <> '' THEN 'named' ELSE 'without name' END
                   FROM public.tac_section_type_vocab v WHERE v.code = e.code), 'no such code') AS observed
  FROM (VALUES ('V17-04', 'attached_document'), ('V17-05', 'list'), ('V17-06', 'form')) AS e (check_id, code);

SELECT 'V17-07' AS check_id, 'The two kinds of components there were' AS sentence, 'appendix schedule' AS expected,
       coalesce(string_agg(v.code, ' ' ORDER BY v.code COLLATE "C"), 'none') AS observed
  FROM public.tac_section_type_vocab v
 WHERE v.code IN ('appendix', 'schedule');

SELECT e.check_id, 'Units of ' || e.table_name || ' whose kind is not in the vocabulary' AS sentence, '0' AS expected, e.observed
  FROM (SELECT 'V17-08' AS check_id, 'public.tac_logical_unit' AS table_name, count(*)::text AS observed
          FROM public.tac_logical_unit u
         WHERE NOT EXISTS (SELECT FROM public.tac_section_type_vocab v WHERE v.code = u.section_type)
        UNION ALL
        SELECT 'V17-09', 'sandbox_tac.logical_unit', count(*)::text
          FROM sandbox_tac.logical_unit u
         WHERE NOT EXISTS (SELECT FROM public.tac_section_type_vocab v WHERE v.code = u.section_type)) AS e;
