// People are told that something waits for them, and that what they made was decided: in the inbox of Directus, of documents they see, each as
// they chose; and a request says no more than is known.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { eventually } from '../support/hold.mjs';
import { personFor } from '../support/narrow.mjs';
import { query } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

let system;
before(async () => void (system = await sharedSystem()));
after(() => system?.close());

/** A draft, and people who see its document alone, so that nothing of other tests is told to them. */
async function draft(stem, { duties = ['Executor', 'Reviewer', 'Verifier'], text = oneArticle(stem) } = {}) {
	const prefix = newPrefix(stem);
	const people = {};
	for (const duty of duties) people[duty.toLowerCase()] = await personFor(system, [prefix], { duties: ['Observer of named documents', duty] });
	const law = await carry(system, { text, prefix, title: `Nội quy *${prefix}*` }, 'register');
	return { ...law, prefix, people, title: `Nội quy *${prefix}*` };
}
const mark = async (law, person) => ({ ...law, ...(await person.client.post(`/cutter/documents/${law.documentId}/mark`)) });
const send = ({ manifest_id: id }, person) => person.client.post('/cutter/sweep', { manifests: [id] });
const inbox = async ({ client }) => (await client.get('/notifications?sort=timestamp&fields=subject,message,collection,item,recipient')).filter(({ collection }) => collection === 'cutter_source_document');
const subjects = async (person) => (await inbox(person)).map(({ subject }) => subject);
const told = (person, count) => eventually(`${count} notices`, async () => (await inbox(person)).length >= count);

describe('what is handed over', () => {
	test('each step is told to who takes the next one, and its end to who made it', async () => {
		let law = await draft('TOLD');
		const { executor, reviewer, verifier } = law.people;
		law = await mark(law, executor);
		const sent = await send(law, executor);
		assert.equal(sent.promoted, 1);
		const names = (await system.clients.admin.get(`/users/${reviewer.id}?fields=first_name`)).first_name;
		assert.ok(sent.waits_for.includes(names), sent.waits_for.join());
		await told(reviewer, 1);
		const [{ subject, message, item }] = await inbox(reviewer);
		assert.equal(subject, `Waits for your review: ${law.title}`);
		assert.match(message, new RegExp(`/admin/cutter/manifests/${law.manifest_id}/review\\)`));
		assert.equal(item, law.documentId);
		assert.deepEqual(await inbox(executor), [], 'nobody is told of what they did');

		await approve(reviewer.client, law.manifest_id, { rationale: 'Read beside the source.' });
		await told(executor, 1);
		assert.deepEqual(await subjects(executor), [`Approved, waits to be published: ${law.title}`]);
		const { change_set_id: cut } = await executor.client.post(`/cutter/manifests/${law.manifest_id}/cut`);
		await told(verifier, 1);
		assert.deepEqual(await subjects(verifier), [`Published, waits to be proven: ${law.title}`]);
		assert.match((await inbox(verifier))[0].message, new RegExp(`/admin/cutter/change-sets/${cut}\\)`));
		await verifier.client.post(`/cutter/change-sets/${cut}/verify`);
		await told(executor, 2);
		assert.deepEqual(await subjects(executor), [`Approved, waits to be published: ${law.title}`, `Published and proven: ${law.title}`]);
		assert.deepEqual([(await inbox(reviewer)).length, (await inbox(verifier)).length], [1, 1]);
	});

	test('of a document somebody does not see they are told nothing', async () => {
		const other = await draft('TOLD-OTHER', { duties: ['Reviewer'] });
		const law = await mark(await draft('TOLD-ONE', { duties: ['Executor', 'Reviewer'] }), { client: system.clients.executor });
		await send(law, { client: system.clients.executor });
		await told(law.people.reviewer, 1);
		assert.deepEqual(await inbox(other.people.reviewer), []);
	});

	test('a rejection is told to who made it, in their language', async () => {
		const law = await draft('TOLD-NO', { duties: ['Executor', 'Reviewer'] });
		const { executor, reviewer } = law.people;
		await system.clients.admin.send('PATCH', `/users/${executor.id}`, { language: 'vi-VN' });
		const marked = await mark(law, executor);
		await send(marked, executor);
		await reviewer.client.post(`/cutter/manifests/${marked.manifest_id}/review`, { verdict: 'FAIL', rationale: 'Not this text.' });
		await told(executor, 1);
		assert.deepEqual(await subjects(executor), [`Bị từ chối: ${law.title}`]);
	});

	test('a command line tells people before it ends', async () => {
		const law = await mark(await draft('TOLD-CLI', { duties: ['Reviewer'] }), { client: system.clients.executor });
		const { code, stdout } = await system.cutter(['sweep', law.manifest_id, '--as', system.users.executor.email]);
		assert.equal(code, 0, stdout);
		assert.match(stdout, /1 entries sent to review\.\nWaits for /);
		assert.equal((await inbox(law.people.reviewer)).length, 1);
	});

	test('only what is named is sent to review, and what is sent is not sent twice', async () => {
		const [one, two] = [await draft('SEND', { duties: [] }), await draft('SEND', { duties: [] })];
		const executor = { client: system.clients.executor };
		const [first, second] = [await mark(one, executor), await mark(two, executor)];
		assert.deepEqual((await send(first, executor)).entry_ids, [first.entry_id]);
		assert.equal((await send(first, executor)).promoted, 0);
		assert.equal((await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [second.entry_id]))[0].status, 'marked');
	});
});

