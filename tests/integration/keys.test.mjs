// Signing keys over time: listed, exchanged, revoked; what a key signed while it was good stays good.

import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let scratch;
before(async () => {
	scratch = temporaryFolder('iu-cutter-keys-');
	// Many command lines beside the server: on a small machine Directus would call that pressure and answer 503.
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
});
after(async () => {
	await system?.close();
	scratch?.remove();
});

/** `directus cutter …` as somebody, with its one report. */
async function reportAs({ token }, ...args) {
	const { code, stdout, stderr } = await system.cutter([...args, '--json'], { token });
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `${stdout}\n${stderr}`);
	assert.doesNotMatch(`${stdout}${stderr}`, /PRIVATE KEY/);
	return { code, stderr, ...JSON.parse(lines[0]) };
}
const report = (...args) => reportAs({}, ...args);
const keys = async () => (await report('keys', 'list')).data;
const signerOf = async ({ changeSetId }) => (await query(system, 'SELECT key_id FROM cutter_governance.dot_pair_signature WHERE cross_reference_change_set_id = $1', [changeSetId]))[0].key_id;
const health = async () => (await system.clients.executor.get('/cutter/health')).problems;

test('a key is exchanged, and revoked, and what it signed before stays good', async () => {
	const before = await carry(system, { text: smallLaw('đan lát') });
	const [old] = (await keys()).filter(({ lane }) => lane === 'DOT-991');
	assert.deepEqual([old.configured, old.revoked_at, old.key_id], [true, null, await signerOf(before)]);

	const waiting = await carry(system, { text: smallLaw('chạm khắc') }, 'cut');
	const { code, data: next, stderr } = await report('keys', 'rotate', '--lane', 'DOT-991', '--owner', 'executor@example.com');
	assert.equal(code, 0, stderr);
	assert.equal(next.replaces, old.key_id);
	assert.notEqual(next.key_id, old.key_id);
	for (const file of [next.file, next.replaced_file]) assert.equal(statSync(file).mode & 0o777, 0o600, file);
	assert.ok(!existsSync(`${next.file}.next`));

	const since = await carry(system, { text: smallLaw('thêu ren') });
	assert.equal(await signerOf(since), next.key_id, 'the running server signs with it at once');
	assert.deepEqual((await keys()).filter(({ lane }) => lane === 'DOT-991').map((key) => [key.key_id, key.configured]), [[old.key_id, false], [next.key_id, true]]);

	const [nobody, unknown, empty] = await Promise.all([
		reportAs({ token: '' }, 'keys', 'revoke', old.key_id, '--as', system.users.executor.email, '--reason', 'retired'),
		reportAs(system.users.admin, 'keys', 'revoke', 'DOT-991:0000000000000000', '--reason', 'retired'),
		reportAs(system.users.executor, 'keys', 'revoke', old.key_id, '--reason', ' '),
	]);
	assert.deepEqual([nobody, unknown, empty].map(({ code: exit, error }) => [exit, error.code]), [
		[1, 'CUTTER_PERSON_NOT_PROVEN'], [1, 'CUTTER_KEY_NOT_FOUND'], [1, 'CUTTER_RATIONALE_MISSING'],
	]);
	const revoked = await reportAs(system.users.executor, 'keys', 'revoke', old.key_id, '--reason', 'retired');
	assert.deepEqual([revoked.code, revoked.data.revoked_by, revoked.data.revocation_reason], [0, system.users.executor.id, 'retired']);
	const again = await reportAs(system.users.executor, 'keys', 'revoke', old.key_id, '--reason', 'once more');
	assert.deepEqual([again.code, again.error.code], [1, 'CUTTER_KEY_REVOKED']);
	assert.deepEqual(await health(), []);
	assert.equal(await signerOf(waiting), old.key_id);
	assert.equal((await system.clients.verifier.post(`/cutter/change-sets/${waiting.changeSetId}/verify`)).verdict, 'pass', 'cut before the revocation');

	// The list as an auditor keeps it: it pins the keys, and says when the old one ended.
	const list = join(scratch.path, 'keys.json');
	writeFileSync(list, JSON.stringify({ data: await keys() }));
	const whole = await report('ledger', 'verify', '--key', list);
	assert.deepEqual([whole.code, whole.data.standing, whole.data.change_sets], [0, 'proven', 3], JSON.stringify(whole.data));
});

test('the key in use is revoked: the server says so and signs nothing until it is exchanged', async () => {
	const waiting = await carry(system, { text: smallLaw('kết cườm') }, 'cut');
	const [current] = (await keys()).filter(({ lane, configured }) => lane === 'DOT-992' && configured);
	await reportAs(system.users.verifier, 'keys', 'revoke', current.key_id, '--reason', 'lost');
	const problems = await health();
	assert.deepEqual(problems, [`Key ${current.key_id} was revoked and signs no more: run "directus cutter keys rotate --lane DOT-992".`]);
	const status = await report('status');
	assert.deepEqual([status.code, status.data.problems], [1, problems]);
	assertRefused(await system.clients.verifier.send('POST', `/cutter/change-sets/${waiting.changeSetId}/verify`, {}), 403, 'CUTTER_VERIFY_SOD');
	const checkpoint = await reportAs(system.users.verifier, 'ledger', 'checkpoint', '--out', join(scratch.path, 'none.json'));
	assert.deepEqual([checkpoint.code, checkpoint.error.code], [1, 'CUTTER_KEY_REVOKED']);
	assert.equal(existsSync(join(scratch.path, 'none.json')), false);

	await report('keys', 'rotate', '--lane', 'DOT-992', '--owner', 'verifier@example.com');
	assert.deepEqual(await health(), []);
	assert.equal((await system.clients.verifier.post(`/cutter/change-sets/${waiting.changeSetId}/verify`)).verdict, 'pass');
	const { code, data } = await report('ledger', 'verify');
	assert.deepEqual([code, data.standing, data.refused], [0, 'consistent', []]);
});
