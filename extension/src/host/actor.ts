/** Who is acting: the signed-in user, and every policy that applies to them. */
import { ipInNetworks } from '@directus/utils/node';
import type { Knex } from 'knex';

import { refuse, type Actor } from '../core/index.js';

/** The part of Directus' accountability a decision needs. */
export interface Accountability {
	user?: string | null;
	admin?: boolean;
	roles?: string[] | null;
	/** The session a request was made in, where it was made in one. */
	session?: string | null;
	/** Where the request came from; a command line and a schedule come from nowhere. */
	ip?: string | null;
}

/** Whether a policy applies to a request from `ip`, as Directus decides it: one that is bound to addresses, from those alone. */
const appliesFrom = (ip: string | null | undefined, addresses: string | null): boolean => !addresses || Boolean(ip && ipInNetworks(ip, addresses.split(',')));

/**
 * The acting person. Policies come through roles or directly; a second token or role of one person is the same person.
 *
 * @param accountability null where nobody acts (scheduled flows): such an actor holds no duty.
 */
export async function actorOf(database: Knex, accountability: Accountability | null | undefined): Promise<Actor> {
	const user = accountability?.user ?? null;
	if (!user) return { user: null, policies: [], admin: false };
	const { rows } = await database.raw(
		`SELECT a.policy, p.ip_access FROM directus_access a JOIN directus_policies p ON p.id = a.policy
		WHERE a."user" = :user OR a.role = ANY(CAST(:roles AS uuid[]))`,
		{ user, roles: accountability?.roles ?? [] },
	);
	const applying = (rows as { policy: string; ip_access: string | null }[]).filter(({ ip_access }) => appliesFrom(accountability?.ip, ip_access));
	return { user, policies: applying.map(({ policy }) => policy), admin: accountability?.admin ?? false };
}

/** What Directus tells an operation about the run of its flow. */
export interface FlowHost {
	database: Knex;
	/** Null where there is no caller at all; an anonymous visitor has one that names no user. */
	accountability: Accountability | null;
	/** The flow that was triggered first, where flows trigger one another. */
	flow?: { id: string; trigger?: string | null } | null;
}

/** Who acts in a flow: the user who triggered it, or nobody; what nobody may do is the core's to say. */
export async function actorInFlow({ database, accountability, flow }: FlowHost): Promise<Actor> {
	const actor = await actorOf(database, accountability);
	return { ...actor, flow: flow ? { id: flow.id, trigger: flow.trigger ?? '', has_caller: accountability !== null } : null };
}

/** The clock of a setting: nobody, and what little it may do is the core's to say. */
export const actorOfSetting = (setting: string): Actor => ({ user: null, policies: [], admin: false, schedule: setting });

/** The id of a user of that e-mail address or id, whether they are still active or not; null where there is none. */
export async function idOfUser(database: Knex, named: string): Promise<string | null> {
	const { rows } = await database.raw('SELECT id FROM directus_users WHERE lower(email) = lower(:named) OR CAST(id AS text) = lower(:named)', { named });
	return rows[0]?.id ?? null;
}

/** What Directus decides by for a person who asks from nowhere. */
const fromNowhere = ({ id, role, roles, admin }: { id: string; role: string | null; roles: string[]; admin: boolean }) => ({ user: id, role, roles, admin, app: false, ip: null });

/** Somebody as Directus has them, and as the core does: they are told of something, and ask for nothing. */
export const asTold = (person: { id: string; role: string | null; roles: string[]; policies: string[]; admin: boolean }): { actor: Actor; accountability: Accountability } => ({
	actor: { user: person.id, policies: person.policies, admin: person.admin, flow: null, schedule: null },
	accountability: fromNowhere(person),
});

/** The active user of that e-mail address or id, who is not proven by it; admin rights of the shell count for nothing. */
export async function actorNamed(database: Knex, named: string): Promise<{ actor: Actor; accountability: Accountability }> {
	const user = await database('directus_users').where({ id: await idOfUser(database, named), status: 'active' }).first('id', 'role');
	if (!user) refuse('not_found', 'PERSON_NOT_FOUND', `There is no active user ${JSON.stringify(named)}.`);
	const { rows: roles } = await database.raw(
		`WITH RECURSIVE held (id, parent) AS (
			SELECT id, parent FROM directus_roles WHERE id = ?
			UNION SELECT r.id, r.parent FROM directus_roles r JOIN held h ON r.id = h.parent
		) SELECT id FROM held`,
		[user.role],
	);
	const roleIds: string[] = roles.map((role: { id: string }) => role.id);
	const actor = await actorOf(database, { user: user.id, roles: roleIds });
	const admins = await database('directus_policies').select('id').whereIn('id', actor.policies).andWhere({ admin_access: true });
	const admin = admins.length > 0;
	return { actor: { ...actor, admin }, accountability: fromNowhere({ id: user.id, role: user.role, roles: roleIds, admin }) };
}

/** The id of a user of that e-mail address; any other text as it is. */
export async function recordedName(database: Knex, named: string): Promise<string> {
	if (!named.includes('@')) return named;
	return (await idOfUser(database, named)) ?? refuse('not_found', 'PERSON_NOT_FOUND', `There is no user ${JSON.stringify(named)}.`);
}
