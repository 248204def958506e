/** `channel` and `session_kind`, which rows have from the transaction or connection that writes them; before migration 019 none has them. */
/** SQL for one of them of a row `alias`, with its name, as members of JSON; NULL where the row, or its table, has none. */
const member = (alias: string, column: 'channel' | 'session_kind'): string => `', "${column}": ' || CAST(to_jsonb(${alias})->'${column}' AS text)`;

/** SQL for `row`, JSON of a row `alias`, with both at its end where they were recorded: a row from before stays as it was sealed. */
export const withDoor = (row: string, alias: string): string =>
	`CAST(left(CAST(${row} AS text), -1) || CASE WHEN to_jsonb(${alias})->>'channel' IS NULL THEN '' ELSE ${member(alias, 'channel')} || ${member(alias, 'session_kind')} END || '}' AS json)`;
