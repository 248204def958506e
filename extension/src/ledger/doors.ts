/** `channel` and `session_kind`, which rows have from the transaction or connection that writes them; before migration 019 none has them. */
import type { Door } from '../core/index.js';

/** Statements that say it until the end of the transaction, or of the session. */
export const doorStatements = ({ channel, session_kind: kind }: Door, scope: 'LOCAL' | 'SESSION' = 'LOCAL'): string =>
	`SET ${scope} cutter.channel = '${channel}'; SET ${scope} cutter.session_kind = '${kind}'; `;

/** SQL for one of them of a row `alias`; NULL where the row, or its table, has none. */
export const recorded = (alias: string, column: keyof Door): string => `to_jsonb(${alias})->>'${column}'`;

/** SQL for `row`, JSON of a row `alias`, with both where they were recorded: a row from before stays as it was sealed. */
export const withDoor = (row: string, alias: string): string =>
	`CAST(${row} AS jsonb) || jsonb_strip_nulls(jsonb_build_object('channel', ${recorded(alias, 'channel')}, 'session_kind', ${recorded(alias, 'session_kind')}))`;
