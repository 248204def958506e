/** `decision_backlog_entry` and its history, dependencies and sweep log. */
import type { Knex } from 'knex';

import type { BacklogEntry } from '../answers/index.js';
import { refuse, type DependencyEdge, type DependencyKind, type DependencyRow, type EntryFacts, type EntryRow, type HistoryRow, type State, type StateSets, type StatusChange, type SweepRow } from '../core/index.js';
import type { Cursor } from './cursor.js';
import { eachValue } from './eachValue.js';
import { insertRows } from './insert.js';
import { recordsIn } from './records.js';
import { isTable } from './server.js';
import { codeOfEntry, sees } from './sight.js';
import { blockers, stateSets } from './states.js';
import { CHANGE_SETS, DEPENDENCIES, ENTRIES, HISTORY, SWEEPS } from './tables.js';
import { timestamp } from './transaction.js';

const FACTS = 'entry_id, kind, status, payload';

/** Writes new entries. */
export const insertEntry = (trx: Knex.Transaction, entry: EntryRow) => insertRows(trx, ENTRIES, [entry]);

/** Opens escalations that are not open yet: one drift may be found by many. */
export async function escalateOnce(trx: Knex.Transaction, entries: readonly EntryRow[]): Promise<void> {
	if (entries.length === 0) return;
	await trx.raw(
		`INSERT INTO ${ENTRIES.name} (entry_id, kind, status, payload, emitted_at)
		SELECT entry_id, kind, status, payload, emitted_at FROM json_to_recordset(?::json) AS n (entry_id uuid, kind text, status text, payload jsonb, emitted_at timestamptz)
		ORDER BY entry_id ON CONFLICT (entry_id) DO NOTHING`,
		[JSON.stringify(entries)],
	);
}

/** Appends history rows. */
export const insertHistory = (trx: Knex.Transaction, rows: readonly HistoryRow[]) => insertRows(trx, HISTORY, rows);

/** Appends a row to the sweep log. */
export const insertSweep = (trx: Knex.Transaction, row: SweepRow) => insertRows(trx, SWEEPS, [row]);

/** Locks the entry of a manifest until the transaction ends. */
export async function lockEntryOf(trx: Knex.Transaction, manifestId: string): Promise<EntryFacts> {
	const { rows } = await trx.raw(`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE kind = 'cut_request' AND payload->>'manifest_id' = ? FOR UPDATE`, [manifestId]);
	return rows[0] ?? refuse('not_found', 'ENTRY_NOT_FOUND', `No entry of the backlog belongs to the manifest ${manifestId}.`);
}

/** One entry as it is. */
export async function readEntry(trx: Knex.Transaction, entryId: string, lock: '' | 'FOR UPDATE' = ''): Promise<EntryFacts> {
	const { rows } = await trx.raw(`SELECT ${FACTS} FROM ${ENTRIES.name} e WHERE entry_id = ? AND ${sees(trx, codeOfEntry('e'))} ${lock}`, [entryId]);
	return rows[0] ?? refuse('not_found', 'ENTRY_NOT_FOUND', `There is no entry ${entryId} in the backlog.`);
}

/** Locks one entry until the transaction ends. */
export const lockEntry = (trx: Knex.Transaction, entryId: string): Promise<EntryFacts> => readEntry(trx, entryId, 'FOR UPDATE');

/** All cut requests of a document, oldest first. */
export async function entriesOfDocument(trx: Knex.Transaction, documentId: string): Promise<EntryFacts[]> {
	const { rows } = await trx.raw(
		`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE kind = 'cut_request' AND payload->>'source_document_id' = ? ORDER BY emitted_at, entry_id`,
		[documentId],
	);
	return rows;
}

/** Where a cut request of a document stands. */
export interface DocumentStep {
	status: string;
	manifest_id: string;
	change_set_id: string | null;
}

/** Every cut request of a document with its cut, the newest first. */
export async function stepsOfDocument(trx: Knex.Transaction, documentId: string): Promise<DocumentStep[]> {
	const { rows } = await trx.raw(
		`SELECT e.status, e.payload->>'manifest_id' AS manifest_id, c.change_set_id
		FROM ${ENTRIES.name} e LEFT JOIN ${CHANGE_SETS.name} c ON c.decision_backlog_entry_id = e.entry_id AND c.compensates_change_set_id IS NULL
		WHERE e.kind = 'cut_request' AND e.payload->>'source_document_id' = ? AND ${sees(trx, codeOfEntry('e'))} ORDER BY e.emitted_at DESC, e.entry_id DESC`,
		[documentId],
	);
	return rows;
}

/** Where a text stands: the document it is registered as, and the newest entry made from this very text. */
export interface TextProgress {
	document_id: string | null;
	/** Whether the document's current version is this text. */
	is_current: boolean;
	entry_id: string | null;
	status: State | null;
	manifest_id: string | null;
	change_set_id: string | null;
}

