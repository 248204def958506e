// Idempotency-Key over HTTP: a request sent again is answered as before and done once.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { after, before, test } from 'node:test';
import { ENACT, lawOfDays } from '../support/law-of-days.mjs';
import { fingerprint, governanceRows, happyMatrix, liveUnits, query } from '../support/ledger.mjs';
import { beforeWriting, holding } from '../support/hold.mjs';
import { newPerson } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { insertReferenceUnits } from '../support/reference-units.mjs';
import { operationsOn } from '../support/structure.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
let description;
before(async () => {
	system = await sharedSystem();
	description = await (await fetch(`${system.url}/cutter/openapi.json`)).json();
});
after(() => system?.close());

const UNITS = SMALL_LAW_PATHS.length;
const text = (() => {
	let words = 0;
	return () => smallLaw(`bến đò số ${process.pid}-${(words += 1)}`);
})();
const under = (key) => ({ 'idempotency-key': key });
const post = (person, path, body, key = randomUUID()) => system.clients[person].send('POST', path, body, key === null ? {} : under(key));
const isReplay = ({ headers }) => headers.get('idempotent-replayed') === 'true';

/** Sends a request twice under one key: done, then answered as before with nothing written. Gives the data. */
async function twice(person, path, body) {
	const key = randomUUID();
	const first = await post(person, path, body, key);
	assert.equal(first.status, 200, `${path}: ${JSON.stringify(first.body)}`);
	assert.equal(isReplay(first), false, path);
	const between = await fingerprint(system);
	const second = await post(person, path, body, `"${key}"`);
	assert.deepEqual([second.status, second.body, isReplay(second)], [200, first.body, true], path);
	assert.deepEqual(await fingerprint(system), between, `${path} wrote something when it was replayed`);
	return first.body.data;
}

