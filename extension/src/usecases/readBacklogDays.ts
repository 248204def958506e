/** How many cut requests were in each state at the end of each day, for a picture of the queue over time. */
import type { BacklogDays } from '../answers/index.js';
import { countsByState, movesByDay } from '../ledger/entriesShown.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

const DAY = 86_400_000;

export async function readBacklogDays(context: Context, days: number): Promise<BacklogDays> {
	await authorised(context, 'observer');
	const { counts, moves, now } = await inLane(context, 'reader', async ({ trx, now }) => ({ counts: await countsByState(trx), moves: await movesByDay(trx, days), now }));
	const last = Date.parse(now.slice(0, 10));
	// From what is now back to the first day: what came before it need not be read.
	const told: BacklogDays = [];
	let after = counts;
	for (let ago = 0; ago < days; ago++) {
		const day = new Date(last - ago * DAY).toISOString().slice(0, 10);
		told.unshift({ day, counts: after });
		after = { ...after };
		for (const { status, change } of moves.filter((move) => move.day === day)) {
			after[status] = (after[status] ?? 0) - change;
			if (after[status] === 0) delete after[status];
		}
	}
	return told;
}
