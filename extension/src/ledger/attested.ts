/** Existing units as an attestation finds them: their rows, their parents, and what accounts for them already. Only read. */
import type { Knex } from 'knex';

import type { AttestedFacts } from '../core/index.js';
import { sees } from './sight.js';
import { AFFECTED_ROWS, CHANGE_SETS, UNIT_BLOCKS, UNITS, VERSIONS } from './tables.js';
import { unitsAsJson } from './units.js';

/** Which units: those asked for by id or address, all of a document, or those a manifest names. */
export type AttestScope = { ids: string[]; addresses: string[] } | { docCode: string } | { manifestId: string };

/** As an array, which the indexes of units are asked for. */
const BLOCKS = (column: string): string => `ANY (ARRAY(SELECT ${column} FROM ${UNIT_BLOCKS.name} WHERE envelope_id = :manifestId))`;

/** SQL that chooses the units `u` of a scope, and its parameters. */
function chosen(trx: Knex.Transaction, scope: AttestScope): { where: string; values: Record<string, Knex.Value> } {
	if ('docCode' in scope) return { where: `u.doc_code = :docCode AND ${sees(trx, 'u.doc_code')}`, values: { docCode: scope.docCode } };
	if ('manifestId' in scope) {
		return {
			where: `u.id = ${BLOCKS('target_unit_id')} OR u.canonical_address = ${BLOCKS('proposed_canonical_address')}`,
			values: { manifestId: scope.manifestId },
		};
	}
	return {
		where: `(u.id = ANY(CAST(:ids AS uuid[])) OR u.canonical_address = ANY(CAST(:addresses AS text[]))) AND ${sees(trx, 'u.doc_code')}`,
		values: { ids: scope.ids, addresses: scope.addresses },
	};
}

/** The documents that the units of a scope belong to. */
export async function docCodesOf(trx: Knex.Transaction, scope: AttestScope): Promise<string[]> {
	const { where, values } = chosen(trx, scope);
	const { rows } = await trx.raw(`SELECT DISTINCT u.doc_code FROM ${UNITS.name} u WHERE ${where} ORDER BY u.doc_code`, values);
	return rows.map((row: { doc_code: string }) => row.doc_code);
}

/** The units of a scope, as the JSON text of an array of `{ unit, version }`. */
export async function attestedUnits(trx: Knex.Transaction, scope: AttestScope): Promise<string> {
	const { where, values } = chosen(trx, scope);
	const { rows } = await trx.raw(unitsAsJson(where), values);
	return rows[0].units;
}

/** The rows an attestation rests on. An attestation that failed its VERIFY accounts for nothing. */
export async function attestedFacts(trx: Knex.Transaction, scope: AttestScope): Promise<AttestedFacts> {
	const { where, values } = chosen(trx, scope);
	const { rows } = await trx.raw(
		`WITH chosen AS (SELECT u.id, u.canonical_address, u.parent_id FROM ${UNITS.name} u WHERE ${where}),
			accounted AS (
				SELECT c.id, c.canonical_address, v.change_set_id FROM chosen c JOIN ${VERSIONS.name} v ON v.unit_id = c.id WHERE v.change_set_id IS NOT NULL
				UNION
				SELECT c.id, c.canonical_address, a.change_set_id FROM chosen c
				JOIN ${AFFECTED_ROWS.name} a ON a.operation = 'attest' AND a.target_row_id = CAST(c.id AS text)
				JOIN ${CHANGE_SETS.name} s ON s.change_set_id = a.change_set_id AND s.operation_kind = 'attest' AND s.status <> 'failed'
			)
		SELECT
			(SELECT coalesce(json_agg(json_build_object('id', p.id, 'address', p.canonical_address, 'doc_code', p.doc_code) ORDER BY p.id), '[]')
				FROM ${UNITS.name} p WHERE p.id IN (SELECT parent_id FROM chosen)) AS parents,
			(SELECT coalesce(json_agg(json_build_object('unit_id', id, 'address', canonical_address, 'change_set_id', change_set_id)
				ORDER BY canonical_address, change_set_id), '[]') FROM accounted) AS governed`,
		values,
	);
	return { live_units: await attestedUnits(trx, scope), parents: rows[0].parents, governed: rows[0].governed };
}

/** Texts of units by version, for readers: key `unit id/version number`. */
export async function versionTexts(trx: Knex.Transaction, unitIds: readonly string[]): Promise<Map<string, { heading: string; body: string }>> {
	const { rows } = await trx.raw(
		`SELECT unit_id, version_seq, coalesce(content_profile->>'heading', '') AS heading, coalesce(body, '') AS body
		FROM ${VERSIONS.name} WHERE unit_id = ANY(?::uuid[])`,
		[unitIds as string[]],
	);
	return new Map(rows.map((row: { unit_id: string; version_seq: number; heading: string; body: string }) => [`${row.unit_id}/${row.version_seq}`, { heading: row.heading, body: row.body }]));
}
