/** What changed a document, in the order in which it took effect, the future included. */
import type { Knex } from 'knex';

import type { TimelineEntry } from '../answers/index.js';
import { EFFECTIVE_AT } from './moment.js';
import { CHANGE_SETS } from './tables.js';
import { timestamp } from './transaction.js';

export async function timelineOf(trx: Knex.Transaction, docCode: string): Promise<TimelineEntry[]> {
	const { rows } = await trx.raw(
		`SELECT c.change_set_id, c.operation_kind, c.status, c.payload_summary->>'effective_on' AS effective_on, ${timestamp('c.applied_at')} AS recorded_at,
			c.emitted_by AS recorded_by, c.manifest_id, CAST(c.payload_summary->>'units' AS int) AS units, c.compensates_change_set_id
		FROM ${CHANGE_SETS.name} c WHERE c.payload_summary->>'doc_code' = ? AND c.operation_kind <> 'rehearsal' AND c.applied_at IS NOT NULL
		ORDER BY ${EFFECTIVE_AT}, c.applied_at, c.change_set_id`,
		[docCode],
	);
	return rows;
}