test('every writing route answers a request sent again as before, and does it once', async () => {
	const used = new Set();
	const step = (person, path, body) => {
		used.add(`/cutter${path.split('?')[0].replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}')}`);
		return twice(person, `/cutter${path}`, body);
	};
	const prefix = newPrefix('AGAIN');
	const about = { title: 'Bến đò', doc_code: prefix, prefix };
	const { id } = await step('executor', '/documents', { ...about, text: text() });
	const { manifest_id: manifestId, entry_id: entryId } = await step('executor', `/documents/${id}/mark`, {});
	const swept = await step('executor', '/sweep', { batch_size: 1000 });
	assert.ok(swept.entry_ids.includes(entryId));
	await step('reviewer', `/manifests/${manifestId}/review`, { verdict: 'PASS', rationale: 'Read beside the source.' });
	const cut = await step('executor', `/manifests/${manifestId}/cut`, {});
	const verified = await step('verifier', `/change-sets/${cut.change_set_id}/verify`, undefined);
	assert.equal(verified.verdict, 'pass');
	assert.deepEqual(await governanceRows(system, { entryId, manifestId }), happyMatrix(UNITS));

	const reference = `Bến đò ${prefix}`;
	const alias = await step('executor', '/aliases', { alias_text: reference, target: `${prefix}/DIEU-1`, kind: 'external_reference', rationale: 'So it is called.' });
	await step('executor', `/aliases/${alias.alias_id}/close`, {});
	const other = await carry(system, { text: text() }, 'mark');
	const [unit] = await insertReferenceUnits(system, 96);
	const attested = await step('executor', '/units/attest', { units: [unit.address], rationale: 'Taken over from the older system.' });
	await step('executor', `/entries/${attested.entry_id}/dependencies`, { on: other.entryId });
	await step('executor', `/entries/${other.entryId}/abandon`, { rationale: 'Not needed.' });
	await system.clients.executor.post(`/cutter/entries/${attested.entry_id}/abandon`, { rationale: 'Not needed.' });

	const law = await carry(system, { text: smallLaw(`bến ${prefix}`) });
	const rows = new Map((await liveUnits(system, law.docCode)).map((row) => [row.section_code, row]));
	const at = (path) => rows.get(path).id;
	const operate = async (path, body) => {
		const proposed = await step('executor', `/units/${path}`, { rationale: 'The amending law.', ...body });
		assert.deepEqual([proposed.status, proposed.already_marked], ['marked', false], path);
		await system.clients.executor.post(`/cutter/entries/${proposed.entry_id}/abandon`, { rationale: 'Not needed.' });
	};
	const bytes = Buffer.byteLength(rows.get('DIEU-1').body);
	await operate(`${at('DIEU-1')}/enact`, {});
	await operate(`${at('DIEU-1')}/substitute`, { body: 'Văn bản này nói về bến đò.\n' });
	await operate(`${at('DIEU-1')}/split`, { parts: [{ ends_at: 8 }, { ends_at: bytes }] });
	await operate(`${at('DIEU-3')}/renumber`, { address: `${law.prefix}/DIEU-4` });
	await operate(`${at('DIEU-3')}/move`, { parent_id: at('CHUONG-1'), after: at('DIEU-2') });
	await operate(`${at('DIEU-3')}/insert`, { address: `${law.prefix}/DIEU-3A`, section_type: 'article', label: '3a', heading: 'Điều 3a.\n', body: 'Mới.\n' });
	await operate(`${at('DIEU-3')}/retire`, {});
	const days = await lawOfDays(system, smallLaw(`ngày ${prefix}`), ENACT);
	await operate(`${await days.id('DIEU-1')}/suspend`, { effective_on: '2022-01-01' });
	await operationsOn(() => system).carryOut(`${await days.id('DIEU-1')}/suspend`, { effective_on: '2022-01-01' });
	await operate(`${await days.id('DIEU-1')}/resume`, { effective_on: '2023-01-01' });
	await operate('join', { unit_ids: [at('DIEU-2-KHOAN-1'), at('DIEU-2-KHOAN-2')] });

	const operation = { kind: 'retire', unit_id: at('DIEU-3') };
	const proposed = await step('executor', `/documents/${law.documentId}/operations`, { rationale: 'The amending law.', operation });
	await system.clients.executor.post(`/cutter/entries/${proposed.entry_id}/abandon`, { rationale: 'Not needed.' });

	const withdrawal = await step('executor', `/change-sets/${law.changeSetId}/withdraw`, { rationale: 'It was cut wrongly.' });
	await system.clients.executor.post(`/cutter/entries/${withdrawal.entry_id}/abandon`, { rationale: 'Not needed.' });

	const correction = await step('executor', `/change-sets/${days.cut.change_set_id}/correct`, { rationale: 'It has no clauses.', leaf: 'dieu' });
	await system.clients.executor.post(`/cutter/entries/${correction.entry_id}/abandon`, { rationale: 'Not needed.' });

	const named = await step('executor', `/documents/${law.documentId}/names`, { add: [`Nội quy của ${prefix}`] });
	assert.equal(named.names.filter(({ kind }) => kind === 'added').length, 1);

	const { acts } = await step('executor', `/documents/${law.documentId}/amended-by`, { act: law.documentId, why: 'Its text has it.' });
	assert.deepEqual(acts, [], 'it names no document');

	// It cites a clause of its own that it does not have.
	const citing = await carry(system, { text: `${smallLaw(`bến ${prefix} nữa`)}\nĐiều 4. Thi hành\nLàm theo khoản 9 Điều 2 của Nội quy này.\n` });
	const { references } = await system.clients.executor.get(`/cutter/open-citations?document=${citing.docCode}`);
	assert.equal(references.length, 1);
	const accepted = await step('executor', '/open-citations', { place: references[0].place, why: 'It is a printer’s error.' });
	assert.equal(accepted.references[0].settled.open, false);

	const declared = Object.entries(description.paths).filter(([, { post: operation }]) => operation?.parameters.some(({ name }) => name === 'Idempotency-Key'));
	assert.deepEqual(declared.map(([path]) => path).sort(), [...used].sort(), 'every route that takes a key was tried');
	const without = Object.keys(description.paths).filter((path) => description.paths[path].post && !used.has(path));
	assert.deepEqual(without.sort(), ['/cutter/addresses/parse', '/cutter/documents/{id}/amendments', '/cutter/documents/{id}/amendments/act', '/cutter/notices', '/cutter/resolve'], 'only what writes nothing takes none, and what is the same however often it is set');
});

