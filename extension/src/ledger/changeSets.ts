/** `cut_change_set`, its affected rows and the verify results about it. */
import type { Knex } from 'knex';

import type { ChangeSetFacts, ChangeSetRow, VerifyResultRow } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { codeOfManifest, sees } from './sight.js';
import { AFFECTED_ROWS, CHANGE_SETS, VERIFY_RESULTS } from './tables.js';
import { timestamp } from './transaction.js';
import { STANDS } from './takenUp.js';

/** Writes a change set. */
export const insertChangeSet = (trx: Knex.Transaction, row: ChangeSetRow) => insertRows(trx, CHANGE_SETS, [row]);

/** Writes a batch of affected rows. */
export const insertAffectedRows = (trx: Knex.Transaction, rows: string) => insertRows(trx, AFFECTED_ROWS, rows);

/** Writes a verify result. */
export const insertVerifyResult = (trx: Knex.Transaction, row: VerifyResultRow) => insertRows(trx, VERIFY_RESULTS, [row]);

/**
 * Change sets in force for this entry or for this manifest digest (G-CUT-ONCE). An operation may be done, undone by another and done
 * again, so of operations only those of the entry count.
 */
export async function livingChangeSets(trx: Knex.Transaction, of: { entryId: string; manifestDigest: string }): Promise<string[]> {
	const { rows } = await trx.raw(
		`SELECT change_set_id FROM ${CHANGE_SETS.name} c
		WHERE (decision_backlog_entry_id = :entryId OR (manifest_digest = :manifestDigest AND operation_kind IN ('first_cut', 'attest')))
			AND operation_kind NOT IN ('compensation', 'rehearsal') AND status <> 'compensated' AND ${STANDS}`,
		of,
	);
	return rows.map((row: { change_set_id: string }) => row.change_set_id);
}

/** Locks a change set and reads what verification needs of it. */
export async function lockChangeSet(trx: Knex.Transaction, id: string): Promise<ChangeSetFacts & { decision_backlog_entry_id: string | null }> {
	const { rows } = await trx.raw(
		`SELECT change_set_id, status, operation_kind, manifest_id, manifest_version, manifest_digest, plan_digest, review_decision_id,
			executor_tool_revision, emitted_by, ${timestamp('emitted_at')} AS emitted_at, source_document_ref, payload_summary,
			decision_backlog_entry_id
		FROM ${CHANGE_SETS.name} c WHERE change_set_id = ? AND ${sees(trx, codeOfManifest('c.manifest_id'))} FOR UPDATE`,
		[id],
	);
	return rows[0] ?? refuse('not_found', 'CHANGE_SET_NOT_FOUND', `There is no change set ${id}.`);
}

/** The affected rows of a change set as JSON text, in the order of the document. */
export async function affectedRows(trx: Knex.Transaction, changeSetId: string): Promise<string> {
	const { rows } = await trx.raw(
		`SELECT coalesce(json_agg(json_build_object('affected_row_id', affected_row_id, 'change_set_id', change_set_id,
				'target_table', target_table, 'target_row_id', target_row_id, 'operation', operation,
				'before_state_snapshot', before_state_snapshot, 'after_state_snapshot', after_state_snapshot, 'row_digest', row_digest)
			ORDER BY (after_state_snapshot->'unit'->>'sort_order')::int, target_row_id), '[]')::text AS affected
		FROM ${AFFECTED_ROWS.name} WHERE change_set_id = ?`,
		[changeSetId],
	);
	return rows[0].affected;
}

/** Ids of the verify results a change set has. */
export async function verifyResultIds(trx: Knex.Transaction, changeSetId: string): Promise<string[]> {
	const { rows } = await trx.raw(`SELECT verify_result_id FROM ${VERIFY_RESULTS.name} WHERE change_set_id = ?`, [changeSetId]);
	return rows.map((row: { verify_result_id: string }) => row.verify_result_id);
}

/** Records how verification ended on the change set itself. */
export async function recordVerification(
	trx: Knex.Transaction,
	id: string,
	ended: { status: string; revision: string; rolledBackBy: string | null; reason: string | null; now: string },
): Promise<void> {
	await trx.raw(
		`UPDATE ${CHANGE_SETS.name} SET status = :status, verifier_tool_revision = :revision, rollback_initiated_by = :rolledBackBy,
			rollback_reason = :reason, rolled_back_at = CASE WHEN CAST(:rolledBackBy AS text) IS NULL THEN NULL ELSE CAST(:now AS timestamptz) END
		WHERE change_set_id = :id`,
		{ ...ended, id },
	);
}

/** One keyset page of the cuts of the ledger, by id; what took one back comes with it and is no cut of its own. */
export async function cutsAfter(trx: Knex.Transaction, after: string | null): Promise<string[]> {
	const { rows } = await trx.raw(
		`SELECT change_set_id FROM ${CHANGE_SETS.name}
		WHERE compensates_change_set_id IS NULL AND (CAST(:after AS uuid) IS NULL OR change_set_id > CAST(:after AS uuid))
		ORDER BY change_set_id LIMIT 1000`,
		{ after },
	);
	return rows.map((row: { change_set_id: string }) => row.change_set_id);
}

/** How many cuts the ledger has. */
export async function changeSetCount(trx: Knex.Transaction): Promise<number> {
	const { rows } = await trx.raw(`SELECT count(*)::int AS count FROM ${CHANGE_SETS.name} WHERE compensates_change_set_id IS NULL`);
	return rows[0].count;
}
