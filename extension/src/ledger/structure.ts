/** What an operation on the structure is decided from – every row of its document – and how its statements are sent. */
import type { Knex } from 'knex';

import type { SectionType } from '../answers/index.js';
import type { EntryFacts, RowChanges, StateSets } from '../core/index.js';
import { ALIAS_AS_JSON, lockAliases } from './aliases.js';
import { insertRows } from './insert.js';
import { EFFECTIVE_ON } from './moment.js';
import { sees } from './sight.js';
import { listOf, stateSets } from './states.js';
import { AFFECTED_ROWS, ALIASES, CHANGE_SETS, ENTRIES, ENVELOPES, UNIT_BLOCKS, UNITS, VERSIONS, type TableSpec } from './tables.js';
import { timestamp } from './transaction.js';
import { rowAsJson } from './units.js';
import { ASKED, BEHIND, STOOD, TAKEN_UP_AT, takenUp, touchedBy, type TakesUp } from './takenUp.js';

/** Which document, and which proposal is not in its own way; none where there is none yet. */
export interface DocumentScope {
	docCode: string;
	entryId: string | null;
	manifestId: string | null;
	/** The day of a change that is no entry yet; null is today, as long as nobody says another. */
	effectiveOn?: string | null;
	/** The change set that is to be withdrawn or corrected, of what is no entry yet. */
	takesUp?: TakesUp | null;
}

const list = (expression: string, from: string): string => `(SELECT coalesce(json_agg(${expression}), '[]') FROM ${from})`;

/** Entries with a proposal that is not decided, or was carried out and is not verified. */
const unfinishedEntries = ({ unfinished }: StateSets, join: string, where: string) => `${ENTRIES.name} e ${join}
	WHERE e.kind = 'cut_request' AND e.payload->>'doc_code' = :docCode AND e.status IN ${listOf(unfinished)} AND e.entry_id IS DISTINCT FROM CAST(:entryId AS uuid) AND ${where}`;

/** Units that unfinished entries touch: those their manifests name, and those that go along. */
const openUnits = (sets: StateSets) => `(
	SELECT touched.unit_id, e.entry_id FROM ${unfinishedEntries(sets, "CROSS JOIN LATERAL jsonb_array_elements_text(e.payload->'touched_unit_ids') AS touched (unit_id)", "jsonb_typeof(e.payload->'touched_unit_ids') = 'array'")}
	UNION
	SELECT CAST(b.target_unit_id AS text), e.entry_id FROM ${unfinishedEntries(sets, `JOIN ${UNIT_BLOCKS.name} b ON b.envelope_id = CAST(e.payload->>'manifest_id' AS uuid)`, 'b.target_unit_id IS NOT NULL')}
) o`;

/** The links of a unit are in the newest block that was carried out and not taken back; `where` says which change sets count. */
const linksWhere = (where: string) => `(
	SELECT DISTINCT ON (b.target_unit_id) b.target_unit_id AS unit_id, b.candidate_edges AS links
	FROM ${ENVELOPES.name} e JOIN ${CHANGE_SETS.name} c ON c.change_set_id = e.cut_change_set_ref JOIN ${UNIT_BLOCKS.name} b ON b.envelope_id = e.envelope_id
	WHERE e.source_doc_ref = :docCode AND c.status IN ('applied', 'verified') AND ${where} AND e.envelope_id IS DISTINCT FROM CAST(:manifestId AS uuid)
		AND b.block_role = 'result' AND b.candidate_edges IS NOT NULL
	ORDER BY b.target_unit_id, c.applied_at DESC
) l`;
const links = (where: string) => list("json_build_object('unit_id', l.unit_id, 'links', l.links)", linksWhere(where));

const REMOVED = `(
	SELECT DISTINCT a.before_state_snapshot #>> '{unit,canonical_address}' AS address
	FROM ${CHANGE_SETS.name} c JOIN ${AFFECTED_ROWS.name} a USING (change_set_id)
	WHERE c.operation_kind IN ('compensation', 'withdraw', 'correct') AND c.payload_summary->>'doc_code' = :docCode AND a.operation = 'delete'
) r WHERE r.address IS NOT NULL`;

const UNVERIFIED = `${CHANGE_SETS.name} c WHERE c.status = 'applied' AND c.operation_kind NOT IN ('compensation', 'rehearsal')
	AND c.payload_summary->>'doc_code' = :docCode AND c.decision_backlog_entry_id IS DISTINCT FROM CAST(:entryId AS uuid)`;

