/** Acts and the documents they amend: what texts say of each other, what people say of them, and the cut requests that carry acts out. */
import type { Knex } from 'knex';

import type { ActOnDocument } from '../answers/index.js';
import type { DocumentRelation } from '../core/index.js';
import { insertRows } from './insert.js';
import { recordsIn } from './records.js';
import { isTable } from './server.js';
import { sees } from './sight.js';
import { CHANGE_SETS, DOCUMENT_NAMES, DOCUMENT_RELATIONS, ENTRIES } from './tables.js';
import { timestamp } from './transaction.js';
import { STANDS } from './takenUp.js';

const READ = 'cutter_control.relations_read';

interface Telling {
	documentId: string;
	actor: string;
	now: string;
}

/** Before migration 028 is applied nothing is kept or told: the law is read and documents are registered meanwhile. */
const isKept = (trx: Knex.Transaction): Promise<boolean> => isTable(recordsIn(trx), DOCUMENT_RELATIONS.name);

/** Keeps what the text of a document says of others, in the place of what an earlier text of it said. */
export async function keepRelations(trx: Knex.Transaction, relations: readonly DocumentRelation[], { documentId, actor, now }: Telling): Promise<void> {
	if (!(await isKept(trx))) return;
	await trx.raw(`DELETE FROM ${DOCUMENT_RELATIONS.name} WHERE source_document_id = ? AND why IS NULL`, [documentId]);
	const { rows } = await trx.raw(`SELECT key FROM ${DOCUMENT_RELATIONS.name} WHERE source_document_id = ? AND relation = 'includes'`, [documentId]);
	const said = new Set(rows.map(({ key }: { key: string }) => key));
	const told = relations.filter(({ relation, key }) => relation !== 'includes' || !said.has(key));
	if (told.length > 0) await insertRows(trx, DOCUMENT_RELATIONS, told.map((each) => ({ ...each, source_document_id: documentId, why: null, told_by: actor, told_at: now })));
	await trx.raw(`INSERT INTO ${READ} (source_document_id, read_at) VALUES (?, ?) ON CONFLICT DO NOTHING`, [documentId, now]);
}

/** Keeps that somebody says a document's text has what an act asks for. */
export async function sayIncluded(trx: Knex.Transaction, act: { key: string; name: string }, why: string, { documentId, actor, now }: Telling): Promise<void> {
	await trx.raw(
		`INSERT INTO ${DOCUMENT_RELATIONS.name} (source_document_id, relation, key, name, why, told_by, told_at) VALUES (:documentId, 'includes', :key, :name, :why, :actor, :now)
		ON CONFLICT DO NOTHING`,
		{ ...act, why, documentId, actor, now },
	);
}

/** Takes back what people said of it. */
export async function sayNotIncluded(trx: Knex.Transaction, documentId: string, keys: readonly string[]): Promise<void> {
	await trx.raw(`DELETE FROM ${DOCUMENT_RELATIONS.name} WHERE source_document_id = ? AND relation = 'includes' AND why IS NOT NULL AND key = ANY(CAST(? AS text[]))`, [documentId, keys as string[]]);
}

/** Registered documents whose text was not read for it, one page after an id. */
export async function documentsWithoutRelations(trx: Knex.Transaction, after: string | null, limit: number): Promise<string[]> {
	if (!(await isKept(trx))) return [];
	const { rows } = await trx.raw(
		`SELECT d.id FROM public.cutter_source_document d WHERE (CAST(:after AS uuid) IS NULL OR d.id > CAST(:after AS uuid))
			AND NOT EXISTS (SELECT FROM ${READ} r WHERE r.source_document_id = d.id) ORDER BY d.id LIMIT :limit`,
		{ after, limit },
	);
	return rows.map(({ id }: { id: string }) => id);
}

/** An act and a document without what the core says of them. */
export type ActOnRecord = Omit<ActOnDocument, 'stands'>;

const brief = (alias: string): string => `json_build_object('id', ${alias}.id, 'title', ${alias}.title, 'doc_code', ${alias}.doc_code, 'prefix', ${alias}.prefix)`;

