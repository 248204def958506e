/** What became of a request under an Idempotency-Key, for its own sender whose connection ended before the answer. */
import { core, type KeyedStanding } from '../core/index.js';
import { answerOnRecord, isHeld } from '../ledger/idempotency.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface RequestAnswer {
	standing: KeyedStanding;
	/** The route it named, and what it was answered; none where nothing is on record. */
	route: string | null;
	answer: unknown;
}

export async function readRequest(context: Context, key: string): Promise<RequestAnswer> {
	const person = await authorised(context, 'observer');
	// One after the other, each seeing what is committed by then: a request that ended between them is on record.
	const held = await inLane(context, 'reader', ({ trx }) => isHeld(trx, { person, key }));
	const recorded = await inLane(context, 'reader', ({ trx }) => answerOnRecord(trx, { person, key }));
	const standing = await core((it) => it.keyed_standing(recorded !== null, held));
	return { standing, route: recorded?.route ?? null, answer: recorded ? JSON.parse(recorded.answer) : null };
}
