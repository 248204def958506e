/** Rows of the ledger that a removed row has left behind, and texts of units that are no longer what was cut. */
import type { Knex } from 'knex';

import type { Orphans, StateSets } from '../core/index.js';
import { listOf, stateSets } from './states.js';
import { AFFECTED_ROWS, CHANGE_SETS, ENTRIES, ENVELOPES, HISTORY, REVIEWS, SIGNATURES, UNIT_BLOCKS, VERIFY_RESULTS, VERSIONS } from './tables.js';
import { STANDS } from './takenUp.js';

/** Ids shown of each kind. */
const SHOWN = 5;

const missing = (table: string, column: string, of: string) => `NOT EXISTS (SELECT FROM ${table} m WHERE m.${column} = ${of})`;

/** A text that a cut wrote is never changed and goes only with what takes the cut back; one found changed by VERIFY is known. */
const CUT_TEXTS = `${AFFECTED_ROWS.name} a JOIN ${CHANGE_SETS.name} c USING (change_set_id)
	LEFT JOIN ${VERSIONS.name} v ON v.id = CAST(a.after_state_snapshot #>> '{version,id}' AS uuid)
	WHERE a.operation = 'insert' AND a.target_table IN ('public.tac_logical_unit', 'public.tac_unit_version') AND c.status IN ('applied', 'verified') AND ${STANDS}`;
/** That a correction which stands put another text in the place of `a`, or took the unit away; one that VERIFY escalated did it, too. */
const CORRECTED_SINCE = `EXISTS (SELECT FROM ${AFFECTED_ROWS.name} d JOIN ${CHANGE_SETS.name} c ON c.change_set_id = d.change_set_id
	WHERE d.target_row_id = a.after_state_snapshot #>> '{version,id}' AND d.operation = 'delete' AND c.operation_kind = 'correct' AND ${STANDS})`;
/** An operation records a version by itself. */
const ADDRESS = "coalesce(a.after_state_snapshot #>> '{unit,canonical_address}', 'version ' || a.target_row_id)";

/** For each kind the rows as one column of text. */
const queries = ({ cut }: StateSets): Record<Orphans['kind'], string> => ({
	entry_without_change_set: `SELECT t.entry_id::text FROM ${ENTRIES.name} t WHERE t.kind = 'cut_request' AND t.status IN ${listOf(cut)}
		AND ${missing(CHANGE_SETS.name, 'decision_backlog_entry_id', 't.entry_id')}`,
	manifest_without_change_set: `SELECT t.envelope_id::text FROM ${ENVELOPES.name} t WHERE t.cut_change_set_ref IS NOT NULL
		AND ${missing(CHANGE_SETS.name, 'change_set_id', 't.cut_change_set_ref')}`,
	manifest_without_body: `SELECT t.envelope_id::text FROM ${ENVELOPES.name} t WHERE ${missing('cutter_control.manifest_body', 'envelope_id', 't.envelope_id')}`,
	row_without_change_set: `SELECT DISTINCT t.change_set_id::text FROM ${AFFECTED_ROWS.name} t WHERE ${missing(CHANGE_SETS.name, 'change_set_id', 't.change_set_id')}`,
	signature_without_subject: `SELECT t.signature_id::text FROM ${SIGNATURES.name} t
		WHERE (t.cross_reference_change_set_id IS NOT NULL AND ${missing(CHANGE_SETS.name, 'change_set_id', 't.cross_reference_change_set_id')})
			OR (t.cross_reference_verify_result_id IS NOT NULL AND ${missing(VERIFY_RESULTS.name, 'verify_result_id', 't.cross_reference_verify_result_id')})`,
	result_without_change_set: `SELECT t.verify_result_id::text FROM ${VERIFY_RESULTS.name} t WHERE ${missing(CHANGE_SETS.name, 'change_set_id', 't.change_set_id')}`,
	history_without_entry: `SELECT t.history_id::text FROM ${HISTORY.name} t WHERE ${missing(ENTRIES.name, 'entry_id', 't.entry_id')}`,
	block_without_manifest: `SELECT DISTINCT t.envelope_id::text FROM ${UNIT_BLOCKS.name} t WHERE ${missing(ENVELOPES.name, 'envelope_id', 't.envelope_id')}`,
	review_without_manifest: `SELECT t.review_decision_id::text FROM ${REVIEWS.name} t WHERE ${missing(ENVELOPES.name, 'envelope_id', 't.manifest_id')}`,
	text_without_change_set: `SELECT t.id::text FROM ${VERSIONS.name} t WHERE t.change_set_id IS NOT NULL AND ${missing(CHANGE_SETS.name, 'change_set_id', 't.change_set_id')}`,
	text_missing: `SELECT ${ADDRESS} FROM ${CUT_TEXTS} AND v.id IS NULL AND a.after_state_snapshot->'version' <> 'null' AND NOT ${CORRECTED_SINCE}`,
	text_changed: `SELECT ${ADDRESS} FROM ${CUT_TEXTS} AND (v.body, v.content_hash, v.title, v.source_span, v.content_profile->>'heading') IS DISTINCT FROM
		(a.after_state_snapshot #>> '{version,body}', a.after_state_snapshot #>> '{version,content_hash}', a.after_state_snapshot #>> '{version,title}',
		nullif(a.after_state_snapshot #> '{version,source_span}', 'null'), a.after_state_snapshot #>> '{version,content_profile,heading}') AND v.id IS NOT NULL`,
});

/** What nothing explains, kind by kind, in the order of importance; kinds without rows are left out. */
export async function orphans(trx: Knex.Transaction): Promise<Orphans[]> {
	const found: Orphans[] = [];
	for (const [kind, query] of Object.entries(queries(await stateSets()))) {
		const { rows } = await trx.raw(
			`WITH orphan (name) AS (${query})
			SELECT count(*)::int AS count, (SELECT coalesce(json_agg(name), '[]') FROM (SELECT name FROM orphan ORDER BY name LIMIT ${SHOWN}) few) AS rows FROM orphan`,
		);
		if (rows[0].count > 0) found.push({ kind: kind as Orphans['kind'], ...rows[0] });
	}
	return found;
}
