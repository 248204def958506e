/** Cards as people confirmed them at registration: kept one after the other, the newest of a text counts. */
import type { Knex } from 'knex';

import type { ConfirmedValue } from '../answers/index.js';
import { ENVELOPES } from './tables.js';
import { timestamp } from './transaction.js';

/** Keeps what was confirmed. */
export async function insertCard(trx: Knex.Transaction, card: readonly ConfirmedValue[], of: { documentId: string; sha256: string; actor: string; now: string }): Promise<void> {
	await trx.raw(
		`INSERT INTO cutter_control.confirmed_card (source_document_id, source_sha256, confirmed_at, confirmed_by, card)
		VALUES (:documentId, :sha256, :now, :actor, CAST(:card AS jsonb))`,
		{ ...of, card: JSON.stringify(card) },
	);
}

/** What was confirmed last of a text, as JSON text; empty where nobody did. */
export async function confirmedCard(trx: Knex.Transaction, documentId: string, sha256: string): Promise<string> {
	const { rows } = await trx.raw(
		'SELECT card::text AS card FROM cutter_control.confirmed_card WHERE source_document_id = ? AND source_sha256 = ? ORDER BY confirmed_at DESC LIMIT 1',
		[documentId, sha256],
	);
	return rows[0]?.card ?? '';
}

/** Who confirmed the card that a manifest has, and when. */
export async function whoConfirmed(trx: Knex.Transaction, manifestId: string): Promise<{ by: string; at: string } | null> {
	const { rows } = await trx.raw(
		`SELECT k.confirmed_by AS by, ${timestamp('k.confirmed_at')} AS at
		FROM ${ENVELOPES.name} e JOIN cutter_control.manifest_body b ON b.envelope_id = e.envelope_id
		JOIN cutter_control.confirmed_card k
			ON k.source_document_id = CASE e.operation_kind WHEN 'first_cut' THEN CAST(e.source_doc_ref AS uuid) END AND k.source_sha256 = b.source_sha256
		WHERE e.envelope_id = ? AND k.confirmed_at <= e.created_at ORDER BY k.confirmed_at DESC LIMIT 1`,
		[manifestId],
	);
	return rows[0] ?? null;
}