/** Where a text stands under the names it is to have. An entry that was given up counts only where there is no other. */
export async function progressOfText(trx: Knex.Transaction, text: { prefix: string; docCode: string; sourceSha256: string }): Promise<TextProgress> {
	const { rows } = await trx.raw(
		`SELECT d.id AS document_id, d.current_source_sha256 = :sourceSha256 AS is_current, e.entry_id, e.status, e.manifest_id, c.change_set_id
		FROM public.cutter_source_document d
		LEFT JOIN LATERAL (
			SELECT entry_id, status, payload->>'manifest_id' AS manifest_id FROM ${ENTRIES.name}
			WHERE kind = 'cut_request' AND payload->>'source_document_id' = CAST(d.id AS text) AND payload->>'source_sha256' = :sourceSha256
			ORDER BY status = 'abandoned', emitted_at DESC, entry_id DESC LIMIT 1
		) e ON true
		LEFT JOIN ${CHANGE_SETS.name} c ON c.decision_backlog_entry_id = e.entry_id AND c.compensates_change_set_id IS NULL
		WHERE d.prefix = :prefix AND d.doc_code = :docCode AND ${sees(trx, 'd.doc_code')} LIMIT 1`,
		text,
	);
	return rows[0] ?? { document_id: null, is_current: false, entry_id: null, status: null, manifest_id: null, change_set_id: null };
}

