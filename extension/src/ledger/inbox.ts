/** The inbox of Directus. */
import type { Knex } from 'knex';

/** Subjects of what somebody has not put away, of one collection. */
export async function unreadOf(knex: Knex, person: string, collection: string): Promise<string[]> {
	return knex('directus_notifications').where({ recipient: person, status: 'inbox', collection }).pluck('subject');
}
