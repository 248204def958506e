/** Citations that do not answer as they were meant: which are open, of the library or about one document, and who lets which stand. */
import type { CitingText, OpenCitationPage, ReferencePage } from '../answers/index.js';
import { core, refuse } from '../core/index.js';
import { citingPlaceText, type CitingPlace } from '../ledger/cursor.js';
import { namesOfDocument } from '../ledger/documentNames.js';
import { documentNamed } from '../ledger/documents.js';
import { exportedDocument } from '../ledger/exports.js';
import { namesOf } from '../ledger/people.js';
import { documentsBehind, isAcceptanceKept, keepAccepted, referenceAt, referencesOfDocument, referencesToDocument, takeBackAccepted, type CitingRow } from '../ledger/references.js';
import { inLane, lockDocument, type LaneTransaction } from '../ledger/transaction.js';
import { told } from './citedBy.js';
import { authorised, type Context } from './context.js';

/** Citations that are looked through at once. */
const PAGE = 500;
/** Most that are looked through for one answer: what each comes to is told from the library as it is. */
const MOST = 5_000;
/** What reading a page costs beside its citations, in citations: a document without any is a statement too. */
const READING = 10;
/** Documents whose codes are read at once. */
const CODES = 100;

export interface OpenAsked {
	/** Id, code or prefix of a document: those that it makes, and those that others make of it. Null is the whole library. */
	document: string | null;
	/** Those that somebody lets stand, instead of those that are open. */
	accepted: boolean;
	after: CitingPlace | null;
	limit: number;
}

type Trx = LaneTransaction['trx'];

/** A page of citations, and the place up to which it goes. */
interface Looked {
	rows: CitingRow[];
	upTo: CitingPlace;
}

/** Behind everything that a document cites. */
const endOf = (docCode: string): CitingPlace => ({ docCode, sortOrder: 999_999_999, versionId: 'ffffffff-ffff-ffff-ffff-ffffffffffff', position: 999_999_999 });

/** The citations to look through, page by page, in the order of their places. */
async function* lookedThrough(trx: Trx, document: string | null, after: CitingPlace | null, asOf: string): AsyncGenerator<Looked> {
	if (document === null) {
		if (after) yield* pages((at) => referencesOfDocument(trx, after.docCode, at), after, asOf, endOf(after.docCode));
		for (let behind = after?.docCode ?? ''; ; ) {
			const codes = await documentsBehind(trx, behind, CODES);
			for (const code of codes) yield* pages((at) => referencesOfDocument(trx, code, at), null, asOf, endOf(code));
			const last = codes.at(-1);
			if (last === undefined || codes.length < CODES) return;
			behind = last;
		}
	}
	const id = await documentNamed(trx, document);
	const { doc_code: docCode } = await exportedDocument(trx, id);
	if (!after || after.docCode === docCode) yield* pages((at) => referencesOfDocument(trx, docCode, at), after, asOf, endOf(docCode));
	const keys = (await namesOfDocument(trx, id)).map(({ key }) => key);
	yield* pages((at) => referencesToDocument(trx, { docCode, keys }, at), after && after.docCode !== docCode ? after : null, asOf, null);
}

/** @param end where the last page goes up to; null where nothing comes behind it */
async function* pages(read: (at: { asOf: string; after: CitingPlace | null; limit: number }) => Promise<CitingRow[]>, after: CitingPlace | null, asOf: string, end: CitingPlace | null): AsyncGenerator<Looked> {
	for (let at = after; ; ) {
		const rows = await read({ asOf, after: at, limit: PAGE });
		const isLast = rows.length < PAGE;
		const upTo = (isLast && end) || rows.at(-1);
		if (upTo) yield { rows, upTo };
		if (isLast || !upTo) return;
		at = upTo;
	}
}

/** One page of them. It may have fewer than were asked for, and another one behind it: so many are looked through at once. */
export async function readOpenCitations(context: Context, { document, accepted, after, limit }: OpenAsked): Promise<OpenCitationPage> {
	await authorised(context, 'observer');
	const page = await inLane(context, 'reader', async ({ trx, now: asOf }): Promise<ReferencePage> => {
		const found: CitingText[] = [];
		let seen = 0;
		for await (const { rows, upTo } of lookedThrough(trx, document, after, asOf)) {
			for (const each of await told(context, trx, rows, asOf)) {
				const { asks, open } = each.settled;
				if (asks === null || open === accepted) continue;
				found.push(each);
				if (found.length === limit) return { references: found, next: each.place };
			}
			seen += rows.length + READING;
			if (seen >= MOST) return { references: found, next: citingPlaceText(upTo) };
		}
		return { references: found, next: null };
	});
	return { ...page, me: await core((it) => it.duties(context.actor)), names: await namesOf(context.database, page.references.map(({ accepted: said }) => said?.by)) };
}

export interface Acceptance {
	/** The citation, by its place. */
	place: CitingPlace;
	/** Whether it stands as it is; false takes that back. */
	accepted: boolean;
	/** What it was seen to ask; null is whatever it asks now. */
	asks: string | null;
	/** None where it is taken back. */
	why: string | null;
}

/** Lets a citation stand that does not answer as it was meant, or takes that back. */
export async function acceptCitation(context: Context, { place, accepted, asks: seen, why }: Acceptance): Promise<ReferencePage> {
	const actor = await authorised(context, 'executor');
	return inLane(context, 'executor', async ({ trx, now }) => {
		if (!(await isAcceptanceKept(trx))) refuse('conflict', 'CITATION_NOT_KEPT', 'Nothing is kept of citations before migration 029_open_citations: "directus cutter migrate status" says what is pending.');
		// Two who say so at once say it one after the other.
		await lockDocument(trx, place.docCode);
		const read = async () => told(context, trx, await referenceAt(trx, place, now), now);
		const [citation] = await read();
		if (!citation) return refuse('not_found', 'CITATION_NOT_FOUND', 'No text that stands cites at this place: look at the open citations again.');
		const { asks } = citation.settled;
		if (!accepted) await takeBackAccepted(trx, place);
		else if (asks === null) refuse('conflict', 'CITATION_ANSWERS', `"${citation.words}" answers as it was meant: there is nothing to let stand.`);
		else if (seen !== null && seen !== asks) refuse('conflict', 'CITATION_ASKS_OTHERWISE', `"${citation.words}" asks something else now ("${asks}"): look at it again.`);
		else await keepAccepted(trx, place, { asks, why: why ?? '', actor, now });
		return { references: await read(), next: null };
	});
}
