/** Transactions under a lane's own database role, with the few retries the database asks for. */
import type { Knex } from 'knex';

/** The runtime roles; the Directus role may set them, and writes nothing of the ledger by itself. */
const ROLES = { executor: 'cutter_exec', verifier: 'cutter_verify', reader: 'cutter_exec', observer: 'cutter_ro' } as const;

/** `reader` and `observer` transactions are read only and see one state throughout; `observer` sees the views alone. */
export type Lane = keyof typeof ROLES;

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

/**
 * Runs `work` in one transaction under the role of `lane`; everything or nothing is written.
 *
 * @param dryRun does everything, then rolls back.
 */
export async function inLane<T>(
	database: Knex,
	lane: Lane,
	work: (transaction: LaneTransaction) => Promise<T>,
	{ dryRun = false }: { dryRun?: boolean } = {},
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await database.transaction(async (trx) => {
				if (lane === 'reader' || lane === 'observer') await trx.raw('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
				await trx.raw(`SET LOCAL ROLE ${ROLES[lane]}`);
				const now = await trx.raw(`SELECT ${timestamp('now()')} AS now`);
				const answer = await work({ trx, now: now.rows[0].now });
				if (dryRun) {
					// Rules that the database checks at the commit are checked now: a dry run has none.
					await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
					throw new DryRun(answer);
				}
				return answer;
			});
		} catch (error) {
			if (error instanceof DryRun) return error.answer as T;
			if (attempt < TRIES && RETRIED.has((error as { code?: string }).code ?? '')) continue;
			throw error;
		}
	}
}

/** SQL for `expression` (a timestamptz) as the text the core compares. */
export const timestamp = (expression: string): string =>
	`to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Holds off every other transaction on the same document until this one ends. */
export async function lockDocument(trx: Knex.Transaction, documentId: string): Promise<void> {
	await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`iu-cutter:document:${documentId}`]);
}
