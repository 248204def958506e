/** `log_key`, `checkpoint_note` and `witness_answer`: checkpoints as notes that strangers' tools read, and what witnesses said to them. */
import type { Knex } from 'knex';
import type { Client } from 'pg';

import { core, type WitnessAnswer } from '../core/index.js';
import { insertRows } from './insert.js';
import type { TableSpec } from './tables.js';
import { timestamp } from './transaction.js';
import { newestFirst } from './units.js';

const NOTES: TableSpec = { name: 'cutter_control.checkpoint_note', columns: { size: 'bigint', vkey: 'text', note: 'text', signed_at: 'timestamptz' } };

const ANSWERS: TableSpec = {
	name: 'cutter_control.witness_answer',
	columns: { size: 'bigint', vkey: 'text', witness: 'text', asked_at: 'timestamptz', kind: 'text', line: 'text', why: 'text' },
};

/** Registers a log's key, over a connection of the migration role: no runtime role may. */
export async function insertLogKey(client: Client, key: { vkey: string; publicKey: string; owner: string }): Promise<void> {
	await client.query('INSERT INTO cutter_control.log_key (vkey, public_key, owner, created_at) VALUES ($1, $2, $3, now())', [key.vkey, key.publicKey, key.owner]);
}

/** The verifier key that a public key is registered as. */
export async function vkeyOf(trx: Knex.Transaction, publicKey: string): Promise<string | null> {
	return (await trx.raw('SELECT vkey FROM cutter_control.log_key WHERE public_key = ?', [publicKey])).rows[0]?.vkey ?? null;
}

/** A note with the cosignatures it has. */
export interface StoredNote {
	size: number;
	vkey: string;
	/** As the log signed it. */
	note: string;
	/** The same with the cosignatures that witnesses gave, the newest of each. */
	cosigned: string;
}

const COSIGNATURES = `SELECT string_agg(line, '' ORDER BY witness) FROM (SELECT DISTINCT ON (a.witness) a.witness, a.line FROM ${ANSWERS.name} a
	WHERE a.size = n.size AND a.vkey = n.vkey AND a.kind = 'cosigned' ORDER BY a.witness, a.asked_at DESC) AS newest`;

/** The newest note, of one key where it is given. */
export async function newestNote(trx: Knex.Transaction, vkey: string | null): Promise<StoredNote | null> {
	const { rows } = await trx.raw(
		`SELECT CAST(n.size AS double precision) AS size, n.vkey, n.note, n.note || coalesce((${COSIGNATURES}), '') AS cosigned
		FROM ${NOTES.name} n WHERE CAST(:vkey AS text) IS NULL OR n.vkey = CAST(:vkey AS text) ORDER BY n.size DESC, n.signed_at DESC LIMIT 1`,
		{ vkey },
	);
	return rows[0] ?? null;
}

/** Keeps a note. */
export const insertNote = (trx: Knex.Transaction, note: { size: number; vkey: string; note: string; signed_at: string }): Promise<number> => insertRows(trx, NOTES, [note]);

/** How far a witness is known to have seen a log, and whether it was asked about a size. */
export async function seenBy(trx: Knex.Transaction, vkey: string, witness: string): Promise<number> {
	const { rows } = await trx.raw(
		`SELECT CAST(coalesce(max(size), 0) AS double precision) AS size FROM ${ANSWERS.name} WHERE vkey = ? AND witness = ? AND kind = 'cosigned'`,
		[vkey, witness],
	);
	return rows[0].size;
}

/** Keeps what a witness said. */
export const insertWitnessAnswer = (
	trx: Knex.Transaction,
	asked: { size: number; vkey: string; witness: string; asked_at: string },
	answer: Exclude<WitnessAnswer, { kind: 'saw_last' }>,
): Promise<number> => insertRows(trx, ANSWERS, [{ line: null, why: null, ...asked, ...answer }]);

/** Witnesses whose newest word is that this log is not the one they saw. */
export async function forksSeen(trx: Knex.Transaction): Promise<{ witness: string; asked_at: string; why: string }[]> {
	const { rows } = await trx.raw(
		`SELECT witness, ${timestamp('asked_at')} AS asked_at, why FROM (SELECT DISTINCT ON (vkey, witness) * FROM ${ANSWERS.name} ORDER BY vkey, witness, asked_at DESC) AS newest
		WHERE kind = 'fork' ORDER BY witness`,
	);
	return rows;
}

