// Whoever made a manifest does not judge it, and nobody does what their policies do not say.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { httpClient } from '../../scripts/lib/http.mjs';
import { fingerprint, query, tamper } from '../support/ledger.mjs';
import { newPerson, secondTokenOf } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { insertReferenceUnits } from '../support/reference-units.mjs';
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
		const person = await newPerson(system, { duties: ['Observer', 'Executor'], roleDuties: ['Reviewer', 'Verifier'] });
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

describe('an attestation', () => {
	/** Units that no other test has, and an address of each document. */
	let units;
	before(async () => {
		units = await insertReferenceUnits(system, 39);
	});
	const attest = async (client, index) => {
		const marked = await client.post('/cutter/units/attest', { units: [units[index].address], rationale: 'Taken over.' });
		await system.clients.executor.post('/cutter/sweep', { batch_size: 1000 });
		return { manifestId: marked.manifest_id };
	};

	test('is not reviewed by whoever marked it', async () => {
		const done = await attest(everything.client, 1);
		await assertSeparated(() => review(everything.client, done), 'CUTTER_REVIEW_SOD', 'G-REVIEW-SOD', everything.id);
		assert.equal((await review(system.clients.reviewer, done)).status, 200);
	});

	test('is not verified by whoever marked or cut it', async () => {
		const done = await attest(everything.client, 2);
		await review(system.clients.reviewer, done);
		done.changeSetId = (await cut(system.clients.executor, done)).body.data.change_set_id;
		await assertSeparated(() => verify(everything.client, done), 'CUTTER_VERIFY_SOD', 'G-VERIFY-SOD', everything.id);
		assert.equal((await verify(system.clients.verifier, done)).body.data.verdict, 'pass');
	});
});

describe('the duty assignment', () => {
	let policies;
	let adminRole;
	before(async () => {
		policies = Object.fromEntries((await system.clients.admin.get('/policies?limit=-1&fields=id,name')).map(({ id, name }) => [name, id]));
		[adminRole] = await system.clients.admin.get('/roles?limit=-1&fields=id,name');
	});
	const grantsOf = (person) => query(system, 'SELECT policy FROM directus_access WHERE "user" = $1 ORDER BY policy', [person]);

	test('an executor cannot give themselves a duty, a role or admin rights', async () => {
		const person = await newPerson(system, { duties: ['Executor', 'Observer'] });
		const done = await carry(actingAs({ executor: person.client }), { text: text() }, 'sweep');
		const before = await grantsOf(person.id);
		const reviewer = policies['Cutter Reviewer'];
		for (const [method, path, body] of [
			['PATCH', '/users/me', { policies: [{ policy: reviewer }] }],
			['PATCH', '/users/me', { policies: { create: [{ policy: { id: reviewer } }], update: [], delete: [] } }],
			['PATCH', `/users/${person.id}`, { policies: [{ policy: reviewer }] }],
			['PATCH', '/users/me', { role: adminRole.id }],
			['POST', '/access', { user: person.id, policy: reviewer }],
			['POST', '/roles', { name: 'Mine', policies: [{ policy: reviewer }], users: [person.id] }],
			['POST', '/policies', { name: 'Mine', admin_access: true, users: [{ user: person.id }] }],
			['PATCH', `/policies/${policies['Cutter Executor']}`, { admin_access: true }],
			['PATCH', `/policies/${reviewer}`, { users: [{ user: person.id }] }],
			['POST', '/permissions', { policy: policies['Cutter Executor'], collection: 'directus_access', action: 'create', fields: ['*'] }],
		]) {
			const answer = await person.client.send(method, path, body);
			assert.equal(answer.status, 403, `${method} ${path}: ${JSON.stringify(answer.body)}`);
		}
		assert.deepEqual(await grantsOf(person.id), before);
		assertRefused(await review(person.client, done), 403, 'CUTTER_DUTY_MISSING');
	});

	test('granted by an administrator after the mark, it still does not let them judge their own work', async () => {
		const person = await newPerson(system, { duties: ['Observer', 'Executor'] });
		const done = await carry(actingAs({ executor: person.client }), { text: text() }, 'sweep');
		for (const name of ['Cutter Reviewer', 'Cutter Verifier']) await system.clients.admin.post('/access', { user: person.id, policy: policies[name] });
		await assertSeparated(() => review(person.client, done), 'CUTTER_REVIEW_SOD', 'G-REVIEW-SOD', person.id);
		await review(system.clients.reviewer, done);
		done.changeSetId = (await cut(system.clients.executor, done)).body.data.change_set_id;
		await assertSeparated(() => verify(person.client, done), 'CUTTER_VERIFY_SOD', 'G-VERIFY-SOD', person.id);
	});

	test('taken from a person, it is gone with their next request; suspended people do nothing', async () => {
		const person = await newPerson(system, { duties: ['Observer', 'Reviewer'] });
		const done = await carry(system, { text: text() }, 'sweep');
		const [{ id }] = await query(system, 'SELECT id FROM directus_access WHERE "user" = $1 AND policy = $2', [person.id, policies['Cutter Reviewer']]);
		await system.clients.admin.delete(`/access/${id}`);
		assertRefused(await review(person.client, done), 403, 'CUTTER_DUTY_MISSING');
		await system.clients.admin.post('/access', { user: person.id, policy: policies['Cutter Reviewer'] });
		await system.clients.admin.patch(`/users/${person.id}`, { status: 'suspended' });
		const refused = await review(person.client, done);
		assert.ok([401, 403].includes(refused.status), JSON.stringify(refused.body));
		await system.clients.admin.patch(`/users/${person.id}`, { status: 'active' });
		assert.equal((await review(person.client, done)).status, 200);
	});
});

