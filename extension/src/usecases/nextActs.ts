/** Adds to entries what the acting person may do with each, and why not: the core's answer, for every page that shows entries. */
import type { EntryShown } from '../answers/index.js';
import { core, type EntryStanding } from '../core/index.js';
import type { EntryOnRecord } from '../ledger/entriesShown.js';
import type { Context } from './context.js';

/** Where an entry stands, as the core asks. */
export const standingOf = ({ entry_id, status, marked_by, reviewed_by, cut_by, waits_for }: EntryOnRecord): EntryStanding => ({ entry_id, status, marked_by, reviewed_by, cut_by, waits_for });

export async function withActs(context: Context, rows: readonly EntryOnRecord[]): Promise<EntryShown[]> {
	const all = await core((it) => it.next_acts(context.actor, rows.map(standingOf)));
	return rows.map((row, index) => ({ ...row, acts: all[index]?.acts ?? [], waits_for_me: all[index]?.waits_for_me ?? false, waits_for_duty: all[index]?.waits_for ?? null }));
}

/** Everyone an entry names. */
export const peopleIn = (rows: readonly EntryOnRecord[]): (string | null)[] => rows.flatMap(({ marked_by, reviewed_by, cut_by }) => [marked_by, reviewed_by, cut_by]);
