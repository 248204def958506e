/** A change set as an auditor reads it: who did what, its signatures, its rehearsals, and how many governance rows it has left, table by table. */
import type { Knex } from 'knex';

import type { ChangeSetShown, Rehearsal, SignatureShown } from '../answers/index.js';
import { refuse } from '../core/index.js';
import { findsInAnother } from './namesOfOthers.js';
import { isNarrowed, sees } from './sight.js';
import { timestamp } from './transaction.js';
import { TAKES_BACK } from './takenUp.js';

/** A verify result `v` without findings in documents that are not seen. */
const resultWithoutOthers = (trx: Knex.Transaction): string =>
	`to_jsonb(v) || jsonb_build_object('findings', (SELECT coalesce(jsonb_agg(finding), '[]') FROM jsonb_array_elements(v.findings) AS found (finding) WHERE NOT coalesce(${findsInAnother(trx, 'finding')}, false)))`;

/** A change set with its entry and what VERIFY found of it. */
export async function changeSetShown(trx: Knex.Transaction, id: string): Promise<Omit<ChangeSetShown, 'signatures' | 'row_matrix' | 'rehearsals' | 'rows_now' | 'names'>> {
	const { rows } = await trx.raw(
		`SELECT c.change_set_id, e.entry_id, c.operation_kind, c.status, c.manifest_id, c.manifest_digest,
			c.plan_digest, c.review_decision_id, c.executor_tool_revision, c.verifier_tool_revision, c.emitted_by,
			${timestamp('c.emitted_at')} AS emitted_at, c.source_document_ref, c.planned_row_counts, ${TAKES_BACK} AS compensates_change_set_id, c.rollback_key, ${isNarrowed(trx) ? 'c.payload_summary - \'scope_before\' AS payload_summary' : 'c.payload_summary'},
			c.rollback_reason, ${timestamp('c.rolled_back_at')} AS rolled_back_at,
			(SELECT w.change_set_id FROM cutter_governance.v_cut_change_set_observe w WHERE w.operation_kind = 'withdraw' AND w.payload_summary->>'withdraws' = CAST(c.change_set_id AS text)) AS withdrawn_by,
			c.payload_summary->>'corrects' AS corrects,
			(SELECT coalesce(json_agg(k.change_set_id ORDER BY k.applied_at), '[]') FROM cutter_governance.v_cut_change_set_observe k
				WHERE k.operation_kind = 'correct' AND k.payload_summary->>'corrects' = CAST(c.change_set_id AS text)) AS corrected_by,
			e.status AS entry_status,
			(SELECT ${isNarrowed(trx) ? resultWithoutOthers(trx) : 'to_jsonb(v)'} FROM cutter_governance.v_verify_result_observe v WHERE v.change_set_id = c.change_set_id LIMIT 1) AS verify_result
		FROM cutter_governance.v_cut_change_set_observe c
		JOIN cutter_governance.v_decision_backlog_entry_observe e ON e.entry_id = coalesce(c.decision_backlog_entry_id,
			(SELECT b.decision_backlog_ref FROM cutter_governance.v_manifest_unit_block_observe b WHERE b.envelope_id = c.manifest_id LIMIT 1))
		WHERE c.change_set_id = ? AND ${sees(trx, "e.payload->>'doc_code'")}`,
		[id],
	);
	return rows[0] ?? refuse('not_found', 'CHANGE_SET_NOT_FOUND', `There is no change set ${id}.`);
}

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
		(SELECT count(*)::int FROM cutter_governance.v_decision_backlog_sweep_log_observe
			WHERE sweep_id = ANY (ARRAY(SELECT CAST(change_diff->>'sweep_id' AS uuid) FROM cutter_governance.v_decision_backlog_history_observe WHERE entry_id = CAST(:entryId AS uuid)))
		) AS decision_backlog_sweep_log,
		(SELECT count(*)::int FROM cutter_governance.v_manifest_envelope_observe WHERE envelope_id = :manifestId) AS manifest_envelope,
		(SELECT count(*)::int FROM cutter_governance.v_manifest_unit_block_observe WHERE envelope_id = :manifestId) AS manifest_unit_block,
		(SELECT count(*)::int FROM cutter_governance.v_review_decision_observe WHERE manifest_id = :manifestId) AS review_decision,
		(SELECT count(*)::int FROM change_sets) AS cut_change_set,
		(SELECT count(*)::int FROM cutter_governance.v_cut_change_set_affected_row_observe
			WHERE change_set_id IN (SELECT change_set_id FROM change_sets)) AS cut_change_set_affected_row,
		(SELECT count(*)::int FROM results) AS verify_result,
		(SELECT count(*)::int FROM cutter_governance.v_dot_pair_signature_observe
			WHERE cross_reference_change_set_id = ANY (ARRAY(SELECT change_set_id FROM change_sets))
				OR cross_reference_verify_result_id = ANY (ARRAY(SELECT verify_result_id FROM results))) AS dot_pair_signature,
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
export async function rehearsalsOf(trx: Knex.Transaction, manifestId: string): Promise<Rehearsal[]> {
	const { rows } = await trx.raw(
		`SELECT change_set_id, emitted_by, ${timestamp('emitted_at')} AS emitted_at FROM cutter_governance.v_cut_change_set_observe
		WHERE operation_kind = 'rehearsal' AND manifest_id = ? ORDER BY v_cut_change_set_observe.emitted_at, change_set_id`,
		[manifestId],
	);
	return rows;
}

