/** Registered documents with where they stand: a page of them, or one with every entry it ever had. */
import type { DocumentPage, DocumentWithEntries } from '../answers/index.js';
import { core } from '../core/index.js';
import { documentNamed } from '../ledger/documents.js';
import { namesOf } from '../ledger/people.js';
import { documentShown, pageOfDocuments, entriesOfDocuments, type DocumentQuery } from '../ledger/entriesShown.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { peopleIn, withActs } from './nextActs.js';

export async function readDocuments(context: Context, query: DocumentQuery): Promise<DocumentPage> {
	await authorised(context, 'observer');
	const { documents, rows } = await inLane(context, 'reader', async ({ trx }) => {
		const page = await pageOfDocuments(trx, query);
		return { documents: page, rows: await entriesOfDocuments(trx, page) };
	});
	const newest = rows.filter((row, index) => rows.findIndex((each) => each.document_id === row.document_id) === index);
	const entries = new Map((await withActs(context, newest)).map((row) => [row.document_id, row]));
	const last = documents.length === query.limit ? documents.at(-1) : undefined;
	return {
		me: await core((it) => it.duties(context.actor)),
		documents: documents.map((document) => ({ ...document, newest: entries.get(document.id) ?? null })),
		names: await namesOf(context.database, [...peopleIn(newest), ...documents.map((document) => document.created_by)]),
		next: last ? { title: last.title, id: last.id } : null,
	};
}

/** One document with every entry, the newest first. @param named id, code or prefix of the document */
export async function readDocument(context: Context, named: string): Promise<DocumentWithEntries> {
	await authorised(context, 'observer');
	const { document, rows } = await inLane(context, 'reader', async ({ trx }) => {
		const found = await documentShown(trx, await documentNamed(trx, named));
		return { document: found, rows: await entriesOfDocuments(trx, [found]) };
	});
	return {
		me: await core((it) => it.duties(context.actor)),
		...document,
		entries: await withActs(context, rows),
		names: await namesOf(context.database, [...peopleIn(rows), document.created_by]),
	};
}