describe('what was reviewed', () => {
	test('a review of another digest is refused', async () => {
		const done = await carry(system, { text: text() }, 'sweep');
		const other = await carry(system, { text: text() });
		const standing = await fingerprint(system);
		const path = `/cutter/manifests/${done.manifestId}/review`;
		for (const digest of [other.mark.manifest_digest, '0'.repeat(64), '']) {
			const answer = await system.clients.reviewer.send('POST', path, { verdict: 'PASS', rationale: 'Read.', manifest_digest: digest });
			assertRefused(answer, 409, 'CUTTER_REVIEWED_DIGEST_DIFFERS');
		}
		assert.deepEqual(await fingerprint(system), standing);
		assert.equal((await system.clients.reviewer.send('POST', path, { verdict: 'PASS', rationale: 'Read.', manifest_digest: done.mark.manifest_digest })).status, 200);
	});

	test('a review on record for another digest lets nothing be cut', async () => {
		const done = await carry(system, { text: text() }, 'review');
		await tamper(system, "UPDATE cutter_governance.review_decision SET manifest_digest = repeat('0', 64) WHERE manifest_id = $1", [done.manifestId]);
		const { gates } = assertRefused(await cut(system.clients.executor, done), 409, 'CUTTER_CUT_REFUSED');
		assert.deepEqual(gates.map(({ id }) => id), ['G-CUT-APPROVED']);
	});
});

describe('a replayed signature', () => {
	/** Copies a signature as the lane itself could: a new row, an old envelope. */
	const replay = async (role, set, where, values) => {
		const client = new pg.Client({ connectionString: system.databaseUrl });
		await client.connect();
		try {
			await client.query('BEGIN');
			await client.query(`SET LOCAL ROLE ${role}`);
			const { rowCount } = await client.query(
				`INSERT INTO cutter_governance.dot_pair_signature SELECT (jsonb_populate_record(s, jsonb_build_object('signature_id', gen_random_uuid()) || $1::jsonb)).*
				FROM cutter_governance.dot_pair_signature s WHERE ${where}`,
				[JSON.stringify(set), ...values],
			);
			await client.query('COMMIT');
			return rowCount;
		} finally {
			await client.end();
		}
	};

	test('of an earlier cut, put before the own one of a later cut: VERIFY says whose it is', async () => {
		const [old, done] = [await carry(system, { text: text() }), await carry(system, { text: text() }, 'cut')];
		const again = { cross_reference_change_set_id: done.changeSetId };
		assert.equal(await replay('cutter_exec', again, 'cross_reference_change_set_id = $2', [old.changeSetId]), 1);
		const verdict = (await verify(system.clients.verifier, done)).body.data;
		assert.deepEqual([verdict.verdict, verdict.signature_valid], ['fail', false]);
		assert.deepEqual(verdict.findings.map(({ code, expected, observed }) => [code, expected, observed]), [
			['SIGNATURE_PAYLOAD', `change_set_id ${done.changeSetId}`, old.changeSetId],
		]);
	});

	test("the executor's, in the verifier's lane: the database refuses the row", async () => {
		const [old, done] = [await carry(system, { text: text() }), await carry(system, { text: text() }, 'cut')];
		const set = { signer_dot_id: 'DOT-992', cross_reference_change_set_id: done.changeSetId };
		await assert.rejects(replay('cutter_verify', set, 'cross_reference_change_set_id = $2', [old.changeSetId]), { constraint: 'dot_pair_signature_lane_check' });
		assert.equal((await verify(system.clients.verifier, done)).body.data.verdict, 'pass');
	});

	test("the verifier's, of another verdict, cannot be had before the verdict itself", async () => {
		const old = await carry(system, { text: text() });
		const set = { cross_reference_verify_result_id: NOBODY_HAS };
		await assert.rejects(replay('cutter_verify', set, 'cross_reference_verify_result_id = $2', [old.verify.verify_result_id]), {
			constraint: 'dot_pair_signature_cross_reference_verify_result_id_fkey',
		});
	});
});