/**
 * Changes that come later on the timeline than the one in question, oldest first, with what was asked for and the rows they touched: those of
 * later days, and after one that is taken up again also those that were recorded later for the same day.
 */
const LATER = `(
	SELECT c.change_set_id, c.decision_backlog_entry_id AS entry_id, c.emitted_by AS actor, c.applied_at, c.operation_kind, ${EFFECTIVE_ON} AS effective_on,
		(SELECT CAST(b.body AS jsonb)->'request' FROM cutter_control.manifest_body b WHERE b.envelope_id = c.manifest_id AND c.operation_kind <> 'first_cut') AS request,
		${touchedBy('c.change_set_id')} AS rows
	FROM ${CHANGE_SETS.name} c LEFT JOIN (${TAKEN_UP_AT}) x ON true
	WHERE c.payload_summary->>'doc_code' = :docCode AND c.status IN ('applied', 'verified') AND c.operation_kind NOT IN ('compensation', 'rehearsal', 'attest', 'withdraw')
		AND c.decision_backlog_entry_id IS DISTINCT FROM CAST(:entryId AS uuid) AND ${STOOD}
		AND CASE WHEN x.day IS NOT NULL THEN ${BEHIND} ELSE ${EFFECTIVE_ON} > coalesce(
			CAST(:effectiveOn AS date),
			(SELECT CAST(e.payload->>'effective_on' AS date) FROM ${ENTRIES.name} e WHERE e.entry_id = CAST(:entryId AS uuid)),
			CAST(now() AT TIME ZONE 'UTC' AS date)) END
) later`;

/** Every row of a document that an operation is decided from, as JSON text. */
export async function documentRows(trx: Knex.Transaction, { takesUp, ...scope }: DocumentScope): Promise<string> {
	const { rows } = await trx.raw(
		`SELECT json_build_object(
			'now', ${timestamp('now()')},
			'units', ${list(rowAsJson(UNITS, 'u'), `${UNITS.name} u WHERE u.doc_code = :docCode`)},
			'versions', ${list(rowAsJson(VERSIONS, 'v'), `${VERSIONS.name} v JOIN ${UNITS.name} u ON u.id = v.unit_id WHERE u.doc_code = :docCode`)},
			'aliases', ${list(ALIAS_AS_JSON, `${ALIASES.name} a JOIN ${UNITS.name} u ON u.id = a.target_unit_id WHERE u.doc_code = :docCode`)},
			'links', ${links(STOOD)},
			'open', ${list("json_build_object('unit_id', o.unit_id, 'entry_id', o.entry_id)", openUnits(await stateSets()))},
			'ever_used', ${list('r.address', REMOVED)},
			'unverified', ${list('c.change_set_id', UNVERIFIED)},
			'later', (SELECT coalesce(json_agg(json_build_object('change_set_id', later.change_set_id, 'entry_id', later.entry_id,
				'actor', later.actor, 'applied_at', ${timestamp('later.applied_at')}, 'operation_kind', later.operation_kind,
				'effective_on', later.effective_on, 'request', later.request, 'rows', later.rows) ORDER BY later.applied_at, later.change_set_id), '[]') FROM ${LATER}),
			'taken_up', ${takenUp(links(`${STOOD} AND c.change_set_id <> ${ASKED}`))}
		)::text AS rows`,
		{ effectiveOn: null, takenUp: takesUp?.changeSetId ?? null, takeUpTo: takesUp?.to ?? null, ...scope },
	);
	return rows[0].rows;
}

/** The operations that were proposed for a document, oldest first. */
export async function operationsOf(trx: Knex.Transaction, docCode: string): Promise<EntryFacts[]> {
	const { rows } = await trx.raw(
		`SELECT entry_id, kind, status, payload FROM ${ENTRIES.name}
		WHERE kind = 'cut_request' AND payload->>'doc_code' = ? AND payload->>'operation_kind' NOT IN ('first_cut', 'attest') ORDER BY emitted_at, entry_id`,
		[docCode],
	);
	return rows;
}

/** The document and the parent of a unit. */
export async function placeOf(trx: Knex.Transaction, unitId: string): Promise<{ doc_code: string; parent_id: string | null } | undefined> {
	const { rows } = await trx.raw(`SELECT doc_code, parent_id FROM ${UNITS.name} WHERE id = ? AND ${sees(trx, 'doc_code')}`, [unitId]);
	return rows[0];
}

