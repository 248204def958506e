/** The queue as one person sees it: how much is where, what is open, and what of it waits for them. */
import type { Overview } from '../answers/index.js';
import { core } from '../core/index.js';
import { namesOf } from '../ledger/people.js';
import { countsByState, entriesIn } from '../ledger/entriesShown.js';
import { stateSets } from '../ledger/states.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { peopleIn, withActs } from './nextActs.js';

/** @param limit how many entries of each state at most */
export async function readOverview(context: Context, { limit }: { limit: number }): Promise<Overview> {
	await authorised(context, 'observer');
	// States that somebody can still move are shown one by one.
	const { open } = await stateSets();
	const { counts, rows } = await inLane(context, 'reader', async ({ trx }) => {
		const rows = [];
		for (const state of open) rows.push(...(await entriesIn(trx, state, limit)));
		return { counts: await countsByState(trx), rows };
	});
	return {
		me: await core((it) => it.duties(context.actor)),
		counts,
		entries: await withActs(context, rows),
		more: open.reduce((sum, state) => sum + Math.max(0, (counts[state] ?? 0) - limit), 0),
		names: await namesOf(context.database, peopleIn(rows)),
	};
}
