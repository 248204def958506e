/** Rows of a frozen `verify.sql`. */
import type { Client } from 'pg';

import type { PostCheck } from '../core/index.js';

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