test('a text that is streamed is told apart by its bytes and its query', async () => {
	const [prefix, key] = [newPrefix('AGAIN'), randomUUID()];
	const path = (title) => `/cutter/documents?${new URLSearchParams({ title, doc_code: prefix, prefix })}`;
	const bytes = Buffer.from(text());
	const first = await post('executor', path('Bến'), bytes, key);
	assert.equal(first.status, 200, JSON.stringify(first.body));
	const second = await post('executor', path('Bến'), bytes, key);
	assert.deepEqual([second.status, second.body, isReplay(second)], [200, first.body, true]);
	for (const [title, body] of [['Bến', Buffer.from(text())], ['Đò', bytes]]) assertRefused(await post('executor', path(title), body, key), 422, 'CUTTER_IDEMPOTENCY_KEY_REUSED');
});

test('a key names one request: another body, thing or route is refused, another spelling of the same is not', async () => {
	const [done, other] = [await carry(system, { text: text() }, 'register'), await carry(system, { text: text() }, 'register')];
	const key = randomUUID();
	const mark = await post('executor', `/cutter/documents/${done.documentId}/mark`, { scope: 'all' }, key);
	assert.equal(mark.status, 200);
	const before = await fingerprint(system);
	for (const [path, body] of [
		[`/cutter/documents/${done.documentId}/mark`, { scope: 'enacted_only' }],
		[`/cutter/documents/${other.documentId}/mark`, { scope: 'all' }],
		['/cutter/sweep', {}],
	]) {
		const { errors } = (assertRefused(await post('executor', path, body, key), 422, 'CUTTER_IDEMPOTENCY_KEY_REUSED'), await post('executor', path, body, key)).body;
		assert.match(errors[0].message, /POST \/documents\/:id\/mark/);
	}
	assert.deepEqual(await fingerprint(system), before);
	for (const body of [{}, { leaf: null, scope: 'all' }]) assert.deepEqual((await post('executor', `/cutter/documents/${done.documentId}/mark`, body, key)).body, mark.body);
});

test("a key is its person's: with another's it is another key", async () => {
	const second = await newPerson(system, { duties: ['Observer', 'Executor'] });
	const [done, other] = [await carry(system, { text: text() }, 'register'), await carry(system, { text: text() }, 'register')];
	const key = randomUUID();
	const first = await post('executor', `/cutter/documents/${done.documentId}/mark`, {}, key);
	const theirs = await second.client.send('POST', `/cutter/documents/${other.documentId}/mark`, {}, under(key));
	assert.deepEqual([first.status, theirs.status, isReplay(theirs)], [200, 200, false]);
	assert.notEqual(theirs.body.data.entry_id, first.body.data.entry_id);
	assertRefused(await system.clients.reviewer.send('POST', `/cutter/documents/${done.documentId}/mark`, {}, under(key)), 403, 'CUTTER_DUTY_MISSING');
});

