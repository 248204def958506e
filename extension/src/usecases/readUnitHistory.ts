/** What happened to one unit: its versions with their change sets. */
import { refuse } from '../core/index.js';
import { namesOf } from '../ledger/people.js';
import { inLane } from '../ledger/transaction.js';
import { versionsOfUnit } from '../ledger/unitHistory.js';
import { authorised, type Context } from './context.js';

export async function readUnitHistory(context: Context, unitId: string) {
	await authorised(context, 'observer');
	const versions = await inLane(context, 'reader', ({ trx }) => versionsOfUnit(trx, unitId));
	if (versions.length === 0) refuse('not_found', 'UNIT_NOT_FOUND', `There is no unit ${unitId} with a text.`);
	return { versions, names: await namesOf(context.database, versions.map(({ created_by }) => created_by)) };
}
