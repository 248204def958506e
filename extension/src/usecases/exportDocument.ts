/** Exports a cut document as one file: Akoma Ntoso, JSON or Markdown. */
import { coreInBackground } from '../core/background.js';
import type { ExportFormat, ExportOutcome, WorkNames } from '../core/index.js';
import { documentNamed, exportedDocument, newestCut } from '../ledger/exports.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { timeOf } from './readInTime.js';

export interface ExportRequest {
	/** Id, code or prefix of the document. */
	document: string;
	format: ExportFormat;
	names: WorkNames;
	/** RFC 3339 or a date; null is now. */
	asOf: string | null;
	/** What was recorded by then; RFC 3339 or a date, null is now. */
	knownAt: string | null;
}

export async function exportDocument(context: Context, { document: named, format, names, asOf: said, knownAt: known }: ExportRequest): Promise<ExportOutcome> {
	await authorised(context, 'observer');
	const [asOf, knownAt] = [await timeOf(said), await timeOf(known)];
	const facts = await inLane(context, 'reader', async ({ trx, now }) => {
		const document = await exportedDocument(trx, await documentNamed(trx, named));
		const { cut, manifestText, canonicalText } = await newestCut(trx, document.id, { asOf, knownAt });
		return {
			document,
			cut,
			manifest_text: manifestText,
			canonical_text: canonicalText,
			rows: await rowsInTime(trx, document.doc_code, { asOf: asOf ?? now, knownAt }),
			as_of: asOf,
			known_at: knownAt,
			now,
		};
	});
	return coreInBackground('export_document', { ...facts, format, names });
}
