/** Changes that are taken up again: withdrawn, and so on the timeline no more; or corrected, and so read as they should have been. Both stay on record for whoever asks what was known before. */
import type { Knex } from 'knex';

import { refuse } from '../core/index.js';
import { EFFECTIVE_ON } from './moment.js';
import { sees } from './sight.js';
import { AFFECTED_ROWS, CHANGE_SETS } from './tables.js';

/** What withdrew the change set `c`. */
const WITHDRAWAL = `${CHANGE_SETS.name} w WHERE w.operation_kind = 'withdraw' AND w.payload_summary->>'withdraws' = CAST(c.change_set_id AS text)`;

/** That nothing withdrew the change set `c`. */
export const STANDS = `NOT EXISTS (SELECT FROM ${WITHDRAWAL})`;

/** The same before the withdrawal of the entry `:entryId` is carried out. */
export const STOOD = `NOT EXISTS (SELECT FROM ${WITHDRAWAL} AND w.decision_backlog_entry_id IS DISTINCT FROM CAST(:entryId AS uuid))`;

/** That the change set `b` took the change set `c` back; each half of it has an index. */
export const TOOK_BACK = "(b.compensates_change_set_id = c.change_set_id OR b.operation_kind = 'withdraw' AND b.payload_summary->>'withdraws' = CAST(c.change_set_id AS text))";

/** What the change set `c` took back. */
export const TAKES_BACK = "coalesce(c.compensates_change_set_id, CAST(c.payload_summary->>'withdraws' AS uuid))";

/** The rows that a change set touched, as the core has them. */
export const touchedBy = (changeSet: string): string => `(SELECT coalesce(json_agg(json_build_object('target_row_id', a.target_row_id, 'before', a.before_state_snapshot, 'after', a.after_state_snapshot) ORDER BY a.target_row_id), '[]')
	FROM ${AFFECTED_ROWS.name} a WHERE a.change_set_id = ${changeSet})`;

/** What takes a change set up again. */
export interface TakesUp {
	changeSetId: string;
	to: 'withdraw' | 'correct';
}

/** Of a document and an entry, or a request that is none yet: the change set to withdraw or to correct. */
export const ASKED = `coalesce(CAST(:takenUp AS uuid), (SELECT CAST(coalesce(e.payload->>'withdraws', e.payload->>'corrects') AS uuid) FROM cutter_governance.decision_backlog_entry e WHERE e.entry_id = CAST(:entryId AS uuid)))`;
/** Whether it is to be corrected. */
const IS_CORRECTED = "coalesce(:takeUpTo = 'correct', (SELECT e.payload->>'corrects' IS NOT NULL FROM cutter_governance.decision_backlog_entry e WHERE e.entry_id = CAST(:entryId AS uuid)), false)";
const FOUND = `${CHANGE_SETS.name} c WHERE c.change_set_id = ${ASKED} AND c.payload_summary->>'doc_code' = :docCode`;

/** Rows that corrections of the change set `c` touched, that of the entry `:entryId` left out; oldest first. */
const CORRECTED = `(SELECT coalesce(json_agg(json_build_object('target_row_id', a.target_row_id, 'before', a.before_state_snapshot, 'after', a.after_state_snapshot) ORDER BY k.applied_at, a.target_row_id), '[]')
	FROM ${CHANGE_SETS.name} k JOIN ${AFFECTED_ROWS.name} a ON a.change_set_id = k.change_set_id
	WHERE k.operation_kind = 'correct' AND k.payload_summary->>'corrects' = CAST(c.change_set_id AS text) AND k.status IN ('applied', 'verified')
		AND k.decision_backlog_entry_id IS DISTINCT FROM CAST(:entryId AS uuid)
		AND NOT EXISTS (SELECT FROM ${CHANGE_SETS.name} w WHERE w.operation_kind = 'withdraw' AND w.payload_summary->>'withdraws' = CAST(k.change_set_id AS text)))`;

/** It, as the core has it; `links` are those of units without it. */
export const takenUp = (links: string): string => `(SELECT json_build_object('change_set_id', c.change_set_id, 'operation_kind', c.operation_kind, 'status', c.status,
		'effective_on', c.payload_summary->>'effective_on', 'rows', ${touchedBy('c.change_set_id')}, 'corrections', ${CORRECTED}, 'links', ${links},
		'withdrawn_by', (SELECT w.change_set_id FROM ${WITHDRAWAL} AND w.decision_backlog_entry_id IS DISTINCT FROM CAST(:entryId AS uuid) LIMIT 1))
	FROM ${FOUND})`;

/**
 * Its day and when it was recorded: what comes behind it on the timeline comes after both, but for corrections that it is corrected on top of. No
 * row where nothing is taken up.
 */
export const TAKEN_UP_AT = `SELECT ${EFFECTIVE_ON} AS day, c.applied_at, c.change_set_id, ${IS_CORRECTED} AS is_corrected FROM ${FOUND}`;

/** That the change set `c` comes behind `x`, which is one row of {@link TAKEN_UP_AT}. */
export const BEHIND = `(${EFFECTIVE_ON}, c.applied_at) > (x.day, x.applied_at) AND c.change_set_id <> x.change_set_id
	AND NOT (x.is_corrected AND c.operation_kind = 'correct' AND c.payload_summary->>'corrects' = CAST(x.change_set_id AS text))`;

/** The document that a change set changed. */
export async function docCodeOfChange(trx: Knex.Transaction, changeSetId: string): Promise<string> {
	const { rows } = await trx.raw(`SELECT c.payload_summary->>'doc_code' AS code FROM ${CHANGE_SETS.name} c WHERE c.change_set_id = ? AND ${sees(trx, "c.payload_summary->>'doc_code'")}`, [changeSetId]);
	return rows[0]?.code ?? refuse('not_found', 'CHANGE_SET_NOT_FOUND', `There is no change set ${changeSetId}.`);
}
