/** Where cut requests stand, as people look at them: the document, who did what, what it waits for. */
import type { Knex } from 'knex';

import type { DocumentShown, EntryShown, ReviewShown } from '../answers/index.js';
import type { RecordedFindings } from '../core/index.js';
import { recordsIn } from './records.js';
import { isTable } from './server.js';
import { isNarrowed, sees } from './sight.js';
import { blockers, stateSets } from './states.js';
import { timestamp } from './transaction.js';

/** An entry without what the core says may be done with it. */
export type EntryOnRecord = Omit<EntryShown, 'acts' | 'waits_for_me' | 'waits_for_duty'>;

const CODE = "e.payload->>'doc_code'";

const entries = async (trx: Knex.Transaction) => `
	SELECT e.entry_id, e.status, e.emitted_at AS born, e.payload->>'operation_kind' AS operation_kind, e.payload->>'manifest_id' AS manifest_id,
		e.payload->>'manifest_digest' AS manifest_digest, e.payload->>'doc_code' AS doc_code, e.payload->>'prefix' AS prefix,
		CAST(e.payload->>'unit_count' AS int) AS unit_count, ${timestamp('e.emitted_at')} AS emitted_at,
		m.created_by AS marked_by, m.reviewer AS reviewed_by, c.emitted_by AS cut_by, c.change_set_id, d.id AS document_id, d.title,
		coalesce((SELECT ${timestamp('max(h.changed_at)')} FROM cutter_governance.decision_backlog_history h WHERE h.entry_id = e.entry_id),
			${timestamp('e.emitted_at')}) AS moved_at,
		(SELECT count(*)::int FROM ${blockers(await stateSets())} WHERE d.to_entry_id = e.entry_id) AS waits_for
	FROM cutter_governance.decision_backlog_entry e
	JOIN cutter_governance.manifest_envelope m ON m.envelope_id = CAST(e.payload->>'manifest_id' AS uuid)
	LEFT JOIN cutter_governance.cut_change_set c ON c.decision_backlog_entry_id = e.entry_id AND c.compensates_change_set_id IS NULL
	LEFT JOIN public.cutter_source_document d ON d.id = coalesce(CAST(e.payload->>'source_document_id' AS uuid),
		(SELECT o.id FROM public.cutter_source_document o WHERE o.doc_code = e.payload->>'doc_code'))
	WHERE e.kind = 'cut_request' AND ${sees(trx, CODE)}`;

const shown = (rows: (EntryOnRecord & { born: unknown })[]): EntryOnRecord[] => rows.map(({ born: _born, ...row }) => row);

const KEPT_COUNTS = 'SELECT status, sum(change)::int AS count FROM cutter_control.entry_count GROUP BY status HAVING sum(change) <> 0';
/** They are kept for everybody together, and before migration 023 not at all. */
const counted = (trx: Knex.Transaction) =>
	`SELECT status, count(*)::int AS count FROM cutter_governance.decision_backlog_entry e WHERE kind = 'cut_request' AND ${sees(trx, CODE)} GROUP BY status`;

/** How many cut requests are in each state. */
export async function countsByState(trx: Knex.Transaction): Promise<Record<string, number>> {
	const isKept = !isNarrowed(trx) && (await isTable(recordsIn(trx), 'cutter_control.entry_count'));
	const { rows } = await trx.raw(isKept ? KEPT_COUNTS : counted(trx));
	return Object.fromEntries(rows.map((row: { status: string; count: number }) => [row.status, row.count]));
}

/** By how much a state changed on a day. */
export interface DayChange {
	/** A day in UTC, such as `2026-01-31`. */
	day: string;
	status: string;
	change: number;
}

/** What moved on each of the last `days` days. */
export async function movesByDay(trx: Knex.Transaction, days: number): Promise<DayChange[]> {
	const { rows } = await trx.raw(
		`SELECT ((h.changed_at AT TIME ZONE 'UTC')::date)::text AS day, moved.status, sum(moved.change)::int AS change
		FROM cutter_governance.decision_backlog_history h JOIN cutter_governance.decision_backlog_entry e ON e.entry_id = h.entry_id
		CROSS JOIN LATERAL (VALUES (h.entry_version_after, 1), (h.entry_version_before, -1)) AS moved (status, change)
		WHERE e.kind = 'cut_request' AND ${sees(trx, CODE)} AND moved.status IS NOT NULL
			AND h.changed_at >= (date_trunc('day', now() AT TIME ZONE 'UTC') - (CAST(:days AS int) - 1) * interval '1 day') AT TIME ZONE 'UTC'
		GROUP BY 1, 2 HAVING sum(moved.change) <> 0 ORDER BY 1, 2`,
		{ days },
	);
	return rows;
}

/** Entries in a state, the one that waits longest first. */
export async function entriesIn(trx: Knex.Transaction, state: string, limit: number): Promise<EntryOnRecord[]> {
	const { rows } = await trx.raw(`${await entries(trx)} AND e.status = :state ORDER BY e.emitted_at, e.entry_id LIMIT :limit`, { state, limit });
	return shown(rows);
}

