/** A login for one command: whoever sits at a terminal is asked for e-mail address, password and one-time code. The session ends with the command. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

import { refuse } from '../core/index.js';
import { ofDirectus } from '../host/directusModules.js';
import type { AuthenticationService } from '../host/services.js';
import { personOf, type Proven } from '../host/tokens.js';
import type { CliHost } from './host.js';
import type { Io } from './io.js';

/** Whether somebody can be asked. */
export const isTerminal = ({ stdin, stderr }: Io): boolean => Boolean((stdin as { isTTY?: boolean }).isTTY && stderr.isTTY);

/** A person who logged in, until `end`. */
export interface LoggedIn extends Proven {
	end: () => Promise<void>;
}

/** The login that every Directus has, unless it is switched off for single sign-on. */
const WITH_PASSWORD = 'default';

/** Asks, and logs in. @param email the e-mail address, where it is known. */
export async function login({ database, services, getSchema }: CliHost, io: Io, email: string | undefined): Promise<LoggedIn> {
	const who = { email: email ?? (await answerTo(io, 'E-mail address: ')), password: await answerTo(io, 'Password: ', true) };
	await withProviders();
	// Named, so that Directus' own record of the login tells where it came from.
	const service = new services.AuthenticationService({ schema: await getSchema(), accountability: { role: null, user: null, roles: [], admin: false, app: false, ip: null, userAgent: 'directus cutter' } });
	const { accessToken, refreshToken, byCode } = await tokensOf(service, io, who);
	const end = () => service.logout(refreshToken);
	try {
		return { ...(await personOf(database, accessToken)), session_kind: byCode ? 'login_otp' : 'login', end };
	} catch (error) {
		await end();
		throw error;
	}
}

/** The tokens of a login; the code is asked for where this person has one. */
async function tokensOf(service: AuthenticationService, io: Io, who: { email: string; password: string }) {
	try {
		return { ...(await service.login(WITH_PASSWORD, who, { session: true })), byCode: false };
	} catch (error) {
		if ((error as { code?: string }).code !== 'INVALID_OTP') return refusedLogin(error as Error);
	}
	const otp = await answerTo(io, 'One-time code: ');
	return { ...(await service.login(WITH_PASSWORD, who, { session: true, otp }).catch(refusedLogin)), byCode: true };
}

const REFUSED: Record<string, string> = {
	INVALID_CREDENTIALS: 'The e-mail address or the password is wrong, or the person is not active.',
	USER_SUSPENDED: 'The person is suspended.',
	INVALID_OTP: 'The one-time code is wrong.',
};

function refusedLogin(error: Error & { code?: string }): never {
	if (error.code === 'INVALID_PROVIDER_CONFIG') refuse('conflict', 'LOGIN_NOT_HERE', 'This Directus takes no passwords: act with a token.');
	const sentence = REFUSED[error.code ?? ''];
	if (sentence) refuse('forbidden', 'LOGIN_REFUSED', sentence);
	throw error;
}

let registered: Promise<void> | undefined;

/** A server registers the ways to log in when it starts; a command line does not. */
const withProviders = (): Promise<void> =>
	(registered ??= ofDirectus<{ registerAuthProviders: () => Promise<void> }>('auth').then(({ registerAuthProviders }) => registerAuthProviders()));

/** What somebody types, on standard error and input: standard output has the report alone. A secret is not shown. */
async function answerTo({ stdin, stderr }: Io, question: string, isSecret = false): Promise<string> {
	stderr.write(question);
	const unseen = new Writable({ write: (_text, _encoding, done) => done() });
	const reader = createInterface({ input: stdin, output: isSecret ? unseen : stderr, terminal: true, historySize: 0 });
	try {
		return await new Promise((resolve, reject) => {
			// Ctrl-C and Ctrl-D leave the question without an answer.
			reader.once('close', () => reject(new Error('nothing was typed')));
			reader.question('').then(resolve, reject);
		});
	} catch {
		return refuse('forbidden', 'LOGIN_ENDED', 'The login was not finished; nothing was done.');
	} finally {
		reader.close();
		if (isSecret) stderr.write('\n');
	}
}
