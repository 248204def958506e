// Who acts on the command line is proven by their own Directus token: what is taken for proof, and what is not.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { httpClient } from '../../scripts/lib/http.mjs';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { fingerprint } from '../support/ledger.mjs';
import { newPerson, secondTokenOf } from '../support/people.mjs';
import { commandLineOf, sharedSystem, sql } from '../support/system.mjs';

let system;
let folder;
let reviewer;
before(async () => {
	system = await sharedSystem();
	folder = temporaryFolder('iu-cutter-tokens-');
	reviewer = system.users.reviewer;
});
after(async () => {
	folder?.remove();
	await system?.close();
});

/** `resolve` of an address that is nobody's, with a token (none where it is empty) and further words: its exit code and its one report. */
async function ask(token, words = [], settings = undefined) {
	const cutter = settings ? commandLineOf(system, settings) : system.cutter;
	const { code, stdout, stderr } = await cutter(['resolve', 'NOWHERE/DIEU-1', ...words, '--json'], { token });
	if (token) assert.ok(!`${stdout}${stderr}`.includes(token), 'a token is not said again');
	const { error, data } = JSON.parse(stdout);
	return { code, error, data };
}

async function assertActs(token, words, settings) {
	const { data, error } = await ask(token, words, settings);
	assert.equal(data?.[0]?.outcome, 'not_found', JSON.stringify(error));
}

async function assertRefused(code, token, words, settings) {
	const answer = await ask(token, words, settings);
	assert.deepEqual([answer.code, answer.error?.code], [1, `CUTTER_${code}`], JSON.stringify(answer));
	assert.match(answer.error.message, /^[A-Z-][^\n]*\.$/);
	return answer.error.message;
}

const tokenFile = (name, text, mode = 0o600) => {
	const file = join(folder.path, name);
	writeFileSync(file, text, { mode });
	chmodSync(file, mode);
	return file;
};

/** A token as Directus signs them. */
function signed(claims, secret = system.env.SECRET) {
	const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'directus', role: null, app_access: false, admin_access: false, ...claims })}`;
	return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
const now = () => Math.floor(Date.now() / 1000);

/** What a browser would have after a login. */
async function sessionOf({ email, password }) {
	const answer = await fetch(`${system.url}/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password, mode: 'session' }) });
	assert.equal(answer.status, 200);
	return /directus_session_token=([^;]+)/.exec(answer.headers.getSetCookie().join('\n'))[1];
}

const accessTokenOf = async ({ email, password }) => (await httpClient(system.url).post('/auth/login', { email, password })).access_token;

describe('proof', () => {
	test('a static token, a session and the short-lived token of a login; also from a file of one\'s own, also beside one\'s own name', async () => {
		const tokens = [reviewer.token, await sessionOf(reviewer), await accessTokenOf(reviewer)];
		for (const token of tokens) {
			await assertActs(token);
			await assertActs('', ['--token-file', tokenFile('mine', `${token}\n`)]);
		}
		await assertActs(reviewer.token, ['--as', reviewer.email.toUpperCase()]);
		await assertActs(reviewer.token, ['--as', reviewer.id]);
	});

	test('no token: nobody, and a name is none', async () => {
		assert.match(await assertRefused('TOKEN_MISSING', ''), /CUTTER_TOKEN.*--token-file/);
		assert.match(await assertRefused('PERSON_NOT_PROVEN', '', ['--as', reviewer.email]), /CUTTER_TOKEN.*--token-file.*CUTTER_DEVELOPMENT_TRUST_AS/);
	});

	test('a token that is none, one of another secret, one that has expired', async () => {
		await assertRefused('TOKEN_REFUSED', 'not-a-token');
		await assertRefused('TOKEN_REFUSED', signed({ id: reviewer.id, exp: now() + 60 }, 'another secret'));
		await assertRefused('TOKEN_REFUSED', `${signed({ id: reviewer.id, exp: now() + 60 }).slice(0, -4)}AAAA`);
		await assertRefused('TOKEN_EXPIRED', signed({ id: reviewer.id, exp: now() - 60 }));
		await assertActs(signed({ id: reviewer.id, exp: now() + 60 }));
	});

	test('a session that has ended, by time or by its owner', async () => {
		const [late, ended] = [await sessionOf(reviewer), await sessionOf(reviewer)];
		await assertActs(late);
		const { session } = JSON.parse(Buffer.from(late.split('.')[1], 'base64url'));
		await sql(system.adminDatabaseUrl, "UPDATE directus_sessions SET expires = now() - interval '1 second' WHERE token = $1", [session]);
		await assertRefused('TOKEN_REFUSED', late);
		const { session: other } = JSON.parse(Buffer.from(ended.split('.')[1], 'base64url'));
		await sql(system.adminDatabaseUrl, 'DELETE FROM directus_sessions WHERE token = $1', [other]);
		await assertRefused('TOKEN_REFUSED', ended);
	});

	test('the token of another: it acts for its owner alone, whoever is named', async () => {
		const { executor } = system.users;
		await assertRefused('TOKEN_OF_ANOTHER', executor.token, ['--as', reviewer.email]);
		await assertRefused('TOKEN_OF_ANOTHER', executor.token, ['--as', 'nobody@example.com']);
		const before = await fingerprint(system);
		const { code, stdout } = await system.cutter(['ledger', 'checkpoint', '--out', join(folder.path, 'c.json'), '--json'], { token: executor.token });
		assert.deepEqual([code, JSON.parse(stdout).error.code], [1, 'CUTTER_DUTY_MISSING'], 'it opens what its owner may do, no more');
		assert.deepEqual(await fingerprint(system), before);
	});

	test('a suspended person: by their static token, by a session and by the token of a login that Directus itself would take for minutes', async () => {
		const person = await newPerson(system, { duties: ['Observer'] });
		const client = await secondTokenOf(system, person);
		const tokens = [person.token, await sessionOf(person), await accessTokenOf(person)];
		for (const token of tokens) await assertActs(token);
		await system.clients.admin.patch(`/users/${person.id}`, { status: 'suspended' });
		assert.equal((await client.send('GET', '/cutter/backlog')).status, 200, 'as Directus does it over HTTP');
		for (const token of tokens) await assertRefused('TOKEN_REFUSED', token);
		await assertRefused('TOKEN_REFUSED', tokens[0], ['--as', person.email], { CUTTER_DEVELOPMENT_TRUST_AS: 'true' });
	});

	test('a shared link is nobody', async () => {
		await assertRefused('TOKEN_REFUSED', signed({ share: reviewer.id, exp: now() + 60 }));
	});
});

