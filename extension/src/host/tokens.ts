/** Who a token of Directus is of: decided by Directus itself, as for a request over HTTP. */
import type { Knex } from 'knex';

import { refuse, type Actor, type SessionKind } from '../core/index.js';
import { actorOf, type Accountability } from './actor.js';
import { ofDirectus } from './directusModules.js';
import { kindOfToken } from './door.js';

/** Directus gives an application of the Model Context Protocol tokens of its own; they open nothing else. */
type TokenAccountability = Accountability & { oauth?: unknown };

/** Somebody, and how it is known that it is them. */
export interface Proven {
	actor: Actor;
	/** As Directus has it of a request of theirs. */
	accountability: Accountability;
	session_kind: SessionKind;
}

interface TokenModule {
	getAccountabilityForToken: (token: string) => Promise<TokenAccountability>;
}

/**
 * The person whose token it is.
 *
 * @throws {Refused} where Directus takes it for nobody's, it has expired, or the person is not active any more.
 */
export async function personOf(database: Knex, token: string): Promise<Proven> {
	const { getAccountabilityForToken } = await ofDirectus<TokenModule>('utils/get-accountability-for-token');
	const accountability = await getAccountabilityForToken(token).catch(refusedToken);
	const { user = null, roles, admin, session, oauth } = accountability;
	// A token of a login stays good for some minutes after the person was suspended; a shared link has one that is nobody's.
	const isActive = user !== null && (await database('directus_users').where({ id: user, status: 'active' }).first('id')) !== undefined;
	if (isActive && !oauth) return { actor: await actorOf(database, { user, roles: roles ?? null, admin: admin ?? false }), accountability, session_kind: kindOfToken(token, Boolean(session)) };
	return refusedToken(Object.assign(new Error('not active'), { code: 'INVALID_CREDENTIALS' }));
}

/** Codes of Directus for a token that is nobody's. What it says of them is for callers over HTTP. */
const NOBODYS = new Set(['INVALID_CREDENTIALS', 'INVALID_TOKEN']);

function refusedToken(error: Error & { code?: string }): never {
	if (error.code === 'TOKEN_EXPIRED') refuse('forbidden', 'TOKEN_EXPIRED', 'This token has expired: log in again, or take a token that does not expire.');
	if (NOBODYS.has(error.code ?? '')) refuse('forbidden', 'TOKEN_REFUSED', 'This token is nobody\'s who may act: it is wrong or was replaced, its session has ended, or the person is not active.');
	throw error;
}
