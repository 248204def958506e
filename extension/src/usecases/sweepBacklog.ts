/** SWEEP: promotes marked and deferred entries to review, oldest first, in one batch; on a schedule, batch after batch. */
import { randomUUID } from 'node:crypto';

import type { Swept } from '../answers/index.js';
import { core } from '../core/index.js';
import { applyStatusChanges, foldEntryCounts, insertHistory, insertSweep, lockScheduledSweep, lockSweepable, waitingEntries } from '../ledger/backlog.js';
import { cursorOf, cursorText, type Cursor } from '../ledger/cursor.js';
import { putUnderReview } from '../ledger/manifests.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';

export interface SweepRequest {
	batchSize: number;
	/** Where the batch before ended; null begins at the oldest. */
	after: Cursor | null;
	/** These manifests alone; null is the whole queue. */
	manifests: string[] | null;
}

/** As the core's own bound. */
const LARGEST_BATCH = 1000;

export async function sweepBacklog(context: Context, request: SweepRequest): Promise<Swept> {
	const actor = await permitted(context, 'sweep');
	return inLane(context, 'executor', (transaction) => sweepBatch(transaction, request, actor));
}

/** Sweeps, batch after batch, until each of these entries was promoted or the queue is at its end. Gives those that were. */
export async function sweepUntilPromoted(context: Context, entryIds: Iterable<string>): Promise<Set<string>> {
	const waiting = new Set(entryIds);
	const promoted = new Set<string>();
	let after: Cursor | null = null;
	while (waiting.size > 0) {
		const batch: Swept = await sweepBacklog(context, { batchSize: LARGEST_BATCH, after, manifests: null });
		for (const id of batch.entry_ids) if (waiting.delete(id)) promoted.add(id);
		if (batch.next === null) break;
		after = cursorOf(batch.next);
	}
	return promoted;
}

/** The whole queue, in one transaction a batch. Where another process is at it already, nothing is done here. */
export async function sweepOnSchedule(context: Context, batchSize: number): Promise<{ batches: number; promoted: number }> {
	const actor = await permitted(context, 'sweep');
	const swept = { batches: 0, promoted: 0 };
	let after: Cursor | null = null;
	do {
		const request: SweepRequest = { batchSize, after, manifests: null };
		const batch: Swept | null = await inLane(context, 'executor', async (transaction) =>
			(await lockScheduledSweep(transaction.trx)) ? sweepBatch(transaction, request, actor) : null,
		);
		if (!batch) break;
		swept.batches += batch.sweep_id === null ? 0 : 1;
		swept.promoted += batch.promoted;
		after = batch.next === null ? null : cursorOf(batch.next);
	} while (after);
	return swept;
}

async function sweepBatch({ trx, now }: LaneTransaction, { batchSize, after, manifests }: SweepRequest, actor: string): Promise<Swept> {
	const query = { after, manifests, limit: batchSize };
	const { entries, last } = await lockSweepable(trx, query);
	const isFull = entries.length === batchSize;
	const blocked = await waitingEntries(trx, query, isFull ? last : null);
	const outcome = await core((it) =>
		it.sweep({
			sweep_id: randomUUID(),
			entries,
			blocked_entry_ids: blocked,
			after: after && cursorText(after),
			last: last && cursorText(last),
			batch_size: batchSize,
			actor,
			now,
		}),
	);
	await applyStatusChanges(trx, outcome.promotions);
	await insertHistory(trx, outcome.history);
	await putUnderReview(trx, outcome.manifest_ids);
	if (outcome.log) {
		await insertSweep(trx, outcome.log);
		await foldEntryCounts(trx);
	}
	return {
		sweep_id: outcome.log?.sweep_id ?? null,
		scanned: entries.length,
		promoted: outcome.promotions.length,
		entry_ids: outcome.promotions.map((change) => change.entry_id),
		next: outcome.next ?? null,
	};
}
