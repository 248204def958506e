/** Reads a unit with all that stands in it, or a whole document: now, or as of a time. */
import type { DocumentReading, UnitRead } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import type { DocumentRows } from '../core/index.js';
import { documentNamed } from '../ledger/documents.js';
import { exportedDocument, notesOfDocument } from '../ledger/exports.js';
import { docCodesOf, rowsInTime } from '../ledger/rowsInTime.js';
import { inLane } from '../ledger/transaction.js';
import { notConsolidated } from './amendingActs.js';
import { authorised, type Context } from './context.js';
import { resolveAddresses } from './resolveAddress.js';
import { momentOf, timeOf } from './timeSaid.js';

export interface WhenAndHowDeep {
	/** What was law then; RFC 3339 or a date, null is now. */
	asOf: string | null;
	/** What was recorded by then; RFC 3339 or a date, null is now. */
	knownAt: string | null;
	/** Levels below what is asked for; null is all. */
	depth: number | null;
}

/** @param text an address or whatever else was ever cited */
export async function readUnit(context: Context, text: string, { asOf: said, knownAt: known, depth }: WhenAndHowDeep): Promise<UnitRead> {
	await authorised(context, 'observer');
	const [asOf, knownAt] = [await timeOf(said), await timeOf(known)];
	const [resolution] = await resolveAddresses(context, { texts: [text], asOf, knownAt, follow: 'latest' });
	const ids = resolution!.units.map(({ id }) => id);
	// One document is read once, however many of its units a text leads to.
	const { rowsOf, at } = await inLane(context, 'reader', async ({ trx, now }) => {
		const at = { asOf: asOf ?? now, knownAt };
		// A unit that is no more is in no table.
		const docCodes = new Map([...(await docCodesOf(trx, ids)), ...resolution!.units.flatMap(({ id, doc_code: code }) => (code === undefined ? [] : [[id, code] as const]))]);
		const byCode = new Map<string, [DocumentRows, string]>();
		for (const code of new Set(docCodes.values())) byCode.set(code, [await rowsInTime(trx, code, at), await notesOfDocument(trx, code)]);
		return { rowsOf: new Map(ids.flatMap((id) => (docCodes.has(id) ? [[id, byCode.get(docCodes.get(id)!)!] as const] : []))), at };
	});
	const readings = [];
	for (const [id, [rows, notes]] of rowsOf) readings.push(await coreInBackground('read_document', rows, notes, { unit_id: id, depth, ...momentOf(at) }));
	return { resolution: resolution!, readings };
}

/** @param named id, code or prefix of the document */
export async function readDocumentInTime(context: Context, named: string, { asOf: said, knownAt: known, depth }: WhenAndHowDeep): Promise<DocumentReading> {
	await authorised(context, 'observer');
	const [asOf, knownAt] = [await timeOf(said), await timeOf(known)];
	const { rows, notes, at, open } = await inLane(context, 'reader', async ({ trx, now }) => {
		const at = { asOf: asOf ?? now, knownAt };
		const { id, doc_code } = await exportedDocument(trx, await documentNamed(trx, named));
		return { rows: await rowsInTime(trx, doc_code, at), notes: await notesOfDocument(trx, doc_code), at, open: knownAt === null ? await notConsolidated(trx, id) : [] };
	});
	return { ...(await coreInBackground('read_document', rows, notes, { unit_id: null, depth, ...momentOf(at) })), not_consolidated: open };
}
