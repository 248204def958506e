/** The SQL of migrations, run over a connection of the migration role. */
import type { Client, QueryResult } from 'pg';

import type { PostCheck, Statement } from '../core/index.js';

/** lock_not_available: a migration does not make a live site wait behind it, but gives way and asks again. */
const LOCKED = '55P03';
const TRIES = 3;

/**
 * Everything of the work or nothing. Where a lock could not be had in the time the script allows, nothing was done, and it is done again.
 *
 * @param settings of the transaction, by name: what the SQL of a migration reads
 */
export async function inOneTransaction<T>(client: Client, settings: readonly (readonly [string, string])[], work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		await client.query('BEGIN');
		try {
			for (const [name, value] of settings) await client.query('SELECT set_config($1, $2, true)', [name, value]);
			const done = await work();
			await client.query('COMMIT');
			return done;
		} catch (error) {
			// Where the connection itself is gone, so is the transaction.
			await client.query('ROLLBACK').catch(() => undefined);
			if (attempt === TRIES || (error as { code?: string }).code !== LOCKED) throw error;
		}
	}
}

/** A text of several statements gives several results. */
const resultsOf = async (client: Client, sql: string): Promise<QueryResult[]> => [(await client.query(sql)) as QueryResult | QueryResult[]].flat();

/** Runs a script: what each of its statements did. */
export const runScript = async (client: Client, sql: string): Promise<Statement[]> => (await resultsOf(client, sql)).map(({ command, rowCount }) => ({ command, rows: rowCount }));

/** The rows of a `verify.sql`, within the transaction that it checks. */
export const readChecks = async (client: Client, sql: string): Promise<PostCheck[]> => (await resultsOf(client, sql)).flatMap(({ rows }) => rows as PostCheck[]);

export interface VerifyRows {
	rows: PostCheck[];
	/** What the server said of statements that could not be run: their checks are unknown. */
	errors: string[];
}

/** Statements of a `verify.sql`, each of which ends at the end of a line: queries only, without quoted bodies. */
const statementsOf = (sql: string): string[] => sql.split(/(?<=;)[ \t]*\n/).filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '');

/**
 * Runs it in a transaction that reads only. A query that asks for something that is not there takes none of the others with it.
 *
 * @param settings of the transaction, by name
 */
export async function readVerifyRows(client: Client, sql: string, settings: [string, string][]): Promise<VerifyRows> {
	const found: VerifyRows = { rows: [], errors: [] };
	await client.query('BEGIN READ ONLY');
	try {
		for (const [name, value] of settings) await client.query('SELECT set_config($1, $2, true)', [name, value]);
		for (const statement of statementsOf(sql)) {
			await client.query('SAVEPOINT one');
			try {
				found.rows.push(...((await client.query(statement)).rows as PostCheck[]));
			} catch (error) {
				// Where the connection itself is gone this throws, and nothing was evaluated.
				await client.query('ROLLBACK TO SAVEPOINT one');
				found.errors.push((error as Error).message);
			}
		}
	} finally {
		await client.query('ROLLBACK').catch(() => undefined);
	}
	return found;
}
