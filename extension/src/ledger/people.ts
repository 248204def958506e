/** People as Directus has them: what they are called, and who holds a policy. */
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

/** Somebody who holds a policy, with what decides what they may do and see. */
export interface Holder {
	id: string;
	role: string | null;
	/** Their role and those it stands in. */
	roles: string[];
	/** All they hold, wherever they ask from. */
	policies: string[];
	admin: boolean;
	/** Such as `vi-VN`. */
	language: string | null;
	name: string;
}

/** Active people who hold one of these policies, by themselves or through a role. */
export async function peopleHolding(database: Knex, policies: readonly string[]): Promise<Holder[]> {
	const { rows } = await database.raw(
		`WITH RECURSIVE held (person, role) AS (
			SELECT id, role FROM directus_users WHERE status = 'active'
			UNION SELECT h.person, r.parent FROM held h JOIN directus_roles r ON r.id = h.role WHERE r.parent IS NOT NULL
		), granted (person, policy) AS (
			SELECT a."user", a.policy FROM directus_access a WHERE a."user" IS NOT NULL
			UNION SELECT h.person, a.policy FROM held h JOIN directus_access a ON a.role = h.role
		)
		SELECT u.id::text AS id, u.role::text AS role, trim(concat_ws(' ', u.first_name, u.last_name)) AS name,
			coalesce(u.language, (SELECT default_language FROM directus_settings LIMIT 1)) AS language,
			ARRAY(SELECT h.role::text FROM held h WHERE h.person = u.id AND h.role IS NOT NULL) AS roles,
			ARRAY(SELECT g.policy::text FROM granted g WHERE g.person = u.id) AS policies,
			EXISTS (SELECT FROM granted g JOIN directus_policies p ON p.id = g.policy WHERE g.person = u.id AND p.admin_access) AS admin
		FROM directus_users u
		WHERE u.status = 'active' AND EXISTS (SELECT FROM granted g WHERE g.person = u.id AND g.policy::text = ANY(CAST(:policies AS text[])))
		ORDER BY u.last_name, u.first_name, u.id`,
		{ policies: policies as string[] },
	);
	return rows;
}
