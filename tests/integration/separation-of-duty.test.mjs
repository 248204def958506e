// Whoever made a manifest does not judge it, and nobody does what their policies do not say.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fingerprint, query } from '../support/ledger.mjs';
import { newPerson, secondTokenOf } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle, smallLaw } from '../support/texts.mjs';

const ALL_DUTIES = ['Observer', 'Executor', 'Reviewer', 'Verifier'];
const NOBODY_HAS = '00000000-0000-4000-8000-000000000000';

let system;
let everything;
before(async () => {
	system = await sharedSystem();
	everything = await newPerson(system, { duties: ALL_DUTIES });
});
after(() => system.close());

/** A system in which one client stands for the people of some steps. */
const actingAs = (roles) => ({ ...system, clients: { ...system.clients, ...roles } });
const review = (client, { manifestId }) => client.send('POST', `/cutter/manifests/${manifestId}/review`, { verdict: 'PASS', rationale: 'My own work is good.' });
const verify = (client, { changeSetId }) => client.send('POST', `/cutter/change-sets/${changeSetId}/verify`, {});
const cut = (client, { manifestId }) => client.send('POST', `/cutter/manifests/${manifestId}/cut`, {});
let words = 0;
const text = () => smallLaw(`nghề số ${(words += 1)} bậc riêng`);

/** The refusal is answered with the gate that fired, and nothing was written. */
async function assertSeparated(send, code, gate, person) {
	const before = await fingerprint(system);
	const answer = await send();
	const { gates } = assertRefused(answer, 403, code);
	assert.deepEqual(gates.map(({ id }) => id), [gate]);
	assert.match(gates[0].observed, new RegExp(person));
	assert.deepEqual(await fingerprint(system), before);
}

describe('a person without the duty', () => {
	test('the executor does not verify their own cut', async () => {
		const done = await carry(system, { text: text() }, 'cut');
		assertRefused(await verify(system.clients.executor, done), 403, 'CUTTER_DUTY_MISSING');
		assert.equal((await verify(system.clients.verifier, done)).body.data.verdict, 'pass');
	});

	test('the executor does not review their own mark', async () => {
		const done = await carry(system, { text: text() }, 'sweep');
		assertRefused(await review(system.clients.executor, done), 403, 'CUTTER_DUTY_MISSING');
	});
});

describe('a person who holds every duty', () => {
	test('does not review what they marked', async () => {
		const done = await carry(actingAs({ executor: everything.client }), { text: text() }, 'sweep');
		await assertSeparated(() => review(everything.client, done), 'CUTTER_REVIEW_SOD', 'G-REVIEW-SOD', everything.id);
		assert.equal((await review(system.clients.reviewer, done)).status, 200);
	});

	test('does not cut what they reviewed', async () => {
		const done = await carry(actingAs({ reviewer: everything.client }), { text: text() }, 'review');
		await assertSeparated(() => cut(everything.client, done), 'CUTTER_CUT_SOD', 'G-REVIEW-SOD', everything.id);
		assert.equal((await cut(system.clients.executor, done)).status, 200);
	});

	test('does not verify what they cut', async () => {
		const done = await carry(system, { text: text() }, 'review');
		done.changeSetId = (await cut(everything.client, done)).body.data.change_set_id;
		await assertSeparated(() => verify(everything.client, done), 'CUTTER_VERIFY_SOD', 'G-VERIFY-SOD', everything.id);
		assert.equal((await verify(system.clients.verifier, done)).body.data.verdict, 'pass');
	});

	test('does not verify what they marked, though another cut it', async () => {
		const marked = await carry(actingAs({ executor: everything.client }), { text: text() }, 'review');
		marked.changeSetId = (await cut(system.clients.executor, marked)).body.data.change_set_id;
		await assertSeparated(() => verify(everything.client, marked), 'CUTTER_VERIFY_SOD', 'G-VERIFY-SOD', everything.id);
	});

	test('may judge what another made: two people suffice', async () => {
		const done = await carry(actingAs({ reviewer: everything.client, verifier: everything.client }), { text: text() });
		assert.equal(done.verify.verdict, 'pass');
		assert.equal(done.verify.separation_of_duty_ok, true);
		const [row] = await query(system, 'SELECT verified_by FROM cutter_governance.verify_result WHERE change_set_id = $1', [done.changeSetId]);
		assert.equal(row.verified_by, everything.id);
	});
});

