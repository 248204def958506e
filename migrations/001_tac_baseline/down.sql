-- Takes back 001_tac_baseline. Refused while there are units, documents or profiles; the vocabulary is seed data.

DO $guard$
DECLARE
    held text;
BEGIN
    SELECT string_agg(held_by, ', ') INTO held
      FROM (SELECT 'public.tac_logical_unit' AS held_by WHERE EXISTS (SELECT FROM public.tac_logical_unit)
         UNION ALL SELECT 'public.tac_unit_version' WHERE EXISTS (SELECT FROM public.tac_unit_version)
         UNION ALL SELECT 'sandbox_tac.logical_unit' WHERE EXISTS (SELECT FROM sandbox_tac.logical_unit)
         UNION ALL SELECT 'sandbox_tac.unit_version' WHERE EXISTS (SELECT FROM sandbox_tac.unit_version)
         UNION ALL SELECT 'public.cutter_source_document' WHERE EXISTS (SELECT FROM public.cutter_source_document)
         UNION ALL SELECT 'public.cutter_grammar_profile' WHERE EXISTS (SELECT FROM public.cutter_grammar_profile)) AS holding;
    IF held IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) rows.', held
            USING ERRCODE = 'object_in_use', HINT = 'Rolling back drops tables; it is for migrations that have not been used yet. Restore a backup instead.';
    END IF;
END
$guard$;

DROP TABLE    sandbox_tac.unit_version;
DROP TABLE    sandbox_tac.logical_unit;
DROP FUNCTION sandbox_tac.fn_tac_birth_gate_lu();
DROP SCHEMA   sandbox_tac;

DROP TABLE    public.cutter_grammar_profile;
DROP TABLE    public.cutter_source_document;
DROP FUNCTION public.fn_cutter_touch_updated_at();

DROP TABLE    public.tac_unit_version;
DROP TABLE    public.tac_logical_unit;
DROP FUNCTION public.fn_tac_birth_gate_lu();
DROP FUNCTION public.fn_tac_canonical_address_is_valid(text);
DROP TABLE    public.tac_section_type_vocab;
