/** What is different in a document between two days of its law. */
import { coreInBackground } from '../core/background.js';
import type { DaysDifference } from '../core/index.js';
import { documentNamed } from '../ledger/documents.js';
import { exportedDocument } from '../ledger/exports.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { timeOf } from './timeSaid.js';

export interface DaysAsked {
	/** RFC 3339 or a date. */
	from: string;
	/** The same; null is now. */
	to: string | null;
	/** What was recorded by then; RFC 3339 or a date, null is now. */
	knownAt: string | null;
}

/** @param named id, code or prefix of the document */
export async function diffDays(context: Context, named: string, asked: DaysAsked): Promise<DaysDifference> {
	await authorised(context, 'observer');
	const [from, to, knownAt] = [await timeOf(asked.from), await timeOf(asked.to), await timeOf(asked.knownAt)];
	const compared = await inLane(context, 'reader', async ({ trx, now }) => {
		const { doc_code: docCode } = await exportedDocument(trx, await documentNamed(trx, named));
		const day = async (asOf: string) => ({ rows: await rowsInTime(trx, docCode, { asOf, knownAt }), as_of: asOf });
		return { from: await day(from!), to: await day(to ?? now), ...(knownAt === null ? {} : { known_at: knownAt }) };
	});
	return coreInBackground('diff_days', compared);
}
