/** By what registered documents are cited. */
import type { Knex } from 'knex';

import type { DocumentName, KnownDocument } from '../core/index.js';
import { insertRows } from './insert.js';
import { sees } from './sight.js';
import { DOCUMENT_NAMES } from './tables.js';

export interface Naming {
	documentId: string;
	actor: string;
	now: string;
}

/** Keeps the names of a document that it does not have yet. */
export async function insertNames(trx: Knex.Transaction, names: readonly DocumentName[], { documentId, actor, now }: Naming): Promise<number> {
	const known = new Set((await namesOfDocument(trx, documentId)).map(({ key }) => key));
	const rows = names.filter(({ key }) => !known.has(key)).map((name) => ({ ...name, source_document_id: documentId, named_by: actor, named_at: now }));
	return rows.length === 0 ? 0 : insertRows(trx, DOCUMENT_NAMES, rows);
}

/** Takes names away that people added. */
export async function removeAdded(trx: Knex.Transaction, documentId: string, keys: readonly string[]): Promise<void> {
	await trx.raw(`DELETE FROM ${DOCUMENT_NAMES.name} WHERE source_document_id = ? AND key = ANY(CAST(? AS text[])) AND kind = 'added'`, [documentId, keys as string[]]);
}

/** Registered documents that nobody named, one page after an id. */
export async function documentsUnnamed(trx: Knex.Transaction, after: string | null, limit: number): Promise<string[]> {
	const { rows } = await trx.raw(
		`SELECT d.id FROM public.cutter_source_document d WHERE (CAST(:after AS uuid) IS NULL OR d.id > CAST(:after AS uuid))
			AND NOT EXISTS (SELECT FROM ${DOCUMENT_NAMES.name} n WHERE n.source_document_id = d.id) ORDER BY d.id LIMIT :limit`,
		{ after, limit },
	);
	return rows.map(({ id }: { id: string }) => id);
}

/** The names of a document, those its text says first. */
export async function namesOfDocument(trx: Knex.Transaction, documentId: string): Promise<DocumentName[]> {
	const { rows } = await trx.raw(`SELECT key, name, kind FROM ${DOCUMENT_NAMES.name} WHERE source_document_id = ? ORDER BY kind <> 'number', kind = 'added', named_at, key`, [documentId]);
	return rows;
}

/** The documents of the library that have one of these keys, or one of these codes. */
export async function documentsCalled(trx: Knex.Transaction, { keys, doc_codes: docCodes }: { keys: readonly string[]; doc_codes: readonly string[] }): Promise<KnownDocument[]> {
	const { rows } = await trx.raw(
		`SELECT n.key, d.doc_code, d.prefix FROM ${DOCUMENT_NAMES.name} n JOIN public.cutter_source_document d ON d.id = n.source_document_id
		WHERE n.key = ANY(CAST(:keys AS text[])) AND ${sees(trx, 'd.doc_code')}
		UNION ALL
		SELECT NULL, d.doc_code, d.prefix FROM public.cutter_source_document d WHERE d.doc_code = ANY(CAST(:docCodes AS text[])) AND ${sees(trx, 'd.doc_code')}`,
		{ keys, docCodes },
	);
	return rows;
}