/** The cut requests of amendments of the document `d` that name the act `a`, the newest first. */
const CHANGES = `coalesce((SELECT json_agg(json_build_object('entry_id', e.entry_id, 'manifest_id', e.payload->>'manifest_id', 'status', e.status,
		'change_set_id', c.change_set_id, 'effective_on', e.payload->>'effective_on',
		'asked', coalesce(CAST(b.body AS jsonb) #> '{request,operation,asked}', '[]'),
		'carried', jsonb_path_query_array(CAST(b.body AS jsonb), '$.request.operation.parts[*].asked_by[*].line')) ORDER BY e.emitted_at DESC, e.entry_id)
	FROM ${ENTRIES.name} e JOIN cutter_control.manifest_body b ON b.envelope_id = CAST(e.payload->>'manifest_id' AS uuid)
	LEFT JOIN ${CHANGE_SETS.name} c ON c.decision_backlog_entry_id = e.entry_id AND c.compensates_change_set_id IS NULL
	WHERE (c.change_set_id IS NULL OR ${STANDS}) AND e.kind = 'cut_request' AND e.payload->>'doc_code' = d.doc_code AND e.payload->>'operation_kind' = 'amendment'
		AND CAST(b.body AS json) #>> '{request,operation,act,document_id}' = CAST(a.id AS text)), '[]')`;

const INCLUDED = `(SELECT json_build_object('why', i.why, 'told_by', i.told_by, 'told_at', ${timestamp('i.told_at')})
	FROM ${DOCUMENT_RELATIONS.name} i JOIN ${DOCUMENT_NAMES.name} k ON k.source_document_id = a.id AND k.key = i.key
	WHERE i.source_document_id = d.id AND i.relation = 'includes' ORDER BY i.why NULLS FIRST LIMIT 1)`;

/** Each act with each document it names, once. */
async function pairs(trx: Knex.Transaction, where: string, values: { id?: string; limit?: number; before?: number }): Promise<ActOnRecord[]> {
	if (!(await isKept(trx))) return [];
	const { rows } = await trx.raw(
		`SELECT p.relation, p.name, p.act, p.document, p.included, p.changes FROM (
			SELECT DISTINCT ON (a.id, coalesce(CAST(d.id AS text), r.key)) r.relation, r.name, r.told_at, a.id AS act_id, d.id AS document_id, r.key,
				${brief('a')} AS act, CASE WHEN d.id IS NOT NULL THEN ${brief('d')} END AS document, ${INCLUDED} AS included, ${CHANGES} AS changes
			FROM ${DOCUMENT_RELATIONS.name} r JOIN public.cutter_source_document a ON a.id = r.source_document_id AND ${sees(trx, 'a.doc_code')}
			LEFT JOIN (${DOCUMENT_NAMES.name} n JOIN public.cutter_source_document d ON d.id = n.source_document_id AND ${sees(trx, 'd.doc_code')}) ON n.key = r.key AND d.id <> a.id
			WHERE r.relation IN ('amends', 'repeals') AND ${where}
			ORDER BY a.id, coalesce(CAST(d.id AS text), r.key), r.relation
		) p ORDER BY p.told_at DESC, p.act_id, p.document_id IS NULL, p.name, p.document_id ${values.limit === undefined ? '' : 'LIMIT :limit OFFSET :before'}`,
		values,
	);
	return rows;
}

/** The acts on a document. */
export const actsOn = (trx: Knex.Transaction, documentId: string): Promise<ActOnRecord[]> => pairs(trx, 'd.id = :id', { id: documentId });

/** The documents that an act is on, those that are not registered last. */
export const documentsOf = (trx: Knex.Transaction, actId: string): Promise<ActOnRecord[]> => pairs(trx, 'a.id = :id', { id: actId });

/** Acts that no text has in it, on documents of the library, those registered last first; one page behind so many. */
export const actsNotIncluded = (trx: Knex.Transaction, page: { limit: number; before: number }): Promise<ActOnRecord[]> => pairs(trx, `d.id IS NOT NULL AND ${INCLUDED} IS NULL`, page);
