/** Live units and their versions: read whole for verification, removed only by compensation. */
import type { Knex } from 'knex';

import type { ScopeDigest } from '../core/index.js';
import { CHANGE_SETS, UNITS, VERSIONS, type TableSpec } from './tables.js';
import { timestamp } from './transaction.js';

/** SQL that builds the row `alias` as a JSON object in the form the core reads: times as RFC 3339 text. */
export function rowAsJson(table: TableSpec, alias: string): string {
	const pairs = Object.entries(table.columns).map(([name, type]) => {
		const column = `${alias}.${name}`;
		return `'${name}', ${type === 'timestamptz' ? timestamp(column) : column}`;
	});
	return `json_build_object(${pairs.join(', ')})`;
}

const newestVersion = (versions: TableSpec): string => `LEFT JOIN LATERAL (
	SELECT * FROM ${versions.name} WHERE unit_id = u.id ORDER BY version_seq DESC LIMIT 1
) v ON true`;

/** SQL that gathers the units chosen by `where` with their newest versions, as the JSON text of an array of `{ unit, version }`. */
export const unitsAsJson = (where: string, units: TableSpec = UNITS, versions: TableSpec = VERSIONS): string =>
	`SELECT coalesce(json_agg(json_build_object(
			'unit', ${rowAsJson(UNITS, 'u')},
			'version', CASE WHEN v.id IS NULL THEN NULL ELSE ${rowAsJson(VERSIONS, 'v')} END
		) ORDER BY u.sort_order, u.id), '[]')::text AS units
	FROM ${units.name} u ${newestVersion(versions)}
	WHERE ${where}`;

/**
 * Every unit of the document as it stands: by document code, by address prefix, or written by the change set.
 *
 * @returns the JSON text of an array of `{ unit, version }`.
 */
export async function liveUnits(trx: Knex.Transaction, scope: { docCode: string; prefix: string; changeSetId: string }): Promise<string> {
	const { rows } = await trx.raw(
		unitsAsJson(`u.doc_code = :docCode
			OR starts_with(u.canonical_address, :prefix || '/')
			OR u.id IN (SELECT target_row_id::uuid FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = :changeSetId)`),
		scope,
	);
	return rows[0].units;
}

/**
 * Count and digest of the units of every other document, and how many change sets explain them; notes a Directus editor
 * may change do not count, and change sets that write no unit there explain nothing. Documents whose units were all taken back are there with none.
 */
export async function scopeWithout(trx: Knex.Transaction, docCode: string): Promise<Record<string, ScopeDigest>> {
	const { rows } = await trx.raw(
		`WITH standing AS (
			SELECT u.doc_code, count(*)::int AS count,
				encode(sha256(convert_to(string_agg(encode(sha256(convert_to(ROW(
					u.id, u.canonical_address, u.section_type, u.section_code, u.parent_id, u.sort_order, u.tier, u.lifecycle_status, u.owner_ref,
					u.authority, u.canonical_address_format_version, v.id, v.version_seq, v.title, v.body, v.body_handling, v.content_hash,
					v.lifecycle_status, v.review_state, v.content_profile, v.source_document_id, v.source_sha256, v.source_span, v.change_set_id
				)::text, 'UTF8')), 'hex'), '' ORDER BY u.id), 'UTF8')), 'hex') AS digest
			FROM ${UNITS.name} u ${newestVersion(VERSIONS)}
			GROUP BY u.doc_code
		), recorded AS (
			SELECT payload_summary->>'doc_code' AS doc_code, count(*)::int AS change_sets
			FROM ${CHANGE_SETS.name}
			WHERE operation_kind NOT IN ('rehearsal', 'attest') AND payload_summary->>'doc_code' IS NOT NULL GROUP BY 1
		)
		SELECT doc_code, coalesce(count, 0) AS count, coalesce(digest, '') AS digest, coalesce(change_sets, 0) AS change_sets
		FROM standing FULL JOIN recorded USING (doc_code) WHERE doc_code <> ?`,
		[docCode],
	);
	return Object.fromEntries(rows.map(({ doc_code, ...scope }: { doc_code: string } & ScopeDigest) => [doc_code, scope]));
}

/** Removes the units a change set created, versions first. Returns the rows removed by table. */
export async function removeUnitsOf(trx: Knex.Transaction, changeSetId: string): Promise<Record<string, number>> {
	const written = 'SELECT target_row_id::uuid FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = ?';
	const versions = await trx.raw(`DELETE FROM ${VERSIONS.name} WHERE unit_id IN (${written})`, [changeSetId]);
	const units = await trx.raw(`DELETE FROM ${UNITS.name} WHERE id IN (${written})`, [changeSetId]);
	return { [VERSIONS.name]: versions.rowCount, [UNITS.name]: units.rowCount };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the unit that has an address, or that has this id. */
export async function unitIdAt(trx: Knex.Transaction, addressOrId: string): Promise<string | null> {
	const { rows } = await trx.raw(`SELECT id FROM ${UNITS.name} WHERE canonical_address = :address OR id = CAST(:id AS uuid)`, {
		address: addressOrId,
		id: UUID.test(addressOrId) ? addressOrId : null,
	});
	return rows[0]?.id ?? null;
}

/** The address of a unit. */
export async function addressOfUnit(trx: Knex.Transaction, id: string): Promise<string | null> {
	const { rows } = await trx.raw(`SELECT canonical_address FROM ${UNITS.name} WHERE id = ?`, [id]);
	return rows[0]?.canonical_address ?? null;
}
