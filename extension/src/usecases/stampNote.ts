/** Asks the configured authority for a time stamp of a checkpoint, and keeps its answer once it is checked. */
import { askTimeStamp, authorityOf } from '../host/timeStamp.js';
import { insertTimeStamp, timeStampOf, type StoredNote } from '../ledger/notes.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';

export interface StampReport {
	authority: string;
	/** RFC 3339, by the clock of the authority; null where there is no stamp. */
	stamped_at: string | null;
	/** Why there is none. */
	why: string | null;
}

/** One stamp for each note; null where no authority is configured. The checkpoint stands without. */
export async function stampNote(context: Context, note: StoredNote): Promise<StampReport | null> {
	const asked = await authorityOf(context.env);
	if (asked === null) return null;
	const authority = asked.url.href;
	const stamped = async (): Promise<StampReport | null> => {
		const there = await inLane(context, 'reader', ({ trx }) => timeStampOf(trx, note));
		return there && { authority: there.authority, stamped_at: there.stamped_at, why: null };
	};
	const earlier = await stamped();
	if (earlier) return earlier;
	try {
		const stamp = await askTimeStamp(asked, Buffer.from(note.note, 'utf8'));
		await inLane(context, 'verifier', ({ trx, now }) => insertTimeStamp(trx, note, { ...stamp, authority, asked_at: now }));
		return await stamped();
	} catch (error) {
		return { authority, stamped_at: null, why: (error as Error).message };
	}
}
