-- Takes back 009_phase_beta: the rules go, the rows stay. What cannot come back: which units had no authority before the backfill.

DO $triggers$
DECLARE
    t record;
BEGIN
    FOR t IN
        SELECT g.tgname, g.tgrelid::regclass AS table_name
          FROM pg_trigger g
         WHERE NOT g.tgisinternal
           AND g.tgfoid = ANY (ARRAY[
                'cutter_governance.fn_append_only()', 'cutter_governance.fn_row_frozen()', 'cutter_governance.fn_lane_only()', 'cutter_governance.fn_refuse_row()',
                'cutter_governance.fn_status_move()', 'cutter_governance.fn_entry_settled()', 'cutter_governance.fn_alias_written()',
                'cutter_governance.fn_alias_unit_renumbered()', 'cutter_governance.fn_alias_units_born()', 'cutter_governance.fn_alias_external()',
                'cutter_governance.fn_alias_prefix_registered()', 'public.fn_tac_write_guard_lu()', 'public.fn_tac_write_guard_uv()']::regprocedure[])
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.table_name);
    END LOOP;
END
$triggers$;

ALTER TABLE cutter_governance.canonical_address_alias
    DROP CONSTRAINT canonical_address_alias_no_overlap_excl,
    DROP CONSTRAINT canonical_address_alias_alias_text_check,
    DROP CONSTRAINT canonical_address_alias_created_by_check,
    DROP CONSTRAINT canonical_address_alias_rationale_check,
    DROP CONSTRAINT canonical_address_alias_window_check,
    DROP CONSTRAINT canonical_address_alias_alias_kind_check;

DROP FUNCTION public.fn_tac_write_guard_uv();
DROP FUNCTION public.fn_tac_write_guard_lu();
DROP FUNCTION cutter_governance.fn_alias_prefix_registered();
DROP FUNCTION cutter_governance.fn_alias_external();
DROP FUNCTION cutter_governance.fn_reads_as_own_address(text);
DROP FUNCTION cutter_governance.fn_alias_units_born();
DROP FUNCTION cutter_governance.fn_alias_unit_renumbered();
DROP FUNCTION cutter_governance.fn_alias_written();
DROP FUNCTION cutter_governance.fn_alias_check(uuid);
DROP FUNCTION cutter_governance.fn_trimmed(text);
DROP FUNCTION cutter_governance.fn_entry_settled();
DROP FUNCTION cutter_governance.fn_status_move();
DROP FUNCTION cutter_governance.fn_status_moves();
DROP FUNCTION cutter_governance.fn_refuse_row();
DROP FUNCTION cutter_governance.fn_lane_only();
DROP FUNCTION cutter_governance.fn_row_frozen();
DROP FUNCTION cutter_governance.fn_append_only();

ALTER TABLE sandbox_tac.logical_unit DROP CONSTRAINT logical_unit_authority_check;
ALTER TABLE public.tac_logical_unit
    DROP CONSTRAINT tac_logical_unit_authority_check,
    ALTER COLUMN authority DROP NOT NULL;

-- The extension goes only if this migration brought it and nothing else has come to need it.
DO $extension$
BEGIN
    IF EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'btree_gist'
                  AND obj_description(e.oid, 'pg_extension') LIKE '%created by migration 009_phase_beta.') THEN
        DROP EXTENSION btree_gist;
    END IF;
EXCEPTION WHEN dependent_objects_still_exist THEN
    NULL;
END
$extension$;
