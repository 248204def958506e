/** VERIFY: someone else, under the verifier's role, proves a cut from the source text and the live rows. */
import type { Verified } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { core, type VerifyOutcome, type Written } from '../core/index.js';
import { readLaneKey, signWith } from '../host/keys.js';
import { attestedUnits } from '../ledger/attested.js';
import { applyStatusChanges, escalateOnce, insertEntry, insertHistory, lockEntry, lockEntryOf } from '../ledger/backlog.js';
import {
	affectedRows,
	insertAffectedRows,
	insertChangeSet,
	insertVerifyResult,
	lockChangeSet,
	recordVerification,
	verifyResultIds,
} from '../ledger/changeSets.js';
import { documentAfter, documentBefore, insertState, scopeOf } from '../ledger/documentStates.js';
import { sourceText, storedManifest } from '../ledger/manifests.js';
import { reviewOnRecord } from '../ledger/reviews.js';
import { executorSignature, insertSignature, registeredKey } from '../ledger/signatures.js';
import { applyChanges, documentRows } from '../ledger/structure.js';
import { inLane, lockDocument } from '../ledger/transaction.js';
import { liveUnits, removeUnitsOf } from '../ledger/units.js';
import { permitted, type Context } from './context.js';
import { pinned } from './pinned.js';
import { readTextsIn } from './readTexts.js';
import type { Knex } from 'knex';

export async function verifyChangeSet(context: Context, changeSetId: string): Promise<Verified> {
	const actor = await permitted(context, 'verify');
	const key = await readLaneKey(context.env, 'DOT-992');
	return inLane(context, 'verifier', async ({ trx, now }) => {
		const changeSet = await lockChangeSet(trx, changeSetId);
		await lockDocument(trx, changeSet.source_document_ref);
		const { decision_backlog_entry_id: entryId } = changeSet;
		// A rehearsal belongs to no entry; the core says what is to be said of it.
		const entry = entryId ? await lockEntry(trx, entryId) : await lockEntryOf(trx, changeSet.manifest_id);
		const manifest = await storedManifest(trx, changeSet.manifest_id);
		const pin = pinned(manifest.id, entry);
		const facts = {
			change_set: changeSet,
			manifest_text: manifest.text,
			canonical_text: await sourceText(trx, pin.sourceSha256),
			marked_by: manifest.markedBy,
			entry,
			review: await reviewOnRecord(trx, { reviewId: changeSet.review_decision_id }),
			live_units: pin.attests
				? await attestedUnits(trx, { manifestId: manifest.id })
				: pin.restructures
					? '[]'
					: await liveUnits(trx, { docCode: pin.docCode, prefix: pin.prefix, changeSetId }),
			document_rows: pin.restructures ? await documentRows(trx, { docCode: pin.docCode, entryId: entry.entry_id, manifestId: manifest.id }) : null,
			affected_rows: await affectedRows(trx, changeSetId),
			scope: await scopeOf(trx, changeSetId, pin.docCode),
			executor_signature: await executorSignature(trx, changeSetId),
			earlier_verify_result_ids: await verifyResultIds(trx, changeSetId),
			key: await registeredKey(trx, key.keyId),
			actor,
			now,
		};
		const outcome = await coreInBackground('verify', facts);
		await applyStatusChanges(trx, [outcome.begin]);
		const written = await compensate(trx, changeSetId, pin.docCode, outcome);
		await escalateOnce(trx, outcome.drifted.map(({ escalation }) => escalation));
		const signed = written ? await core((it) => it.sign_written(outcome.to_sign, written)) : outcome.to_sign;
		const envelope = await core((it) => it.seal(signed, signWith(key, signed), facts.key));
		await insertVerifyResult(trx, outcome.result);
		await insertSignature(trx, {
			id: outcome.signature_id,
			envelope,
			signed,
			signer: actor,
			revision: outcome.result.verifier_tool_revision,
			now,
			verifyResultId: outcome.result.verify_result_id,
		});
		const compensated = outcome.compensation?.change_set ? outcome.compensation : null;
		await recordVerification(trx, changeSetId, {
			status: outcome.change_set_status,
			revision: outcome.result.verifier_tool_revision,
			rolledBackBy: compensated && actor,
			reason: compensated && compensated.reason,
			now,
		});
		await applyStatusChanges(trx, [outcome.end]);
		await insertHistory(trx, outcome.history);
		// What is proven is read for what it cites; an attestation wrote no text, and touches no row of the units that it takes as they are. A verdict does not hang on that: where it fails the texts stay unread, which is answered, and `read-references` says why.
		const reads = outcome.end.to === 'verified_complete' && !pin.attests;
		const references = reads ? await trx.transaction((inner) => readTextsIn(inner, pin.docCode, now)).catch(() => null) : 0;
		return answer(outcome, references);
	});
}

/** Carries out what a failed verdict asks for: the escalation, and the way back of untouched rows with its own record. Gives how that left the document. */
async function compensate(trx: Knex.Transaction, changeSetId: string, docCode: string, { compensation }: VerifyOutcome): Promise<Written | null> {
	if (!compensation) return null;
	await insertEntry(trx, compensation.escalation);
	if (!compensation.change_set) return null;
	const before = await documentBefore(trx, docCode);
	await insertChangeSet(trx, compensation.change_set);
	await insertAffectedRows(trx, compensation.affected_rows);
	const done = compensation.changes ? await applyChanges(trx, compensation.changes) : await removeUnitsOf(trx, changeSetId);
	await core((it) => it.check_row_counts(compensation.planned_row_counts, done));
	const written = await documentAfter(trx, before, compensation.planned_row_counts);
	await insertState(trx, compensation.change_set.change_set_id, written);
	return written;
}

function answer({ result, end, compensation, drifted }: VerifyOutcome, references: number | null): Verified {
	return {
		verify_result_id: result.verify_result_id,
		change_set_id: result.change_set_id,
		entry_id: end.entry_id,
		status: end.to,
		verdict: result.verdict,
		axes: {
			unit: result.axis_1_drift_unit,
			content: result.axis_2_drift_content,
			structure: result.axis_3_drift_structure,
			scope: result.axis_4_drift_scope,
		},
		expected_unit_count: result.expected_unit_count,
		observed_unit_count: result.observed_unit_count,
		reconstruction_ok: result.reconstruction_ok,
		signature_valid: result.signature_valid,
		separation_of_duty_ok: result.separation_of_duty_ok,
		tool_revision_match: result.tool_revision_match,
		expected_digest: result.expected_digest,
		observed_digest: result.observed_digest,
		findings: result.findings,
		references,
		compensation: compensation && {
			change_set_id: compensation.change_set?.change_set_id ?? null,
			escalation_entry_id: compensation.escalation.entry_id,
			reason: compensation.reason,
		},
		drifted: drifted.map(({ escalation, ...drift }) => ({ ...drift, escalation_entry_id: escalation.entry_id })),
	};
}
