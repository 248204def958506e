/** Exports a cut document as one file: Akoma Ntoso, JSON or Markdown. */
import { coreInBackground } from '../core/background.js';
import { refuse, Refused, type DocumentRows, type ExportedCitation, type ExportFacts, type ExportFormat, type ExportOutcome, type WorkNames } from '../core/index.js';
import { documentNamed } from '../ledger/documents.js';
import type { CitingPlace } from '../ledger/cursor.js';
import { exportedDocument, newestCut } from '../ledger/exports.js';
import type { Moment } from '../ledger/moment.js';
import { citingWorks, referencesOfDocument } from '../ledger/references.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { notConsolidated } from './amendingActs.js';
import { authorised, type Context } from './context.js';
import { nothingYetOf } from './knownThen.js';
import { timeOf } from './timeSaid.js';
import { settleCitations } from './settleCitations.js';

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
		const at = { asOf: asOf ?? now, knownAt };
		const rows = await rowsInTime(trx, document.doc_code, at);
		const found = await newestCut(trx, document.id, { asOf, knownAt });
		if (!found) return noCut(document.id, rows, at, asOf);
		return {
			document,
			cut: found.cut,
			manifest_text: found.manifestText,
			canonical_text: found.canonicalText,
			rows,
			as_of: asOf,
			known_at: knownAt,
			// As of an earlier knowledge nobody can tell any more what was registered.
			not_consolidated: knownAt === null ? await notConsolidated(trx, document.id) : [],
			...(await citedIn(context, trx, document.doc_code, { format, asOf: asOf ?? now, knownAt })),
			now,
		};
	});
	return coreInBackground('export_document', { ...facts, format, names });
}

/** Why there is nothing to export: nothing of the document was there on that day, or known by then; else it has no cut. */
async function noCut(documentId: string, rows: DocumentRows, at: Moment, asOf: string | null): Promise<never> {
	const why = await nothingYetOf(rows, at);
	if (why) throw new Refused(why);
	return refuse('conflict', 'EXPORT_NOT_CUT', `The document ${documentId} has no cut${asOf === null ? '' : ` as of ${asOf}`}: only what was cut can be exported.`);
}

/** References that are told at once. */
const PAGE = 1_000;

/** What the text of a document cites, for the form that has links; as it was known once nothing is told of it, for what is cited is told as it is known now. */
async function citedIn(
	context: Context,
	trx: LaneTransaction['trx'],
	docCode: string,
	{ format, asOf, knownAt }: { format: ExportFormat; asOf: string; knownAt: string | null },
): Promise<Pick<ExportFacts, 'citations' | 'cited'>> {
	const citations: ExportedCitation[] = [];
	if (format !== 'akn' || knownAt !== null) return { citations, cited: [] };
	for (let after: CitingPlace | null = null; ; ) {
		const rows = await referencesOfDocument(trx, docCode, { asOf, after, limit: PAGE });
		const settled = await settleCitations(context, trx, rows, asOf);
		rows.forEach(({ versionId, part, starts, ends }, at) => {
			const lead = settled[at]!.leads_to;
			if (lead) citations.push({ version_id: versionId, part, starts, ends, ...lead });
		});
		if (rows.length < PAGE) break;
		after = rows.at(-1)!;
	}
	return { citations, cited: await citingWorks(trx, [...new Set(citations.map(({ doc_code: code }) => code))].filter((code) => code !== docCode)) };
}
