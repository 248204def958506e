/** What became of a request under an Idempotency-Key, for its own sender whose connection ended before the answer. */
import type { RequestFound } from '../answers/index.js';
import { core } from '../core/index.js';
import { answerOnRecord, isHeld } from '../ledger/idempotency.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function readRequest(context: Context, key: string): Promise<RequestFound> {
	const person = await authorised(context, 'observer');
	// One after the other, each seeing what is committed by then: a request that ended between them is on record.
	const held = await inLane(context, 'reader', ({ trx }) => isHeld(trx, { person, key }));
	const recorded = await inLane(context, 'reader', ({ trx }) => answerOnRecord(trx, { person, key }));
	const standing = await core((it) => it.keyed_standing(recorded !== null, held));
	return { standing, route: recorded?.route ?? null, answer: recorded ? JSON.parse(recorded.answer) : null };
}
