/** What people are called, as Directus has it. */
import type { Knex } from 'knex';

/** Names by user id; whoever is no user of this Directus any more has none. Nothing but the name is told. */
export async function namesOf(database: Knex, ids: readonly (string | null | undefined)[]): Promise<Record<string, string>> {
	const wanted = [...new Set(ids.filter((id): id is string => Boolean(id)))];
	if (wanted.length === 0) return {};
	const { rows } = await database.raw(
		`SELECT id::text AS id, trim(concat_ws(' ', first_name, last_name)) AS name FROM directus_users WHERE id::text = ANY(CAST(? AS text[]))`,
		[wanted],
	);
	return Object.fromEntries(rows.filter(({ name }: { name: string }) => name).map(({ id, name }: { id: string; name: string }) => [id, name]));
}
