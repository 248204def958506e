/** Every row of a document, with what change sets did to them that is not on its timeline at a moment: what reading in time is made from. */
import type { Knex } from 'knex';

import type { DocumentRows } from '../core/index.js';
import { aliasesOfDocument } from './exports.js';
import { EFFECTIVE_AT, type Moment } from './moment.js';
import { AFFECTED_ROWS, CHANGE_SETS, UNITS, VERSIONS } from './tables.js';
import { TAKES_BACK, TOOK_BACK } from './takenUp.js';
import { timestamp } from './transaction.js';
import { rowAsJson } from './units.js';

/** A rehearsal touches no unit, and an attestation changes none. */
const OF_DOCUMENT = "c.payload_summary->>'doc_code' = :docCode AND c.operation_kind <> 'rehearsal' AND c.applied_at IS NOT NULL";

/** Of a row that was not there before, all that taking it back needs: its key. */
const KEYS = ['unit,id', 'version,id', 'alias,alias_id']
	.map((path) => {
		const [name, key] = path.split(',');
		const value = `a.after_state_snapshot #>> '{${path}}'`;
		return `'${name}', CASE WHEN ${value} IS NOT NULL THEN json_build_object('${key}', ${value}) END`;
	})
	.join(', ');

export async function rowsInTime(trx: Knex.Transaction, docCode: string, { asOf, knownAt }: Moment): Promise<DocumentRows> {
	const { rows: units } = await trx.raw(
		`SELECT coalesce(json_agg(${rowAsJson(UNITS, 'u')} ORDER BY u.sort_order, u.id), '[]')::text AS all FROM ${UNITS.name} u WHERE u.doc_code = ?`,
		[docCode],
	);
	const { rows: versions } = await trx.raw(
		`SELECT coalesce(json_agg(${rowAsJson(VERSIONS, 'v')}), '[]')::text AS all FROM ${VERSIONS.name} v JOIN ${UNITS.name} u ON u.id = v.unit_id WHERE u.doc_code = ?`,
		[docCode],
	);
	const { rows: changes } = await trx.raw(
		`SELECT c.change_set_id, c.operation_kind, ${timestamp('c.applied_at')} AS applied_at, c.payload_summary->>'effective_on' AS effective_on FROM ${CHANGE_SETS.name} c
		WHERE ${OF_DOCUMENT} AND c.operation_kind <> 'attest' AND (CAST(:asOf AS timestamptz) IS NULL OR ${EFFECTIVE_AT} <= :asOf)
			AND (CAST(:knownAt AS timestamptz) IS NULL OR c.applied_at <= :knownAt)
		ORDER BY ${EFFECTIVE_AT}, c.applied_at, c.change_set_id`,
		{ docCode, asOf, knownAt },
	);
	return { units: units[0].all, versions: versions[0].all, aliases: await aliasesOfDocument(trx, docCode), record: await recordSince(trx, docCode, { asOf, knownAt }), changes };
}

/** When the change set `c` was taken off the timeline, where it was; a withdrawal is never taken back itself. */
const TAKEN_OFF = `(SELECT min(b.applied_at) FROM ${CHANGE_SETS.name} b WHERE ${TOOK_BACK})`;

/** From the first change on that is not on the timeline then, or was taken off it by then. */
async function recordSince(trx: Knex.Transaction, docCode: string, { asOf, knownAt }: Moment): Promise<string> {
	if (asOf === null && knownAt === null) return '[]';
	const { rows } = await trx.raw(
		`SELECT coalesce(json_agg(json_build_object(
				'applied_at', ${timestamp('c.applied_at')}, 'effective_on', c.payload_summary->>'effective_on',
				'taken_off_at', ${timestamp(TAKEN_OFF)}, 'takes_off', ${TAKES_BACK} IS NOT NULL,
				'target_row_id', a.target_row_id, 'before', a.before_state_snapshot,
				'after', CASE WHEN a.before_state_snapshot IS NOT NULL THEN to_json(a.after_state_snapshot)
					WHEN a.after_state_snapshot IS NOT NULL THEN json_build_object(${KEYS}) END
			) ORDER BY c.applied_at, c.change_set_id), '[]')::text AS all
		FROM ${CHANGE_SETS.name} c JOIN ${AFFECTED_ROWS.name} a ON a.change_set_id = c.change_set_id
		WHERE ${OF_DOCUMENT} AND c.applied_at >= (SELECT min(c.applied_at) FROM ${CHANGE_SETS.name} c WHERE ${OF_DOCUMENT} AND (${EFFECTIVE_AT} > :asOf OR c.applied_at > :knownAt OR ${TAKEN_OFF} IS NOT NULL))`,
		{ docCode, asOf, knownAt },
	);
	return rows[0].all;
}

/** The document of each unit. */
export async function docCodesOf(trx: Knex.Transaction, ids: readonly string[]): Promise<Map<string, string>> {
	const { rows } = await trx.raw(`SELECT id, doc_code FROM ${UNITS.name} WHERE id = ANY(CAST(? AS uuid[]))`, [ids as string[]]);
	return new Map(rows.map(({ id, doc_code }: { id: string; doc_code: string }) => [id, doc_code]));
}
