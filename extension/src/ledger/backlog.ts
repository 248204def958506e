/** `decision_backlog_entry` and its history, dependencies and sweep log. */
import type { Knex } from 'knex';

import type { DependencyEdge, DependencyKind, DependencyRow, EntryFacts, EntryRow, HistoryRow, StatusChange, SweepRow } from '../core/index.js';
import { refuse } from '../core/index.js';
import { insertRows } from './insert.js';
import { DEPENDENCIES, ENTRIES, HISTORY, SWEEPS } from './tables.js';
import { timestamp } from './transaction.js';

const FACTS = 'entry_id, kind, status, payload';

/** Writes new entries. */
export const insertEntry = (trx: Knex.Transaction, entry: EntryRow) => insertRows(trx, ENTRIES, [entry]);

/** Appends history rows. */
export const insertHistory = (trx: Knex.Transaction, rows: readonly HistoryRow[]) => insertRows(trx, HISTORY, rows);

/** Appends a row to the sweep log. */
export const insertSweep = (trx: Knex.Transaction, row: SweepRow) => insertRows(trx, SWEEPS, [row]);

/** Locks the entry of a manifest until the transaction ends. */
export async function lockEntryOf(trx: Knex.Transaction, manifestId: string): Promise<EntryFacts> {
	const { rows } = await trx.raw(`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE kind = 'cut_request' AND payload->>'manifest_id' = ? FOR UPDATE`, [manifestId]);
	return rows[0] ?? refuse('not_found', 'ENTRY_NOT_FOUND', `No entry of the backlog belongs to the manifest ${manifestId}.`);
}

/** Locks one entry until the transaction ends. */
export async function lockEntry(trx: Knex.Transaction, entryId: string): Promise<EntryFacts> {
	const { rows } = await trx.raw(`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE entry_id = ? FOR UPDATE`, [entryId]);
	return rows[0] ?? refuse('not_found', 'ENTRY_NOT_FOUND', `There is no entry ${entryId} in the backlog.`);
}

/** All cut requests of a document, oldest first. */
export async function entriesOfDocument(trx: Knex.Transaction, documentId: string): Promise<EntryFacts[]> {
	const { rows } = await trx.raw(
		`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE kind = 'cut_request' AND payload->>'source_document_id' = ? ORDER BY emitted_at, entry_id`,
		[documentId],
	);
	return rows;
}

/** All attestations of units of a document, oldest first. */
export async function attestationsOf(trx: Knex.Transaction, docCode: string): Promise<EntryFacts[]> {
	const { rows } = await trx.raw(
		`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE kind = 'cut_request' AND payload->>'operation_kind' = 'attest' AND payload->>'doc_code' = ?
		ORDER BY emitted_at, entry_id`,
		[docCode],
	);
	return rows;
}

/** Closes what a deferral of this entry left open: it was settled. */
export async function closeDeferrals(trx: Knex.Transaction, entryId: string): Promise<void> {
	await trx.raw(
		`UPDATE ${ENTRIES.name} SET status = 'closed'
		WHERE kind = 'escalation' AND status = 'open' AND payload->>'entry_id' = ? AND payload->>'cause' = 'needs_human'`,
		[entryId],
	);
}

/** Holds off every other change of dependencies until the transaction ends: two halves of a circle must see each other. */
export async function lockDependencies(trx: Knex.Transaction): Promise<void> {
	await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:dependencies', 0))");
}

/** Every dependency of one kind that leads on from either entry. */
export async function dependenciesFrom(trx: Knex.Transaction, entryIds: readonly string[], kind: DependencyKind): Promise<DependencyEdge[]> {
	const { rows } = await trx.raw(
		`WITH RECURSIVE reached (from_entry_id, to_entry_id) AS (
			SELECT from_entry_id, to_entry_id FROM ${DEPENDENCIES.name} WHERE dependency_kind = :kind AND from_entry_id = ANY(CAST(:ids AS uuid[]))
			UNION
			SELECT d.from_entry_id, d.to_entry_id FROM ${DEPENDENCIES.name} d JOIN reached r ON d.from_entry_id = r.to_entry_id
			WHERE d.dependency_kind = :kind
		) SELECT from_entry_id, to_entry_id FROM reached`,
		{ ids: entryIds as string[], kind },
	);
	return rows;
}

/** Writes a dependency. */
export const insertDependency = (trx: Knex.Transaction, row: DependencyRow) => insertRows(trx, DEPENDENCIES, [row]);

/** SQL that is true of an entry `e` that waits for another one not yet verified (G-DEP). */
const WAITS = `EXISTS (SELECT FROM ${DEPENDENCIES.name} d JOIN ${ENTRIES.name} b ON b.entry_id = d.from_entry_id
	WHERE d.to_entry_id = e.entry_id AND d.dependency_kind = 'blocks' AND b.status <> 'verified_complete')`;

