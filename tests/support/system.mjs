// The system under test: the one `npm test` started for all suites, or one of a test's own.

import pg from 'pg';
import { clientsOf } from '../../scripts/lib/main-job.mjs';
import { httpClient, lookAtAnswers } from '../../scripts/lib/http.mjs';
import { directusServer } from '../../scripts/lib/directus-server.mjs';
import { freePort } from '../../scripts/lib/process.mjs';
import { startPreparedStack } from '../../scripts/lib/prepared.mjs';
import { connectStack } from '../../scripts/lib/stack.mjs';
import { checkAnswer } from './answers.mjs';

lookAtAnswers(checkAnswer);

/** The token of whoever `--as` names. */
function tokenOf(users, args) {
	const named = args[args.indexOf('--as') + 1]?.toLowerCase();
	return args.includes('--as') ? Object.values(users).find(({ id, email }) => [id, email].includes(named))?.token : undefined;
}

/** The command line as people use it: who is named proves it with their own token, unless another one is given. */
const proving =
	({ cutter, users, env }) =>
	(args, { token = env.CUTTER_TOKEN ?? tokenOf(users, args), ...options } = {}) =>
		cutter(args, { ...options, token });

/** A started stack with its command line and a client for each of its people. */
export const withClients = (stack) => ({ ...stack, cutter: proving(stack), clients: { ...clientsOf(stack), anonymous: httpClient(stack.url) } });

/**
 * The running system that all suites share; when a test file is run by itself, a new one. Tests that share it
 * use address prefixes of their own and neither stop nor reconfigure it.
 * @returns {Promise<ReturnType<typeof connectStack> & { clients: Record<string, ReturnType<typeof httpClient>>, close: () => Promise<void> }>}
 *   `clients`: one HTTP client for each of executor, reviewer, verifier, admin and anonymous
 */
export async function sharedSystem() {
	const running = process.env.CUTTER_TEST_SYSTEM;
	if (running) return { ...withClients(connectStack(JSON.parse(running))), close: async () => {} };
	return ownSystem({ studio: true });
}

/**
 * A system for one test file alone, which it may restart, break and reconfigure; without the Studio, where `studio` is not asked for.
 * @param {Parameters<typeof startPreparedStack>[0]} [options]
 */
export async function ownSystem(options) {
	const stack = await startPreparedStack({ studio: false, ...options });
	return { ...withClients(stack), close: stack.stop };
}

/**
 * One more Directus process on the database of a running system.
 * @returns {Promise<ReturnType<typeof directusServer>>}
 */
export async function secondDirectus({ host, folder, env }) {
	const port = String(await freePort());
	const directus = directusServer({ host, folder, env: { ...env, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` } });
	await directus.start();
	return directus;
}

/** The command line of a running system with other settings: `directus cutter …` as another administrator would run it. */
export const commandLineOf = ({ host, folder, env, users }, settings = {}) => proving(connectStack({ host, folder, users, env: { ...env, ...settings } }));

/**
 * One statement on a connection of its own.
 * @param {string} url for example `system.adminDatabaseUrl`
 * @returns {Promise<pg.QueryResult>}
 */
export async function sql(url, text, values) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return await client.query(text, values);
	} finally {
		await client.end();
	}
}

let prefixes = 0;
/** An address prefix that no other test of this run has used. */
export const newPrefix = (stem = 'TEST') => `${stem}-${process.pid}-${(prefixes += 1)}`;