const STAMPS: TableSpec = {
	name: 'cutter_control.time_stamp',
	columns: { size: 'bigint', vkey: 'text', authority: 'text', asked_at: 'timestamptz', stamped_at: 'timestamptz', answer: 'bytea' },
};

/** Keeps a time stamp of a note. */
export const insertTimeStamp = (trx: Knex.Transaction, { size, vkey }: StoredNote, stamp: { authority: string; asked_at: string; stamped_at: string; answer: Buffer }): Promise<number> =>
	insertRows(trx, STAMPS, [{ size, vkey, ...stamp, answer: `\\x${stamp.answer.toString('hex')}` }]);

/** The first time stamp of a note, its answer in base64; null where there is none. */
export async function timeStampOf(trx: Knex.Transaction, { size, vkey }: StoredNote): Promise<{ authority: string; stamped_at: string; answer: string } | null> {
	const { rows } = await trx.raw(
		`SELECT authority, ${timestamp('stamped_at')} AS stamped_at, replace(encode(answer, 'base64'), E'\n', '') AS answer FROM ${STAMPS.name}
		WHERE size = ? AND vkey = ? ORDER BY stamped_at LIMIT 1`,
		[size, vkey],
	);
	return rows[0] ?? null;
}

/** The change set that wrote the text of a unit, with what its proof is made of. */
export interface TextRecord {
	changeSetId: string;
	/** JSON text of the whole row. */
	changeSet: string;
	digests: string[];
	/** JSON text: states of the unit's rows, that with the version first. */
	states: string;
	/** The text itself: the body, or the heading of a unit without one. */
	text: string;
}

/** A row of an operation is on record with both its states, of others with the one it has then. */
const STATE = `CASE WHEN a.after_state_snapshot ? 'unit' AND a.after_state_snapshot ? 'version' THEN a.after_state_snapshot
	ELSE jsonb_build_array(a.before_state_snapshot, a.after_state_snapshot) END`;

/** The newest change set under `size` leaves that wrote, attested or changed the newest text of a unit; null where none is. */
export async function textRecordOf(trx: Knex.Transaction, unitId: string, size: number, changeSetSql: string): Promise<TextRecord | null> {
	const { rows } = await trx.raw(
		`WITH version AS (
			SELECT v.id, v.unit_id, u.doc_code, coalesce(v.body, v.content_profile->>'heading', '') AS text
			FROM public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id WHERE v.unit_id = :unitId ORDER BY ${newestFirst('v')} LIMIT 1
		), written AS (
			SELECT c.change_set_id, version.unit_id, version.text, ${STATE} AS state
			FROM version JOIN cutter_governance.cut_change_set c ON c.payload_summary->>'doc_code' = version.doc_code
			JOIN cutter_control.ledger_leaf l ON l.leaf_kind = 'change_set' AND l.row_id = CAST(c.change_set_id AS text) AND l.seq < :size
			JOIN cutter_governance.cut_change_set_affected_row a ON a.change_set_id = c.change_set_id AND a.target_table LIKE 'public.%'
				AND a.target_row_id IN (CAST(version.id AS text), CAST(version.unit_id AS text)) AND a.after_state_snapshot->'version'->>'id' = CAST(version.id AS text)
			ORDER BY l.seq DESC LIMIT 1
		)
		SELECT w.change_set_id AS "changeSetId", w.text, (SELECT ${changeSetSql} FROM cutter_governance.cut_change_set t WHERE t.change_set_id = w.change_set_id)::text AS "changeSet",
			(SELECT array_agg(r.row_digest) FROM cutter_governance.cut_change_set_affected_row r WHERE r.change_set_id = w.change_set_id) AS digests,
			(CASE WHEN jsonb_typeof(w.state) = 'object' THEN jsonb_build_array(w.state) ELSE jsonb_build_array(w.state) || coalesce((
				SELECT jsonb_agg(${STATE}) FROM cutter_governance.cut_change_set_affected_row a
				WHERE a.change_set_id = w.change_set_id AND a.target_row_id = CAST(w.unit_id AS text) AND a.after_state_snapshot ? 'unit'), '[]') END)::text AS states
		FROM written w`.replaceAll(/ \? '/g, " \\? '"),
		{ unitId, size },
	);
	return rows[0] ?? null;
}

/** Reads a note that is stored, with its own key. */
export const noteSays = (note: StoredNote) => core((it) => it.read_note(Buffer.from(note.note, 'utf8'), note.vkey, []));
