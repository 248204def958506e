/** What an export of a document is made from: the document, its newest cut, its live units and the aliases that point at them. */
import type { Knex } from 'knex';

import type { ExportedCut, ExportedDocument } from '../core/index.js';
import { refuse } from '../core/index.js';
import { ALIAS_AS_JSON } from './aliases.js';
import { EFFECTIVE_AT, type Moment } from './moment.js';
import { ALIASES, CHANGE_SETS, UNITS, VERIFY_RESULTS } from './tables.js';
import { timestamp } from './transaction.js';
import { TOOK_BACK } from './takenUp.js';

/** A registered document. */
export async function exportedDocument(trx: Knex.Transaction, id: string): Promise<ExportedDocument> {
	const { rows } = await trx.raw(
		`SELECT id, title, doc_code, prefix, ${timestamp('created_at')} AS registered_at FROM public.cutter_source_document WHERE id = ?`,
		[id],
	);
	return rows[0] ?? refuse('not_found', 'DOCUMENT_NOT_FOUND', `There is no registered document ${id}.`);
}

/** The newest cut of a document that was not taken back by then, with its manifest and the text that one was made from; none where there is none. */
export async function newestCut(trx: Knex.Transaction, documentId: string, { asOf, knownAt }: Moment): Promise<{ cut: ExportedCut; manifestText: string; canonicalText: string } | undefined> {
	const { rows } = await trx.raw(
		`SELECT c.change_set_id, c.manifest_id, ${timestamp('c.applied_at')} AS applied_at, b.body AS "manifestText", s.canonical_text AS "canonicalText",
			(SELECT v.verdict FROM ${VERIFY_RESULTS.name} v WHERE v.change_set_id = c.change_set_id ORDER BY v.finished_at DESC LIMIT 1) AS verdict
		FROM ${CHANGE_SETS.name} c
		JOIN cutter_control.manifest_body b ON b.envelope_id = c.manifest_id
		JOIN cutter_control.source_version s ON s.sha256 = b.source_sha256
		WHERE c.source_document_ref = :documentId AND c.operation_kind = 'first_cut' AND ${EFFECTIVE_AT} <= coalesce(CAST(:asOf AS timestamptz), 'infinity')
			AND c.applied_at <= coalesce(CAST(:knownAt AS timestamptz), 'infinity')
			AND NOT EXISTS (SELECT FROM ${CHANGE_SETS.name} b WHERE ${TOOK_BACK} AND b.applied_at <= coalesce(CAST(:knownAt AS timestamptz), 'infinity')
				AND (b.payload_summary->>'effective_on' IS NOT NULL OR b.applied_at <= coalesce(CAST(:asOf AS timestamptz), 'infinity')))
		ORDER BY c.applied_at DESC, c.change_set_id LIMIT 1`,
		{ documentId, asOf, knownAt },
	);
	const [row] = rows;
	if (!row) return undefined;
	const { manifestText, canonicalText, ...cut } = row;
	return { cut, manifestText, canonicalText };
}

/** The notes of the texts that the units of a document were cut from, as the JSON text of an array; where a manifest has none, it is not taken apart. */
export async function notesOfDocument(trx: Knex.Transaction, docCode: string): Promise<string> {
	const { rows } = await trx.raw(
		`SELECT coalesce(json_agg(n), '[]')::text AS notes FROM (
		SELECT DISTINCT ON (s.sha256) s.sha256, s.canonical_text, coalesce(CAST(b.body AS json)->'notes', CAST(b.body AS json) #> '{request,operation,notes}') AS notes
		FROM ${CHANGE_SETS.name} c
		JOIN cutter_control.manifest_body b ON b.envelope_id = c.manifest_id
		JOIN cutter_control.source_version s ON s.sha256 = coalesce(b.source_sha256, CAST(b.body AS json) #>> '{request,operation,source,sha256}')
		WHERE c.payload_summary->>'doc_code' = ? AND c.operation_kind IN ('first_cut', 'correct') AND strpos(b.body, '"notes":[{"at":') > 0
		ORDER BY s.sha256, c.applied_at DESC) n`,
		[docCode],
	);
	return rows[0].notes;
}

/** Every alias row that points at a unit of the document, as the JSON text of an array. */
export async function aliasesOfDocument(trx: Knex.Transaction, docCode: string): Promise<string> {
	const { rows } = await trx.raw(
		`SELECT coalesce(json_agg(${ALIAS_AS_JSON} ORDER BY a.valid_from, a.alias_id), '[]')::text AS aliases
		FROM ${ALIASES.name} a JOIN ${UNITS.name} u ON u.id = a.target_unit_id WHERE u.doc_code = ?`,
		[docCode],
	);
	return rows[0].aliases;
}
