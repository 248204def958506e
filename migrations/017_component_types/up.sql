-- 017_component_types: kinds of sections for what is issued with a document: attached documents, forms and lists. Schedules and appendices
-- have theirs since 001.
--
-- Locks: ROW EXCLUSIVE on public.tac_section_type_vocab, which nobody else writes but an administrator; readers and writers of units wait for
-- nothing. Held for milliseconds, whatever the number of units: three rows are written, none of another table is read. Where the lock cannot be
-- had in five seconds, nothing was done, and whoever runs it tries again.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '30s';

DO $words$
DECLARE
    inactive text;
BEGIN
    -- A code that an installation added by itself stays as it is; one it took out of use is its decision to take back.
    SELECT string_agg(v.code, ', ' ORDER BY v.code) INTO inactive
      FROM public.tac_section_type_vocab v
     WHERE v.code IN ('attached_document', 'form', 'list') AND NOT v.active;
    IF inactive IS NOT NULL THEN
        RAISE EXCEPTION 'SECTION_TYPE_INACTIVE: % is in the vocabulary of section types and not active: activate it first.', inactive;
    END IF;

    INSERT INTO public.tac_section_type_vocab
        (sort_order, code, name_en, name_vi, description, active, soft_word_limit, hard_word_limit)
    VALUES
        (145, 'attached_document', 'Attached document', 'Văn bản kèm theo', 'A regulation, charter or programme that the document issues, with a numbering of its own.', true, 2000, 10000),
        (163, 'list',              'List',              'Danh mục',         'A list issued with the document.',                                                          true, 2000, 10000),
        (166, 'form',              'Form',              'Mẫu',              'A form to be filled in, issued with the document or with one of its appendices.',           true, 1000,  5000)
    ON CONFLICT ON CONSTRAINT tac_section_type_vocab_pkey DO NOTHING;
END
$words$;