/** Every entry of these documents, operations on their units among them, the newest first; found by the codes of the documents, which are indexed. */
export async function entriesOfDocuments(trx: Knex.Transaction, documents: readonly { id: string; doc_code: string }[]): Promise<EntryOnRecord[]> {
	const { rows } = await trx.raw(
		`${await entries(trx)} AND e.payload->>'doc_code' = ANY(CAST(:codes AS text[])) AND d.id = ANY(CAST(:ids AS uuid[]))
		ORDER BY born DESC, e.entry_id DESC`,
		{ codes: documents.map((document) => document.doc_code), ids: documents.map(({ id }) => id) },
	);
	return shown(rows);
}

/** These cut requests, in no order. */
export async function entriesNamed(trx: Knex.Transaction, ids: readonly string[]): Promise<EntryOnRecord[]> {
	const { rows } = await trx.raw(`${await entries(trx)} AND e.entry_id = ANY(CAST(:ids AS uuid[]))`, { ids: ids as string[] });
	return shown(rows);
}

/** The entry of a manifest, found by one of its unit blocks. */
export async function entryOfManifest(trx: Knex.Transaction, manifestId: string): Promise<EntryOnRecord | null> {
	const { rows } = await trx.raw(
		`${await entries(trx)} AND e.entry_id = (SELECT decision_backlog_ref FROM cutter_governance.manifest_unit_block WHERE envelope_id = :manifestId LIMIT 1)`,
		{ manifestId },
	);
	return shown(rows)[0] ?? null;
}

/** The decisions on a manifest, the newest first. */
export async function reviewsOf(trx: Knex.Transaction, manifestId: string): Promise<ReviewShown[]> {
	const { rows } = await trx.raw(
		`SELECT review_decision_id, verdict, reviewer_identity AS reviewer, verdict_rationale AS rationale, manifest_digest, ${timestamp('decided_at')} AS decided_at,
			coalesce(reviewer_independence_evidence->'answers', '[]') AS answers
		FROM cutter_governance.review_decision r WHERE manifest_id = ? ORDER BY r.decided_at DESC, review_decision_id`,
		[manifestId],
	);
	return rows;
}

/** What the newest decision on a manifest recorded of the ten findings. */
export async function recordedFindings(trx: Knex.Transaction, manifestId: string): Promise<RecordedFindings | null> {
	const { rows } = await trx.raw(
		`SELECT (SELECT jsonb_object_agg(substr(c.key, length('finding_') + 1), c.value) FROM jsonb_each(to_jsonb(r)) c WHERE starts_with(c.key, 'finding_')) AS verdicts,
			coalesce(reviewer_independence_evidence->'notes', '{}') AS notes
		FROM cutter_governance.review_decision r WHERE manifest_id = ? ORDER BY r.decided_at DESC, review_decision_id LIMIT 1`,
		[manifestId],
	);
	return rows[0] ?? null;
}

/** The manifest of the same document that was marked before this one. */
export async function manifestBefore(trx: Knex.Transaction, manifestId: string): Promise<string | null> {
	const { rows } = await trx.raw(
		`SELECT b.envelope_id FROM cutter_governance.manifest_envelope m
		JOIN cutter_governance.manifest_envelope b ON b.source_doc_ref = m.source_doc_ref AND b.operation_kind = m.operation_kind
			AND (b.created_at, b.envelope_id) < (m.created_at, m.envelope_id)
		WHERE m.envelope_id = ? AND m.operation_kind = 'first_cut' ORDER BY b.created_at DESC, b.envelope_id DESC LIMIT 1`,
		[manifestId],
	);
	return rows[0]?.envelope_id ?? null;
}

export interface DocumentQuery {
	/** Part of title, code or prefix. */
	search: string | null;
	/** These alone. */
	ids: string[] | null;
	/** The title and id after which the page begins. */
	after: { title: string; id: string } | null;
	limit: number;
}

const DOCUMENTS = `SELECT d.id, d.title, d.doc_code, d.prefix, d.profile, d.current_source_sha256, v.bytes::int AS bytes, d.created_by,
		${timestamp('d.created_at')} AS created_at, ${timestamp('d.updated_at')} AS updated_at
	FROM public.cutter_source_document d JOIN cutter_control.source_version v ON v.sha256 = d.current_source_sha256`;

/** One keyset page of documents, by title. */
export async function pageOfDocuments(trx: Knex.Transaction, { search, ids, after, limit }: DocumentQuery): Promise<DocumentShown[]> {
	const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
	const { rows } = await trx.raw(
		`${DOCUMENTS} WHERE (CAST(:pattern AS text) IS NULL OR d.title ILIKE :pattern OR d.doc_code ILIKE :pattern OR d.prefix ILIKE :pattern)
			AND (CAST(:ids AS uuid[]) IS NULL OR d.id = ANY(CAST(:ids AS uuid[])))
			AND (CAST(:title AS text) IS NULL OR (d.title, d.id) > (:title, CAST(:id AS uuid))) AND ${sees(trx, 'd.doc_code')}
		ORDER BY d.title, d.id LIMIT :limit`,
		{ pattern, ids, title: after?.title ?? null, id: after?.id ?? null, limit },
	);
	return rows;
}

/** One document. */
export async function documentShown(trx: Knex.Transaction, id: string): Promise<DocumentShown> {
	const { rows } = await trx.raw(`${DOCUMENTS} WHERE d.id = ?`, [id]);
	return rows[0];
}
