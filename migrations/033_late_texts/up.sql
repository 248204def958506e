-- 033_late_texts: a text of an earlier day may be recorded after one of a later day. Versions are numbered as they were recorded, so the newest
-- is the one that none was put in the place of.
--
-- Locks: none but on the function, for milliseconds.

SET LOCAL lock_timeout      = '5s';
SET LOCAL statement_timeout = '10min';

COMMENT ON COLUMN public.tac_unit_version.version_seq   IS 'From 1, in the order in which they were recorded, which is not that of their days.';
COMMENT ON COLUMN public.tac_unit_version.superseded_at IS 'When another text was put in its place: on a legal day 00:00 UTC of it. Empty of the newest.';

-- As in 031, with the newest version by what was put in its place.
CREATE OR REPLACE FUNCTION public.fn_tac_resolution_facts(texts text[], every_unit boolean, OUT at text, OUT facts text)
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
    SET jit TO off
    SET plan_cache_mode TO force_generic_plan
AS $function$
BEGIN
    WITH RECURSIVE reached (text, goes_on, depth) AS (
        SELECT DISTINCT given.text, true, 1 FROM unnest(texts) AS given (text)
        UNION
        SELECT target.canonical_address, target.goes_on, CASE WHEN every_unit THEN 2 ELSE r.depth + 1 END
          FROM reached r
         CROSS JOIN LATERAL (
               SELECT u.canonical_address, every_unit OR u.lifecycle_status = 'retired' AS goes_on
                 FROM cutter_governance.canonical_address_alias a
                 JOIN public.tac_logical_unit u ON u.id = a.target_unit_id
                WHERE a.alias_text = r.text AND (r.depth = 1 OR a.alias_kind = 'redirect')
               OFFSET 0) AS target
         WHERE r.goes_on AND r.depth <= 33
    ),
    met AS (SELECT DISTINCT r.text FROM reached r)
    SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           json_build_object(
               'units', (
                   SELECT coalesce(json_agg(json_build_object(
                              'id', u.id,
                              'canonical_address', u.canonical_address,
                              'born_at', to_char(coalesce(u.born_on::timestamp, u.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'held_since', (
                                  SELECT to_char(max(p.valid_until) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                                    FROM cutter_governance.canonical_address_alias p
                                   WHERE p.target_unit_id = u.id AND p.alias_kind = 'previous_canonical'),
                              'lifecycle_status', u.lifecycle_status,
                              'retired_at', to_char(v.retired_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'retired_by', CASE WHEN v.retired_at IS NULL THEN NULL ELSE v.change_set_id END,
                              'render_order', u.sort_order,
                              'doc_code', u.doc_code,
                              'section_type', u.section_type,
                              'authority', u.authority,
                              'title', u.identity_profile->>'title',
                              'label', u.identity_profile->>'label',
                              'in_force_from', u.in_force_from,
                              'in_force_until', u.in_force_until,
                              'suspended_from', u.suspended_from,
                              'suspended_until', u.suspended_until)), '[]')
                     FROM met m
                    CROSS JOIN LATERAL (SELECT * FROM public.tac_logical_unit WHERE canonical_address = m.text OFFSET 0) AS u
                     LEFT JOIN LATERAL (
                          SELECT n.retired_at, n.change_set_id
                            FROM public.tac_unit_version n
                           WHERE n.unit_id = u.id
                           ORDER BY n.superseded_at DESC NULLS FIRST, n.version_seq DESC
                           LIMIT 1) AS v ON true),
               'aliases', (
                   SELECT coalesce(json_agg(json_build_object(
                              'alias_id', a.alias_id,
                              'target_unit_id', a.target_unit_id,
                              'alias_text', a.alias_text,
                              'alias_kind', a.alias_kind,
                              'valid_from', to_char(a.valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'valid_until', to_char(a.valid_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                              'created_by', a.created_by,
                              'rationale', a.rationale,
                              'scenario_ref', a.scenario_ref)), '[]')
                     FROM met m
                    CROSS JOIN LATERAL (SELECT * FROM cutter_governance.canonical_address_alias WHERE alias_text = m.text OFFSET 0) AS a))::text
      INTO at, facts;
END
$function$;