/** All attestations of units of a document, oldest first. */
export async function attestationsOf(trx: Knex.Transaction, docCode: string): Promise<EntryFacts[]> {
	const { rows } = await trx.raw(
		`SELECT ${FACTS} FROM ${ENTRIES.name} WHERE kind = 'cut_request' AND payload->>'operation_kind' = 'attest' AND payload->>'doc_code' = ? AND ${sees(trx, "payload->>'doc_code'")}
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

/** Puts together what the states of entries were counted by, where migration 023 keeps counts. */
export async function foldEntryCounts(trx: Knex.Transaction): Promise<void> {
	if (await isTable(recordsIn(trx), 'cutter_control.entry_count')) await trx.raw('SELECT cutter_control.fn_fold_entry_counts()');
}

/** Whether this transaction is the one sweep on a schedule that may run now, on whichever process. */
export async function lockScheduledSweep(trx: Knex.Transaction): Promise<boolean> {
	const { rows } = await trx.raw("SELECT pg_try_advisory_xact_lock(hashtextextended('iu-cutter:sweep-schedule', 0)) AS free");
	return rows[0].free;
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
const waits = (sets: StateSets) => `EXISTS (SELECT FROM ${blockers(sets)} WHERE d.to_entry_id = e.entry_id)`;

/** SQL that is true of an entry `e` behind the cursor, where there is one. */
const BEHIND = '(CAST(:emittedAt AS timestamptz) IS NULL OR (e.emitted_at, e.entry_id) > (CAST(:emittedAt AS timestamptz), CAST(:entryId AS uuid)))';
const bindings = (cursor: Cursor | null) => ({ emittedAt: cursor?.emittedAt ?? null, entryId: cursor?.entryId ?? null });

/** Each state SWEEP takes entries from is a stretch of the index of its own, in order: they are merged, none is sorted. */
const oldest = (state: State, condition: string) =>
	`SELECT ${FACTS}, e.emitted_at FROM ${ENTRIES.name} e WHERE e.status = '${state}' AND e.kind = 'cut_request' AND ${condition} ORDER BY e.emitted_at, e.entry_id LIMIT :limit`;

/** What SWEEP looks at. */
export interface SweepQuery {
	after: Cursor | null;
	/** The entries of these manifests alone; null is all. */
	manifests: string[] | null;
	limit: number;
}

/** SQL that is true of an entry `e` of one of the manifests, where some are named. */
const among = (manifests: SweepQuery['manifests']) => (manifests === null ? 'true' : "e.payload->>'manifest_id' = ANY(CAST(:manifests AS text[]))");

/**
 * The oldest entries behind the cursor that SWEEP may promote, locked; entries another sweep holds are left to it. Those that
 * wait for others take no place in the batch: enough of them would keep everything behind them from review for ever.
 */
export async function lockSweepable(trx: Knex.Transaction, { after, manifests, limit }: SweepQuery): Promise<{ entries: EntryFacts[]; last: Cursor | null }> {
	const sets = await stateSets();
	const arms = sets.swept.map((state) => `(${oldest(state, `${after ? BEHIND : 'true'} AND ${among(manifests)} AND NOT ${waits(sets)} AND ${sees(trx, codeOfEntry('e'))}`)} FOR UPDATE OF e SKIP LOCKED)`);
	const { rows } = await trx.raw(
		`WITH ${sets.swept.map((state, index) => `${state} AS ${arms[index]}`).join(', ')}
		SELECT ${FACTS}, ${timestamp('e.emitted_at')} AS emitted_at FROM (${sets.swept.map((state) => `SELECT * FROM ${state}`).join(' UNION ALL ')}) e
		ORDER BY e.emitted_at, e.entry_id LIMIT :limit`,
		{ ...bindings(after), manifests, limit },
	);
	const last = rows.at(-1);
	return { entries: rows.map(({ emitted_at: _, ...entry }: EntryFacts & { emitted_at: string }) => entry), last: last ? { emittedAt: last.emitted_at, entryId: last.entry_id } : null };
}

/**
 * The oldest entries that SWEEP passed over because they wait for others, at most `limit`: those behind the cursor, as far as the
 * batch went. To the end of the queue only where the batch went there too.
 */
export async function waitingEntries(trx: Knex.Transaction, { after, manifests, limit }: SweepQuery, last: Cursor | null): Promise<string[]> {
	const upTo = last ? '(e.emitted_at, e.entry_id) <= (CAST(:lastEmittedAt AS timestamptz), CAST(:lastEntryId AS uuid))' : 'true';
	// The stretch first, whatever the planner thinks of it: dependencies of others are not looked at.
	const stretch = (state: string) =>
		`(SELECT e.entry_id, e.emitted_at FROM ${ENTRIES.name} e WHERE e.status = '${state}' AND e.kind = 'cut_request' AND ${after ? BEHIND : 'true'} AND ${among(manifests)} AND ${upTo} AND ${sees(trx, codeOfEntry('e'))} OFFSET 0)`;
	const sets = await stateSets();
	const arms = sets.swept.map((state) => `(SELECT e.entry_id, e.emitted_at FROM ${stretch(state)} e WHERE ${waits(sets)})`);
	const { rows } = await trx.raw(`SELECT e.entry_id FROM (${arms.join(' UNION ALL ')}) e ORDER BY e.emitted_at, e.entry_id LIMIT :limit`, {
		...bindings(after),
		lastEmittedAt: last?.emittedAt ?? null,
		lastEntryId: last?.entryId ?? null,
		manifests,
		limit,
	});
	return rows.map((row: { entry_id: string }) => row.entry_id);
}

/** For each of `entryIds` that waits for an entry not yet verified: its id and what it waits for. */
export async function unverifiedBlockers(trx: Knex.Transaction, entryIds: readonly string[]): Promise<{ entry_id: string; blocker_id: string }[]> {
	const { rows } = await trx.raw(
		`SELECT d.to_entry_id AS entry_id, d.from_entry_id AS blocker_id FROM ${blockers(await stateSets())} WHERE d.to_entry_id = ANY(?::uuid[])`,
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
	after: Cursor | null;
	limit: number;
}

/**
 * One keyset page of the backlog, oldest first, each entry with its history. Each state is a stretch of one index in order, of which a page at
 * most is read. An index over all states would be followed for one state too, past all that are in others: the oldest are mostly over.
 */
export async function pageOfEntries(trx: Knex.Transaction, query: BacklogQuery): Promise<BacklogEntry[]> {
	const states = query.status === null ? `RECURSIVE ${eachValue('states', 'status', ENTRIES.name)}` : 'states (status) AS (SELECT CAST(:status AS text))';
	const { rows } = await trx.raw(
		`WITH ${states}
		SELECT e.entry_id, e.kind, e.status, e.payload, ${timestamp('e.emitted_at')} AS emitted_at,
			(SELECT coalesce(json_agg(json_build_object('change_kind', h.change_kind, 'before', h.entry_version_before,
				'after', h.entry_version_after, 'changed_by', h.changed_by, 'changed_at', h.changed_at, 'rationale', h.rationale,
				'change_diff', h.change_diff) ORDER BY h.changed_at, h.history_id), '[]')
				FROM ${HISTORY.name} h WHERE h.entry_id = e.entry_id) AS history,
			(SELECT coalesce(json_agg(json_build_object('entry_id', b.entry_id, 'status', b.status) ORDER BY b.emitted_at, b.entry_id), '[]')
				FROM ${DEPENDENCIES.name} d JOIN ${ENTRIES.name} b ON b.entry_id = d.from_entry_id
				WHERE d.to_entry_id = e.entry_id AND d.dependency_kind = 'blocks' AND ${sees(trx, codeOfEntry('b'))}) AS waits_for
		FROM (SELECT of_state.* FROM states CROSS JOIN LATERAL (
				SELECT e.* FROM ${ENTRIES.name} e WHERE e.status = states.status AND ${BEHIND} AND ${sees(trx, codeOfEntry('e'))} ORDER BY e.emitted_at, e.entry_id LIMIT :limit
			) of_state ORDER BY of_state.emitted_at, of_state.entry_id LIMIT :limit) e
		ORDER BY e.emitted_at, e.entry_id`,
		{ ...(query.status === null ? {} : { status: query.status }), ...bindings(query.after), limit: query.limit },
	);
	return rows;
}
