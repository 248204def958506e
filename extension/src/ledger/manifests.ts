/** Manifests: envelope, unit blocks and the exact text that was hashed. */
import type { Knex } from 'knex';

import type { MarkRows, ProfileRef } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { codeOfManifest, sees } from './sight.js';
import { ENTRIES, ENVELOPES, UNIT_BLOCKS } from './tables.js';
import { timestamp } from './transaction.js';

/** Writes a manifest. */
export async function insertManifest(
	trx: Knex.Transaction,
	mark: { rows: MarkRows; manifest_id: string; manifest_digest: string; manifest_text: string },
	from: { source: string | null; profile: ProfileRef | null; now: string },
): Promise<void> {
	await insertRows(trx, ENVELOPES, [mark.rows.envelope]);
	const blocks = await insertRows(trx, UNIT_BLOCKS, mark.rows.unit_blocks);
	if (blocks !== mark.rows.unit_block_count) {
		refuse('conflict', 'ROW_COUNT_DIFFERS', `${blocks} unit blocks were written, ${mark.rows.unit_block_count} were planned.`);
	}
	await trx.raw(
		`INSERT INTO cutter_control.manifest_body
			(manifest_digest, envelope_id, body, profile_ref, profile_digest, source_sha256, created_at)
		VALUES (:digest, :id, :body, :profileRef, :profileDigest, :sourceSha256, :now)`,
		{
			digest: mark.manifest_digest, id: mark.manifest_id, body: mark.manifest_text,
			profileRef: from.profile && `${from.profile.id}@${from.profile.version}`, profileDigest: from.profile && from.profile.digest,
			sourceSha256: from.source, now: from.now,
		},
	);
}

export interface StoredManifest {
	id: string;
	status: string;
	operationKind: string;
	documentId: string;
	markedBy: string;
	createdAt: string;
	reviewer: string | null;
	changeSetId: string | null;
	/** Of a first cut: digest of the canonical text it was made from. */
	sourceSha256: string | null;
	text: string;
}

/** The units of a first cut are the last member of its text, those of an attestation the last but one (RFC 8785 sorts them); an operation has none. */
const UNITS_BEGIN = ',"units":[';
/** Where it begins in the text `b.body`: what brings a text into force has a member of that name, too, and no object before it. */
const UNITS_AT = `coalesce(nullif(strpos(b.body, '}${UNITS_BEGIN}'), 0) + 1, strpos(b.body, '${UNITS_BEGIN}'))`;
const UNITS_END = '],"units_by_section_type":';
const WITHOUT_UNITS = `CASE e.operation_kind
	WHEN 'first_cut' THEN left(b.body, ${UNITS_AT} - 1) || '}'
	WHEN 'attest' THEN left(b.body, ${UNITS_AT} - 1) || substr(b.body, strpos(b.body, '${UNITS_END}') + 1)
	ELSE b.body END`;

async function stored(trx: Knex.Transaction, id: string, text: string): Promise<StoredManifest> {
	const { rows } = await trx.raw(
		`SELECT e.envelope_id AS "id", e.status, e.operation_kind AS "operationKind", e.source_doc_ref AS "documentId", e.created_by AS "markedBy",
			${timestamp('e.created_at')} AS "createdAt", e.reviewer, e.cut_change_set_ref AS "changeSetId", b.source_sha256 AS "sourceSha256", ${text} AS "text"
		FROM ${ENVELOPES.name} e JOIN cutter_control.manifest_body b ON b.envelope_id = e.envelope_id
		WHERE e.envelope_id = ? AND ${sees(trx, codeOfManifest('e.envelope_id'))}`,
		[id],
	);
	return rows[0] ?? refuse('not_found', 'MANIFEST_NOT_FOUND', `There is no manifest ${id}.`);
}

/** A manifest with its stored text. */
export const storedManifest = (trx: Knex.Transaction, id: string): Promise<StoredManifest> => stored(trx, id, 'b.body');

/** The same, its text without the units: as long as what it says of the document, not as the document. */
export const manifestHead = (trx: Knex.Transaction, id: string): Promise<StoredManifest> => stored(trx, id, WITHOUT_UNITS);

/** The same without any text. */
export const manifestRow = (trx: Knex.Transaction, id: string): Promise<StoredManifest> => stored(trx, id, "''");

/** Where the object of a unit begins; within a text of the manifest every quotation mark is escaped. */
const NEXT_UNIT = '},{"address":"';

