/** Reads the backlog in keyset pages, oldest first, each entry with its history. */
import { pageOfEntries, type BacklogQuery } from '../ledger/backlog.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function readBacklog(context: Context, query: BacklogQuery): Promise<{ entries: Record<string, unknown>[]; next: string | null }> {
	await authorised(context, 'observer');
	const entries = await inLane(context.database, 'reader', ({ trx }) => pageOfEntries(trx, query));
	const last = entries.length === query.limit ? entries.at(-1) : undefined;
	return { entries, next: last ? `${String(last['emitted_at'])}~${String(last['entry_id'])}` : null };
}
