/** `canonical_address_alias`: gathered by one bounded query for any number of texts; written and closed, never deleted. */
import type { Knex } from 'knex';

import type { AliasRow, ResolvableUnit } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { ALIASES, UNITS } from './tables.js';
import { timestamp } from './transaction.js';

/** Hops the gathering follows; one more than the resolver accepts, so that it sees a path that is too long. */
const HOPS = 33;

const ALIAS_AS_JSON = `json_build_object('alias_id', a.alias_id, 'target_unit_id', a.target_unit_id, 'alias_text', a.alias_text,
	'alias_kind', a.alias_kind, 'valid_from', ${timestamp('a.valid_from')}, 'valid_until', ${timestamp('a.valid_until')},
	'created_by', a.created_by, 'rationale', a.rationale, 'scenario_ref', a.scenario_ref)`;

/**
 * A unit holds its address since its last renumbering, so since the latest end of its `previous_canonical` windows;
 * when it was retired, and by which change set, stands in its newest version.
 */
const UNIT_AS_JSON = `json_build_object('id', u.id, 'canonical_address', u.canonical_address, 'born_at', ${timestamp('u.created_at')},
	'held_since', (SELECT ${timestamp('max(p.valid_until)')} FROM ${ALIASES.name} p
		WHERE p.target_unit_id = u.id AND p.alias_kind = 'previous_canonical'),
	'lifecycle_status', u.lifecycle_status, 'retired_at', ${timestamp('v.retired_at')},
	'retired_by', CASE WHEN v.retired_at IS NULL THEN NULL ELSE v.change_set_id END, 'render_order', u.sort_order)`;

const UNIT_DETAIL = `json_build_object('id', u.id, 'doc_code', u.doc_code, 'section_type', u.section_type, 'authority', u.authority,
	'title', u.identity_profile->>'title', 'label', u.identity_profile->>'label')`;

/**
 * The neighbourhood of `texts`: units that have them, rows that carry them, and from every retired unit on through its
 * redirects. UNION keeps each unit once per depth, so a cycle in the data ends the recursion at the bound. For a new row
 * there is no bound, because a cycle may be of any length: with every unit at one depth, UNION keeps each once.
 */
const GATHER = `
	WITH RECURSIVE wanted AS (SELECT DISTINCT unnest(CAST(:texts AS text[])) AS text),
	reached (unit_id, depth) AS (
		SELECT found.unit_id, 1 FROM (
			SELECT u.id AS unit_id FROM wanted w JOIN ${UNITS.name} u ON u.canonical_address = w.text
			UNION SELECT a.target_unit_id FROM wanted w JOIN ${ALIASES.name} a ON a.alias_text = w.text
		) found
		UNION
		SELECT a.target_unit_id, r.depth + CASE WHEN :everyUnit THEN 0 ELSE 1 END
		FROM reached r
		JOIN ${UNITS.name} u ON u.id = r.unit_id AND (u.lifecycle_status = 'retired' OR :everyUnit)
		JOIN ${ALIASES.name} a ON a.alias_text = u.canonical_address AND a.alias_kind = 'redirect'
		WHERE r.depth < ${HOPS}
	),
	units AS (SELECT u.* FROM ${UNITS.name} u WHERE u.id IN (SELECT unit_id FROM reached)),
	texts AS (SELECT text FROM wanted UNION SELECT canonical_address FROM units)
	SELECT
		(SELECT coalesce(json_agg(${UNIT_AS_JSON}), '[]') FROM units u
			LEFT JOIN LATERAL (SELECT retired_at, change_set_id FROM public.tac_unit_version WHERE unit_id = u.id ORDER BY version_seq DESC LIMIT 1) v ON true) AS units,
		(SELECT coalesce(json_agg(${UNIT_DETAIL}), '[]') FROM units u) AS details,
		(SELECT coalesce(json_agg(${ALIAS_AS_JSON}), '[]') FROM texts t JOIN ${ALIASES.name} a ON a.alias_text = t.text) AS aliases`;

/** What an answer shows of a unit beside what resolution needs. */
export interface UnitDetail {
	id: string;
	doc_code: string;
	section_type: string;
	authority: string | null;
	title: string | null;
	label: string | null;
}

export interface Neighbourhood {
	units: ResolvableUnit[];
	aliases: AliasRow[];
	details: Map<string, UnitDetail>;
}

/**
 * Gathers what resolving `texts` needs, in one query.
 *
 * @param everyUnit follows the redirects of units that are not retired too: what might be reached at any time, however far.
 */
export async function neighbourhood(trx: Knex.Transaction, texts: readonly string[], { everyUnit = false } = {}): Promise<Neighbourhood> {
	const { rows } = await trx.raw(GATHER, { texts: texts as string[], everyUnit });
	const [row] = rows;
	return { units: row.units, aliases: row.aliases, details: new Map(row.details.map((each: UnitDetail) => [each.id, each])) };
}

/** Existing addresses and aliases near `text` in the index: those around it in byte order, a few either side. */
export async function nearby(trx: Knex.Transaction, text: string): Promise<string[]> {
	const around = (table: string, column: string) => `
		(SELECT ${column} AS text FROM ${table} WHERE ${column} >= :text ORDER BY ${column} LIMIT 20)
		UNION ALL (SELECT ${column} AS text FROM ${table} WHERE ${column} < :text ORDER BY ${column} DESC LIMIT 20)`;
	const { rows } = await trx.raw(`${around(UNITS.name, 'canonical_address')} UNION ALL ${around(ALIASES.name, 'alias_text')}`, { text });
	return rows.map((row: { text: string }) => row.text);
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