/** What a change set wrote, attested units being none of it. A unit that was cut may have changed since, and is one of its rows still. */
const TOUCHED = "cutter_governance.cut_change_set_affected_row a WHERE a.change_set_id = :id AND a.operation <> 'attest'";

/** Where each target's units and versions are, and what each table's rows of one change set are known by. */
const OBSERVED = `
	SELECT
		(SELECT count(*)::int FROM cutter_governance.cut_change_set WHERE change_set_id = :id) AS "cutter_governance.cut_change_set",
		(SELECT count(*)::int FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = :id) AS "cutter_governance.cut_change_set_affected_row",
		(SELECT count(*)::int FROM cutter_governance.dot_pair_signature WHERE cross_reference_change_set_id = :id) AS "cutter_governance.dot_pair_signature",
		(SELECT count(*)::int FROM cutter_governance.decision_backlog_history h JOIN cutter_governance.cut_change_set c ON c.decision_backlog_entry_id = h.entry_id
			WHERE c.change_set_id = :id AND h.change_kind = 'cut') AS "cutter_governance.decision_backlog_history",
		(SELECT count(*)::int FROM ${TOUCHED} AND a.target_table IN ('public.tac_logical_unit', 'public.tac_unit_version')
			AND EXISTS (SELECT FROM public.tac_unit_version v WHERE v.id = CAST(a.after_state_snapshot #>> '{version,id}' AS uuid))) AS "public.tac_unit_version",
		(SELECT count(*)::int FROM ${TOUCHED} AND a.target_table = 'public.tac_logical_unit'
			AND EXISTS (SELECT FROM public.tac_logical_unit u WHERE u.id = CAST(a.target_row_id AS uuid))) AS "public.tac_logical_unit",
		(SELECT count(*)::int FROM ${TOUCHED} AND a.target_table = 'cutter_governance.canonical_address_alias') AS "cutter_governance.canonical_address_alias",
		(SELECT count(*)::int FROM sandbox_tac.unit_version WHERE change_set_id = :id) AS "sandbox_tac.unit_version",
		(SELECT count(DISTINCT unit_id)::int FROM sandbox_tac.unit_version WHERE change_set_id = :id) AS "sandbox_tac.logical_unit"`;

/** Rows of one change set that are there now, by table; of each table whether it was planned for or not. */
export async function rowsNow(trx: Knex.Transaction, changeSetId: string): Promise<Record<string, number>> {
	const { rows } = await trx.raw(OBSERVED, { id: changeSetId });
	return rows[0];
}

/** The signatures of a change set and of its verify result, without what was signed. */
export async function signaturesAbout(trx: Knex.Transaction, changeSetId: string): Promise<SignatureShown[]> {
	const { rows } = await trx.raw(
		`SELECT s.signer_dot_id, s.signer_identity, s.key_id, s.signature_algorithm, s.payload_hash, ${timestamp('s.signed_at')} AS signed_at,
			${timestamp('s.revoked_at')} AS revoked_at
		FROM cutter_governance.v_dot_pair_signature_observe s
		WHERE s.cross_reference_change_set_id = :id
			OR s.cross_reference_verify_result_id = ANY (ARRAY(SELECT verify_result_id FROM cutter_governance.v_verify_result_observe WHERE change_set_id = :id))
		ORDER BY s.signed_at, s.signer_dot_id`,
		{ id: changeSetId },
	);
	return rows;
}
