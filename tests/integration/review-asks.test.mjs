// What a text leaves to people is answered before it passes: over HTTP and on the command line, on record, and told to whoever looks later.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fingerprint } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system?.close());

/** Articles 3 and 4 are left out, and the second clause of Article 2. */
const withGaps = (word) => smallLaw(`${word} số ${process.pid}`).replace('Điều 3.', 'Điều 5.').replace('2. Người không', '3. Người không');
const waiting = (word) => carry(system, { text: withGaps(word) }, 'sweep');
const anomaliesOf = ({ manifestId }) => system.clients.reviewer.get(`/cutter/manifests/${manifestId}/anomalies`);
const review = ({ manifestId }, body) => system.clients.reviewer.send('POST', `/cutter/manifests/${manifestId}/review`, { verdict: 'PASS', rationale: 'Read beside the gazette.', ...body });
const reviewed = (done, ...words) => system.cutter(['review', done.manifestId, '--as', system.users.reviewer.email, '--verdict', 'PASS', '--rationale', 'Read.', ...words]);
const status = async ({ manifestId }) => (await system.clients.reviewer.get(`/cutter/manifests/${manifestId}/standing`)).status;

test('a PASS is refused until each grave anomaly has a reason, which is then on record wherever the review is', async () => {
	const done = await waiting('bến thuyền');
	const asked = await anomaliesOf(done);
	const [grave, ...others] = asked;
	assert.deepEqual([grave.weight, grave.code, grave.label, grave.line], ['grave', 'gap', 'Điều 5', 21]);
	assert.ok(others.length > 0 && others.every(({ weight }) => weight === 'notable'), JSON.stringify(others));

	const before = await fingerprint(system);
	const refused = assertRefused(await review(done, {}), 409, 'CUTTER_ANOMALIES_UNANSWERED');
	assert.deepEqual(refused.values, { count: '1', anomalies: grave.id });
	assertRefused(await review(done, { answers: [{ anomaly: 'gap', reason: 'All of them.' }] }), 409, 'CUTTER_ANOMALIES_UNANSWERED');
	assertRefused(await review(done, { answers: [{ anomaly: 'gap:1', reason: 'Which?' }] }), 422, 'CUTTER_ANSWER_TO_NOTHING');
	assertRefused(await review(done, { answers: [{ anomaly: grave.id, reason: ' ' }] }), 422, 'CUTTER_ANSWER_WITHOUT_REASON');
	assertRefused(await review(done, { answers: [1, 2].map((time) => ({ anomaly: grave.id, reason: `For the ${time}. time.` })) }), 422, 'CUTTER_ANSWER_TWICE');
	assertRefused(await review(done, { answers: [{ anomaly: grave.id }] }), 400, 'CUTTER_REQUEST_INVALID');
	assert.deepEqual(await fingerprint(system), before, 'nothing was written');

	const answers = [{ anomaly: grave.id, reason: 'Điều 3 và Điều 4 đã bị bãi bỏ.' }, { anomaly: 'gap', reason: 'The clause was never there.' }];
	const passed = await review(done, { answers: [{ ...answers[0], reason: `  ${answers[0].reason}\n` }, answers[1]] });
	assert.equal(passed.status, 200, JSON.stringify(passed.body));
	const standing = await system.clients.executor.get(`/cutter/manifests/${done.manifestId}/standing`);
	assert.deepEqual([standing.status, standing.reviews.map((each) => each.answers)], ['reviewed_approved', [answers]]);
	const { deeds } = await system.clients.reviewer.get(`/cutter/audit?${new URLSearchParams({ document: done.docCode })}`);
	assert.deepEqual(deeds.map(({ what, detail }) => [what, detail.answers]).slice(0, 2), [['review:approve', answers], ['sweep_promote', undefined]]);

	const cut = await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`);
	const verdict = await system.clients.verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`);
	assert.deepEqual([verdict.verdict, verdict.findings], ['pass', []]);
	const { body: bundle } = await system.clients.verifier.send('GET', `/cutter/change-sets/${cut.change_set_id}/bundle`);
	assert.deepEqual(bundle.reviews[0].reviewer_independence_evidence.answers, answers);
});

