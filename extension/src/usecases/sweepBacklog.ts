/** SWEEP: promotes marked and deferred entries to review, oldest first, in one batch. */
import { randomUUID } from 'node:crypto';

import { core } from '../core/index.js';
import { applyStatusChanges, insertHistory, insertSweep, lockSweepable, waitingEntries } from '../ledger/backlog.js';
import { putUnderReview } from '../ledger/manifests.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface SweepAnswer {
	/** Null where nothing waited: then nothing is written. */
	sweep_id: string | null;
	scanned: number;
	promoted: number;
	entry_ids: string[];
}

export async function sweepBacklog(context: Context, batchSize: number): Promise<SweepAnswer> {
	const actor = await authorised(context, 'executor');
	return inLane(context.database, 'executor', async ({ trx, now }) => {
		const entries = await lockSweepable(trx, batchSize);
		const blocked = await waitingEntries(trx, batchSize);
		const outcome = await core((it) =>
			it.sweep({
				sweep_id: randomUUID(),
				entries,
				blocked_entry_ids: blocked,
				batch_size: batchSize,
				actor,
				now,
			}),
		);
		await applyStatusChanges(trx, outcome.promotions);
		await insertHistory(trx, outcome.history);
		await putUnderReview(trx, outcome.manifest_ids);
		if (outcome.log) await insertSweep(trx, outcome.log);
		return {
			sweep_id: outcome.log?.sweep_id ?? null,
			scanned: entries.length,
			promoted: outcome.promotions.length,
			entry_ids: outcome.promotions.map((change) => change.entry_id),
		};
	});
}
