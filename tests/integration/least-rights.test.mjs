// What people and processes may do at most: files of an executor, and who else may read a private key.

import assert from 'node:assert/strict';
import { chmodSync, chownSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { commandLineOf, newPrefix, ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const INBOX = 'IU Cutter';

let system;
before(async () => (system = await ownSystem()));
after(() => system?.close());

describe('files', () => {
	const register = (file) => system.clients.executor.send('POST', '/cutter/documents', { title: 'Nội quy', doc_code: newPrefix('FILE'), prefix: newPrefix('FILE'), file });
	const readable = async (id) => (await system.clients.executor.send('GET', `/files/${id}`)).status;
	let [secret, given, own] = [];
	before(async () => {
		const { admin, executor } = system.clients;
		const [{ id: folder }] = await admin.get(`/folders?filter[name][_eq]=${encodeURIComponent(INBOX)}`);
		secret = await admin.upload('salaries.txt', Buffer.from(smallLaw('lương')));
		given = await admin.upload('given.txt', Buffer.from(smallLaw('nón lá')));
		await admin.patch(`/files/${given}`, { folder });
		own = await executor.upload('own.txt', Buffer.from(smallLaw('dệt lụa')));
	});

	test('an executor reads what they uploaded and what was put into the folder for them, and nobody else\'s', async () => {
		assert.deepEqual([await readable(secret), await readable(given), await readable(own)], [403, 200, 200]);
		assertRefused(await register(secret), 404, 'CUTTER_FILE_NOT_FOUND');
		const listed = await system.clients.executor.get('/files?limit=-1&fields=id');
		assert.deepEqual(new Set(listed.map(({ id }) => id)), new Set([given, own]));
		assert.equal((await system.clients.executor.send('GET', `/assets/${secret}`)).status, 403);
		for (const file of [given, own]) assert.equal((await register(file)).status, 200, file);
	});

	test('the permission of an earlier release, for all files, is narrowed by init; one that somebody narrowed stays', async () => {
		const { admin } = system.clients;
		const [permission] = await admin.get('/permissions?filter[collection][_eq]=directus_files&filter[action][_eq]=read&filter[policy][name][_eq]=Cutter Executor&fields=id,permissions');
		const init = async () => {
			assert.equal((await system.cutter(['init'])).code, 0);
			await admin.post('/utils/cache/clear?system');
		};
		await admin.patch(`/permissions/${permission.id}`, { permissions: null });
		assert.equal(await readable(secret), 200, 'as it was before');
		await init();
		assert.deepEqual([await readable(secret), await readable(own)], [403, 200]);
		const none = { id: { _null: true } };
		await admin.patch(`/permissions/${permission.id}`, { permissions: none });
		await init();
		assert.deepEqual((await admin.get(`/permissions/${permission.id}`)).permissions, none);
		await admin.patch(`/permissions/${permission.id}`, { permissions: permission.permissions });
	});
});

describe('private keys', () => {
	const file = () => join(system.env.CUTTER_KEYS_DIR, 'DOT-991.pem');
	const report = async (words, settings) => JSON.parse((await commandLineOf(system, settings)([...words, '--json'])).stdout);
	const problems = async () => (await system.clients.executor.get('/cutter/health')).reasons.map(({ code }) => code);

	test('one that others may read, or that is somebody else\'s, signs nothing; one sentence and one code say so', async () => {
		const waiting = await carry(system, { text: smallLaw('mây tre') }, 'review');
		const { uid, gid } = statSync(file());
		const exposed = [[() => chmodSync(file(), 0o644), 'others'], [() => chmodSync(file(), 0o640), 'its group'], [() => chmodSync(file(), 0o602), 'writers']];
		// Only root can give a file away.
		if (process.getuid?.() === 0) exposed.push([() => chownSync(file(), 65534, gid), 'another owner']);
		for (const [expose, who] of exposed) {
			expose();
			try {
				assert.deepEqual(await problems(), ['KEY_NOT_PRIVATE'], who);
				const { message } = assertRefused(await system.clients.executor.send('POST', `/cutter/manifests/${waiting.manifestId}/cut`, {}), 409, 'CUTTER_KEY_NOT_PRIVATE');
				assert.ok(!message?.includes(file()));
			} finally {
				chownSync(file(), uid, gid);
				chmodSync(file(), 0o600);
			}
		}
		assert.deepEqual(await problems(), []);
		assert.ok((await system.clients.executor.post(`/cutter/manifests/${waiting.manifestId}/cut`)).change_set_id);
	});

	test('a key is made in a file of its own, in a folder of its own: nothing that lies there is written through', async () => {
		const elsewhere = join(system.folder, 'elsewhere');
		writeFileSync(elsewhere, 'not a key');
		const folder = join(system.folder, 'new-keys');
		const made = await report(['keys', 'generate', '--lane', 'DOT-991', '--owner', 'executor@example.com'], { CUTTER_KEYS_DIR: folder });
		assert.deepEqual([made.ok, statSync(folder).mode & 0o777, statSync(join(folder, 'DOT-991.pem')).mode & 0o777], [true, 0o700, 0o600]);
		symlinkSync(elsewhere, join(folder, 'DOT-992.pem'));
		const refused = await report(['keys', 'generate', '--lane', 'DOT-992', '--owner', 'verifier@example.com'], { CUTTER_KEYS_DIR: folder });
		assert.equal(refused.error.code, 'CUTTER_KEY_EXISTS');
		// Where the next key will wait, somebody left a link.
		symlinkSync(elsewhere, join(folder, 'DOT-991.pem.next'));
		const rotated = await report(['keys', 'rotate', '--lane', 'DOT-991', '--owner', 'executor@example.com'], { CUTTER_KEYS_DIR: folder });
		assert.equal(rotated.ok, true, JSON.stringify(rotated));
		assert.equal(readFileSync(elsewhere, 'utf8'), 'not a key');
		assert.ok(!existsSync(join(folder, 'DOT-991.pem.next')));
		for (const each of [rotated.data.file, rotated.data.replaced_file]) assert.equal(statSync(each).mode & 0o777, 0o600);
		rmSync(folder, { recursive: true });
	});
});
