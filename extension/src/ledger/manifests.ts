/** Manifests: envelope, unit blocks and the exact text that was hashed. */
import type { Knex } from 'knex';

import type { MarkRows, ProfileRef } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { ENVELOPES, UNIT_BLOCKS } from './tables.js';
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
	text: string;
}

/** A manifest with its stored text. */
export async function storedManifest(trx: Knex.Transaction, id: string): Promise<StoredManifest> {
	const { rows } = await trx.raw(
		`SELECT e.envelope_id AS "id", e.status, e.operation_kind AS "operationKind", e.source_doc_ref AS "documentId", e.created_by AS "markedBy",
			${timestamp('e.created_at')} AS "createdAt", e.reviewer, e.cut_change_set_ref AS "changeSetId", b.body AS "text"
		FROM ${ENVELOPES.name} e JOIN cutter_control.manifest_body b ON b.envelope_id = e.envelope_id
		WHERE e.envelope_id = ?`,
		[id],
	);
	return rows[0] ?? refuse('not_found', 'MANIFEST_NOT_FOUND', `There is no manifest ${id}.`);
}

/** The canonical text a manifest was made from. */
export async function sourceText(trx: Knex.Transaction, sha256: string): Promise<string | null> {
	const { rows } = await trx.raw('SELECT canonical_text FROM cutter_control.source_version WHERE sha256 = ?', [sha256]);
	return rows[0]?.canonical_text ?? null;
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
