/** The sandbox: units of a rehearsal, which a later rehearsal of the same document replaces. */
import type { Knex } from 'knex';

import type { RehearsalFacts } from '../core/index.js';
import { surveyTargets } from './survey.js';
import { AFFECTED_ROWS, CHANGE_SETS, SANDBOX_UNITS, SANDBOX_VERSIONS } from './tables.js';
import { OF_DOCUMENT, unitsAsJson } from './units.js';

/** Units that rehearsals of a document wrote. Rows of other origin are never replaced. */
const REHEARSED = `SELECT CAST(a.target_row_id AS uuid) FROM ${AFFECTED_ROWS.name} a JOIN ${CHANGE_SETS.name} c USING (change_set_id)
	WHERE c.operation_kind = 'rehearsal' AND c.source_document_ref = :documentId`;

/** How the sandbox stands before a rehearsal of a manifest. */
export async function rehearsalFacts(
	trx: Knex.Transaction,
	of: { manifestId: string; documentId: string; docCode: string; prefix: string },
): Promise<RehearsalFacts> {
	const survey = await surveyTargets(trx, [SANDBOX_UNITS, SANDBOX_VERSIONS]);
	const { rows } = await trx.raw(
		`WITH rehearsed (id) AS (${REHEARSED})
		SELECT
			(SELECT coalesce(json_agg(u.canonical_address ORDER BY u.canonical_address), '[]') FROM ${SANDBOX_UNITS.name} u
				WHERE u.id NOT IN (SELECT id FROM rehearsed) AND (${OF_DOCUMENT}
					OR u.id = ANY (ARRAY(SELECT target_unit_id FROM cutter_governance.manifest_unit_block WHERE envelope_id = :manifestId)))) AS colliding,
			(SELECT count(*)::int FROM ${SANDBOX_UNITS.name} WHERE id IN (SELECT id FROM rehearsed)) AS units,
			(SELECT count(*)::int FROM ${SANDBOX_VERSIONS.name} WHERE unit_id IN (SELECT id FROM rehearsed)) AS versions,
			(SELECT count(*)::int FROM ${CHANGE_SETS.name} WHERE operation_kind = 'rehearsal' AND manifest_id = :manifestId) AS rehearsals`,
		of,
	);
	const [found] = rows;
	return {
		survey,
		colliding_addresses: found.colliding,
		replaced_units: found.units,
		replaced_versions: found.versions,
		earlier_rehearsals: found.rehearsals,
	};
}

/** Removes what earlier rehearsals of a document left, versions first. Returns the rows removed by table. */
export async function removeRehearsal(trx: Knex.Transaction, documentId: string): Promise<Record<string, number>> {
	const versions = await trx.raw(`DELETE FROM ${SANDBOX_VERSIONS.name} WHERE unit_id IN (${REHEARSED})`, { documentId });
	const units = await trx.raw(`DELETE FROM ${SANDBOX_UNITS.name} WHERE id IN (${REHEARSED})`, { documentId });
	return { [SANDBOX_VERSIONS.name]: versions.rowCount, [SANDBOX_UNITS.name]: units.rowCount };
}

/** Every unit of a document in the sandbox, as the JSON text of an array of `{ unit, version }`. */
export async function rehearsedUnits(trx: Knex.Transaction, of: { docCode: string; prefix: string }): Promise<string> {
	const { rows } = await trx.raw(unitsAsJson(OF_DOCUMENT, SANDBOX_UNITS, SANDBOX_VERSIONS), of);
	return rows[0].units;
}
