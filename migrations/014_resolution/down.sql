-- Takes back 014_resolution: it holds no rows.

DROP FUNCTION public.fn_tac_texts_near(text);
DROP FUNCTION public.fn_tac_resolution_facts(text[], boolean);
DROP INDEX cutter_governance.idx_alias_previous_canonical;