describe('nobody', () => {
	test('a token that is none is nobody', async () => {
		const done = await carry(system, { text: text() }, 'sweep');
		const before = await fingerprint(system);
		const wrong = await review(httpClient(system.url, 'not-a-token'), done);
		assert.ok([401, 403].includes(wrong.status), JSON.stringify(wrong.body));
		assertRefused(await review(system.clients.anonymous, done), 403, 'CUTTER_NOBODY');
		assertRefused(await system.clients.anonymous.send('POST', '/cutter/sweep', {}), 403, 'CUTTER_NOBODY');
		assert.deepEqual(await fingerprint(system), before);
	});

	test('the command line acts as nobody unless a token proves a person; a name does not', async () => {
		for (const [words, code] of [[[], 'TOKEN_MISSING'], [['--as', system.users.reviewer.email], 'PERSON_NOT_PROVEN']]) {
			const answer = await system.cutter(['resolve', 'D38-DIEU28-ROOT', ...words, '--json'], { token: '' });
			assert.deepEqual([answer.code, JSON.parse(answer.stdout).error.code], [1, `CUTTER_${code}`], answer.stderr);
			assert.match(answer.stderr, /CUTTER_TOKEN/);
		}
	});
});

/** Every route that needs a duty, with a request that would do something for whoever holds it. */
const ROUTES = [
	{ duty: 'executor', method: 'POST', path: () => '/cutter/documents', body: () => ({ title: 'T', doc_code: newPrefix(), prefix: newPrefix(), text: oneArticle('giấy') }) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/documents/${ids.documentId}/mark`, body: () => ({}) },
	{ duty: 'executor', method: 'POST', path: () => '/cutter/units/attest', body: () => ({ doc_code: 'NOBODY', rationale: 'Mine.' }) },
	{ duty: 'executor', method: 'POST', path: () => '/cutter/sweep', body: () => ({}) },
	{ duty: 'reviewer', method: 'POST', path: (ids) => `/cutter/manifests/${ids.manifestId}/review`, body: () => ({ verdict: 'PASS', rationale: 'Good.' }) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/manifests/${ids.manifestId}/cut`, body: () => ({}) },
	{ duty: 'verifier', method: 'POST', path: (ids) => `/cutter/change-sets/${ids.changeSetId}/verify`, body: () => ({}) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/manifests/${ids.manifestId}/cut`, body: () => ({ target: 'sandbox' }) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/entries/${ids.entryId}/dependencies`, body: () => ({ on: NOBODY_HAS }) },
	{ duty: 'executor', method: 'POST', path: (ids) => `/cutter/entries/${ids.entryId}/abandon`, body: () => ({ rationale: 'Enough.' }) },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/manifests/${ids.manifestId}` },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/manifests/${ids.manifestId}/units` },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/manifests/${ids.manifestId}/source` },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/change-sets/${ids.changeSetId}` },
	{ duty: 'observer', method: 'GET', path: () => '/cutter/backlog' },
	{ duty: 'observer', method: 'GET', path: (ids) => `/cutter/audit?document=${ids.documentId}` },
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

	test('health is open: strangers and people without a duty hear whether all is well, and no more', async () => {
		for (const client of [system.clients.anonymous, outsider.client]) {
			const { status, body } = await client.send('GET', '/cutter/health');
			assert.deepEqual([status, body], [200, { data: { ok: true } }]);
		}
		const { body } = await system.clients.reviewer.send('GET', '/cutter/health');
		assert.deepEqual(Object.keys(body.data).sort(), ['core', 'lanes', 'migrations', 'notices', 'ok', 'postgres', 'problems', 'reasons', 'version', 'work']);
	});
});
