/** SQL of a recursive query `name (column)`: every value of a column that an index of the table begins with. A step for each value, whatever the number of rows. */
export const eachValue = (name: string, column: string, table: string): string => `${name} (${column}) AS (
	(SELECT ${column} FROM ${table} ORDER BY ${column} LIMIT 1)
	UNION ALL
	SELECT (SELECT n.${column} FROM ${table} n WHERE n.${column} > c.${column} ORDER BY n.${column} LIMIT 1) FROM ${name} c WHERE c.${column} IS NOT NULL)`;
