/** `review_decision`: one row per decision, never changed. */
import type { Knex } from 'knex';

import type { ReviewOnRecord, ReviewOutcome } from '../core/index.js';
import { insertRows } from './insert.js';
import { REVIEWS } from './tables.js';
import { timestamp } from './transaction.js';

/** Writes a decision. */
export async function insertReview(
	trx: Knex.Transaction,
	outcome: ReviewOutcome,
	decided: { manifestId: string; actor: string; now: string; priorId: string | null },
): Promise<void> {
	const findings = Object.fromEntries(Object.entries(outcome.findings).map(([name, finding]) => [`finding_${name}`, finding?.verdict]));
	await insertRows(trx, REVIEWS, [
		{
			review_decision_id: outcome.review_decision_id,
			manifest_id: decided.manifestId,
			status: outcome.decision_status,
			verdict: outcome.verdict,
			...findings,
			reviewer_identity: decided.actor,
			reviewer_independence_evidence: outcome.evidence,
			verdict_rationale: outcome.rationale,
			prior_review_decision_id: decided.priorId,
			escalation_ref: outcome.escalation?.entry_id ?? null,
			manifest_digest: outcome.manifest_digest,
			decided_at: decided.now,
		},
	]);
}

/** The newest decision on a manifest, or the one named. */
export async function reviewOnRecord(trx: Knex.Transaction, by: { manifestId: string } | { reviewId: string }): Promise<ReviewOnRecord | null> {
	const [column, value] = 'manifestId' in by ? ['manifest_id', by.manifestId] : ['review_decision_id', by.reviewId];
	const { rows } = await trx.raw(
		`SELECT review_decision_id, verdict, manifest_digest, reviewer_identity, reviewer_independence_evidence AS evidence, ${timestamp('r.decided_at')} AS decided_at,
			superseded_by_review_decision_id IS NOT NULL
				OR EXISTS (SELECT FROM ${REVIEWS.name} n WHERE n.prior_review_decision_id = r.review_decision_id) AS superseded
		FROM ${REVIEWS.name} r WHERE ${column} = ? ORDER BY decided_at DESC, review_decision_id LIMIT 1`,
		[value],
	);
	return rows[0] ?? null;
}
