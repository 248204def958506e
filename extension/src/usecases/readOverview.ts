/** The queue as one person sees it: how much is where, what is open, and what of it waits for them. */
import type { Overview } from '../answers/index.js';
import { core } from '../core/index.js';
import { namesOf } from '../ledger/people.js';
import { countsByState, standingsIn } from '../ledger/standings.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { peopleIn, withActs } from './nextActs.js';

/** States that somebody can still move, and so are shown one by one. */
const OPEN = ['marked', 'reviewed_deferred', 'review_pending', 'reviewed_approved', 'cut_applied'] as const;

/** @param limit how many entries of each state at most */
export async function readOverview(context: Context, { limit }: { limit: number }): Promise<Overview> {
	await authorised(context, 'observer');
	const { counts, rows } = await inLane(context, 'reader', async ({ trx }) => {
		const open = [];
		for (const state of OPEN) open.push(...(await standingsIn(trx, [state], limit)));
		return { counts: await countsByState(trx), rows: open };
	});
	return {
		me: await core((it) => it.duties(context.actor)),
		counts,
		entries: await withActs(context, rows),
		more: OPEN.reduce((sum, state) => sum + Math.max(0, (counts[state] ?? 0) - limit), 0),
		names: await namesOf(context.database, peopleIn(rows)),
	};
}