describe('the same person in another guise', () => {
	test('through a session instead of a token', async () => {
		const session = await secondTokenOf(system, everything);
		const done = await carry(actingAs({ executor: everything.client }), { text: text() }, 'sweep');
		await assertSeparated(() => review(session, done), 'CUTTER_REVIEW_SOD', 'G-REVIEW-SOD', everything.id);
	});

	test('with one duty of their own and another through a role', async () => {
		const person = await newPerson(system, { duties: ['Executor'], roleDuties: ['Reviewer', 'Verifier'] });
		const done = await carry(actingAs({ executor: person.client }), { text: text() }, 'sweep');
		await assertSeparated(() => review(person.client, done), 'CUTTER_REVIEW_SOD', 'G-REVIEW-SOD', person.id);
		assert.equal((await review(system.clients.reviewer, done)).status, 200);
		done.changeSetId = (await cut(person.client, done)).body.data.change_set_id;
		await assertSeparated(() => verify(person.client, done), 'CUTTER_VERIFY_SOD', 'G-VERIFY-SOD', person.id);
	});

	test('with admin rights', async () => {
		const { admin } = system.clients;
		const marked = await carry(actingAs({ executor: admin }), { text: text() }, 'sweep');
		const { id } = await admin.get('/users/me?fields=id');
		await assertSeparated(() => review(admin, marked), 'CUTTER_REVIEW_SOD', 'G-REVIEW-SOD', id);
		assert.equal((await review(system.clients.reviewer, marked)).status, 200);
		marked.changeSetId = (await cut(admin, marked)).body.data.change_set_id;
		await assertSeparated(() => verify(admin, marked), 'CUTTER_VERIFY_SOD', 'G-VERIFY-SOD', id);
	});
});

/** Every route that needs a duty, with a request that would do something for whoever holds it. */
const ROUTES = [
	{ duty: 'executor', method: 'POST', path: () => '/cutter/documents', body: () => ({ title: 'T', doc_code: newPrefix(), prefix: newPrefix(), text: oneArticle('giấy') }) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/documents/${ids.documentId}/mark`, body: () => ({}) },
	{ duty: 'executor', method: 'POST', path: () => '/cutter/sweep', body: () => ({}) },
	{ duty: 'reviewer', method: 'POST', path: (ids) => `/cutter/manifests/${ids.manifestId}/review`, body: () => ({ verdict: 'PASS', rationale: 'Good.' }) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/manifests/${ids.manifestId}/cut`, body: () => ({}) },
	{ duty: 'verifier', method: 'POST', path: (ids) => `/cutter/change-sets/${ids.changeSetId}/verify`, body: () => ({}) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/entries/${ids.entryId}/abandon`, body: () => ({ rationale: 'Enough.' }) },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/manifests/${ids.manifestId}` },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/manifests/${ids.manifestId}/units` },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/manifests/${ids.manifestId}/source` },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/change-sets/${ids.changeSetId}` },
	{ duty: 'observer', method: 'GET', path: () => '/cutter/backlog' },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/resolve?address=${ids.prefix}/DIEU-1` },
	{ duty: 'observer', method: 'POST', path: () => '/cutter/resolve', body: () => ({ addresses: [] }) },
	{ duty: 'observer', method: 'POST', path: () => '/cutter/addresses/parse', body: () => ({ addresses: [] }) },
];

const everyId = (id) => ({ documentId: id, manifestId: id, changeSetId: id, entryId: id, prefix: 'NOBODY' });

describe('every route and every wrong person', () => {
	let ids;
	let outsider;
	let before;
	/** Answers to what exists and what does not; who may not even look also learns nothing from an id that is none. */
	const refusals = async (client, route, mayLook) => {
		const answers = [];
		for (const names of [ids, everyId(NOBODY_HAS), ...(mayLook ? [] : [everyId('no-id')])]) {
			answers.push(await client.send(route.method, route.path(names), route.body?.()));
		}
		return answers;
	};

	test('prepare something that exists', async () => {
		ids = await carry(system, { text: text() }, 'cut');
		outsider = await newPerson(system);
		before = await fingerprint(system);
	});

	for (const route of ROUTES) {
		const name = `${route.method} ${route.path(everyId(':id'))}`;
		test(`${name} is for the ${route.duty}`, async () => {
			const colleagues = ['executor', 'reviewer', 'verifier'].filter((person) => route.duty !== 'observer' && person !== route.duty);
			const wrong = [...colleagues.map((person) => [system.clients[person], true]), [outsider.client, false], [system.clients.anonymous, false]];
			for (const [client, mayLook] of wrong) {
				const answers = await refusals(client, route, mayLook);
				const code = client === system.clients.anonymous ? 'CUTTER_NOBODY' : 'CUTTER_DUTY_MISSING';
				for (const answer of answers) assertRefused(answer, 403, code);
				assert.equal(new Set(answers.map((answer) => JSON.stringify(answer.body))).size, 1, 'the answer does not tell whether it exists');
			}
		});
	}

	test('wrote nothing at all', async () => assert.deepEqual(await fingerprint(system), before));

	test('health is open, and tells nothing of any document', async () => {
		const { status, body } = await system.clients.anonymous.send('GET', '/cutter/health');
		assert.equal(status, 200);
		assert.deepEqual(Object.keys(body.data).sort(), ['core', 'migrations', 'ok', 'postgres', 'problems', 'version']);
	});
});