test('refusals and dry runs are not remembered: the same key does it once it can be done', async () => {
	const done = await carry(system, { text: text() }, 'sweep');
	const key = randomUUID();
	const cut = (body) => post('executor', `/cutter/manifests/${done.manifestId}/cut`, body, key);
	for (let time = 0; time < 2; time += 1) assertRefused(await cut({}), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	await system.clients.reviewer.post(`/cutter/manifests/${done.manifestId}/review`, { verdict: 'PASS', rationale: 'Read.' });
	for (let time = 0; time < 2; time += 1) {
		const rehearsed = await cut({ dry_run: true });
		assert.deepEqual([rehearsed.status, rehearsed.body.data.dry_run, isReplay(rehearsed)], [200, true, false]);
	}
	const real = await cut({});
	assert.deepEqual([real.status, isReplay(real)], [200, false]);
	assertRefused(await cut({ dry_run: true }), 422, 'CUTTER_IDEMPOTENCY_KEY_REUSED');
	assertRefused(await post('executor', `/cutter/manifests/${done.manifestId}/cut`, {}, null), 409, 'CUTTER_MOVE_NOT_ALLOWED');
});

test('while a request runs, the same key is told to wait, and then gets its answer', async () => {
	const done = await carry(system, { text: text() }, 'review');
	const key = randomUUID();
	const cut = () => post('executor', `/cutter/manifests/${done.manifestId}/cut`, {}, key);
	const first = await holding(system, beforeWriting('cutter_governance.cut_change_set'), async ({ someoneWaits, release }) => {
		const running = cut();
		await someoneWaits();
		const second = await cut();
		assertRefused(second, 409, 'CUTTER_IDEMPOTENCY_IN_PROGRESS');
		assert.match(second.headers.get('retry-after'), /^[1-9]\d*$/);
		await release();
		return running;
	});
	assert.equal(first.status, 200, JSON.stringify(first.body));
	const third = await cut();
	assert.deepEqual([third.body, isReplay(third)], [first.body, true]);
	assert.equal((await liveUnits(system, done.docCode)).length, UNITS);
});

test('many at once under one key are one cut: each is told to wait or gets the one answer', async () => {
	const done = await carry(system, { text: text() }, 'review');
	const key = randomUUID();
	const answers = await Promise.all(Array.from({ length: 8 }, () => post('executor', `/cutter/manifests/${done.manifestId}/cut`, {}, key)));
	const [carriedOut, others] = [answers.filter((answer) => answer.status === 200 && !isReplay(answer)), answers.filter((answer) => answer.status !== 200)];
	assert.equal(carriedOut.length, 1);
	for (const answer of others) assertRefused(answer, 409, 'CUTTER_IDEMPOTENCY_IN_PROGRESS');
	for (const answer of answers.filter(isReplay)) assert.deepEqual(answer.body, carriedOut[0].body);
	assert.equal((await governanceRows(system, done)).cut_change_set, 1);
});

test('a malformed key is refused before anything is looked up', async () => {
	const path = `/cutter/manifests/${randomUUID()}/cut`;
	for (const key of ['', '""', 'k'.repeat(256), 'kh\u00f3a', '"open', '"a"b']) assertRefused(await post('executor', path, {}, key), 400, 'CUTTER_IDEMPOTENCY_KEY_MALFORMED');
	assertRefused(await post('executor', path, {}, 'k'.repeat(255)), 404, 'CUTTER_MANIFEST_NOT_FOUND');
	const headers = { authorization: `Bearer ${system.users.executor.token}`, 'content-type': 'application/json', 'idempotency-key': ['a', 'b'] };
	const status = await new Promise((resolve, reject) => {
		httpRequest(`${system.url}${path}`, { method: 'POST', headers }, (response) => resolve(response.resume().statusCode)).on('error', reject).end('{}');
	});
	assert.equal(status, 400, 'two keys');
	assertRefused(await system.clients.anonymous.send('POST', path, {}, under('')), 403, 'CUTTER_NOBODY');
});

test('what only reads takes no key', async () => {
	const key = randomUUID();
	for (const addresses of [['A/B'], ['A/C']]) {
		const answer = await post('executor', '/cutter/addresses/parse', { addresses }, key);
		assert.deepEqual([answer.status, isReplay(answer)], [200, false]);
	}
	assert.deepEqual(await query(system, 'SELECT FROM cutter_control.idempotency_key WHERE idempotency_key = $1', [key]), []);
});
