/** Live units and their versions: read whole for verification, removed only by compensation. */
import type { Knex } from 'knex';

import { sees } from './sight.js';
import { UNITS, VERSIONS, type TableSpec } from './tables.js';
import { timestamp, uuidOrNull } from './transaction.js';

/** SQL that builds the row `alias` as a JSON object in the form the core reads: times as RFC 3339 text. */
export function rowAsJson(table: TableSpec, alias: string): string {
	const pairs = Object.entries(table.columns).map(([name, type]) => {
		const column = `${alias}.${name}`;
		return `'${name}', ${type === 'timestamptz' ? timestamp(column) : column}`;
	});
	return `json_build_object(${pairs.join(', ')})`;
}

/** The version that none was put in the place of comes first; they are numbered as they were recorded. */
export const newestFirst = (alias: string): string => `${alias}.superseded_at DESC NULLS FIRST, ${alias}.version_seq DESC`;

const newestVersion = (versions: TableSpec): string => `LEFT JOIN LATERAL (
	SELECT * FROM ${versions.name} n WHERE n.unit_id = u.id ORDER BY ${newestFirst('n')} LIMIT 1
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
 * SQL that is true of a unit `u` of `:docCode`, and of one whose address is below `:prefix`: the bytes between "/" and "0", of a database of
 * any collation. Either is asked of its own index, and so is a list of ids beside them where it is an array.
 */
export const OF_DOCUMENT = "u.doc_code = :docCode OR u.canonical_address ~>=~ (:prefix || '/') AND u.canonical_address ~<~ (:prefix || '0')";

/**
 * Every unit of the document as it stands: by document code, by address prefix, or written by the change set.
 *
 * @returns the JSON text of an array of `{ unit, version }`.
 */
export async function liveUnits(trx: Knex.Transaction, scope: { docCode: string; prefix: string; changeSetId: string }): Promise<string> {
	const { rows } = await trx.raw(
		unitsAsJson(`${OF_DOCUMENT}
			OR u.id = ANY (ARRAY(SELECT target_row_id::uuid FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = :changeSetId))`),
		scope,
	);
	return rows[0].units;
}

/** Removes the units a change set created, versions first. Returns the rows removed by table. */
export async function removeUnitsOf(trx: Knex.Transaction, changeSetId: string): Promise<Record<string, number>> {
	const written = 'SELECT target_row_id::uuid FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = ?';
	const versions = await trx.raw(`DELETE FROM ${VERSIONS.name} WHERE unit_id IN (${written})`, [changeSetId]);
	const units = await trx.raw(`DELETE FROM ${UNITS.name} WHERE id IN (${written})`, [changeSetId]);
	return { [VERSIONS.name]: versions.rowCount, [UNITS.name]: units.rowCount };
}

/** The id of the unit that has an address, or that has this id. */
export async function unitIdAt(trx: Knex.Transaction, addressOrId: string): Promise<string | null> {
	const { rows } = await trx.raw(`SELECT id FROM ${UNITS.name} WHERE (canonical_address = :address OR id = CAST(:id AS uuid)) AND ${sees(trx, 'doc_code')}`, {
		address: addressOrId,
		id: uuidOrNull(addressOrId),
	});
	return rows[0]?.id ?? null;
}

/** The address of a unit. */
export async function addressOfUnit(trx: Knex.Transaction, id: string): Promise<string | null> {
	const { rows } = await trx.raw(`SELECT canonical_address FROM ${UNITS.name} WHERE id = ?`, [id]);
	return rows[0]?.canonical_address ?? null;
}
