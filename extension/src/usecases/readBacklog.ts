/** Reads the backlog in keyset pages, oldest first, each entry with its history. */
import type { BacklogPage } from '../answers/index.js';
import { pageOfEntries, type BacklogQuery } from '../ledger/backlog.js';
import { cursorText } from '../ledger/cursor.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export { cursorOf } from '../ledger/cursor.js';

export async function readBacklog(context: Context, query: BacklogQuery): Promise<BacklogPage> {
	await authorised(context, 'observer');
	const entries = await inLane(context, 'reader', ({ trx }) => pageOfEntries(trx, query));
	const last = entries.length === query.limit ? entries.at(-1) : undefined;
	return { entries, next: last ? cursorText({ emittedAt: last.emitted_at, entryId: last.entry_id }) : null };
}
