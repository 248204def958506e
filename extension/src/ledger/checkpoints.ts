/** `ledger_leaf` and `ledger_checkpoint`: rows become leaves when a checkpoint is made; checkpoints sign the root over them. */
import type { Knex } from 'knex';

import { core, type CheckpointClaim, type Envelope, type LeafKind, type LeafRow, type ProvenLeaf, type TreeState } from '../core/index.js';
import { withDoor } from './doors.js';
import { insertRows } from './insert.js';
import { recordsIn } from './records.js';
import { isTable } from './server.js';
import { ALIASES, type TableSpec } from './tables.js';
import { timestamp } from './transaction.js';
import { rowAsJson } from './units.js';
import { WHOLE } from './wholeTables.js';

const LEAVES: TableSpec = {
	name: 'cutter_control.ledger_leaf',
	columns: { seq: 'bigint', leaf_kind: 'text', row_id: 'text', subtree_hashes: 'text[]' },
};

const CHECKPOINTS: TableSpec = {
	name: 'cutter_control.ledger_checkpoint',
	columns: { size: 'bigint', root: 'text', envelope: 'jsonb', key_id: 'text', signed_by: 'text', signed_at: 'timestamptz' },
};

/** Rows made leaves, or walked, at once. */
const PAGE = 1000;

interface LeafSource {
	table: TableSpec;
	/** Primary key. */
	id: string;
	/** When the row, or what it recorded later, was written: leaves of one checkpoint are in this order. */
	at: string;
	/** Which rows have such a leaf; all where it is left out. */
	where?: string;
	/** SQL for the row, where it is more than its columns. */
	row?: string;
}

const MANIFEST_ROW = `(CAST(${rowAsJson(WHOLE.envelope, 't')} AS jsonb) || jsonb_build_object('manifest_digest',
	(SELECT b.manifest_digest FROM cutter_control.manifest_body b WHERE b.envelope_id = t.envelope_id)))`;

/** Where the leaves come from; of one time, in this order. */
const SOURCES: Record<LeafKind, LeafSource> = {
	key: { table: WHOLE.key, id: 'key_id', at: 'created_at' },
	entry: { table: WHOLE.entry, id: 'entry_id', at: 'emitted_at' },
	manifest: { table: WHOLE.envelope, id: 'envelope_id', at: 'created_at', row: MANIFEST_ROW },
	dependency: {
		table: {
			name: 'cutter_governance.decision_backlog_dependency',
			columns: { dependency_id: 'uuid', from_entry_id: 'uuid', to_entry_id: 'uuid', dependency_kind: 'text', created_by: 'text', created_at: 'timestamptz' },
		},
		id: 'dependency_id',
		at: 'created_at',
	},
	sweep: { table: WHOLE.sweep, id: 'sweep_id', at: 'started_at' },
	review: { table: WHOLE.review, id: 'review_decision_id', at: 'decided_at' },
	change_set: { table: WHOLE.changeSet, id: 'change_set_id', at: 'emitted_at', row: withDoor(rowAsJson(WHOLE.changeSet, 't'), 't') },
	verify_result: { table: WHOLE.result, id: 'verify_result_id', at: 'finished_at' },
	signature: { table: WHOLE.signature, id: 'signature_id', at: 'signed_at' },
	history: { table: WHOLE.history, id: 'history_id', at: 'changed_at', row: withDoor(rowAsJson(WHOLE.history, 't'), 't') },
	alias: { table: ALIASES, id: 'alias_id', at: 'valid_from' },
	alias_end: { table: ALIASES, id: 'alias_id', at: 'valid_until', where: 't.valid_until IS NOT NULL' },
	signature_revocation: { table: WHOLE.signature, id: 'signature_id', at: 'revoked_at', where: 't.revoked_at IS NOT NULL' },
	key_revocation: { table: WHOLE.key, id: 'key_id', at: 'revoked_at', where: 't.revoked_at IS NOT NULL' },
};

const rowSql = (source: LeafSource): string => source.row ?? rowAsJson(source.table, 't');

/** SQL for the row `t` of a change set, as its leaf is over it. */
export const CHANGE_SET_ROW = rowSql(SOURCES.change_set);

const LIST = 'cutter_control.ledger_unsealed';

