/** CUT: writes what was planned and approved, or rehearses it in the sandbox, in one transaction, signed by the executor lane DOT-991. */
import type { Cut } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { core, type CutPlan, type State, type Target, type ToSign } from '../core/index.js';
import { readLaneKey, signWith } from '../host/keys.js';
import { applyStatusChanges, insertHistory, lockEntryOf, unverifiedBlockers } from '../ledger/backlog.js';
import { insertAffectedRows, insertChangeSet, livingChangeSets } from '../ledger/changeSets.js';
import { documentAfter, documentBefore, insertState, type DocumentBefore } from '../ledger/documentStates.js';
import { insertRows } from '../ledger/insert.js';
import { markEnacted, storedManifest } from '../ledger/manifests.js';
import { reviewOnRecord } from '../ledger/reviews.js';
import { rehearsalFacts, rehearsedUnits, removeRehearsal } from '../ledger/sandbox.js';
import { insertSignature, registeredKey } from '../ledger/signatures.js';
import { applyChanges } from '../ledger/structure.js';
import { surveyTargets, validationFacts } from '../ledger/survey.js';
import { AFFECTED_ROWS, CHANGE_SETS, HISTORY, SANDBOX_UNITS, SANDBOX_VERSIONS, SIGNATURES, UNITS, VERSIONS, type TableSpec } from '../ledger/tables.js';
import { inLane, lockDocument, type LaneTransaction } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';
import { pinned } from './pinned.js';

/** Where each target's units and versions are. */
const TABLES: Record<Target, { units: TableSpec; versions: TableSpec }> = {
	public: { units: UNITS, versions: VERSIONS },
	sandbox: { units: SANDBOX_UNITS, versions: SANDBOX_VERSIONS },
};

export interface CutRequest {
	manifestId: string;
	target: Target;
	dryRun: boolean;
}

export async function cutManifest(context: Context, request: CutRequest): Promise<Cut> {
	const actor = await permitted(context, 'cut');
	const key = await readLaneKey(context.env, 'DOT-991');
	return inLane(
		context,
		'executor',
		async (transaction) => {
			const { trx, now } = transaction;
			const manifest = await storedManifest(trx, request.manifestId);
			await lockDocument(trx, manifest.documentId);
			const entry = await lockEntryOf(trx, manifest.id);
			const pin = pinned(manifest.id, entry);
			const document = { documentId: manifest.documentId, docCode: pin.docCode, prefix: pin.prefix };
			const rehearsal = request.target === 'sandbox' ? await rehearsalFacts(trx, { manifestId: manifest.id, ...document }) : null;
			const before = rehearsal ? null : await documentBefore(trx, pin.docCode);
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
				rehearsal,
				earlier_change_set_ids: await livingChangeSets(trx, { entryId: entry.entry_id, manifestDigest: pin.pinnedDigest }),
				blocking_entry_ids: (await unverifiedBlockers(trx, [entry.entry_id])).map((each) => each.blocker_id),
				standing: before?.standing ?? null,
				key: await registeredKey(trx, key.keyId),
				actor,
				now,
			};
			const plan = await coreInBackground('plan_cut', facts);
			const removed = rehearsal ? await removeRehearsal(trx, manifest.documentId) : {};
			await core((it) => it.check_row_counts(plan.removed_row_counts, removed));
			const observed = await write(transaction, TABLES[request.target], plan, async () => {
				const signed = await signedOf(trx, plan, before);
				return {
					id: plan.signature_id,
					envelope: await core((it) => it.seal(signed, signWith(key, signed), facts.key)),
					signed,
					signer: actor,
					revision: plan.change_set.executor_tool_revision,
					now,
					changeSetId: plan.change_set.change_set_id,
				};
			});
			await core((it) => it.check_row_counts(plan.planned_row_counts, observed));
			const rehearsed = rehearsal && {
				manifest_text: manifest.text,
				canonical_text: facts.validation.canonical_text ?? '',
				entry_id: entry.entry_id,
				change_set_id: plan.change_set.change_set_id,
				document_id: manifest.documentId,
				live_units: await rehearsedUnits(trx, document),
				actor,
				now,
			};
			return {
				dry_run: request.dryRun,
				target: request.target,
				change_set_id: plan.change_set.change_set_id,
				rollback_key: plan.change_set.rollback_key,
				entry_id: entry.entry_id,
				status: request.dryRun ? (entry.status as State) : plan.status,
				gates: plan.gates,
				manifest_digest: plan.change_set.manifest_digest,
				plan_digest: plan.change_set.plan_digest,
				planned_row_counts: plan.planned_row_counts,
				observed_row_counts: observed,
				removed_row_counts: removed,
				proof: rehearsed && (await coreInBackground('prove_rehearsal', rehearsed)),
			};
		},
		{ dryRun: request.dryRun },
	);
}

/** What is signed once the rows are written: of a cut to public with how it left its document, which is recorded too. */
async function signedOf(trx: LaneTransaction['trx'], plan: CutPlan, before: DocumentBefore | null): Promise<ToSign> {
	if (!before) return plan.to_sign;
	const written = await documentAfter(trx, before, plan.planned_row_counts);
	const signed = await core((it) => it.sign_written(plan.to_sign, written));
	await insertState(trx, plan.change_set.change_set_id, written);
	return signed;
}

/** Writes the plan: at most one statement per table, of an operation one for each thing done to it. Returns the rows written by table. */
async function write(
	{ trx }: LaneTransaction,
	tables: { units: TableSpec; versions: TableSpec },
	plan: CutPlan,
	signature: () => Promise<Parameters<typeof insertSignature>[1]>,
): Promise<Record<string, number>> {
	if (plan.moves) await applyStatusChanges(trx, [plan.moves.begin]);
	const observed: Record<string, number> = {};
	observed[CHANGE_SETS.name] = await insertChangeSet(trx, plan.change_set);
	if (plan.changes) {
		Object.assign(observed, await applyChanges(trx, plan.changes));
	} else if (tables.units.name in plan.planned_row_counts) {
		// Not even an empty statement where no unit is written.
		observed[tables.units.name] = await insertRows(trx, tables.units, plan.units);
		observed[tables.versions.name] = await insertRows(trx, tables.versions, plan.versions);
	}
	observed[AFFECTED_ROWS.name] = await insertAffectedRows(trx, plan.affected_rows);
	observed[SIGNATURES.name] = await insertSignature(trx, await signature());
	if (plan.moves) {
		observed[HISTORY.name] = await insertHistory(trx, [plan.moves.history]);
		await markEnacted(trx, plan.change_set.manifest_id, plan.change_set.change_set_id);
		await applyStatusChanges(trx, [plan.moves.end]);
	}
	return observed;
}