describe('as each person chose', () => {
	test('what somebody does not want to be told of is not told, and is again once they want it', async () => {
		const executor = { client: system.clients.executor };
		let law = await draft('CHOSEN', { duties: ['Reviewer'] });
		const { reviewer } = law.people;
		assert.deepEqual(await reviewer.client.get('/cutter/notices'), { waits: true, decided: true });
		assert.deepEqual(await reviewer.client.post('/cutter/notices', { kind: 'waits', wanted: false }), { waits: false, decided: true });
		law = await mark(law, executor);
		const before = (await reviewer.client.get('/cutter/moves')).moves;
		await send(law, executor);
		await eventually('the move to be told', async () => (await reviewer.client.get('/cutter/moves')).moves !== before);
		assert.deepEqual(await inbox(reviewer), []);
		assert.deepEqual(await reviewer.client.post('/cutter/notices', { kind: 'waits', wanted: true }), { waits: true, decided: true });
		await system.clients.executor.post(`/cutter/entries/${law.entry_id}/abandon`, { rationale: 'Again.' });
		await send(await mark(law, executor), executor);
		await told(reviewer, 1);
	});

	test('many at once are one notice', async () => {
		const prefixes = Array.from({ length: 7 }, () => newPrefix('MANY'));
		const reviewer = await personFor(system, prefixes, { duties: ['Observer of named documents', 'Reviewer'] });
		const manifests = [];
		for (const prefix of prefixes) manifests.push((await carry(system, { text: oneArticle(prefix), prefix }, 'mark')).manifestId);
		const { promoted } = await system.clients.executor.post('/cutter/sweep', { manifests });
		assert.equal(promoted, 7);
		await told(reviewer, 1);
		assert.deepEqual(await subjects(reviewer), ['Several documents wait for you']);
	});
});

describe('a request says no more than is known', () => {
	const refused = async (method, path, body) => {
		const { status, body: answer } = await system.clients.executor.send(method, `/cutter/${path}`, body);
		return [status, answer.errors?.[0].extensions.code, answer.errors?.[0].extensions.field, answer.errors?.[0].message];
	};
	test('an unknown member of a body is refused by name, and nothing is done', async () => {
		const law = await draft('STRICT', { duties: [] });
		const [status, code, field, message] = await refused('POST', `documents/${law.documentId}/mark`, { in_force_from: '2020-01-01' });
		assert.deepEqual([status, code, field], [400, 'CUTTER_REQUEST_INVALID', 'in_force_from']);
		assert.match(message, /^in_force_from: is not known here; known are profile, leaf, scope, enact\.$/);
		assert.equal((await query(system, "SELECT count(*)::int AS count FROM cutter_governance.decision_backlog_entry WHERE payload->>'doc_code' = $1", [law.docCode]))[0].count, 0);
	});
	test('so is one within another, one of a query, and one of a request that takes nothing', async () => {
		assert.deepEqual((await refused('POST', 'sweep', { batch_size: 1, manifest: 'x' })).slice(0, 3), [400, 'CUTTER_REQUEST_INVALID', 'manifest']);
		const within = { enact: { in_force_from: '2020-01-01', evidence: 'x', until: '2021-01-01' } };
		assert.deepEqual((await refused('POST', 'documents/x/mark', within)).slice(0, 3), [400, 'CUTTER_REQUEST_INVALID', 'enact.until']);
		assert.deepEqual((await refused('GET', 'resolve?address=A/B&asof=2020-01-01')).slice(0, 3), [400, 'CUTTER_REQUEST_INVALID', 'asof']);
		assert.deepEqual((await refused('GET', 'moves?since=1')).slice(0, 3), [400, 'CUTTER_REQUEST_INVALID', 'since']);
		assert.match((await refused('GET', 'moves?since=1'))[3], /is not known here, nor is any other/);
	});
	test('a token in the query is a matter of Directus', async () => {
		const answer = await fetch(`${system.url}/cutter/moves?access_token=${encodeURIComponent(system.users.executor.token)}`);
		assert.equal(answer.status, 200);
	});
});
