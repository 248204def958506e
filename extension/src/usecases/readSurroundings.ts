/** A unit among all units of its document: what somebody needs before them who is to change it. */
import { coreInBackground } from '../core/background.js';
import { core, refuse, type Duties, type ReadUnit } from '../core/index.js';
import { documentOfCode } from '../ledger/documents.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { placeOf, sectionTypesInWords, type SectionTypeInWords } from '../ledger/structure.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface Surroundings {
	/** What the caller may do, and why not. */
	me: Duties;
	doc_code: string;
	/** The registered document; none where its units are known by their code alone. */
	document: { id: string; title: string } | null;
	/** Kinds that a new unit may have. */
	section_types: SectionTypeInWords[];
	/** The unit itself, to its last text where it has ended. */
	unit: ReadUnit;
	/** Everything that stands in the document, in its order. */
	units: ReadUnit[];
}

export async function readSurroundings(context: Context, unitId: string): Promise<Surroundings> {
	await authorised(context, 'observer');
	const { rows, ...found } = await inLane(context, 'reader', async ({ trx }) => {
		const place = await placeOf(trx, unitId);
		if (!place) return refuse('not_found', 'UNIT_NOT_FOUND', `There is no unit ${unitId}.`);
		const { doc_code } = place;
		return { doc_code, document: await documentOfCode(trx, doc_code), section_types: await sectionTypesInWords(trx), rows: await rowsInTime(trx, doc_code, null) };
	});
	const { units } = await coreInBackground('read_document', rows, { unit_id: null, depth: null, as_of: null });
	const standing = units.find(({ id }) => id === unitId);
	const unit = standing ?? (await coreInBackground('read_document', rows, { unit_id: unitId, depth: 0, as_of: null })).units[0]!;
	return { me: await core((it) => it.duties(context.actor)), ...found, unit, units };
}
