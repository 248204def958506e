/** The row matrix: how many governance rows one document's cut has left, table by table. Rehearsals count by themselves. */
import type { Knex } from 'knex';

import { timestamp } from './transaction.js';

/** Rows of each governance table that belong to one entry; every table is named, also those without rows. */
const MATRIX = `
	WITH entry AS (SELECT CAST(:entryId AS uuid) AS id),
		change_sets AS (SELECT change_set_id FROM cutter_governance.v_cut_change_set_observe, entry WHERE decision_backlog_entry_id = entry.id),
		results AS (SELECT verify_result_id FROM cutter_governance.v_verify_result_observe WHERE change_set_id IN (SELECT change_set_id FROM change_sets))
	SELECT
		(SELECT count(*)::int FROM cutter_governance.v_decision_backlog_entry_observe, entry
			WHERE entry_id = entry.id OR (kind = 'escalation' AND payload->>'entry_id' = entry.id::text)) AS decision_backlog_entry,
		(SELECT count(*)::int FROM cutter_governance.v_decision_backlog_history_observe, entry WHERE entry_id = entry.id) AS decision_backlog_history,
		(SELECT count(*)::int FROM cutter_governance.v_decision_backlog_dependency_observe, entry
			WHERE from_entry_id = entry.id OR to_entry_id = entry.id) AS decision_backlog_dependency,
		(SELECT count(*)::int FROM cutter_governance.v_decision_backlog_sweep_log_observe, entry
			WHERE findings->'promoted' @> to_jsonb(entry.id::text)) AS decision_backlog_sweep_log,
		(SELECT count(*)::int FROM cutter_governance.v_manifest_envelope_observe WHERE envelope_id = :manifestId) AS manifest_envelope,
		(SELECT count(*)::int FROM cutter_governance.v_manifest_unit_block_observe WHERE envelope_id = :manifestId) AS manifest_unit_block,
		(SELECT count(*)::int FROM cutter_governance.v_review_decision_observe WHERE manifest_id = :manifestId) AS review_decision,
		(SELECT count(*)::int FROM change_sets) AS cut_change_set,
		(SELECT count(*)::int FROM cutter_governance.v_cut_change_set_affected_row_observe
			WHERE change_set_id IN (SELECT change_set_id FROM change_sets)) AS cut_change_set_affected_row,
		(SELECT count(*)::int FROM results) AS verify_result,
		(SELECT count(*)::int FROM cutter_governance.v_dot_pair_signature_observe
			WHERE cross_reference_change_set_id IN (SELECT change_set_id FROM change_sets)
				OR cross_reference_verify_result_id IN (SELECT verify_result_id FROM results)) AS dot_pair_signature,
		(SELECT count(*)::int FROM cutter_governance.v_canonical_address_alias_observe
			WHERE target_unit_id IN (SELECT target_unit_id FROM cutter_governance.v_manifest_unit_block_observe WHERE envelope_id = :manifestId)
		) AS canonical_address_alias`;

/** Governance rows by table for one entry and its manifest. */
export async function rowMatrix(trx: Knex.Transaction, of: { entryId: string; manifestId: string }): Promise<Record<string, number>> {
	const { rows } = await trx.raw(MATRIX, of);
	return rows[0];
}

/** Governance rows by table that one rehearsal left. */
export async function rehearsalMatrix(trx: Knex.Transaction, changeSetId: string): Promise<Record<string, number>> {
	const { rows } = await trx.raw(
		`SELECT 1 AS cut_change_set,
			(SELECT count(*)::int FROM cutter_governance.v_cut_change_set_affected_row_observe WHERE change_set_id = :changeSetId) AS cut_change_set_affected_row,
			(SELECT count(*)::int FROM cutter_governance.v_dot_pair_signature_observe WHERE cross_reference_change_set_id = :changeSetId) AS dot_pair_signature`,
		{ changeSetId },
	);
	return rows[0];
}

/** The rehearsals of a manifest, oldest first. */
export async function rehearsalsOf(trx: Knex.Transaction, manifestId: string): Promise<{ change_set_id: string; emitted_by: string; emitted_at: string }[]> {
	const { rows } = await trx.raw(
		`SELECT change_set_id, emitted_by, ${timestamp('emitted_at')} AS emitted_at FROM cutter_governance.v_cut_change_set_observe
		WHERE operation_kind = 'rehearsal' AND manifest_id = ? ORDER BY v_cut_change_set_observe.emitted_at, change_set_id`,
		[manifestId],
	);
	return rows;
}
