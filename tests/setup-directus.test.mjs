// A plain Directus from the set-up scripts, without the bundle.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { httpClient } from '../scripts/lib/http.mjs';
import { startStack } from '../scripts/lib/stack.mjs';

let stack;
before(async () => {
	stack = await startStack({ withExtension: false });
});
after(() => stack?.stop());

test('the administrator gets in, by token and by password', async () => {
	const { admin } = stack.users;
	const me = await httpClient(stack.url, admin.token).get('/users/me?fields=email');
	assert.equal(me.email, admin.email);
	const login = await httpClient(stack.url).post('/auth/login', { email: admin.email, password: admin.password });
	assert.ok(login.access_token);
});

test('it is the pinned Directus, on 127.0.0.1', async () => {
	const info = await httpClient(stack.url, stack.users.admin.token).get('/server/info');
	assert.equal(info.version, stack.host.version);
	assert.equal(new URL(stack.url).hostname, '127.0.0.1');
});

test('an error answer carries status and code', async () => {
	await assert.rejects(httpClient(stack.url).get('/users'), { name: 'HttpError', status: 403, code: 'FORBIDDEN' });
});

test('a file that is uploaded comes back byte for byte', async () => {
	const client = httpClient(stack.url, stack.users.admin.token);
	const bytes = Buffer.from('Điều 1. Phạm vi\r\n\u0000\u00ff', 'utf8');
	const id = await client.upload('source.txt', bytes);
	const response = await fetch(`${stack.url}/assets/${id}`, { headers: { authorization: `Bearer ${stack.users.admin.token}` } });
	assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
});

test('its command line runs in the same environment', async () => {
	const { code, stdout } = await stack.directusCli(['count', 'directus_users']);
	assert.equal(code, 0);
	assert.equal(stdout.trim(), '1');
});

test('after a restart it answers at the same address', async () => {
	const before = stack.directusPid();
	await stack.restartDirectus();
	assert.notEqual(stack.directusPid(), before);
	assert.equal((await fetch(`${stack.url}/server/ping`)).status, 200);
});

test('stopping removes every file and ends the server', async () => {
	await stack.stop();
	assert.ok(!existsSync(stack.folder));
	await assert.rejects(fetch(`${stack.url}/server/ping`));
});
