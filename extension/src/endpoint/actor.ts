/** Who is acting: the signed-in user, and every policy that applies to them. */
import type { Knex } from 'knex';

import type { Actor } from '../core/index.js';

/** The part of Directus' accountability a decision needs. */
export interface Accountability {
	user?: string | null;
	admin?: boolean;
	roles?: string[] | null;
}

/**
 * The acting person. Policies come through roles or directly; a second token or role of one person is the same person.
 *
 * @param accountability null where nobody acts (scheduled flows): such an actor holds no duty.
 */
export async function actorOf(database: Knex, accountability: Accountability | null | undefined): Promise<Actor> {
	const user = accountability?.user ?? null;
	if (!user) return { user: null, policies: [], admin: false };
	const rows = await database('directus_access')
		.select('policy')
		.where({ user })
		.orWhere((either) => either.whereIn('role', accountability?.roles ?? []));
	return { user, policies: rows.map((row: { policy: string }) => row.policy), admin: accountability?.admin ?? false };
}
