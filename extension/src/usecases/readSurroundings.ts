/** A unit among all units of its document: what somebody needs before them who is to change it. */
import type { Surroundings } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { core, refuse } from '../core/index.js';
import { documentOfCode } from '../ledger/documents.js';
import { notesOfDocument } from '../ledger/exports.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { placeOf, sectionTypesInWords } from '../ledger/structure.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function readSurroundings(context: Context, unitId: string): Promise<Surroundings> {
	await authorised(context, 'observer');
	const { rows, notes, ...found } = await inLane(context, 'reader', async ({ trx }) => {
		const place = await placeOf(trx, unitId);
		if (!place) return refuse('not_found', 'UNIT_NOT_FOUND', `There is no unit ${unitId}.`);
		const { doc_code } = place;
		return { doc_code, document: await documentOfCode(trx, doc_code), section_types: await sectionTypesInWords(trx), rows: await rowsInTime(trx, doc_code, { asOf: null, knownAt: null }), notes: await notesOfDocument(trx, doc_code) };
	});
	const { units } = await coreInBackground('read_document', rows, notes, { unit_id: null, depth: null, as_of: null });
	const standing = units.find(({ id }) => id === unitId);
	const unit = standing ?? (await coreInBackground('read_document', rows, notes, { unit_id: unitId, depth: 0, as_of: null })).units[0]!;
	return { me: await core((it) => it.duties(context.actor)), ...found, unit, units };
}
