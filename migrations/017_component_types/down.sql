-- Takes back 017_component_types: the codes it wrote, as far as they are still as it wrote them; one that an installation had before, or
-- changed since, stays. Where units use one, it refuses.
--
-- Locks: ROW EXCLUSIVE on public.tac_section_type_vocab, ROW SHARE on the two tables of units; nobody who reads or writes units waits. Every
-- unit is read, for no index is by section type: about a second on a million units.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '60s';

DO $guard$
DECLARE
    used text;
BEGIN
    SELECT string_agg(u.name, ', ') INTO used
      FROM (SELECT 'public.tac_logical_unit' AS name WHERE EXISTS (
                SELECT FROM public.tac_logical_unit WHERE section_type IN ('attached_document', 'form', 'list'))
            UNION ALL
            SELECT 'sandbox_tac.logical_unit' WHERE EXISTS (
                SELECT FROM sandbox_tac.logical_unit WHERE section_type IN ('attached_document', 'form', 'list'))) AS u;
    IF used IS NOT NULL THEN
        RAISE EXCEPTION 'DOWN_WOULD_LOSE_ROWS: % hold(s) units of the kinds attached_document, form or list.', used;
    END IF;
END
$guard$;

DELETE FROM public.tac_section_type_vocab v
      USING (VALUES
                (145, 'attached_document', 'Attached document', 'Văn bản kèm theo', 'A regulation, charter or programme that the document issues, with a numbering of its own.', 2000, 10000),
                (163, 'list',              'List',              'Danh mục',         'A list issued with the document.',                                                          2000, 10000),
                (166, 'form',              'Form',              'Mẫu',              'A form to be filled in, issued with the document or with one of its appendices.',           1000,  5000)
            ) AS w (sort_order, code, name_en, name_vi, description, soft_word_limit, hard_word_limit)
      WHERE (v.sort_order, v.code, v.name_en, v.name_vi, v.description, v.soft_word_limit, v.hard_word_limit, v.active)
          = (w.sort_order, w.code, w.name_en, w.name_vi, w.description, w.soft_word_limit, w.hard_word_limit, true);
