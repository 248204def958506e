/** The registry of source documents and their immutable source versions. */
import type { Knex } from 'knex';

import type { DocumentFacts, RegisteredDocument, SourceVersion } from '../core/index.js';
import { refuse } from '../core/index.js';
import { sees } from './sight.js';
import { uuidOrNull } from './transaction.js';

/** Documents that share the prefix or the code, locked; those that are not seen too, whose names are taken all the same. */
export async function lockDocumentsLike(trx: Knex.Transaction, like: { prefix: string; docCode: string }): Promise<RegisteredDocument[]> {
	const { rows } = await trx.raw(
		`SELECT id, doc_code, prefix, ${sees(trx, 'doc_code')} AS seen FROM public.cutter_source_document WHERE prefix = :prefix OR doc_code = :docCode ORDER BY id FOR UPDATE`,
		like,
	);
	return rows;
}

/** Stores a source version; the same text twice is one version. */
export async function insertSourceVersion(
	trx: Knex.Transaction,
	version: SourceVersion,
	registered: { documentId: string; actor: string; now: string },
): Promise<void> {
	await trx.raw(
		`INSERT INTO cutter_control.source_version
			(sha256, source_document_id, canonical_text, bytes, original_sha256, original_bytes, canonicalization, created_by, created_at)
		VALUES (:sha256, :documentId, :text, :bytes, :originalSha256, :originalBytes, :canonicalization, :actor, :now)
		ON CONFLICT (sha256) DO NOTHING`,
		{
			sha256: version.sha256, documentId: registered.documentId, text: version.canonical_text, bytes: version.bytes,
			originalSha256: version.original_sha256, originalBytes: version.original_bytes,
			canonicalization: version.canonicalization, actor: registered.actor, now: registered.now,
		},
	);
}

export interface DocumentRow {
	id: string;
	title: string;
	docCode: string;
	prefix: string;
	profile: string;
	sourceSha256: string;
	actor: string;
	now: string;
}

/** Writes a document, or its new current version. */
export async function upsertDocument(trx: Knex.Transaction, document: DocumentRow): Promise<void> {
	await trx.raw(
		`INSERT INTO public.cutter_source_document
			(id, title, doc_code, prefix, profile, current_source_sha256, status, created_by, created_at, updated_at)
		VALUES (:id, :title, :docCode, :prefix, :profile, :sourceSha256, 'active', :actor, :now, :now)
		ON CONFLICT (id) DO UPDATE SET title = excluded.title, profile = excluded.profile,
			current_source_sha256 = excluded.current_source_sha256`,
		{ ...document },
	);
}

/** The id of a document that is named by its id, its code or its prefix. */
export async function documentNamed(trx: Knex.Transaction, named: string): Promise<string> {
	const { rows } = await trx.raw(
		`SELECT id FROM public.cutter_source_document WHERE (id = CAST(:id AS uuid) OR doc_code = :named OR prefix = :named) AND ${sees(trx, 'doc_code')}
		ORDER BY id = CAST(:id AS uuid) DESC NULLS LAST, doc_code = :named DESC LIMIT 1`,
		{ named, id: uuidOrNull(named) },
	);
	return rows[0]?.id ?? refuse('not_found', 'DOCUMENT_NOT_FOUND', `There is no registered document ${JSON.stringify(named)}.`);
}

/** A registered document with the text of its current source version. */
export async function documentWithText(trx: Knex.Transaction, id: string): Promise<{ document: DocumentFacts; canonicalText: string }> {
	const { rows } = await trx.raw(
		`SELECT d.id, d.title, d.doc_code, d.prefix, d.profile, d.current_source_sha256 AS source_sha256, v.canonical_text
		FROM public.cutter_source_document d JOIN cutter_control.source_version v ON v.sha256 = d.current_source_sha256
		WHERE d.id = ? AND ${sees(trx, 'd.doc_code')}`,
		[id],
	);
	const [row] = rows;
	if (!row) refuse('not_found', 'DOCUMENT_NOT_FOUND', `There is no registered document ${id}.`);
	const { canonical_text: canonicalText, ...document } = row;
	return { document, canonicalText };
}

/** A registered source version, named by its digest: its document and its text. */
export async function sourceVersion(trx: Knex.Transaction, sha256: string): Promise<{ documentId: string; text: string }> {
	const { rows } = await trx.raw(
		`SELECT d.id AS "documentId", v.canonical_text AS text FROM cutter_control.source_version v JOIN public.cutter_source_document d ON d.id = v.source_document_id
		WHERE v.sha256 = ? AND ${sees(trx, 'd.doc_code')}`,
		[sha256],
	);
	return rows[0] ?? refuse('not_found', 'SOURCE_VERSION_NOT_FOUND', `There is no registered source version ${sha256}.`);
}

/** The prefixes of registered documents that a text begins with: each beginning of it is looked up. */
export async function prefixesOf(trx: Knex.Transaction, text: string): Promise<string[]> {
	const { rows } = await trx.raw(
		'SELECT d.prefix FROM generate_series(1, length(:text)) n JOIN public.cutter_source_document d ON d.prefix = left(:text, n)',
		{ text },
	);
	return rows.map((row: { prefix: string }) => row.prefix);
}

/** The codes of the documents that texts begin with the prefix of. */
export async function codesByPrefix(trx: Knex.Transaction, texts: readonly string[]): Promise<string[]> {
	const { rows } = await trx.raw(
		`SELECT DISTINCT d.doc_code FROM unnest(CAST(? AS text[])) AS given (text) CROSS JOIN LATERAL generate_series(1, least(length(given.text), 128)) n
		JOIN public.cutter_source_document d ON d.prefix = left(given.text, n) WHERE ${sees(trx, 'd.doc_code')}`,
		[texts],
	);
	return rows.map((row: { doc_code: string }) => row.doc_code);
}

/** The code of a registered document. */
export async function docCodeOf(trx: Knex.Transaction, id: string): Promise<string> {
	const { rows } = await trx.raw(`SELECT doc_code FROM public.cutter_source_document WHERE id = ? AND ${sees(trx, 'doc_code')}`, [id]);
	return rows[0]?.doc_code ?? refuse('not_found', 'DOCUMENT_NOT_FOUND', `There is no document ${id}.`);
}

/** The registered document of a code. */
export async function documentOfCode(trx: Knex.Transaction, docCode: string): Promise<{ id: string; title: string } | null> {
	const { rows } = await trx.raw('SELECT id, title FROM public.cutter_source_document WHERE doc_code = ? ORDER BY created_at, id LIMIT 1', [docCode]);
	return rows[0] ?? null;
}
