/** CUT: writes what was planned and approved, in one transaction, signed by the executor lane DOT-991. */
import { coreInBackground } from '../core/background.js';
import { core, type CutPlan, type Gate, type State, type Target } from '../core/index.js';
import { readLaneKey, signWith } from '../host/keys.js';
import { applyStatusChanges, insertHistory, lockEntryOf, unverifiedBlockers } from '../ledger/backlog.js';
import { insertAffectedRows, insertChangeSet, livingChangeSets } from '../ledger/changeSets.js';
import { insertRows } from '../ledger/insert.js';
import { markEnacted, storedManifest } from '../ledger/manifests.js';
import { reviewOnRecord } from '../ledger/reviews.js';
import { insertSignature, registeredKey } from '../ledger/signatures.js';
import { surveyTargets, validationFacts } from '../ledger/survey.js';
import { AFFECTED_ROWS, CHANGE_SETS, HISTORY, SIGNATURES, UNITS, VERSIONS } from '../ledger/tables.js';
import { inLane, lockDocument, type LaneTransaction } from '../ledger/transaction.js';
import { scopeWithout } from '../ledger/units.js';
import { authorised, type Context } from './context.js';
import { pinned } from './pinned.js';

export interface CutRequest {
	manifestId: string;
	target: Target;
	dryRun: boolean;
}

export interface CutAnswer {
	dry_run: boolean;
	change_set_id: string;
	rollback_key: string;
	entry_id: string;
	status: State;
	gates: Gate[];
	manifest_digest: string;
	plan_digest: string;
	planned_row_counts: Record<string, number>;
	observed_row_counts: Record<string, number>;
}

export async function cutManifest(context: Context, request: CutRequest): Promise<CutAnswer> {
	const actor = await authorised(context, 'executor');
	const key = await readLaneKey(context.env, 'DOT-991');
	return inLane(
		context.database,
		'executor',
		async (transaction) => {
			const { trx, now } = transaction;
			const manifest = await storedManifest(trx, request.manifestId);
			await lockDocument(trx, manifest.documentId);
			const entry = await lockEntryOf(trx, manifest.id);
			const pin = pinned(manifest.id, entry);
			const facts = {
				target: request.target,
				manifest_text: manifest.text,
				manifest_id: manifest.id,
				marked_by: manifest.markedBy,
				document_id: manifest.documentId,
				entry,
				review: await reviewOnRecord(trx, { manifestId: manifest.id }),
				validation: await validationFacts(trx, pin),
				survey: await surveyTargets(trx),
				earlier_change_set_ids: await livingChangeSets(trx, { entryId: entry.entry_id, manifestDigest: pin.pinnedDigest }),
				blocking_entry_ids: (await unverifiedBlockers(trx, [entry.entry_id])).map((each) => each.blocker_id),
				scope_before: await scopeWithout(trx, pin.docCode),
				key: await registeredKey(trx, key.keyId),
				actor,
				now,
			};
			const plan = await coreInBackground('plan_cut', facts);
			const envelope = await core((it) => it.seal(plan.to_sign, signWith(key, plan.to_sign), facts.key));
			const observed = await write(transaction, plan, {
				id: plan.signature_id,
				envelope,
				signed: plan.to_sign,
				signer: actor,
				revision: plan.change_set.executor_tool_revision,
				now,
				changeSetId: plan.change_set.change_set_id,
			});
			await core((it) => it.check_row_counts(plan.planned_row_counts, observed));
			return {
				dry_run: request.dryRun,
				change_set_id: plan.change_set.change_set_id,
				rollback_key: plan.change_set.rollback_key,
				entry_id: entry.entry_id,
				status: request.dryRun ? plan.begin.from : plan.end.to,
				gates: plan.gates,
				manifest_digest: plan.change_set.manifest_digest,
				plan_digest: plan.change_set.plan_digest,
				planned_row_counts: plan.planned_row_counts,
				observed_row_counts: observed,
			};
		},
		{ dryRun: request.dryRun },
	);
}

/** Writes the plan, at most one statement per table. Returns the rows written by table. */
async function write({ trx }: LaneTransaction, plan: CutPlan, signature: Parameters<typeof insertSignature>[1]): Promise<Record<string, number>> {
	await applyStatusChanges(trx, [plan.begin]);
	const observed: Record<string, number> = {};
	observed[CHANGE_SETS.name] = await insertChangeSet(trx, plan.change_set);
	observed[UNITS.name] = await insertRows(trx, UNITS, plan.units);
	observed[VERSIONS.name] = await insertRows(trx, VERSIONS, plan.versions);
	observed[AFFECTED_ROWS.name] = await insertAffectedRows(trx, plan.affected_rows);
	observed[SIGNATURES.name] = await insertSignature(trx, signature);
	observed[HISTORY.name] = await insertHistory(trx, [plan.history]);
	await markEnacted(trx, plan.change_set.manifest_id, plan.change_set.change_set_id);
	await applyStatusChanges(trx, [plan.end]);
	return observed;
}