/**
 * Units of a first cut or an attestation: those after the first `after`, as the JSON text of an array, and how many there are in all. The
 * database finds the place by the names of their neighbours (`r1`, `r2`… in document order); what is not of the page stays there.
 */
export async function pageOfUnits(trx: Knex.Transaction, id: string, { after, limit }: { after: number; limit: number }): Promise<{ total: number; units: string }> {
	const named = (number: number) => `"local_id":"r${number}","parent_`;
	const { rows } = await trx.raw(
		`SELECT p.total, CASE WHEN p.begins > 0 THEN substr(p.body, p.begins, p.ends - p.begins) ELSE '' END AS piece
		FROM (
			SELECT m.body, m.total, ${after === 0 ? UNITS_AT.replaceAll('b.body', 'm.body') : 'strpos(m.body, :first)'} AS begins,
				coalesce(nullif(strpos(m.body, :next), 0), nullif(strpos(m.body, :end), 0), length(m.body) + 1) AS ends
			FROM (
				SELECT b.body || '' AS body, coalesce((
					SELECT CAST(e.payload->>'unit_count' AS int) FROM ${UNIT_BLOCKS.name} u JOIN ${ENTRIES.name} e ON e.entry_id = u.decision_backlog_ref
					WHERE u.envelope_id = b.envelope_id AND u.unit_local_id = 'r1'), 0) AS total
				FROM cutter_control.manifest_body b WHERE b.envelope_id = :id OFFSET 0
			) m OFFSET 0
		) p`,
		{ id, first: named(after), next: named(after + limit + 1), end: UNITS_END },
	);
	return { total: rows[0]?.total ?? 0, units: `[${wholeUnits(rows[0]?.piece ?? '', after === 0)}]` };
}
/** Of a piece that begins with a unit before the page, or with the member itself, and ends with its last unit or within one after it: the units between. */
function wholeUnits(piece: string, isFirst: boolean): string {
	const begins = isFirst ? UNITS_BEGIN.length : piece.indexOf(NEXT_UNIT) + 2;
	const ends = piece.endsWith(',') ? piece.lastIndexOf(NEXT_UNIT) + 1 : piece.length - (piece.endsWith(']}') ? 2 : 0);
	return begins < 2 ? '' : piece.slice(begins, ends);
}

/** The canonical text a manifest was made from. */
export async function sourceText(trx: Knex.Transaction, sha256: string): Promise<string | null> {
	const { rows } = await trx.raw('SELECT canonical_text FROM cutter_control.source_version WHERE sha256 = ?', [sha256]);
	return rows[0]?.canonical_text ?? null;
}

/** The bytes of a canonical text from one place up to another, which lie between characters; empty where there is no such text. */
export async function sourceBytes(trx: Knex.Transaction, sha256: string, [from, to]: readonly [number, number]): Promise<Buffer> {
	const { rows } = await trx.raw(
		`SELECT convert_from(substring(convert_to(canonical_text, 'UTF8') FROM CAST(:begins AS int) FOR CAST(:length AS int)), 'UTF8') AS text
		FROM cutter_control.source_version WHERE sha256 = :sha256`,
		{ sha256, begins: from + 1, length: to - from },
	);
	return Buffer.from(rows[0]?.text ?? '', 'utf8');
}

/** Moves manifests under review. */
export async function putUnderReview(trx: Knex.Transaction, ids: readonly string[]): Promise<void> {
	await trx.raw(`UPDATE ${ENVELOPES.name} SET status = 'under_review' WHERE envelope_id = ANY(?::uuid[])`, [ids as string[]]);
}

/** Records what the reviewer decided. */
export async function recordReview(
	trx: Knex.Transaction,
	id: string,
	review: { status: string; reviewer: string; at: string; rationale: string },
): Promise<void> {
	await trx.raw(`UPDATE ${ENVELOPES.name} SET status = :status, reviewer = :reviewer, reviewed_at = :at, rationale = :rationale WHERE envelope_id = :id`, {
		...review,
		id,
	});
}

/** Marks a manifest as enacted by a change set. */
export async function markEnacted(trx: Knex.Transaction, id: string, changeSetId: string): Promise<void> {
	await trx.raw(`UPDATE ${ENVELOPES.name} SET status = 'enacted', cut_change_set_ref = ? WHERE envelope_id = ?`, [changeSetId, id]);
}

/** Withdraws the manifest of an abandoned entry. */
export async function withdraw(trx: Knex.Transaction, id: string): Promise<void> {
	await trx.raw(`UPDATE ${ENVELOPES.name} SET status = 'withdrawn' WHERE envelope_id = ?`, [id]);
}
