/** The one way rows are written: a whole batch as JSON, one statement per table. */
import type { Knex } from 'knex';

import type { TableSpec } from './tables.js';

/**
 * Inserts the rows of a JSON array into `table` with one statement; names and types come from the table's own spec.
 *
 * @param rows the JSON text of an array of objects whose keys are column names, or the objects themselves.
 * @returns the number of rows written.
 */
export async function insertRows(trx: Knex.Transaction, table: TableSpec, rows: string | readonly object[]): Promise<number> {
	const names = Object.keys(table.columns).join(', ');
	const record = Object.entries(table.columns).map(([name, type]) => `${name} ${type}`).join(', ');
	const text = typeof rows === 'string' ? rows : JSON.stringify(rows);
	const result = await trx.raw(
		`INSERT INTO ${table.name} (${names}) SELECT ${names} FROM json_to_recordset(?::json) AS record (${record})`,
		[text],
	);
	return result.rowCount;
}
