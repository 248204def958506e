-- 014_resolution: what a resolution needs to know, asked in one message. The functions read as their owner and write nothing, so that
-- who resolves needs no lane and no transaction of their own; as functions they are planned once per session: planning takes longer
-- than finding the rows. cutter.directus_role names the login role of Directus; the runner sets it in this transaction.

-- Since when a unit holds its address is the end of its last previous_canonical window: one entry of this index, however often it is cited.
CREATE INDEX idx_alias_previous_canonical ON cutter_governance.canonical_address_alias (target_unit_id, valid_until DESC)
    WHERE alias_kind = 'previous_canonical';

COMMENT ON INDEX cutter_governance.idx_alias_previous_canonical IS 'The addresses a unit had, latest end first.';

-- The neighbourhood of the given texts: every text that is met on the way from them, with the unit that has it and the rows that carry
-- it. From a given text the way leads through all its rows; from the address of a unit that is retired (every_unit: of any unit), through
-- its redirects. UNION keeps each text once per depth, so a cycle in the data ends the recursion at the bound of 33 hops, one more than
-- the resolver accepts, so that it sees a path that is too long. With every_unit there is no bound, because a cycle may be of any length:
-- with everything beyond the given texts at depth 2, UNION keeps each text once.
--
-- OFFSET 0 keeps the planner to one index lookup per text. Without it, a long list of texts reads whole tables, in the recursion once for
-- each depth: the answer would take longer the more aliases there are.
CREATE FUNCTION public.fn_tac_resolution_facts(texts text[], every_unit boolean, OUT at text, OUT facts text)
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
                              'born_at', to_char(u.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
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
                              'label', u.identity_profile->>'label')), '[]')
                     FROM met m
                    CROSS JOIN LATERAL (SELECT * FROM public.tac_logical_unit WHERE canonical_address = m.text OFFSET 0) AS u
                     LEFT JOIN LATERAL (
                          SELECT n.retired_at, n.change_set_id
                            FROM public.tac_unit_version n
                           WHERE n.unit_id = u.id
                           ORDER BY n.version_seq DESC
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

COMMENT ON FUNCTION public.fn_tac_resolution_facts(text[], boolean) IS 'The units and aliases that decide what texts resolve to, as JSON, and when that was. every_unit: what might be reached at any time, not only through retired units.';

-- Existing addresses and aliases around a text in the order of the indexes, a few either side.
CREATE FUNCTION public.fn_tac_texts_near(given text) RETURNS text[]
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER
    SET search_path TO pg_catalog, pg_temp
    SET jit TO off
    SET plan_cache_mode TO force_generic_plan
AS $function$
BEGIN
    RETURN ARRAY(
        (SELECT u.canonical_address FROM public.tac_logical_unit u WHERE u.canonical_address >= given ORDER BY u.canonical_address LIMIT 20)
        UNION ALL
        (SELECT u.canonical_address FROM public.tac_logical_unit u WHERE u.canonical_address < given ORDER BY u.canonical_address DESC LIMIT 20)
        UNION ALL
        (SELECT a.alias_text FROM cutter_governance.canonical_address_alias a WHERE a.alias_text >= given ORDER BY a.alias_text LIMIT 20)
        UNION ALL
        (SELECT a.alias_text FROM cutter_governance.canonical_address_alias a WHERE a.alias_text < given ORDER BY a.alias_text DESC LIMIT 20));
END
$function$;

COMMENT ON FUNCTION public.fn_tac_texts_near(text) IS 'Existing addresses and alias texts next to the given text in the order of the database, 20 before and 20 from it on of each.';

-- ---------------------------------------------------------------- who may ask

REVOKE ALL ON FUNCTION public.fn_tac_resolution_facts(text[], boolean), public.fn_tac_texts_near(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.fn_tac_resolution_facts(text[], boolean), public.fn_tac_texts_near(text) TO cutter_exec, cutter_verify;

DO $grants$
DECLARE
    directus_role text := nullif(current_setting('cutter.directus_role', true), '');
BEGIN
    IF directus_role IS NULL THEN
        RAISE EXCEPTION 'ROLE_SETTING_MISSING: the setting cutter.directus_role is not set.'
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Set it to the login role of Directus in the transaction of the migration.';
    END IF;
    EXECUTE format('GRANT EXECUTE ON FUNCTION public.fn_tac_resolution_facts(text[], boolean), public.fn_tac_texts_near(text) TO %I', directus_role);
END
$grants$;
