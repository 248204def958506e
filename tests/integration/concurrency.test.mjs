// Several people at the same moment: the database decides, and nothing is done twice or by half.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentLock, holding } from '../support/hold.mjs';
import { governanceRows, happyMatrix, liveUnits, query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system.close());

const UNITS = SMALL_LAW_PATHS.length;
const times = (count, work) => Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const statuses = (answers) => answers.map(({ status }) => status).sort();
const text = (() => {
	let words = 0;
	return () => smallLaw(`phiên chợ thứ ${(words += 1)}`);
})();

test('one text registered by several at once is one document', async () => {
	const [about, prefix] = [text(), newPrefix('AT-ONCE')];
	const body = { title: 'Phiên chợ', doc_code: prefix, prefix, text: about };
	const answers = await times(4, () => system.clients.executor.send('POST', '/cutter/documents', body));
	// Whoever comes too late to see the others may be told to ask again.
	for (const answer of answers) if (answer.status !== 200) assertRefused(answer, 409, 'CUTTER_WRITTEN_MEANWHILE');
	const ids = new Set(answers.filter(({ status }) => status === 200).map((answer) => answer.body.data.id));
	assert.equal(ids.size, 1);
	assert.equal((await query(system, 'SELECT FROM public.cutter_source_document WHERE doc_code = $1', [prefix])).length, 1);
});

test('one document marked by several at once is one entry', async () => {
	const done = await carry(system, { text: text() }, 'register');
	const marks = await times(4, () => system.clients.executor.post(`/cutter/documents/${done.documentId}/mark`));
	assert.equal(new Set(marks.map((mark) => mark.entry_id)).size, 1);
	assert.deepEqual(marks.map((mark) => mark.already_marked).sort(), [false, true, true, true]);
	const { decision_backlog_entry: entries, manifest_unit_block: blocks, decision_backlog_history: history } = await governanceRows(system, {
		entryId: marks[0].entry_id,
		manifestId: marks[0].manifest_id,
	});
	assert.deepEqual([entries, blocks, history], [1, UNITS, 1]);
	assert.equal((await query(system, "SELECT FROM cutter_governance.decision_backlog_entry WHERE payload->>'source_document_id' = $1", [done.documentId])).length, 1);
});

test('entries swept by several at once are promoted once each', async () => {
	const marked = [];
	for (let count = 0; count < 4; count += 1) marked.push(await carry(system, { text: text() }, 'mark'));
	const sweeps = await times(4, () => system.clients.executor.post('/cutter/sweep', { batch_size: 1000 }));
	const promoted = sweeps.flatMap((sweep) => sweep.entry_ids);
	assert.equal(new Set(promoted).size, promoted.length);
	for (const { entryId } of marked) assert.ok(promoted.includes(entryId));
	for (const done of marked) assert.equal((await governanceRows(system, done)).decision_backlog_history, 2);
});

test('one manifest reviewed by two at once is decided once', async () => {
	const done = await carry(system, { text: text() }, 'sweep');
	const answers = await times(2, (each) => system.clients.reviewer.send('POST', `/cutter/manifests/${done.manifestId}/review`, { verdict: each ? 'PASS' : 'FAIL', rationale: 'At once.' }));
	assert.deepEqual(statuses(answers), [200, 409]);
	assertRefused(answers.find(({ status }) => status === 409), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assert.equal((await governanceRows(system, done)).review_decision, 1);
});

test('one manifest cut by several at once is one change set; the others are told that it was cut', async () => {
	const done = await carry(system, { text: text() }, 'review');
	const answers = await times(4, () => system.clients.executor.send('POST', `/cutter/manifests/${done.manifestId}/cut`, {}));
	assert.deepEqual(statuses(answers), [200, 409, 409, 409]);
	for (const answer of answers.filter(({ status }) => status !== 200)) assertRefused(answer, 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assert.equal((await liveUnits(system, done.docCode)).length, UNITS);
	done.changeSetId = answers.find(({ status }) => status === 200).body.data.change_set_id;

	const verdicts = await times(3, () => system.clients.verifier.send('POST', `/cutter/change-sets/${done.changeSetId}/verify`, {}));
	assert.deepEqual(statuses(verdicts), [200, 409, 409]);
	for (const answer of verdicts.filter(({ status }) => status !== 200)) assertRefused(answer, 409, 'CUTTER_VERIFY_REFUSED');
	assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
});

test('whatever is done to one document waits for whatever else is done to it', async () => {
	const done = await carry(system, { text: text() }, 'cut');
	const attempt = (person, path, body) => system.clients[person].send('POST', `/cutter/${path}`, body);
	const { id } = (await liveUnits(system, done.docCode)).find(({ canonical_address: address }) => address.endsWith('/DIEU-3'));
	const operation = { rationale: 'The amending law.', dry_run: true, body: 'Khác.\n' };
	// A first cut names the document by its id, an operation by its code; the code is held here.
	for (const work of [
		() => attempt('executor', `documents/${done.documentId}/mark`, {}),
		() => attempt('verifier', `change-sets/${done.changeSetId}/verify`, {}),
		() => attempt('executor', `units/${id}/substitute`, operation),
	]) {
		const answer = await holding(system, documentLock(done), async ({ someoneWaits, release }) => {
			const working = work();
			await someoneWaits();
			await release();
			return working;
		});
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
	}
});

test('documents cut side by side do not see each other as drift', async () => {
	const documents = [];
	for (let count = 0; count < 6; count += 1) documents.push(await carry(system, { text: text() }, 'review'));
	const cuts = await Promise.all(documents.map(({ manifestId }) => system.clients.executor.post(`/cutter/manifests/${manifestId}/cut`)));
	const verdicts = await Promise.all(cuts.map((cut) => system.clients.verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`)));
	assert.deepEqual(verdicts.map(({ verdict, findings }) => [verdict, findings]), documents.map(() => ['pass', []]));
});

test('cut, verified and read at the same time', async () => {
	const first = await carry(system, { text: text() }, 'cut');
	const second = await carry(system, { text: text() }, 'review');
	const [verdict, cut, reads] = await Promise.all([
		system.clients.verifier.post(`/cutter/change-sets/${first.changeSetId}/verify`),
		system.clients.executor.post(`/cutter/manifests/${second.manifestId}/cut`),
		times(20, () => system.clients.reviewer.send('GET', `/cutter/resolve?address=${first.prefix}/DIEU-1`)),
	]);
	assert.equal(verdict.verdict, 'pass');
	assert.deepEqual(new Set(reads.map(({ status }) => status)), new Set([200]));
	assert.equal((await system.clients.verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`)).verdict, 'pass');
});
