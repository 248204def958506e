/** Exports a cut document as one file: Akoma Ntoso, JSON or Markdown. */
import { coreInBackground } from '../core/background.js';
import type { ExportedCitation, ExportFacts, ExportFormat, ExportOutcome, WorkNames } from '../core/index.js';
import { documentNamed } from '../ledger/documents.js';
import type { CitingPlace } from '../ledger/cursor.js';
import { exportedDocument, newestCut } from '../ledger/exports.js';
import { citingWorks, referencesOfDocument } from '../ledger/references.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { notConsolidated } from './amendingActs.js';
import { authorised, type Context } from './context.js';
import { timeOf } from './readInTime.js';
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
		const { cut, manifestText, canonicalText } = await newestCut(trx, document.id, { asOf, knownAt });
		return {
			document,
			cut,
			manifest_text: manifestText,
			canonical_text: canonicalText,
			rows: await rowsInTime(trx, document.doc_code, { asOf: asOf ?? now, knownAt }),
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
