/** Transactions under a lane's own database role. Each message to the database costs as much as a small query: few are sent. */
import type { Knex } from 'knex';

import { refuse, type Door } from '../core/index.js';
import { doorStatements } from '../host/door.js';
import { currentCall } from '../host/keyedCall.js';
import { earlierAnswer, recordAnswer } from './idempotency.js';
import { narrow } from './sight.js';
import { connectionOf, explainRole, type Lane, type LaneConnection, type LaneHost } from './lanes.js';
import { written } from './written.js';

/** serialization_failure and deadlock_detected: the only failures worth another try. */
const RETRIED = new Set(['40001', '40P01']);
const TRIES = 3;

/** Thrown to end a dry run: everything it wrote is rolled back, its answer is kept. */
class DryRun<T> extends Error {
	constructor(readonly answer: T) {
		super('dry run');
	}
}

export interface LaneTransaction {
	trx: Knex.Transaction;
	/** Start of the transaction, RFC 3339 in UTC with microseconds: the only clock a decision sees. */
	now: string;
}

/** What a writing transaction says once, for its rows to have it by themselves (migration 019). Both are words of their own types. */
function saysDoor(door: Door | undefined, lane: Lane): string {
	if (!door) throw new Error(`The ${lane} writes, and nobody said through which door.`);
	return doorStatements(door);
}

/** The role `database` acts under, as `set_config` takes it, where it is in a transaction; that transaction goes on after ours. */
async function roleAround(database: LaneConnection['database']): Promise<string | null> {
	if (!database.isTransaction) return null;
	const { rows } = await database.raw("SELECT current_setting('role') AS role");
	return rows[0].role;
}

/**
 * Runs `work` in one transaction under the role of `lane`; everything or nothing is written. Within a transaction of someone
 * else (a flow that filters what is saved) it is a part of that one, which has its own role back afterwards; a lane with a login
 * of its own reads beside it and writes nothing. Of a person it shows the documents that they see. Where the request that is being served names an Idempotency-Key, its answer is written with it, and a request done before is answered without
 * `work`.
 *
 * @param dryRun does everything, then rolls back.
 */
export async function inLane<T>(
	host: LaneHost,
	lane: Lane,
	work: (transaction: LaneTransaction) => Promise<T>,
	{ dryRun = false }: { dryRun?: boolean } = {},
): Promise<T> {
	const readOnly = lane === 'reader' || lane === 'observer';
	const call = readOnly ? undefined : currentCall();
	const recorded = readOnly ? '' : saysDoor(host.door, lane);
	const sight = (await host.sees?.()) ?? null;
	const { database, role, own } = await connectionOf(host, lane);
	if (own && !readOnly && host.database.isTransaction) {
		// It would wait for what that transaction holds, and that transaction for it.
		const why = `The ${lane} has a database login of its own here, so it writes nothing within the transaction of another`;
		refuse('conflict', 'LANE_IN_TRANSACTION', `${why}: let the flow run after it.`);
	}
	const roleAfterwards = await roleAround(database);
	for (let attempt = 1; ; attempt++) {
		let replayed = false;
		try {
			const transaction = async (trx: Knex.Transaction) => {
				// Compiling a statement of ours takes longer than answering it.
				const begin = (await trx
					.raw(`${recorded}SET LOCAL jit = off; SET LOCAL ROLE ${role}; SELECT ${timestamp('now()')} AS now`)
					.catch((error: unknown) => {
						throw explainRole(error, lane, role);
					})).at(-1);
				const now: string = begin.rows[0].now;
				await narrow(trx, sight);
				const earlier = call && (await earlierAnswer(trx, call));
				if (earlier) replayed = true;
				const answer = earlier ? (earlier.answer as T) : await work({ trx, now });
				if (dryRun) {
					// Rules that the database checks at the commit are checked now: a dry run has none.
					await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
					throw new DryRun(answer);
				}
				if (call && !earlier) await recordAnswer(trx, call, answer, now);
				// A savepoint keeps what SET LOCAL did when it is released, and undoes it only when it is rolled back.
				if (roleAfterwards !== null) await trx.raw("SELECT set_config('role', ?, true)", [roleAfterwards]);
				return answer;
			};
			const answer = await database.transaction(transaction, readOnly ? { readOnly, isolationLevel: 'repeatable read' } : {});
			if (call) call.outcome = replayed ? 'replayed' : 'recorded';
			if (!readOnly && !replayed) written();
			return answer;
		} catch (error) {
			if (error instanceof DryRun) return error.answer as T;
			if (attempt < TRIES && RETRIED.has((error as { code?: string }).code ?? '')) continue;
			throw error;
		}
	}
}

/**
 * Asks the functions that read as their owner (migration 014): Directus' own login asks them by itself, without a transaction; where
 * a lane's login reads, it does so under its role.
 */
export async function asking<T>(host: LaneHost, ask: (database: Knex) => Promise<T>): Promise<T> {
	const { own } = await connectionOf(host, 'reader');
	return own ? inLane(host, 'reader', ({ trx }) => ask(trx)) : ask(host.database);
}

/** SQL for `expression` (a timestamptz) as the text the core compares. */
export const timestamp = (expression: string): string =>
	`to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A text where it is an id; null where it can be none, which is the id of nothing. */
export const uuidOrNull = (text: string): string | null => (UUID.test(text) ? text : null);

/**
 * Holds off every other transaction on the same document until this one ends, whatever it does. A first cut names a document by its
 * id in the registry, an operation or an attestation by its code: the code is the one key.
 */
export async function lockDocument(trx: Knex.Transaction, document: string): Promise<void> {
	await trx.raw(
		`SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:document:'
			|| coalesce((SELECT doc_code FROM public.cutter_source_document WHERE id = CAST(? AS uuid)), ?), 0))`,
		[uuidOrNull(document), document],
	);
}
