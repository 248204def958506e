/** The timeline of a document: its changes in the order in which they took effect, past and to come. */
import type { Timeline } from '../answers/index.js';
import { documentNamed } from '../ledger/documents.js';
import { exportedDocument } from '../ledger/exports.js';
import { namesOf } from '../ledger/people.js';
import { timelineOf } from '../ledger/timeline.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

/** @param named id, code or prefix of the document */
export async function readTimeline(context: Context, named: string): Promise<Timeline> {
	await authorised(context, 'observer');
	const entries = await inLane(context, 'reader', async ({ trx }) => {
		const { doc_code: docCode } = await exportedDocument(trx, await documentNamed(trx, named));
		return timelineOf(trx, docCode);
	});
	return { entries, names: await namesOf(context.database, entries.map(({ recorded_by }) => recorded_by)) };
}
