/** By what documents are cited: what their texts say, and what people add. */
import type { DocumentNamesShown } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { core, refuse, type CardFact, type DocumentName } from '../core/index.js';
import { documentsUnnamed, insertNames, namesOfDocument, removeAdded } from '../ledger/documentNames.js';
import { documentNamed, documentWithText, type DocumentRow } from '../ledger/documents.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

const PAGE = 100;

/** Names a document by its registration and by what its text says of itself. */
export async function nameByText(trx: LaneTransaction['trx'], document: Pick<DocumentRow, 'id' | 'title' | 'docCode' | 'actor' | 'now'>, card: CardFact[]): Promise<number> {
	const names = await core((it) => it.names_of_document({ title: document.title, doc_code: document.docCode, card, added: [] }));
	return insertNames(trx, names, { documentId: document.id, actor: document.actor, now: document.now });
}

/** Names every registered document that nobody named yet. */
export async function nameAllDocuments(context: Context): Promise<number> {
	const actor = await authorised(context, 'executor');
	let count = 0;
	for (let after: string | null = null; ; ) {
		const ids: string[] = await inLane(context, 'reader', ({ trx }) => documentsUnnamed(trx, after, PAGE));
		for (const id of ids) {
			count += await inLane(context, 'executor', async ({ trx, now }) => {
				const { document, canonicalText } = await documentWithText(trx, id);
				const { card } = await coreInBackground('read_source', Buffer.from(canonicalText));
				return nameByText(trx, { id, title: document.title, docCode: document.doc_code, actor, now }, card.facts);
			});
		}
		const last = ids.at(-1);
		if (last === undefined || ids.length < PAGE) return count;
		after = last;
	}
}

export interface NameChanges {
	/** Id, code or prefix of the document. */
	document: string;
	add: readonly string[];
	/** Names that people added. */
	remove: readonly string[];
}

/** Adds names by which a document is cited too, and takes such away. */
export async function changeNames(context: Context, { document, add, remove }: NameChanges): Promise<DocumentNamesShown> {
	const actor = await authorised(context, 'executor');
	const namesIn = (added: readonly string[]): Promise<DocumentName[]> => core((it) => it.names_of_document({ title: '', doc_code: '', card: [], added: [...added] }));
	const [added, removed] = [await namesIn(add), await namesIn(remove)];
	if (added.length < new Set(add).size) refuse('invalid', 'NAME_EMPTY', 'A name needs a letter or a digit, and no two of them may be written alike.');
	return inLane(context, 'executor', async ({ trx, now }) => {
		const documentId = await documentNamed(trx, document);
		await removeAdded(trx, documentId, removed.map(({ key }) => key));
		await insertNames(trx, added, { documentId, actor, now });
		return { names: await namesOfDocument(trx, documentId) };
	});
}

/** By what a document is cited. */
export async function readNames(context: Context, document: string): Promise<DocumentNamesShown> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => ({ names: await namesOfDocument(trx, await documentNamed(trx, document)) }));
}
