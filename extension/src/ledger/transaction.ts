/** Transactions and questions under a lane's own database role. Each message to the database costs as much as a small query: few are sent. */
import type { Knex } from 'knex';

/** The runtime roles; the Directus role may set them, and writes nothing of the ledger by itself. */
const ROLES = { executor: 'cutter_exec', verifier: 'cutter_verify', reader: 'cutter_exec', observer: 'cutter_ro' } as const;

/** `reader` and `observer` transactions are read only; `observer` sees the views alone. */
export type Lane = keyof typeof ROLES;
type ReadingLane = 'reader' | 'observer';

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

/** Asks one question: a statement that reads `:given`, a JSON value. Gives its rows. */
export type Ask = <Row>(question: string, given: object) => Promise<Row[]>;

/** Questions inside a transaction. */
export const within =
	(trx: Knex.Transaction): Ask =>
	async (question, given) =>
		(await trx.raw(question, { given: JSON.stringify(given) })).rows;

/**
 * Questions each in a read-only transaction of its own under the role of `lane`, sent as ONE message: the server takes the
 * statements of a message as one transaction, so the role ends with it. Such a message has no parameters; what is given goes
 * into it as hexadecimal digits, of which nothing can be read as SQL. Compiling a question would take longer than answering it.
 */
export const alone =
	(database: Knex, lane: ReadingLane): Ask =>
	async (question, given) => {
		const literal = `convert_from(decode('${Buffer.from(JSON.stringify(given)).toString('hex')}', 'hex'), 'UTF8')`;
		const results = await database.raw(`SET TRANSACTION READ ONLY; SET LOCAL jit = off; SET LOCAL ROLE ${ROLES[lane]}; ${question.replaceAll(':given', literal)}`);
		return results.at(-1).rows;
	};

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
			const transaction = async (trx: Knex.Transaction) => {
				const [, now] = await trx.raw(`SET LOCAL ROLE ${ROLES[lane]}; SELECT ${timestamp('now()')} AS now`);
				const answer = await work({ trx, now: now.rows[0].now });
				if (dryRun) {
					// Rules that the database checks at the commit are checked now: a dry run has none.
					await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
					throw new DryRun(answer);
				}
				return answer;
			};
			return await database.transaction(transaction, { readOnly: lane === 'reader' || lane === 'observer' });
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