describe('where a token comes from', () => {
	test('a file that others may read, or that is not there, or empty; two tokens', async () => {
		for (const mode of [0o644, 0o640, 0o620, 0o606]) await assertRefused('TOKEN_FILE_OPEN', '', ['--token-file', tokenFile('open', reviewer.token, mode)]);
		await assertRefused('FILE_UNREADABLE', '', ['--token-file', join(folder.path, 'none')]);
		await assertRefused('FILE_UNREADABLE', '', ['--token-file', folder.path]);
		await assertRefused('TOKEN_FILE_EMPTY', '', ['--token-file', tokenFile('empty', ' \n')]);
		await assertRefused('TOKEN_TWICE', reviewer.token, ['--token-file', tokenFile('mine', reviewer.token)]);
	});

	test('a file of another user of the machine', { skip: process.getuid?.() !== 0 && 'only root may give a file away' }, async () => {
		const file = tokenFile('theirs', reviewer.token);
		chownSync(file, 65534, 65534);
		await assertRefused('TOKEN_FILE_OPEN', '', ['--token-file', file]);
	});

	test('never the words of the command, which everybody on the machine may read: they are refused and not said again', async () => {
		for (const words of [['--token', reviewer.token], [`--token=${reviewer.token}`]]) {
			const { code, stdout, stderr } = await system.cutter(['resolve', 'X/A', ...words], { token: '' });
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, /^error: unknown option '--token=?'\n$/);
		}
	});

	test("never Directus' own settings, which are everybody's who may run it", async () => {
		const settings = tokenFile('settings.env', `CUTTER_TOKEN=${reviewer.token}\n`);
		const { code, stdout } = await commandLineOf(system, { CONFIG_PATH: settings })(['resolve', 'X/A', '--json'], { token: '', process: true });
		assert.deepEqual([code, JSON.parse(stdout).error.code], [1, 'CUTTER_TOKEN_MISSING']);
	});
});

describe('the switch of a development system', () => {
	const trusting = { CUTTER_DEVELOPMENT_TRUST_AS: 'true' };

	test('takes a name for a person; a token that is given must hold all the same', async () => {
		await assertActs('', ['--as', reviewer.email], trusting);
		await assertRefused('TOKEN_MISSING', '', [], trusting);
		await assertRefused('PERSON_NOT_FOUND', '', ['--as', 'nobody@example.com'], trusting);
		await assertRefused('TOKEN_REFUSED', 'not-a-token', ['--as', reviewer.email], trusting);
		await assertRefused('TOKEN_OF_ANOTHER', system.users.executor.token, ['--as', reviewer.email], trusting);
	});

	test('is told where it is on, by health and by the command line', async () => {
		const status = async (settings) => JSON.parse((await commandLineOf(system, settings)(['status', '--json'])).stdout).data.notices;
		const [notice, ...more] = await status(trusting);
		assert.deepEqual([notice.code, more], ['NAMES_TRUSTED', []]);
		assert.match((await commandLineOf(system, trusting)(['status'])).stdout, /\nCUTTER_DEVELOPMENT_TRUST_AS is on: [^\n]+\.\n$/);
		assert.deepEqual(await status({}), []);
		assert.deepEqual((await system.clients.executor.get('/cutter/health')).notices, []);
	});

	test('is off with any other word', async () => {
		for (const word of ['', 'false', '0', 'no', 'TRUE ']) await assertRefused('PERSON_NOT_PROVEN', '', ['--as', reviewer.email], { CUTTER_DEVELOPMENT_TRUST_AS: word });
	});
});
