// A policy that an installation binds to network addresses gives its duty from those alone, as it gives Directus' own rights.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused } from '../support/pipeline.mjs';
import { ownSystem } from '../support/system.mjs';

let system;
let policies;
before(async () => {
	system = await ownSystem();
	policies = await system.clients.admin.get('/policies?limit=-1&fields=id,name&filter[name][_in]=Cutter Executor,Cutter Observer');
	assert.equal(policies.length, 2, 'the executor is an observer too');
});
after(() => system?.close());

const bindTo = (addresses) => Promise.all(policies.map(({ id }) => system.clients.admin.patch(`/policies/${id}`, { ip_access: addresses })));
const sweep = () => system.clients.executor.send('POST', '/cutter/sweep', {});

for (const [addresses, answers] of [
	[['10.9.0.0/16', '192.0.2.7'], false],
	[['10.9.0.0/16', '127.0.0.1'], true],
	[['127.0.0.0-127.0.0.255'], true],
	[['2001:db8::/32'], false],
	[null, true],
]) {
	test(`bound to ${addresses?.join(' and ') ?? 'nothing'}: ${answers ? 'the duty is held' : 'no duty'} here`, async () => {
		await bindTo(addresses);
		if (answers) assert.equal((await sweep()).status, 200);
		else assertRefused(await sweep(), 403, 'CUTTER_DUTY_MISSING');
	});
}

test('a command line comes from no address: a policy that is bound to some does not apply', async () => {
	const resolve = () => system.cutter(['resolve', 'NOWHERE/DIEU-1', '--as', system.users.executor.email, '--json']);
	await bindTo(['127.0.0.1']);
	assert.match((await resolve()).stdout, /CUTTER_DUTY_MISSING/);
	await bindTo(null);
	assert.match((await resolve()).stdout, /not_found|malformed/);
});
