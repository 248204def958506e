/** Gives an entry up before it is cut. */
import type { Abandoned } from '../answers/index.js';
import { core } from '../core/index.js';
import { applyStatusChanges, closeDeferrals, insertHistory, lockEntry } from '../ledger/backlog.js';
import { withdraw } from '../ledger/manifests.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function abandonEntry(context: Context, request: { entryId: string; rationale: string }): Promise<Abandoned> {
	const actor = await authorised(context, 'executor');
	return inLane(context, 'executor', async ({ trx, now }) => {
		const entry = await lockEntry(trx, request.entryId);
		const outcome = await core((it) => it.abandon({ entry, rationale: request.rationale, actor, now }));
		await applyStatusChanges(trx, [outcome.change]);
		await insertHistory(trx, [outcome.history]);
		await closeDeferrals(trx, entry.entry_id);
		await withdraw(trx, outcome.manifest_id);
		return { entry_id: entry.entry_id, status: outcome.change.to };
	});
}