/** SQL for the rows of one kind that are no leaves yet: each row of the list that migration 023 keeps is looked up; without it all rows are looked through. */
function unsealedOf(kind: string, { table, id, where = 'true' }: LeafSource, select: string, { listed }: { listed: boolean }): string {
	const isNoLeaf = (rowId: string) => `NOT EXISTS (SELECT FROM ${LEAVES.name} l WHERE l.leaf_kind = '${kind}' AND l.row_id = ${rowId})`;
	return listed
		? `SELECT ${select} FROM (SELECT row_id FROM ${LIST} WHERE leaf_kind = '${kind}') u
			CROSS JOIN LATERAL (SELECT * FROM ${table.name} WHERE ${id} = CAST(u.row_id AS ${table.columns[id]}) AND ${isNoLeaf('u.row_id')} OFFSET 0) t WHERE ${where}`
		: `SELECT ${select} FROM ${table.name} t WHERE ${where} AND ${isNoLeaf(`CAST(t.${id} AS text)`)}`;
}

const unsealed = (from: { listed: boolean }): string =>
	Object.entries(SOURCES)
		.map(([kind, source], rank) => unsealedOf(kind, source, `'${kind}' AS kind, ${rank} AS rank, CAST(t.${source.id} AS text) AS id, t.${source.at} AS at, (${rowSql(source)})::text AS row`, from))
		.join(' UNION ALL ');

const isListed = async (trx: Knex.Transaction): Promise<{ listed: boolean }> => ({ listed: await isTable(recordsIn(trx), LIST) });

/** How many rows wait for the next checkpoint. */
export const countUnsealed = async (trx: Knex.Transaction): Promise<number> => count(trx, await isListed(trx));

/** How many rows are no leaves: all are looked through, also those that the list was kept from. */
export const countNotSealed = (trx: Knex.Transaction): Promise<number> => count(trx, { listed: false });

async function count(trx: Knex.Transaction, from: { listed: boolean }): Promise<number> {
	const each = Object.entries(SOURCES).map(([kind, source]) => `(${unsealedOf(kind, source, 'count(*)', from)})`);
	const { rows } = await trx.raw(`SELECT CAST(${each.join(' + ')} AS double precision) AS count`);
	return rows[0].count;
}

/** Holds off every other checkpoint until the transaction ends. Nobody else waits for it. */
export async function lockLeaves(trx: Knex.Transaction): Promise<void> {
	await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', ['iu-cutter:seal']);
}

const LEAF_COLUMNS = 'CAST(seq AS double precision) AS seq, leaf_kind, row_id, subtree_hashes';

const leavesAt = async (trx: Knex.Transaction, numbers: readonly number[]): Promise<LeafRow[]> =>
	(await trx.raw(`SELECT ${LEAF_COLUMNS} FROM ${LEAVES.name} WHERE seq = ANY(?::bigint[])`, [numbers as number[]])).rows;

/** The tree as it stands. */
export async function currentTree(trx: Knex.Transaction): Promise<TreeState> {
	const { rows } = await trx.raw(`SELECT CAST(coalesce(max(seq) + 1, 0) AS double precision) AS size FROM ${LEAVES.name}`);
	const { size } = rows[0];
	const leaves = await leavesAt(trx, await core((it) => it.peak_leaves(size)));
	return core((it) => it.tree_from_leaves(size, leaves));
}

/** Makes every row that waits for it a leaf. All come from one query, so from one state of the ledger; the seal must be locked. */
export async function appendLeaves(trx: Knex.Transaction, from: TreeState): Promise<TreeState> {
	let tree = from;
	await trx.raw(`DECLARE unsealed_rows NO SCROLL CURSOR FOR SELECT kind, row FROM (${unsealed(await isListed(trx))}) AS unsealed ORDER BY at, rank, id`);
	for (;;) {
		const { rows } = await trx.raw(`FETCH ${PAGE} FROM unsealed_rows`);
		if (rows.length === 0) break;
		const page = `[${rows.map(({ kind, row }: { kind: string; row: string }) => `{"kind":"${kind}","row":${row}}`).join(',')}]`;
		const appended = await core((it) => it.append_leaves(tree, page));
		await insertRows(trx, LEAVES, appended.leaves);
		tree = appended.tree;
	}
	await trx.raw('CLOSE unsealed_rows');
	return tree;
}

/** Writes a checkpoint. */
export const insertCheckpoint = (trx: Knex.Transaction, claim: CheckpointClaim, signed: { envelope: Envelope; keyId: string; actor: string }): Promise<number> =>
	insertRows(trx, CHECKPOINTS, [{ ...claim, envelope: signed.envelope, key_id: signed.keyId, signed_by: signed.actor }]);

