// What people see of the queue over HTTP: where entries stand, what each person may do next and why not, and what became of a
// request whose connection ended. What is said to be open is really done by that person, and what is not is really refused.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let clients;
before(async () => {
	system = await sharedSystem();
	({ clients } = system);
});
after(() => system?.close());

const openActs = ({ acts }) => acts.filter(({ open }) => open).map(({ act }) => act);
const codesOf = ({ acts }, wanted) => acts.find(({ act }) => act === wanted).obstacles.map(({ code }) => code);

test('an entry is open to the right person at each step, and to nobody else', async () => {
	const { executor, reviewer, verifier } = clients;
	const law = await carry(system, { text: smallLaw('người kế tiếp') }, 'mark');
	const standing = (client) => client.get(`/cutter/manifests/${law.manifestId}/standing`);

	const marked = await standing(executor);
	assert.deepEqual(openActs(marked), ['sweep', 'abandon']);
	assert.equal(marked.waits_for_me, true);
	assert.deepEqual([marked.entry_id, marked.status, marked.marked_by, marked.unit_count], [law.entryId, 'marked', system.users.executor.id, 9]);
	assert.equal(marked.names[system.users.executor.id], 'Executor Cutter');
	assert.deepEqual(openActs(await standing(reviewer)), []);
	assert.deepEqual(codesOf(marked, 'verify'), ['NOT_ITS_TURN', 'DUTY_MISSING']);
	assert.deepEqual(marked.acts.find(({ act }) => act === 'verify').obstacles.map(({ values }) => values), [{ state: 'marked' }, { policy: 'Cutter Verifier' }]);
	assert.equal(marked.waits_for_duty, 'executor');

	for (;;) if ((await executor.post('/cutter/sweep', { batch_size: 1000 })).entry_ids.includes(law.entryId)) break;
	assert.deepEqual(openActs(await standing(reviewer)), ['review']);
	assert.equal((await standing(executor)).waits_for_duty, 'reviewer');
	assert.deepEqual(codesOf(await standing(executor), 'review'), ['DUTY_MISSING']);
	// An administrator holds every duty, and separation of duty binds them like anyone: here they made nothing.
	assert.ok(openActs(await standing(clients.admin)).includes('review'));

	await reviewer.post(`/cutter/manifests/${law.manifestId}/review`, { verdict: 'PASS', rationale: 'Read.' });
	const approved = await standing(executor);
	assert.deepEqual(openActs(approved), ['cut', 'abandon']);
	assert.deepEqual(approved.reviews.map(({ verdict, reviewer: by }) => [verdict, by]), [['PASS', system.users.reviewer.id]]);

	const cut = await executor.post(`/cutter/manifests/${law.manifestId}/cut`);
	const applied = await standing(executor);
	assert.deepEqual([applied.change_set_id, openActs(applied)], [cut.change_set_id, []]);
	assert.deepEqual(codesOf(applied, 'verify'), ['DUTY_MISSING']);
	assert.deepEqual(openActs(await standing(verifier)), ['verify']);
	const set = await executor.get(`/cutter/change-sets/${cut.change_set_id}`);
	assert.deepEqual(set.signatures.map(({ signer_dot_id, signer_identity }) => [signer_dot_id, signer_identity]), [['DOT-991', system.users.executor.id]]);
	for (const [table, planned] of Object.entries(set.planned_row_counts)) assert.equal(set.rows_now[table], planned, table);

	await verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`);
	for (const client of [executor, reviewer, verifier]) assert.deepEqual(openActs(await standing(client)), []);
});

test('an administrator who marked is told that someone else reviews, and is refused for the same reason', async () => {
	const { admin, executor } = clients;
	const law = await carry(system, { text: smallLaw('người quản trị') }, 'register');
	const mark = await admin.post(`/cutter/documents/${law.documentId}/mark`);
	for (;;) if ((await executor.post('/cutter/sweep', { batch_size: 1000 })).entry_ids.includes(mark.entry_id)) break;
	assert.deepEqual(codesOf(await admin.get(`/cutter/manifests/${mark.manifest_id}/standing`), 'review'), ['REVIEW_SOD']);
	assertRefused(await admin.send('POST', `/cutter/manifests/${mark.manifest_id}/review`, { verdict: 'PASS', rationale: 'Mine.' }), 403, 'CUTTER_REVIEW_SOD');
	const me = (await admin.get('/users/me')).id;
	const { entries } = await admin.get('/cutter/overview');
	assert.ok(entries.every(({ marked_by, status, waits_for_me }) => !(status === 'review_pending' && marked_by === me && waits_for_me)));
});

test('the overview gives as many entries of each state as asked for, those that wait longest, and tells how many more are open', async () => {
	for (const words of ['dài một', 'dài hai']) await carry(system, { text: smallLaw(words) }, 'sweep');
	const { counts, entries: all, more: none } = await clients.reviewer.get('/cutter/overview?limit=1000');
	assert.equal(none, 0);
	const open = [...new Set(all.map(({ status }) => status))];
	assert.equal(all.length, open.reduce((sum, state) => sum + counts[state], 0));
	const { entries, more } = await clients.reviewer.get('/cutter/overview?limit=1');
	assert.deepEqual(entries.map(({ entry_id }) => entry_id), open.map((state) => all.find(({ status }) => status === state).entry_id));
	assert.ok(more > 0);
	assert.equal(more, all.length - entries.length);
	assertRefused(await clients.reviewer.send('GET', '/cutter/overview?limit=0'), 400, 'CUTTER_REQUEST_INVALID');
});

test('a refusal carries what its sentence names, and a finding the code of its sentence', async () => {
	const { executor, reviewer } = clients;
	const law = await carry(system, { text: smallLaw('giá trị của câu') }, 'mark');
	const taken = { title: 'Taken', doc_code: newPrefix('OTHER'), prefix: law.prefix, text: smallLaw('tiền tố của người khác') };
	const { values } = assertRefused(await executor.send('POST', '/cutter/documents', taken), 409, 'CUTTER_PREFIX_TAKEN');
	assert.deepEqual(values, { prefix: law.prefix, document: law.docCode });
	const missing = assertRefused(await reviewer.send('POST', `/cutter/documents/${law.documentId}/mark`, {}), 403, 'CUTTER_DUTY_MISSING');
	assert.deepEqual(missing.values, { policy: 'Cutter Executor' });
	assert.equal('values' in assertRefused(await executor.send('GET', `/cutter/documents/${law.manifestId}`), 404, 'CUTTER_DOCUMENT_NOT_FOUND'), false);
	const findings = await executor.get(`/cutter/manifests/${law.manifestId}/findings`);
	assert.deepEqual([findings.addresses_unique.sentence, findings.addresses_unique.values], ['ADDRESSES_DIFFER', { count: '9' }]);
	assert.equal(findings.addresses_unique.note, '9 different addresses.');
});

test('the ten findings are told before a decision, as the decision records them', async () => {
	const law = await carry(system, { text: smallLaw('mười kết luận') }, 'sweep');
	const findings = await clients.executor.get(`/cutter/manifests/${law.manifestId}/findings`);
	assert.equal(Object.keys(findings).length, 10);
	assert.ok(Object.values(findings).every(({ verdict, note }) => verdict !== 'fail' && note.length > 0), JSON.stringify(findings));
	const decided = await clients.reviewer.post(`/cutter/manifests/${law.manifestId}/review`, { verdict: 'PASS', rationale: 'Read.' });
	assert.deepEqual(decided.findings, findings);
	const cut = await carry(system, { text: smallLaw('mười kết luận sau khi cắt') }, 'review');
	const before = await clients.executor.get(`/cutter/manifests/${cut.manifestId}/findings`);
	await clients.executor.post(`/cutter/manifests/${cut.manifestId}/cut`);
	assert.deepEqual(await clients.executor.get(`/cutter/manifests/${cut.manifestId}/findings`), before);
});

test('documents are listed with their newest entry, searched, and paged without gaps', async () => {
	const stem = newPrefix('LISTED');
	const made = [];
	for (const word of ['một', 'hai', 'ba']) made.push(await carry(system, { text: smallLaw(`danh sách ${word}`), prefix: `${stem}-${word.length}${made.length}`, title: `Listed 100% ${word} ${stem}` }, word === 'ba' ? 'register' : 'mark'));
	const search = encodeURIComponent(stem);
	const whole = await clients.reviewer.get(`/cutter/documents?search=${search}`);
	assert.deepEqual(whole.documents.map(({ id }) => id).sort(), made.map(({ documentId }) => documentId).sort());
	assert.deepEqual(whole.documents.map(({ newest }) => newest?.status ?? null).sort(), ['marked', 'marked', null].sort());
	assert.equal((await clients.reviewer.get(`/cutter/documents?search=${encodeURIComponent(`100% một ${stem}`)}`)).documents.length, 1);
	assert.equal((await clients.reviewer.get(`/cutter/documents?search=${encodeURIComponent(`${stem}_`)}`)).documents.length, 0);
	const paged = [];
	let after = '';
	for (;;) {
		const page = await clients.reviewer.get(`/cutter/documents?search=${search}&limit=2${after}`);
		paged.push(...page.documents.map(({ id }) => id));
		if (!page.next) break;
		after = `&after_title=${encodeURIComponent(page.next.title)}&after_id=${page.next.id}`;
	}
	assert.deepEqual(paged, whole.documents.map(({ id }) => id));
	const one = await clients.reviewer.get(`/cutter/documents/${made[0].documentId}`);
	assert.deepEqual(one.entries.map(({ entry_id }) => entry_id), [made[0].entryId]);
	assert.equal(one.me.mark.open, false);
	assertRefused(await clients.reviewer.send('GET', `/cutter/documents/${randomUUID()}`), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
	assertRefused(await clients.reviewer.send('GET', '/cutter/documents?after_title=x'), 400, 'CUTTER_REQUEST_INVALID');
});

test('what became of a keyed request is told to its own sender, word for word, and to nobody else', async () => {
	const law = await carry(system, { text: smallLaw('mất kết nối') }, 'register');
	const key = randomUUID();
	const asked = (client) => client.get(`/cutter/requests/${key}`);
	assert.deepEqual(await asked(clients.executor), { standing: 'not_done', route: null, answer: null });
	const response = await fetch(`${system.url}/cutter/documents/${law.documentId}/mark`, {
		method: 'POST',
		headers: { authorization: `Bearer ${system.users.executor.token}`, 'content-type': 'application/json', 'idempotency-key': key },
		body: '{}',
	});
	const { data } = await response.json();
	assert.deepEqual(await asked(clients.executor), { standing: 'done', route: 'POST /documents/:id/mark', answer: data });
	assert.deepEqual(await asked(clients.reviewer), { standing: 'not_done', route: null, answer: null });
});

test('the built-in profiles are named, and the worker of the Mark studio is served with its types', async () => {
	assert.deepEqual([...(await clients.reviewer.get('/cutter/profiles'))].sort(), ['act-en', 'eu-regulation', 'markdown-outline', 'numbered-outline', 'principles', 'vn-law', 'whole-text']);
	const { version } = await clients.reviewer.get('/cutter/health');
	for (const [name, type] of [['worker.js', 'text/javascript'], ['cutter_wasm.js', 'text/javascript'], ['cutter_wasm_bg.wasm', 'application/wasm']]) {
		const response = await fetch(`${system.url}/cutter/preview/${version}/${name}`);
		assert.equal(response.status, 200);
		assert.ok(response.headers.get('content-type').startsWith(type), name);
	}
	assert.equal((await fetch(`${system.url}/cutter/preview/${version}/api.js`)).status, 404);
});

test('the days of the backlog add up to what is there now, and a unit tells its history', async () => {
	const law = await carry(system, { text: smallLaw('lịch sử đơn vị') });
	const [first, ...others] = await clients.reviewer.get('/cutter/backlog/days?days=3');
	assert.equal(others.length, 2);
	assert.equal(new Date(others[1].day) - new Date(first.day), 2 * 86_400_000);
	const { counts } = await clients.reviewer.get('/cutter/overview');
	const now = Object.fromEntries(Object.entries(others[1].counts).filter(([, count]) => count > 0));
	assert.deepEqual(now, counts);
	assertRefused(await clients.reviewer.send('GET', '/cutter/backlog/days?days=0'), 400, 'CUTTER_REQUEST_INVALID');

	const [{ units }] = await clients.reviewer.post('/cutter/resolve', { addresses: [`${law.prefix}/DIEU-1`] });
	const history = await clients.reviewer.get(`/cutter/units/${units[0].id}/history`);
	const told = history.versions.map(({ version_seq, change_set_id, operation_kind, verdict }) => ({ version_seq, change_set_id, operation_kind, verdict }));
	assert.deepEqual(told, [{ version_seq: 1, change_set_id: law.changeSetId, operation_kind: 'first_cut', verdict: 'pass' }]);
	assert.equal(history.names[system.users.executor.id], 'Executor Cutter');
	assertRefused(await clients.reviewer.send('GET', `/cutter/units/${randomUUID()}/history`), 404, 'CUTTER_UNIT_NOT_FOUND');
});
