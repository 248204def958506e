/** How many cut requests were in each state at the end of each day, for a picture of the queue over time. */
import type { BacklogDays } from '../answers/index.js';
import { movesByDay } from '../ledger/entriesShown.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

const DAY = 86_400_000;

export async function readBacklogDays(context: Context, days: number): Promise<BacklogDays> {
	await authorised(context, 'observer');
	const { moves, now } = await inLane(context, 'reader', async ({ trx, now }) => ({ moves: await movesByDay(trx, days), now }));
	const last = Date.parse(now.slice(0, 10));
	let counts: Record<string, number> = {};
	return Array.from({ length: days }, (_, index) => {
		const day = new Date(last - (days - 1 - index) * DAY).toISOString().slice(0, 10);
		counts = { ...counts };
		for (const { status, change } of moves.filter((move) => move.day === day)) counts[status] = (counts[status] ?? 0) + change;
		return { day, counts };
	});
}
