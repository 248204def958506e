/** Through which door something is done, and how it is known who does it. */
import type { Door, SessionKind } from '../core/index.js';
import type { Accountability } from './actor.js';

/** Of a token that Directus found good; `isSession` where it named a session. */
export function kindOfToken(token: string, isSession: boolean): SessionKind {
	if (isSession) return 'session';
	return isSigned(token) ? 'access_token' : 'static_token';
}

/** Whether Directus signed a text as a token, as it tells them from static ones; that the signature is good was for it to say. */
function isSigned(token: string): boolean {
	try {
		const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { iss?: unknown };
		return claims.iss === 'directus';
	} catch {
		return false;
	}
}

/** Of a request. Who was found by an extension of the host, and not by a token, is untold. */
export function doorOfRequest({ accountability, token }: { accountability?: Accountability | null; token?: string | null }): Door {
	if (!accountability?.user) return { channel: 'http', session_kind: 'none' };
	return { channel: 'http', session_kind: token ? kindOfToken(token, Boolean(accountability.session)) : 'untold' };
}

/** Of a flow, which is told no token. */
export function doorOfFlow(accountability: Accountability | null): Door {
	if (!accountability?.user) return { channel: 'flow', session_kind: 'none' };
	return { channel: 'flow', session_kind: accountability.session ? 'session' : 'untold' };
}

/** Of the clock of a setting. */
export const DOOR_OF_SCHEDULE: Door = { channel: 'schedule', session_kind: 'none' };

/** Statements that say it until the end of the transaction, or of the session. */
export const doorStatements = ({ channel, session_kind: kind }: Door, scope: 'LOCAL' | 'SESSION' = 'LOCAL'): string =>
	`SET ${scope} cutter.channel = '${channel}'; SET ${scope} cutter.session_kind = '${kind}'; `;
