/** REVIEW: a person other than the one who marked records ten findings and a verdict. */
import type { Reviewed } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import type { AnomalyAnswer, ReviewVerdict } from '../core/index.js';
import { applyStatusChanges, closeDeferrals, insertEntry, insertHistory, lockEntryOf } from '../ledger/backlog.js';
import { recordReview, storedManifest } from '../ledger/manifests.js';
import { insertReview, reviewOnRecord } from '../ledger/reviews.js';
import { surveyTargets, validationFacts } from '../ledger/survey.js';
import { inLane, lockDocument } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';
import { pinned } from './pinned.js';

export interface ReviewRequest {
	manifestId: string;
	verdict: ReviewVerdict;
	rationale: string;
	/** The digest the reviewer looked at, where the client names it. */
	manifestDigest: string | null;
	/** What the reviewer says to anomalies of the text. */
	answers: AnomalyAnswer[];
}

export async function reviewManifest(context: Context, request: ReviewRequest): Promise<Reviewed> {
	const actor = await permitted(context, 'review');
	return inLane(context, 'executor', async ({ trx, now }) => {
		const manifest = await storedManifest(trx, request.manifestId);
		await lockDocument(trx, manifest.documentId);
		const entry = await lockEntryOf(trx, manifest.id);
		const prior = await reviewOnRecord(trx, { manifestId: manifest.id });
		const validation = await validationFacts(trx, pinned(manifest.id, entry));
		const survey = await surveyTargets(trx);
		const outcome = await coreInBackground('review', {
			manifest_text: manifest.text,
			manifest_id: manifest.id,
			marked_by: manifest.markedBy,
			entry,
			prior_review_id: prior?.review_decision_id ?? null,
			validation,
			survey,
			verdict: request.verdict,
			rationale: request.rationale,
			answers: request.answers,
			reviewed_digest: request.manifestDigest,
			actor,
			now,
		});
		// A deferral opens an escalation; any other verdict settles those that were open.
		if (outcome.escalation) await insertEntry(trx, outcome.escalation);
		else await closeDeferrals(trx, entry.entry_id);
		await insertReview(trx, outcome, { manifestId: manifest.id, actor, now, priorId: prior?.review_decision_id ?? null });
		await recordReview(trx, manifest.id, { status: outcome.envelope_status, reviewer: actor, at: now, rationale: outcome.rationale });
		await applyStatusChanges(trx, [outcome.change]);
		await insertHistory(trx, [outcome.history]);
		return {
			review_decision_id: outcome.review_decision_id,
			entry_id: entry.entry_id,
			status: outcome.change.to,
			verdict: outcome.verdict,
			findings: outcome.findings,
			manifest_digest: outcome.manifest_digest,
			plan_digest: outcome.evidence.plan_digest,
			escalation_entry_id: outcome.escalation?.entry_id ?? null,
		};
	});
}
