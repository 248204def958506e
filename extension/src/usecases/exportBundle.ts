/** Gives the evidence bundle of a cut: everything needed to check it without the database and without trust in this server. */
import { writeBundle, type Write } from '../ledger/evidence.js';
import type { LaneHost } from '../ledger/lanes.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

/** For whoever may observe. Nothing is written where there is no such change set. */
export async function readBundle(context: Context, changeSetId: string, write: Write): Promise<void> {
	await authorised(context, 'observer');
	await exportBundle(context, changeSetId, write);
}

/** For whoever has the server's command line, and with it the database. */
export const exportBundle = (host: LaneHost, changeSetId: string, write: Write): Promise<void> =>
	inLane(host, 'reader', ({ trx }) => writeBundle(trx, changeSetId, write));
