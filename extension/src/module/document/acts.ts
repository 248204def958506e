/** Changes of a document as people speak of them: by the act that asked for them, and what is still outstanding. */
import type { DocumentWithEntries, EntryShown, TimelineEntry } from '../../answers/index.js';

export interface Change extends TimelineEntry {
	entry: EntryShown | null;
	/** Another change took it back. */
	takenBack: boolean;
}

/** Every change with one reason and one day; a cut of a text, and what takes a change back, stand for themselves. */
export interface Act {
	key: string;
	reason: string | null;
	kinds: string[];
	effectiveOn: string | null;
	recordedAt: string;
	units: number;
	addresses: string[];
	changes: Change[];
}

export function actsOf(entries: readonly TimelineEntry[], { entries: shown }: Pick<DocumentWithEntries, 'entries'>): Act[] {
	const entryOf = new Map(shown.flatMap((entry) => (entry.change_set_id ? [[entry.change_set_id, entry] as const] : [])));
	const taken = new Set(entries.map(({ compensates_change_set_id: id }) => id));
	const acts = new Map<string, Act>();
	// The newest law first, of one day what was recorded last.
	for (const each of [...entries].reverse()) {
		const { change_set_id: id, rationale: reason, compensates_change_set_id: of } = each;
		// What takes another change back has no day of its own.
		const on = of === null ? each.effective_on : null;
		const key = reason === null ? id : `${on ?? each.recorded_at.slice(0, 10)} ${reason}`;
		const act = acts.get(key) ?? { key, reason, kinds: [], effectiveOn: on, recordedAt: each.recorded_at, units: 0, addresses: [], changes: [] };
		acts.set(key, act);
		act.changes.push({ ...each, entry: entryOf.get(id) ?? null, takenBack: taken.has(id) });
		act.units += each.units;
		if (!act.kinds.includes(each.operation_kind)) act.kinds.push(each.operation_kind);
		act.addresses.push(...each.addresses.filter((address) => !act.addresses.includes(address)));
	}
	return [...acts.values()];
}

const ENDED = ['verified_complete', 'abandoned', 'reviewed_rejected'];
/** Entries that somebody has still to do something about. */
export const openOf = (entries: readonly EntryShown[]): EntryShown[] => entries.filter(({ status }) => !ENDED.includes(status));
/** Entries that ended without a change. */
export const closedOf = (entries: readonly EntryShown[]): EntryShown[] => entries.filter(({ status }) => ENDED.includes(status) && status !== 'verified_complete');
