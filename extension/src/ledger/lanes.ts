/** Through which database login each lane works: Directus' own, or one of the lane's, so that VERIFY can run where nothing else can. */
import type { Knex } from 'knex';

import { core, Refused, type Door } from '../core/index.js';
import type { Environment } from '../host/keys.js';
import type { Sees } from '../host/sight.js';

/** What a lane works with: the host's database, and the settings that may name others. */
export interface LaneHost {
	database: Knex;
	env: Environment;
	/** Recorded with what is written; who only reads has none. */
	door?: Door;
	/** Which documents the person sees for whom something is done; without a person there is nothing to ask, and all are. */
	sees?: Sees;
}

/** The runtime roles; a login may set them, and writes nothing of the ledger by itself. */
const ROLES = { executor: 'cutter_exec', verifier: 'cutter_verify', reader: 'cutter_exec', observer: 'cutter_ro' } as const;

/** `reader` and `observer` transactions are read only and see one state throughout; `observer` sees the views alone. */
export type Lane = keyof typeof ROLES;
type ReadingLane = 'reader' | 'observer';
export type WritingLane = Exclude<Lane, ReadingLane>;

const SETTINGS: Record<WritingLane, string> = { executor: 'CUTTER_EXEC_DATABASE_URL', verifier: 'CUTTER_VERIFY_DATABASE_URL' };

/** The lanes whose own login serves a lane, best first. Both write roles read the same; the views are for Directus' login. */
const SERVED_BY: Record<Lane, readonly WritingLane[]> = { executor: ['executor'], verifier: ['verifier'], reader: ['executor', 'verifier'], observer: [] };

/** The part of Knex a lane needs; Directus' own has it, within a transaction and outside. */
type Database = Pick<Knex, 'raw' | 'transaction'> & { isTransaction?: boolean };

/** Where a lane's statements go, and the role they are sent under. */
export interface LaneConnection {
	database: Database;
	role: string;
	/** Whether the login is the lane's own, and so outside of any transaction of the host. */
	own: boolean;
}

const urlOf = (env: Environment, lane: WritingLane): string => {
	const url = env[SETTINGS[lane]];
	return typeof url === 'string' ? url : '';
};

/** Whether a lane has a login of its own here. */
export const hasOwnLogin = (env: Environment, lane: WritingLane): boolean => urlOf(env, lane) !== '';

/**
 * The connection of a lane.
 *
 * @throws {Refused} where the lane's own login may do more than its role, or not even that.
 */
export async function connectionOf({ database, env }: LaneHost, lane: Lane): Promise<LaneConnection> {
	const server = SERVED_BY[lane].find((each) => hasOwnLogin(env, each));
	if (!server) return { database, role: ROLES[lane], own: false };
	return { database: await ownLogin(database, env, server), role: ROLES[server], own: true };
}

type Login = Database & { close: () => Promise<void> };

/** Logins that were found good for their lane, by lane and address. */
type Logins = Map<string, Promise<Login>>;

/** Kept for as long as this process lives. */
const kept: Logins = new Map();
/** Kept for one command, by the environment it was given. */
const keptFor = new WeakMap<Environment, Logins>();

/** Does `work` with logins of its own, closed at its end: as a process that does nothing else. */
export async function withOwnLogins<T>(env: Environment, work: () => Promise<T>): Promise<T> {
	const logins: Logins = new Map();
	keptFor.set(env, logins);
	try {
		return await work();
	} finally {
		for (const login of await Promise.allSettled(logins.values())) if (login.status === 'fulfilled') await login.value.close();
	}
}

function ownLogin(host: Knex, env: Environment, lane: WritingLane): Promise<Login> {
	const logins = keptFor.get(env) ?? kept;
	const url = urlOf(env, lane);
	const name = `${lane} ${url}`;
	const known = logins.get(name);
	if (known) return known;
	const login = connect(host, url, lane).catch((error: unknown) => {
		logins.delete(name);
		if (error instanceof Refused) throw error;
		// What the driver says names the server and the login, and health is open to everyone.
		const cause = (error as { code?: string }).code ?? 'unknown cause';
		throw new Refused({ kind: 'conflict', code: 'LANE_LOGIN_FAILED', message: `The database does not answer the login of ${SETTINGS[lane]} (${cause}).` });
	});
	logins.set(name, login);
	return login;
}

/** The host's own driver on another login; connections that are not used are closed. */
async function connect(host: Knex, url: string, lane: WritingLane): Promise<Login> {
	const { config, constructor: Client } = host.client;
	const connection = { connectionString: url, application_name: `iu-cutter ${lane}` };
	const client = new Client({ client: config.client, connection, pool: { min: 0, max: config.pool?.max ?? 10 } });
	const login = {
		raw: (...query: unknown[]) => client.raw(...query),
		transaction: (work: unknown, settings: object) => client.transaction(work, { doNotRejectOnRollback: true, userParams: {}, ...settings }, null),
		close: () => client.destroy(),
	} as unknown as Login;
	try {
		await requireOwn(login, lane);
	} catch (error) {
		await login.close();
		throw error;
	}
	return login;
}

/** Tables a login could write without taking a role are few or none; more than some are not told. */
const LOGIN = `
	SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS is_administrator,
		(SELECT coalesce(json_agg(r.rolname ORDER BY r.rolname), '[]') FROM pg_roles r
			WHERE r.rolname <> session_user AND pg_has_role(session_user, r.oid, 'MEMBER')) AS member_of,
		(SELECT coalesce(json_agg(t.name ORDER BY t.name), '[]') FROM (
			SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
				AND (has_table_privilege(session_user, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(session_user, c.oid, 'INSERT, UPDATE'))
			ORDER BY 1 LIMIT 3) t) AS writes
	FROM pg_roles WHERE rolname = session_user`;

async function requireOwn(login: Database, lane: WritingLane): Promise<void> {
	const { rows } = await login.raw(LOGIN);
	await core((it) => it.check_lane_login({ setting: SETTINGS[lane], role: ROLES[lane], ...rows[0] }));
}

/** Whether this process may act in a lane at all: whether a login it has may take the role. */
export async function mayAct(host: LaneHost, lane: WritingLane): Promise<boolean> {
	const { database, role } = await connectionOf(host, lane);
	const { rows } = await database.raw("SELECT pg_has_role(session_user, oid, 'SET') AS may FROM pg_roles WHERE rolname = ?", [role]);
	return rows[0]?.may ?? false;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** What PostgreSQL says where a login may not take the role, in a sentence that says what to do; any other error as it is. */
export function explainRole(error: unknown, lane: Lane, role: string): unknown {
	if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) return error;
	const setting = lane === 'reader' ? Object.values(SETTINGS).join(' or ') : lane === 'observer' ? '' : SETTINGS[lane];
	const advice = setting ? `set ${setting}, or do it where that is set` : `grant ${role} to the login of Directus`;
	const message = `This process may not act as the ${lane}: its database login may not take the role ${role}; ${advice}.`;
	return new Refused({ kind: 'conflict', code: 'LANE_NOT_HERE', message });
}
