/** Moves of entries whose people are to be told, and what people do not want to be told of (migration 027). */
import type { Knex } from 'knex';

import type { NoticeKind } from '../core/index.js';

/** undefined_function: the schema is older than that, and nobody is told. */
const NOT_YET = '42883';
const orNothing = (error: Error & { code?: string }): { rows: never[] } => {
	if (error.code === NOT_YET) return { rows: [] };
	throw error;
};

/** Takes moves whose people were not told, the oldest first: each entry once, with who moved it last. They are taken with the transaction. */
export async function takeHandOvers(trx: Knex.Transaction, most: number): Promise<Map<string, string>> {
	const { rows } = await trx.raw('SELECT entry_id, moved_by FROM public.fn_tac_take_hand_overs(?) ORDER BY hand_over_id', [most]).catch(orNothing);
	return new Map(rows.map((row: { entry_id: string; moved_by: string }) => [row.entry_id, row.moved_by]));
}

/** Another number than before says that something moved; none where nobody counts. */
export async function movesTold(database: Knex): Promise<string | null> {
	const { rows } = await database.raw('SELECT public.fn_tac_moves_told() AS moves').catch(orNothing);
	return rows[0]?.moves ?? null;
}

/** Sets whether somebody wants to be told. */
export const wantNotices = (database: Knex, person: string, kind: NoticeKind, wanted: boolean): Promise<unknown> =>
	database.raw('SELECT public.fn_tac_want_notices(?, ?, ?)', [person, kind, wanted]);

/** What each person does not want to be told of. */
export async function unwantedNotices(database: Knex): Promise<{ person: string; kind: NoticeKind }[]> {
	const { rows } = await database.raw('SELECT person, kind FROM public.fn_tac_unwanted_notices()').catch(orNothing);
	return rows;
}