const SWEEPABLE = `e.kind = 'cut_request' AND e.status IN ('marked', 'reviewed_deferred')`;

/**
 * The oldest entries that SWEEP may promote, locked; entries another sweep holds are left to it. Those that wait for
 * others take no place in the batch: enough of them would keep everything behind them from review for ever.
 */
export async function lockSweepable(trx: Knex.Transaction, batchSize: number): Promise<EntryFacts[]> {
	const { rows } = await trx.raw(
		`SELECT ${FACTS} FROM ${ENTRIES.name} e WHERE ${SWEEPABLE} AND NOT ${WAITS} ORDER BY e.emitted_at, e.entry_id LIMIT ? FOR UPDATE SKIP LOCKED`,
		[batchSize],
	);
	return rows;
}

/** The oldest entries that SWEEP passes over because they wait for others, at most `limit`. */
export async function waitingEntries(trx: Knex.Transaction, limit: number): Promise<string[]> {
	const { rows } = await trx.raw(
		`SELECT e.entry_id FROM ${ENTRIES.name} e WHERE ${SWEEPABLE} AND ${WAITS} ORDER BY e.emitted_at, e.entry_id LIMIT ?`,
		[limit],
	);
	return rows.map((row: { entry_id: string }) => row.entry_id);
}

/** For each of `entryIds` that waits for an entry not yet verified: its id and what it waits for. */
export async function unverifiedBlockers(trx: Knex.Transaction, entryIds: readonly string[]): Promise<{ entry_id: string; blocker_id: string }[]> {
	const { rows } = await trx.raw(
		`SELECT d.to_entry_id AS entry_id, d.from_entry_id AS blocker_id
		FROM cutter_governance.decision_backlog_dependency d JOIN ${ENTRIES.name} b ON b.entry_id = d.from_entry_id
		WHERE d.dependency_kind = 'blocks' AND d.to_entry_id = ANY(?::uuid[]) AND b.status <> 'verified_complete'`,
		[entryIds as string[]],
	);
	return rows;
}

/** Applies status changes; each entry must still be in the state the decision saw. */
export async function applyStatusChanges(trx: Knex.Transaction, changes: readonly StatusChange[]): Promise<void> {
	const { rowCount } = await trx.raw(
		`UPDATE ${ENTRIES.name} e SET status = c."to"
		FROM json_to_recordset(?::json) AS c (entry_id uuid, "from" text, "to" text)
		WHERE e.entry_id = c.entry_id AND e.status = c."from"`,
		[JSON.stringify(changes)],
	);
	if (rowCount !== changes.length) refuse('conflict', 'ENTRY_MOVED', 'An entry changed its state meanwhile; nothing was written.');
}

export interface BacklogQuery {
	status: string | null;
	after: { emittedAt: string; entryId: string } | null;
	limit: number;
}

/** One keyset page of the backlog, oldest first, each entry with its history. */
export async function pageOfEntries(trx: Knex.Transaction, query: BacklogQuery): Promise<Record<string, unknown>[]> {
	const { rows } = await trx.raw(
		`SELECT e.entry_id, e.kind, e.status, e.payload, ${timestamp('e.emitted_at')} AS emitted_at,
			(SELECT coalesce(json_agg(json_build_object('change_kind', h.change_kind, 'before', h.entry_version_before,
				'after', h.entry_version_after, 'changed_by', h.changed_by, 'changed_at', h.changed_at, 'rationale', h.rationale,
				'change_diff', h.change_diff) ORDER BY h.changed_at, h.history_id), '[]')
				FROM ${HISTORY.name} h WHERE h.entry_id = e.entry_id) AS history,
			(SELECT coalesce(json_agg(json_build_object('entry_id', b.entry_id, 'status', b.status) ORDER BY b.emitted_at, b.entry_id), '[]')
				FROM ${DEPENDENCIES.name} d JOIN ${ENTRIES.name} b ON b.entry_id = d.from_entry_id
				WHERE d.to_entry_id = e.entry_id AND d.dependency_kind = 'blocks') AS waits_for
		FROM ${ENTRIES.name} e
		WHERE (CAST(:status AS text) IS NULL OR e.status = :status)
			AND (CAST(:emittedAt AS timestamptz) IS NULL OR (e.emitted_at, e.entry_id) > (CAST(:emittedAt AS timestamptz), CAST(:entryId AS uuid)))
		ORDER BY e.emitted_at, e.entry_id LIMIT :limit`,
		{ status: query.status, emittedAt: query.after?.emittedAt ?? null, entryId: query.after?.entryId ?? null, limit: query.limit },
	);
	return rows;
}
