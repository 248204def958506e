/** `idempotency_key`: what was answered under a key, written in the transaction it answers. */
import type { Knex } from 'knex';

import { core } from '../core/index.js';
import type { KeyedCall } from '../host/keyedCall.js';

const lockName = (person: string, key: string): string => `iu-cutter:idempotency:${person}:${key}`;

/**
 * What was answered to the call before; null where it is to be carried out now, with the key held until the transaction ends.
 * The lock leaves nothing behind when a process dies. It is tried before the row is read, by a statement of its own: whoever
 * gets it sees what its holder before committed.
 *
 * @throws {Refused} where the key named another request, or another transaction holds it.
 */
export async function earlierAnswer(trx: Knex.Transaction, { person, key, requestSha256 }: KeyedCall): Promise<{ answer: unknown } | null> {
	const lock = await trx.raw('SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0)) AS free', [lockName(person, key)]);
	const { rows } = await trx.raw(
		'SELECT route, request_sha256, answer FROM cutter_control.idempotency_key WHERE person = :person AND idempotency_key = :key',
		{ person, key },
	);
	const [row] = rows;
	const decision = await core((it) =>
		it.decide_keyed_request({
			request_sha256: requestSha256,
			held_by_another: !lock.rows[0].free,
			recorded: row ? { route: row.route, request_sha256: row.request_sha256 } : null,
		}),
	);
	return decision === 'replay' ? { answer: JSON.parse(row.answer) } : null;
}

/** Records the answer of a call, and forgets a few keys whose time is over. */
export async function recordAnswer(trx: Knex.Transaction, { person, key, route, requestSha256 }: KeyedCall, answer: unknown, now: string): Promise<void> {
	await trx.raw('SELECT cutter_control.fn_forget_idempotency_keys()');
	await trx.raw(
		`INSERT INTO cutter_control.idempotency_key (person, idempotency_key, route, request_sha256, answer, answered_at)
		VALUES (:person, :key, :route, :requestSha256, :answer, :now)`,
		{ person, key, route, requestSha256, answer: JSON.stringify(answer), now },
	);
}

/** The place of a call's lock in `pg_locks`: a bigint is shown there as its two halves. */
const HELD = `SELECT EXISTS (SELECT FROM pg_locks l, (SELECT hashtextextended(?, 0) AS key) k
	WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND l.classid::bigint = (k.key >> 32) & 4294967295 AND l.objid::bigint = k.key & 4294967295) AS held`;

/** Whether a transaction holds a person's key now. It is looked up, not locked: the sender may be asking again meanwhile. */
export async function isHeld(trx: Knex.Transaction, { person, key }: { person: string; key: string }): Promise<boolean> {
	const { rows } = await trx.raw(HELD, [lockName(person, key)]);
	return rows[0].held;
}

/** What is on record under a person's key. */
export async function answerOnRecord(trx: Knex.Transaction, by: { person: string; key: string }): Promise<{ route: string; answer: string } | null> {
	const { rows } = await trx.raw('SELECT route, answer FROM cutter_control.idempotency_key WHERE person = :person AND idempotency_key = :key', by);
	return rows[0] ?? null;
}