/** Active codes of the section type vocabulary. */
export async function activeSectionTypes(trx: Knex.Transaction): Promise<string[]> {
	const { rows } = await trx.raw("SELECT coalesce(json_agg(code ORDER BY code), '[]') AS active FROM public.tac_section_type_vocab WHERE active");
	return rows[0].active;
}

/** The same with what they are called, as they are listed. */
export async function sectionTypesInWords(trx: Knex.Transaction): Promise<SectionType[]> {
	const { rows } = await trx.raw('SELECT code, name_en, name_vi FROM public.tac_section_type_vocab WHERE active ORDER BY sort_order, code');
	return rows;
}

/** Columns that an operation, or its way back, changes in rows that are there. */
const CHANGED: Record<string, { table: TableSpec; key: string; columns: readonly string[] }> = {
	units: { table: UNITS, key: 'id', columns: ['canonical_address', 'section_code', 'parent_id', 'sort_order', 'lifecycle_status', 'authority', 'identity_profile', 'in_force_from', 'in_force_until', 'suspended_from', 'suspended_until'] },
	versions: { table: VERSIONS, key: 'id', columns: ['lifecycle_status', 'change_set_id', 'updated_at', 'enacted_at', 'superseded_at', 'retired_at', 'in_force_from', 'in_force_until'] },
	aliases: { table: ALIASES, key: 'alias_id', columns: ['valid_until'] },
};

async function updateRows(trx: Knex.Transaction, { table, key, columns }: (typeof CHANGED)[string], rows: string): Promise<number> {
	const record = [key, ...columns].map((name) => `${name} ${table.columns[name]}`).join(', ');
	const assignments = columns.map((name) => `${name} = n.${name}`).join(', ');
	const result = await trx.raw(`UPDATE ${table.name} t SET ${assignments} FROM json_to_recordset(?::json) AS n (${record}) WHERE t.${key} = n.${key}`, [rows]);
	return result.rowCount;
}

async function removeRows(trx: Knex.Transaction, table: TableSpec, ids: readonly string[]): Promise<number> {
	const result = await trx.raw(`DELETE FROM ${table.name} WHERE id = ANY(CAST(? AS uuid[]))`, [ids as string[]]);
	return result.rowCount;
}

/**
 * Carries out what the core planned, one statement a step and none where a step has no row. What is born comes before what goes to
 * it, what goes away from a unit before its removal, and a text or an alias ends before another begins.
 *
 * @returns the rows written and removed, by table.
 */
export async function applyChanges(trx: Knex.Transaction, changes: RowChanges): Promise<Record<string, number>> {
	const isAny = (rows: string | readonly string[]) => rows.length > 0 && rows !== '[]';
	if (isAny(changes.aliases_closed) || isAny(changes.aliases_written)) await lockAliases(trx);
	const steps: [TableSpec, string | readonly string[], () => Promise<number>][] = [
		[UNITS, changes.units_born, () => insertRows(trx, UNITS, changes.units_born)],
		[VERSIONS, changes.versions_removed, () => removeRows(trx, VERSIONS, changes.versions_removed)],
		[VERSIONS, changes.versions_changed, () => updateRows(trx, CHANGED['versions']!, changes.versions_changed)],
		[VERSIONS, changes.versions_born, () => insertRows(trx, VERSIONS, changes.versions_born)],
		[UNITS, changes.units_changed, () => updateRows(trx, CHANGED['units']!, changes.units_changed)],
		[UNITS, changes.units_removed, () => removeRows(trx, UNITS, changes.units_removed)],
		[ALIASES, changes.aliases_closed, () => updateRows(trx, CHANGED['aliases']!, changes.aliases_closed)],
		[ALIASES, changes.aliases_written, () => insertRows(trx, ALIASES, changes.aliases_written)],
	];
	const written: Record<string, number> = {};
	// A unit may be born with an address that another leaves in the same change, and leave it again on the way back: what counts is the end.
	await trx.raw('SET CONSTRAINTS public.tac_logical_unit_canonical_address_key DEFERRED');
	for (const [table, rows, send] of steps) {
		if (isAny(rows)) written[table.name] = (written[table.name] ?? 0) + (await send());
	}
	await trx.raw('SET CONSTRAINTS public.tac_logical_unit_canonical_address_key IMMEDIATE');
	return written;
}
