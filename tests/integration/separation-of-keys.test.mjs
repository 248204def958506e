// The lanes have keys of their own: a verifier who signs with the executor's key verifies nothing.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fingerprint, query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { ownSystem, sql } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let done;
before(async () => {
	system = await ownSystem();
	done = await carry(system, { text: smallLaw('thợ khóa') }, 'cut');
});
after(() => system?.close());

const verify = () => system.clients.verifier.send('POST', `/cutter/change-sets/${done.changeSetId}/verify`, {});
const keyFile = (lane) => join(system.env.CUTTER_KEYS_DIR, `${lane}.pem`);
const executorsKey = async () => (await query(system, "SELECT public_key FROM cutter_control.signing_key WHERE lane = 'DOT-991'"))[0].public_key;

/** Registers the executor's public key for the verifier's lane too, under the id that lane gives it. */
const registerTwice = async (url) => {
	const [{ key_id: id }] = await query(system, "SELECT key_id FROM cutter_control.signing_key WHERE lane = 'DOT-991'");
	return sql(url, "INSERT INTO cutter_control.signing_key (key_id, lane, public_key, owner, created_at) VALUES ($1, 'DOT-992', $2, 'someone', now())", [
		id.replace('DOT-991', 'DOT-992'),
		await executorsKey(),
	]);
};

test("the executor's private key in the verifier's place signs nothing: that lane does not know it", async () => {
	writeFileSync(keyFile('DOT-992'), readFileSync(keyFile('DOT-991')));
	const before = await fingerprint(system);
	assertRefused(await verify(), 409, 'CUTTER_KEY_NOT_REGISTERED');
	assert.deepEqual(await fingerprint(system), before);
});

test('one public key cannot be registered for both lanes, not even by the role that migrates', async () => {
	await assert.rejects(registerTwice(system.migrationDatabaseUrl), { constraint: 'signing_key_public_key_key' });
});

test('where the owner of the server forces it in, VERIFY still refuses (G-VERIFY-SOD)', async () => {
	await sql(system.adminDatabaseUrl, 'ALTER TABLE cutter_control.signing_key DROP CONSTRAINT signing_key_public_key_key');
	await registerTwice(system.adminDatabaseUrl);
	const before = await fingerprint(system);
	const { gates } = assertRefused(await verify(), 403, 'CUTTER_VERIFY_SOD');
	assert.deepEqual(gates.map(({ id }) => id), ['G-VERIFY-SOD']);
	assert.match(gates[0].observed, /^DOT-992:[0-9a-f]{16} the executor's$/);
	assert.deepEqual(await fingerprint(system), before);
	assert.equal((await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [done.entryId]))[0].status, 'cut_applied');
});
