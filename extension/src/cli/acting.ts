/** Who carries a command out: proven by a token of their own, never by a name alone but where a development system says so. */
import { open } from 'node:fs/promises';

import { refuse } from '../core/index.js';
import { actorNamed, idOfUser } from '../host/actor.js';
import { trustsNames, TRUST_NAMES } from '../host/trust.js';
import { sightOf } from '../host/sight.js';
import { personOf, type Proven } from '../host/tokens.js';
import type { Context } from '../usecases/context.js';
import type { CliHost } from './host.js';
import type { Io } from './io.js';
import { isTerminal, login, type LoggedIn } from './login.js';

/** What a command was told of who acts. */
export interface Who {
	json?: boolean;
	as?: string;
	tokenFile?: string;
}

/** The options of a command that a person carries out. */
export const ACTING = [
	['--token-file <file>', 'a file with your Directus token, which nobody else may read; CUTTER_TOKEN in the environment is the other way'],
	['--as <user>', 'who you mean to be, by e-mail address or id: refused where the token is another\'s'],
] as const;

export const TOKEN = 'CUTTER_TOKEN';
const WAYS = `set ${TOKEN} to your own Directus token, give --token-file FILE, or log in at a terminal`;

/** Does `work` as the person who is proven. */
export async function asProven<T>(host: CliHost, io: Io, who: Who, work: (context: Context) => Promise<T>): Promise<T> {
	const { database, env } = host;
	const { actor, accountability, session_kind, end } = await proven(host, io, who);
	try {
		if (who.as !== undefined && (await idOfUser(database, who.as)) !== actor.user) refuse('forbidden', 'TOKEN_OF_ANOTHER', `You are not ${JSON.stringify(who.as)}: act with your own token, as yourself.`);
		return await work({ database, env, actor, door: { channel: 'cli', session_kind }, sees: sightOf(host, accountability, actor) });
	} finally {
		await end?.();
	}
}

async function proven(host: CliHost, io: Io, { as, tokenFile }: Who): Promise<Proven & Partial<LoggedIn>> {
	const token = await tokenOf(host.env[TOKEN], tokenFile);
	if (token !== null) return personOf(host.database, token);
	if (as !== undefined && trustsNames(host.env)) return { ...(await actorNamed(host.database, as)), session_kind: 'asserted' };
	if (isTerminal(io)) return login(host, io, as?.includes('@') ? as : undefined);
	if (as === undefined) return refuse('forbidden', 'TOKEN_MISSING', `Nobody is proven to act: ${WAYS}.`);
	return refuse('forbidden', 'PERSON_NOT_PROVEN', `--as names ${JSON.stringify(as)} and proves nothing: ${WAYS}; a development system may take names alone (${TRUST_NAMES}).`);
}

/** The token that was given; null where none was. */
async function tokenOf(inEnvironment: unknown, file: string | undefined): Promise<string | null> {
	const given = typeof inEnvironment === 'string' ? inEnvironment.trim() : '';
	if (file === undefined) return given || null;
	if (given) refuse('invalid', 'TOKEN_TWICE', `There are two tokens: give either ${TOKEN} or --token-file.`);
	return tokenIn(file);
}

/** Rights of anybody but the owner. */
const OTHERS = 0o077;

async function tokenIn(file: string): Promise<string> {
	const unreadable = (error: NodeJS.ErrnoException) => refuse('not_found', 'FILE_UNREADABLE', `The file ${file} cannot be read (${error.code}).`);
	const opened = await open(file, 'r').catch(unreadable);
	try {
		// Of the file that was opened: another one may have its name by now.
		const { mode, uid } = await opened.stat();
		const isOwn = process.getuid === undefined || uid === process.getuid();
		if (process.platform !== 'win32' && ((mode & OTHERS) !== 0 || !isOwn)) {
			refuse('forbidden', 'TOKEN_FILE_OPEN', `The file ${file} is not yours alone: take its rights from everybody else ("chmod 600"), and the token for known to them.`);
		}
		const token = (await opened.readFile('utf8').catch(unreadable)).trim();
		return token || refuse('invalid', 'TOKEN_FILE_EMPTY', `There is no token in the file ${file}.`);
	} finally {
		await opened.close();
	}
}
