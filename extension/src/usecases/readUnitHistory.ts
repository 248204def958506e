/** What happened to one unit: its versions with their change sets, those of its parts, and its lineage. */
import type { UnitHistoryRead } from '../answers/index.js';
import { refuse } from '../core/index.js';
import { lineageOf } from '../ledger/lineage.js';
import { namesOf } from '../ledger/people.js';
import { inLane } from '../ledger/transaction.js';
import { versionsOfParts, versionsOfUnit } from '../ledger/unitHistory.js';
import { authorised, type Context } from './context.js';

export async function readUnitHistory(context: Context, unitId: string): Promise<UnitHistoryRead> {
	await authorised(context, 'observer');
	const { versions, lineage, below } = await inLane(context, 'reader', async ({ trx }) => ({
		versions: await versionsOfUnit(trx, unitId), lineage: await lineageOf(trx, unitId), below: await versionsOfParts(trx, unitId),
	}));
	if (versions.length === 0) refuse('not_found', 'UNIT_NOT_FOUND', `There is no unit ${unitId} with a text.`);
	const { parts, more } = below;
	return { versions, parts, more_parts: more, lineage, names: await namesOf(context.database, [...versions, ...parts].map(({ created_by }) => created_by)) };
}
