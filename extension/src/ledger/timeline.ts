/** What changed a document, in the order in which it took effect, the future included. */
import type { Knex } from 'knex';

import type { TimelineEntry } from '../answers/index.js';
import { EFFECTIVE_AT } from './moment.js';
import { CHANGE_SETS, UNIT_BLOCKS } from './tables.js';
import { timestamp } from './transaction.js';
import { TAKES_BACK } from './takenUp.js';

/** A cut of a text has no reason of its own, and a long manifest, which is not taken apart to see that. */
const REASON = `CASE WHEN c.operation_kind NOT IN ('first_cut', 'attest', 'compensation') THEN (
	SELECT CAST(b.body AS json) #>> '{request,rationale}' FROM cutter_control.manifest_body b WHERE b.envelope_id = c.manifest_id)
END`;
/** Of each change so many units are named. */
const NAMED = 5;
const ADDRESSES = `CASE WHEN c.operation_kind IN ('first_cut', 'attest', 'compensation') THEN '[]' ELSE coalesce((
	SELECT json_agg(n.address) FROM (
		SELECT b.payload_summary->>'address' AS address FROM ${UNIT_BLOCKS.name} b
		WHERE b.envelope_id = c.manifest_id AND b.block_role = 'origin' ORDER BY b.render_order LIMIT ${NAMED}
	) n), (
	SELECT json_agg(n.address) FROM (
		SELECT b.proposed_canonical_address AS address FROM ${UNIT_BLOCKS.name} b
		WHERE b.envelope_id = c.manifest_id AND b.block_role = 'result' ORDER BY b.render_order LIMIT ${NAMED}
	) n), '[]')
END`;

export async function timelineOf(trx: Knex.Transaction, docCode: string): Promise<TimelineEntry[]> {
	const { rows } = await trx.raw(
		`SELECT c.change_set_id, c.operation_kind, c.status, c.payload_summary->>'effective_on' AS effective_on, ${timestamp('c.applied_at')} AS recorded_at,
			c.emitted_by AS recorded_by, c.manifest_id, CAST(c.payload_summary->>'units' AS int) AS units, ${TAKES_BACK} AS compensates_change_set_id,
			${REASON} AS rationale, ${ADDRESSES} AS addresses
		FROM ${CHANGE_SETS.name} c WHERE c.payload_summary->>'doc_code' = ? AND c.operation_kind <> 'rehearsal' AND c.applied_at IS NOT NULL
		ORDER BY ${EFFECTIVE_AT}, c.applied_at, c.change_set_id`,
		[docCode],
	);
	return rows;
}
