/** `canonical_address_alias`: gathered by one bounded question for any number of texts; written and closed, never deleted. */
import type { Knex } from 'knex';

import type { AliasRow, ResolvableUnit } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { ALIASES, UNITS } from './tables.js';
import { timestamp, type Ask } from './transaction.js';

/** Hops the gathering follows; one more than the resolver accepts, so that it sees a path that is too long. */
const HOPS = 33;

const ALIAS_AS_JSON = `json_build_object('alias_id', a.alias_id, 'target_unit_id', a.target_unit_id, 'alias_text', a.alias_text,
	'alias_kind', a.alias_kind, 'valid_from', ${timestamp('a.valid_from')}, 'valid_until', ${timestamp('a.valid_until')},
	'created_by', a.created_by, 'rationale', a.rationale, 'scenario_ref', a.scenario_ref)`;

/**
 * A unit holds its address since its last renumbering, so since the latest end of its `previous_canonical` windows;
 * when it was retired, and by which change set, stands in its newest version. The second line is what an answer shows beside.
 */
const UNIT_AS_JSON = `json_build_object('id', u.id, 'canonical_address', u.canonical_address, 'born_at', ${timestamp('u.created_at')},
	'held_since', (SELECT ${timestamp('max(p.valid_until)')} FROM ${ALIASES.name} p
		WHERE p.target_unit_id = u.id AND p.alias_kind = 'previous_canonical'),
	'lifecycle_status', u.lifecycle_status, 'retired_at', ${timestamp('v.retired_at')},
	'retired_by', CASE WHEN v.retired_at IS NULL THEN NULL ELSE v.change_set_id END, 'render_order', u.sort_order,
	'doc_code', u.doc_code, 'section_type', u.section_type, 'authority', u.authority,
	'title', u.identity_profile->>'title', 'label', u.identity_profile->>'label')`;

/**
 * The neighbourhood of the given texts: every text that is met on the way from them, with the unit that has it and the rows that
 * carry it. From a given text the way leads through all its rows; from the address of a unit that is `followed`, through its
 * redirects. UNION keeps each text once per depth, so a cycle in the data ends the recursion at the bound. For a new row there is
 * no bound, because a cycle may be of any length: with everything beyond the given texts at depth 2, UNION keeps each text once.
 *
 * OFFSET 0 keeps the planner to one index lookup per text. Without it, a long list of texts reads whole tables, in the recursion
 * once for each depth: the answer would take longer the more aliases there are.
 */
const gather = (followed: string, deeper: string) => `
	WITH RECURSIVE reached (text, goes_on, depth) AS (
		SELECT DISTINCT text, true, 1 FROM json_array_elements_text(CAST(:given AS json)->'texts') text
		UNION
		SELECT target.canonical_address, target.goes_on, ${deeper}
		FROM reached r CROSS JOIN LATERAL (
			SELECT u.canonical_address, ${followed} AS goes_on
			FROM ${ALIASES.name} a JOIN ${UNITS.name} u ON u.id = a.target_unit_id
			WHERE a.alias_text = r.text AND (r.depth = 1 OR a.alias_kind = 'redirect') OFFSET 0
		) target
		WHERE r.goes_on AND r.depth <= ${HOPS}
	),
	texts AS (SELECT DISTINCT text FROM reached)
	SELECT ${timestamp('now()')} AS now, CAST(json_build_object(
		'units', (SELECT coalesce(json_agg(${UNIT_AS_JSON}), '[]') FROM texts t
			CROSS JOIN LATERAL (SELECT * FROM ${UNITS.name} WHERE canonical_address = t.text OFFSET 0) u
			LEFT JOIN LATERAL (SELECT retired_at, change_set_id FROM public.tac_unit_version WHERE unit_id = u.id ORDER BY version_seq DESC LIMIT 1) v ON true),
		'aliases', (SELECT coalesce(json_agg(${ALIAS_AS_JSON}), '[]') FROM texts t
			CROSS JOIN LATERAL (SELECT * FROM ${ALIASES.name} WHERE alias_text = t.text OFFSET 0) a)
	) AS text) AS facts`;