test('whoever rejects or defers answers nothing', async () => {
	for (const [verdict, expected] of [['FAIL', 'reviewed_rejected'], ['NEEDS_HUMAN', 'reviewed_deferred']]) {
		const done = await waiting(`bến ${verdict}`);
		const answer = await review(done, { verdict });
		assert.deepEqual([answer.status, answer.body.data.status], [200, expected]);
	}
});

test('the command line says what to type for each, and takes it from words or from a file', async () => {
	const done = await waiting('cầu phao');
	const [grave] = await anomaliesOf(done);
	const before = await fingerprint(system);
	const refused = await reviewed(done);
	assert.deepEqual([refused.code, refused.stdout], [1, '']);
	const [question, typed, code] = refused.stderr.split('\n');
	assert.equal(question, `line ${grave.line}: ${grave.message}`);
	assert.equal(typed, `  --answer gap@${grave.line}="WHY"`);
	assert.match(code, /^CUTTER_ANOMALIES_UNANSWERED: Grave anomalies without an answer: gap on line 21\. /);
	const json = JSON.parse((await reviewed(done, '--json')).stdout);
	assert.deepEqual([json.ok, json.error.code, json.error.values.anomalies], [false, 'CUTTER_ANOMALIES_UNANSWERED', grave.id]);
	for (const [words, code, stderr] of [
		[['--answer', 'gap@21'], 2, /^CUTTER_USAGE: --answer "gap@21" is no answer/],
		[['--answer', 'gap@21= '], 1, /^CUTTER_ANSWER_WITHOUT_REASON: /],
		[['--answer', 'gap@20=There is none there.'], 1, /^CUTTER_ANSWER_TO_NOTHING: /],
		[['--answers', join(system.folder, 'nowhere.json')], 1, /^CUTTER_FILE_UNREADABLE: /],
		[['--answers', fileWith('[{"anomaly": "gap@21"}]')], 1, /^CUTTER_ANSWERS_UNREADABLE: /],
	]) {
		const answer = await reviewed(done, ...words);
		assert.deepEqual([answer.code, answer.stdout], [code, ''], answer.stderr);
		assert.match(answer.stderr, stderr);
	}
	assert.deepEqual(await fingerprint(system), before, 'nothing was written');

	assert.equal((await reviewed(done, '--answer', `gap@${grave.line}=Repealed: Articles 3 and 4 = none.`)).code, 0);
	const { reviews } = await system.clients.reviewer.get(`/cutter/manifests/${done.manifestId}/standing`);
	assert.deepEqual(reviews[0].answers, [{ anomaly: grave.id, reason: 'Repealed: Articles 3 and 4 = none.' }]);

	const second = await waiting('cầu treo');
	const file = fileWith(JSON.stringify([{ anomaly: `gap@${grave.line}`, reason: 'Repealed.' }, { anomaly: 'gap', reason: 'As printed.' }]));
	assert.equal((await reviewed(second, '--answers', file)).code, 0);
	assert.equal(await status(second), 'reviewed_approved');
});

test('several anomalies of one line are told apart by their codes', async () => {
	const text = `HỘI ${process.pid}\n\nĐiều 1. Phạm vi\nVăn bản này áp dụng cho mọi người.\n\nĐiều 3.\n\nĐiều 4.\n`;
	const done = await carry(system, { text, profile: 'vn-law' }, 'sweep');
	const asked = await anomaliesOf(done);
	assert.deepEqual(asked.map(({ code, line }) => `${code}@${line}`), ['gap@6', 'empty_body@6', 'empty_body@8']);
	const refused = await reviewed(done, '--answer', 'gap@6=Repealed.');
	assert.deepEqual(refused.stderr.match(/--answer \S+/g), ['--answer empty_body@6="WHY"', '--answer empty_body@8="WHY"'], 'what was answered is not asked again');
	assert.equal((await reviewed(done, '--answer', 'gap@6=Repealed.', '--answer', 'empty_body@6=A title alone.', '--answer', `${asked[2].id}=A title alone.`)).code, 0, 'an id is a name too');
});

let files = 0;
function fileWith(content) {
	mkdirSync(join(system.folder, 'answers'), { recursive: true });
	const path = join(system.folder, 'answers', `${(files += 1)}.json`);
	writeFileSync(path, content);
	return path;
}
