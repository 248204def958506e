/** Reads a change set as an auditor wants it: what, who, when, verified how, its row matrix, and the rehearsals before it. */
import type { ChangeSetShown } from '../answers/index.js';
import { refuse } from '../core/index.js';
import { namesOf } from '../ledger/people.js';
import { rehearsalMatrix, rehearsalsOf, rowMatrix, rowsNow, signaturesAbout } from '../ledger/rowMatrix.js';
import { inLane, timestamp } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function readChangeSet(context: Context, id: string): Promise<ChangeSetShown> {
	await authorised(context, 'observer');
	const found = await inLane(context, 'observer', async ({ trx }): Promise<Omit<ChangeSetShown, 'rows_now' | 'names'>> => {
		const { rows } = await trx.raw(
			`SELECT c.change_set_id, e.entry_id, c.operation_kind, c.status, c.manifest_id, c.manifest_digest,
				c.plan_digest, c.review_decision_id, c.executor_tool_revision, c.verifier_tool_revision, c.emitted_by,
				${timestamp('c.emitted_at')} AS emitted_at, c.source_document_ref, c.planned_row_counts, c.compensates_change_set_id, c.rollback_key, c.payload_summary,
				c.rollback_reason, ${timestamp('c.rolled_back_at')} AS rolled_back_at,
				e.status AS entry_status,
				(SELECT to_jsonb(v) FROM cutter_governance.v_verify_result_observe v WHERE v.change_set_id = c.change_set_id LIMIT 1) AS verify_result
			FROM cutter_governance.v_cut_change_set_observe c
			JOIN cutter_governance.v_decision_backlog_entry_observe e ON e.entry_id = coalesce(c.decision_backlog_entry_id,
				(SELECT b.decision_backlog_ref FROM cutter_governance.v_manifest_unit_block_observe b WHERE b.envelope_id = c.manifest_id LIMIT 1))
			WHERE c.change_set_id = ?`,
			[id],
		);
		const [row] = rows;
		if (!row) refuse('not_found', 'CHANGE_SET_NOT_FOUND', `There is no change set ${id}.`);
		const matrix = row.operation_kind === 'rehearsal' ? rehearsalMatrix(trx, id) : rowMatrix(trx, { entryId: row.entry_id, manifestId: row.manifest_id });
		return { ...row, signatures: await signaturesAbout(trx, id), row_matrix: await matrix, rehearsals: await rehearsalsOf(trx, row.manifest_id) };
	});
	const people = [found.emitted_by, found.verify_result?.verified_by, ...found.signatures.map(({ signer_identity }) => signer_identity)];
	return { ...found, rows_now: await inLane(context, 'reader', ({ trx }) => rowsNow(trx, id)), names: await namesOf(context.database, people) };
}