const GATHER = gather("u.lifecycle_status = 'retired'", 'r.depth + 1');
const GATHER_WHATEVER_COMES = gather('true', '2');

/** What an answer shows of a unit beside what resolution needs. */
export interface UnitDetail {
	doc_code: string;
	section_type: string;
	authority: string | null;
	title: string | null;
	label: string | null;
}

export interface Neighbourhood {
	/** The units and aliases as JSON text, for the core. */
	facts: string;
	units: (ResolvableUnit & UnitDetail)[];
	aliases: AliasRow[];
	/** When it was so, RFC 3339 in UTC with microseconds. */
	now: string;
}

/**
 * Gathers what resolving `texts` needs, in one question.
 *
 * @param everyUnit follows the redirects of units that are not retired too: what might be reached at any time, however far.
 */
export async function neighbourhood(ask: Ask, texts: readonly string[], { everyUnit = false } = {}): Promise<Neighbourhood> {
	const [row] = await ask<{ facts: string; now: string }>(everyUnit ? GATHER_WHATEVER_COMES : GATHER, { texts });
	if (!row) throw new Error('The question for a neighbourhood gave no row.');
	return { ...row, ...JSON.parse(row.facts) };
}

/** Existing addresses and aliases near `text` in the index: those around it in byte order, a few either side. */
export async function nearby(ask: Ask, text: string): Promise<string[]> {
	const given = "(SELECT CAST(:given AS json)->>'text')";
	const around = (table: string, column: string) => `
		(SELECT ${column} AS text FROM ${table} WHERE ${column} >= ${given} ORDER BY ${column} LIMIT 20)
		UNION ALL (SELECT ${column} AS text FROM ${table} WHERE ${column} < ${given} ORDER BY ${column} DESC LIMIT 20)`;
	const rows = await ask<{ text: string }>(`${around(UNITS.name, 'canonical_address')} UNION ALL ${around(ALIASES.name, 'alias_text')}`, { text });
	return rows.map((row) => row.text);
}

/** Writes alias rows. */
export const insertAliases = (trx: Knex.Transaction, rows: readonly AliasRow[]) => insertRows(trx, ALIASES, rows);

/** Locks an alias row. */
export async function lockAlias(trx: Knex.Transaction, id: string): Promise<AliasRow> {
	const { rows } = await trx.raw(`SELECT ${ALIAS_AS_JSON} AS alias FROM ${ALIASES.name} a WHERE a.alias_id = ? FOR UPDATE`, [id]);
	return rows[0]?.alias ?? refuse('not_found', 'ALIAS_NOT_FOUND', `There is no alias ${id}.`);
}

/** Closes an open alias. */
export async function closeAlias(trx: Knex.Transaction, id: string, until: string): Promise<void> {
	await trx.raw(`UPDATE ${ALIASES.name} SET valid_until = ? WHERE alias_id = ?`, [until, id]);
}

export interface AliasQuery {
	text: string | null;
	targetUnitId: string | null;
	after: string | null;
	limit: number;
}

/** One keyset page of aliases, by id. */
export async function pageOfAliases(trx: Knex.Transaction, query: AliasQuery): Promise<AliasRow[]> {
	const { rows } = await trx.raw(
		`SELECT ${ALIAS_AS_JSON} AS alias FROM ${ALIASES.name} a
		WHERE (CAST(:text AS text) IS NULL OR a.alias_text = :text)
			AND (CAST(:targetUnitId AS uuid) IS NULL OR a.target_unit_id = CAST(:targetUnitId AS uuid))
			AND (CAST(:after AS uuid) IS NULL OR a.alias_id > CAST(:after AS uuid))
		ORDER BY a.alias_id LIMIT :limit`,
		{ ...query },
	);
	return rows.map((row: { alias: AliasRow }) => row.alias);
}
