/** `canonical_address_alias`: gathered by one bounded question for any number of texts; written and closed, never deleted. */
import type { Knex } from 'knex';

import type { ResolvedUnit } from '../answers/index.js';
import type { AliasRow } from '../core/index.js';
import { refuse } from '../core/index.js';
import type { Sight } from '../host/sight.js';
import { insertRows } from './insert.js';
import { codeOfUnit, sees } from './sight.js';
import { ALIASES, UNITS } from './tables.js';
import { timestamp } from './transaction.js';

export const ALIAS_AS_JSON = `json_build_object('alias_id', a.alias_id, 'target_unit_id', a.target_unit_id, 'alias_text', a.alias_text,
	'alias_kind', a.alias_kind, 'valid_from', ${timestamp('a.valid_from')}, 'valid_until', ${timestamp('a.valid_until')},
	'created_by', a.created_by, 'rationale', a.rationale, 'scenario_ref', a.scenario_ref)`;

export interface Neighbourhood {
	/** The units and aliases as JSON text, for the core. */
	facts: string;
	units: ResolvedUnit[];
	aliases: AliasRow[];
	/** When it was so, RFC 3339 in UTC with microseconds. */
	now: string;
}

/**
 * Gathers what resolving `texts` needs, in one question that needs no lane: the function reads as its owner (migration 014).
 *
 * @param everyUnit follows the redirects of units that are not retired too: what might be reached at any time, however far.
 */
export async function neighbourhood(database: Knex, texts: readonly string[], { everyUnit = false } = {}): Promise<Neighbourhood> {
	const { rows } = await database.raw('SELECT at AS now, facts FROM public.fn_tac_resolution_facts(CAST(:texts AS text[]), :everyUnit)', { texts, everyUnit });
	const [row] = rows as [{ facts: string; now: string }];
	return { ...row, ...JSON.parse(row.facts) };
}

/** Existing addresses and aliases near `text` in the index: those around it in byte order, a few either side. */
export async function nearby(database: Knex, text: string): Promise<string[]> {
	const { rows } = await database.raw('SELECT public.fn_tac_texts_near(:text) AS texts', { text });
	return rows[0].texts;
}

/** What of a neighbourhood somebody sees: units of their documents, and aliases that lead to such. */
export async function seenOf(database: Knex, found: Neighbourhood, sight: Sight): Promise<Neighbourhood> {
	if (sight === null) return found;
	const targets = [...found.units.map(({ id }) => id), ...found.aliases.map(({ target_unit_id: id }) => id)];
	const { rows } = await database.raw(`SELECT id FROM ${UNITS.name} WHERE id = ANY(CAST(:targets AS uuid[])) AND doc_code = ANY(CAST(:sight AS text[]))`, { targets, sight });
	const seen = new Set((rows as { id: string }[]).map(({ id }) => id));
	const units = found.units.filter(({ id }) => seen.has(id));
	const aliases = found.aliases.filter(({ target_unit_id: target }) => seen.has(target));
	return { ...found, facts: JSON.stringify({ units, aliases }), units, aliases };
}

/** One writer of aliases at a time: the rules look at rows that another transaction may be writing. */
export const lockAliases = (trx: Knex.Transaction) => trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:aliases', 0))");

/** Writes alias rows. */
export const insertAliases = (trx: Knex.Transaction, rows: readonly AliasRow[]) => insertRows(trx, ALIASES, rows);

/** Locks an alias row. */
export async function lockAlias(trx: Knex.Transaction, id: string): Promise<AliasRow> {
	const { rows } = await trx.raw(`SELECT ${ALIAS_AS_JSON} AS alias FROM ${ALIASES.name} a WHERE a.alias_id = ? AND ${sees(trx, codeOfUnit('a.target_unit_id'))} FOR UPDATE`, [id]);
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
			AND (CAST(:after AS uuid) IS NULL OR a.alias_id > CAST(:after AS uuid)) AND ${sees(trx, codeOfUnit('a.target_unit_id'))}
		ORDER BY a.alias_id LIMIT :limit`,
		{ ...query },
	);
	return rows.map((row: { alias: AliasRow }) => row.alias);
}