const CHECKPOINT_ROW = `json_build_object('envelope', c.envelope, 'format', 'iu-cutter-checkpoint-1',
	'key', (SELECT ${rowAsJson(WHOLE.key, 'k')} FROM ${WHOLE.key.name} k WHERE k.key_id = c.key_id))`;

/** A checkpoint as it is kept outside, with what its row says. */
export interface StoredCheckpoint {
	claim: CheckpointClaim;
	/** Canonical JSON. */
	document: string;
}

/** The newest checkpoints before `size` leaves (all where it is null), the newest first. */
export async function checkpointsBefore(trx: Knex.Transaction, size: number | null, limit: number): Promise<StoredCheckpoint[]> {
	const { rows } = await trx.raw(
		`SELECT CAST(c.size AS double precision) AS size, c.root, ${timestamp('c.signed_at')} AS signed_at, (${CHECKPOINT_ROW})::text AS document
		FROM ${CHECKPOINTS.name} c WHERE CAST(:size AS bigint) IS NULL OR c.size < CAST(:size AS bigint) ORDER BY c.size DESC LIMIT :limit`,
		{ size, limit },
	);
	return Promise.all(
		rows.map(async ({ document, ...claim }: CheckpointClaim & { document: string }) => ({ claim, document: await core((it) => it.canonical_json_text(document)) })),
	);
}

/** The newest checkpoint, or the one of `size` leaves. */
export async function checkpointOf(trx: Knex.Transaction, size: number | null): Promise<StoredCheckpoint | null> {
	const [found] = await checkpointsBefore(trx, size === null ? null : size + 1, 1);
	return found && (size === null || found.claim.size === size) ? found : null;
}

/** The proofs that the leaves of these rows are under the root of `size` leaves; rows sealed later have none. */
export async function proofsOf(trx: Knex.Transaction, size: number, ids: readonly string[]): Promise<ProvenLeaf[]> {
	const { rows: wanted } = await trx.raw(
		`SELECT ${LEAF_COLUMNS} FROM ${LEAVES.name} WHERE leaf_kind = ANY(:kinds) AND row_id = ANY(:ids) AND seq < :size ORDER BY seq`,
		{ kinds: Object.keys(SOURCES), ids: ids as string[], size },
	);
	const numbers = await core((it) => it.proof_leaves(wanted.map((leaf: LeafRow) => leaf.seq), size));
	const leaves = await leavesAt(trx, numbers);
	return core((it) => it.inclusion_proofs(wanted, size, leaves));
}

/** The proof that the tree of `size` leaves has grown from that of `old`. */
export async function consistencyProof(trx: Knex.Transaction, old: number, size: number): Promise<string[]> {
	const leaves = await leavesAt(trx, await core((it) => it.consistency_leaves(old, size)));
	return core((it) => it.consistency_proof(old, size, leaves));
}

/** One page of leaves from number `from` on, each with its row as it is now, as JSON text; null after the last. */
export async function pageOfLeaves(trx: Knex.Transaction, from: number): Promise<string | null> {
	const { rows: leaves } = await trx.raw(`SELECT ${LEAF_COLUMNS} FROM ${LEAVES.name} WHERE seq >= ? ORDER BY seq LIMIT ${PAGE}`, [from]);
	if (leaves.length === 0) return null;
	const found = new Map<string, string>();
	for (const kind of new Set<LeafKind>(leaves.map((leaf: LeafRow) => leaf.leaf_kind))) {
		const source = SOURCES[kind];
		const ids = leaves.filter((leaf: LeafRow) => leaf.leaf_kind === kind).map((leaf: LeafRow) => leaf.row_id);
		const type = source.table.columns[source.id];
		const { rows } = await trx.raw(
			`SELECT CAST(t.${source.id} AS text) AS id, (${rowSql(source)})::text AS row FROM ${source.table.name} t
			WHERE t.${source.id} = ANY(CAST(? AS ${type}[])) AND ${source.where ?? 'true'}`,
			[ids],
		);
		for (const { id, row } of rows) found.set(`${kind} ${id}`, row);
	}
	const page = leaves.map((leaf: LeafRow) => `${JSON.stringify(leaf).slice(0, -1)},"row":${found.get(`${leaf.leaf_kind} ${leaf.row_id}`) ?? 'null'}}`);
	return `[${page.join(',')}]`;
}
