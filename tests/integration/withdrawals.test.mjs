// A change that never should have been is withdrawn: proposed, judged by somebody else, carried out, proven. Who asks from then on is answered as if it
// had not been; who asks what was known before, as before.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

let system;
before(async () => (system = await sharedSystem()));
after(() => system?.close());

const operations = operationsOn(() => system);
const { answers, carryOut, idOf, promote, reading } = operations;
const people = () => system.clients;
const WHY = { rationale: 'It was cut with a profile that does not fit.' };

const TEXT = `QUY CHẾ VỀ KHO

Điều 1. Phạm vi
Quy chế này nói về kho.
Điều 2. Người giữ kho
1. Người giữ kho có chìa khóa.
2. Người giữ kho ghi sổ.
Điều 3. Giờ mở cửa
Kho mở từ bảy giờ.
`;

const tryWithdraw = (changeSet, body = {}, person = 'executor') => people()[person].send('POST', `/cutter/change-sets/${changeSet}/withdraw`, { ...WHY, ...body });
async function proposed(changeSet) {
	const { status, body } = await tryWithdraw(changeSet);
	assert.equal(status, 200, JSON.stringify(body));
	return body.data;
}
/** Judged, carried out and proven by three people. */
async function carryThrough(done) {
	await operations.approve(done);
	const cut = await operations.cut(done);
	assert.deepEqual(cut.observed_row_counts, cut.planned_row_counts);
	const verdict = await operations.verify(cut);
	assert.deepEqual([verdict.verdict, verdict.status, verdict.findings], ['pass', 'verified_complete', []]);
	return cut;
}
const withdraw = async (changeSet) => carryThrough(await proposed(changeSet));

const now = async () => (await query(system, 'SELECT clock_timestamp() AS now'))[0].now.toISOString();
const read = (document, when = {}) => people().reviewer.send('GET', `/cutter/documents/${document}/reading?${new URLSearchParams(when)}`);
const bodies = async (document, when) => Object.fromEntries((await read(document, when)).body.data.units.map(({ canonical_address: address, body }) => [address.replace(/^[^/]+\//, ''), body]));
const rowsOf = async (docCode) => (await query(system, 'SELECT count(*)::int AS count FROM public.tac_logical_unit WHERE doc_code = $1', [docCode]))[0].count;
const ENACT = { enact: { in_force_from: '2020-07-01', evidence: 'Its closing provision.' } };

/** Cut as a law that is law since a day. */
async function law() {
	const done = await carry(system, { text: TEXT, profile: 'vn-law' }, 'register');
	const mark = await people().executor.post(`/cutter/documents/${done.documentId}/mark`, ENACT);
	await promote(mark);
	await approve(people().reviewer, mark.manifest_id, { rationale: 'Read beside the gazette.' });
	const cut = await people().executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	assert.equal((await people().verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`)).verdict, 'pass');
	return { ...done, cut, id: (path) => idOf(`${done.prefix}/${path}`) };
}

describe('a cut with a wrong profile', () => {
	let wrong;
	let known;
	before(async () => {
		// Clauses are not cut: the leaf is the article.
		wrong = await carry(system, { text: TEXT, profile: 'vn-law' }, 'register');
		const mark = await people().executor.post(`/cutter/documents/${wrong.documentId}/mark`, { leaf: 'dieu' });
		await promote(mark);
		await approve(people().reviewer, mark.manifest_id, WHY);
		wrong.cut = await people().executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	});

	test('is proven, or taken back by VERIFY, before anybody withdraws it', async () => {
		assertRefused(await tryWithdraw(wrong.cut.change_set_id), 409, 'CUTTER_NOT_WITHDRAWABLE');
		assert.equal((await people().verifier.post(`/cutter/change-sets/${wrong.cut.change_set_id}/verify`)).verdict, 'pass');
	});

	test('goes whole in one change, with every row on record, and its addresses are free', async () => {
		assert.equal(await rowsOf(wrong.docCode), 3);
		const shown = await tryWithdraw(wrong.cut.change_set_id, { dry_run: true });
		assert.deepEqual([shown.status, shown.body.data.origins.length, shown.body.data.results, shown.body.data.citations.map(({ outcome }) => outcome)], [200, 3, [], ['not_found', 'not_found', 'not_found']]);
		assertRefused(await tryWithdraw(wrong.cut.change_set_id, { dry_run: true }, 'reviewer'), 403, 'CUTTER_DUTY_MISSING');
		known = await now();
		const cut = await withdraw(wrong.cut.change_set_id);
		assert.equal(await rowsOf(wrong.docCode), 0);
		const recorded = await query(system, "SELECT operation, count(*)::int AS count FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = $1 GROUP BY 1", [cut.change_set_id]);
		assert.deepEqual(recorded, [{ operation: 'delete', count: 6 }], 'three units and their texts, as they were');
		const set = await people().reviewer.get(`/cutter/change-sets/${wrong.cut.change_set_id}`);
		assert.deepEqual([set.status, set.withdrawn_by, set.verify_result.verdict], ['verified', cut.change_set_id, 'pass'], 'it was proven, and still is what was cut');
		assert.equal((await people().reviewer.get(`/cutter/change-sets/${cut.change_set_id}`)).compensates_change_set_id, wrong.cut.change_set_id);
		assert.deepEqual(await answers(`${wrong.prefix}/DIEU-2`), ['not_found']);
	});

	test('is not withdrawn twice, and nothing withdraws a withdrawal', async () => {
		assertRefused(await tryWithdraw(wrong.cut.change_set_id), 409, 'CUTTER_ALREADY_WITHDRAWN');
		const { withdrawn_by: by } = await people().reviewer.get(`/cutter/change-sets/${wrong.cut.change_set_id}`);
		assertRefused(await tryWithdraw(by), 409, 'CUTTER_NOT_WITHDRAWABLE');
		assertRefused(await tryWithdraw('00000000-0000-4000-8000-000000000000'), 404, 'CUTTER_CHANGE_SET_NOT_FOUND');
	});

	test('and the same document is cut right, under the same addresses; what was known before still shows the mistake', async () => {
		const mark = await people().executor.post(`/cutter/documents/${wrong.documentId}/mark`);
		await promote(mark);
		await approve(people().reviewer, mark.manifest_id, WHY);
		const cut = await people().executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
		assert.equal((await people().verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`)).verdict, 'pass');
		assert.deepEqual(Object.keys(await bodies(wrong.documentId)), ['DIEU-1', 'DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-3']);
		assert.deepEqual(Object.keys(await bodies(wrong.documentId, { known_at: known })), ['DIEU-1', 'DIEU-2', 'DIEU-3']);
		const { entries } = await people().reviewer.get(`/cutter/documents/${wrong.documentId}/timeline`);
		assert.deepEqual(entries.map(({ operation_kind: kind }) => kind), ['first_cut', 'withdraw', 'first_cut']);
		assert.equal(entries[1].compensates_change_set_id, entries[0].change_set_id);
		const exported = await people().reviewer.send('GET', `/cutter/documents/${wrong.documentId}/export?format=markdown`);
		assert.match(String(exported.body), /Người giữ kho có chìa khóa/);
	});

	test('the ledger holds, and so does the evidence of each of the three changes', async () => {
		const { code, stdout, stderr } = await system.cutter(['ledger', 'verify', '--json']);
		assert.equal(code, 0, stderr || stdout);
	});
});

describe('a change of a law', () => {
	test('was never law, for whoever asks from then on, and neither was a number that it gave', async () => {
		const done = await law();
		const before = await reading(done.docCode);
		const text = await carryOut(`${await done.id('DIEU-1')}/substitute`, { body: 'Sai từ 2022.\n', effective_on: '2022-01-01' });
		const number = await carryOut(`${await done.id('DIEU-3')}/renumber`, { address: `${done.prefix}/DIEU-9`, effective_on: '2023-01-01' });
		const known = await now();
		await withdraw(text.cut.change_set_id);
		await withdraw(number.cut.change_set_id);
		assert.equal(await reading(done.docCode), before);
		for (const asOf of ['2021-01-01', '2022-06-01', '2030-01-01']) {
			assert.equal((await bodies(done.documentId, { as_of: asOf }))['DIEU-1'], 'Quy chế này nói về kho.\n', asOf);
		}
		assert.equal((await bodies(done.documentId, { as_of: '2022-06-01', known_at: known }))['DIEU-1'], 'Sai từ 2022.\n');
		assert.ok('DIEU-9' in (await bodies(done.documentId, { as_of: '2024-01-01', known_at: known })));
		assert.deepEqual(await answers(`${done.prefix}/DIEU-3`), ['canonical', `${done.prefix}/DIEU-3`]);
		assert.deepEqual(await answers(`${done.prefix}/DIEU-9`), ['not_found']);
		const [then] = (await people().reviewer.send('POST', '/cutter/resolve', { addresses: [`${done.prefix}/DIEU-9`], as_of: '2024-01-01', known_at: known })).body.data;
		assert.equal(then.outcome, 'canonical', 'as it was known');
		// The right text of the same day is entered in its place.
		await carryOut(`${await done.id('DIEU-1')}/substitute`, { body: 'Đúng từ 2022.\n', effective_on: '2022-01-01' });
		assert.equal((await bodies(done.documentId, { as_of: '2022-06-01' }))['DIEU-1'], 'Đúng từ 2022.\n');
		const { code, stdout } = await system.cutter(['ledger', 'verify', '--json']);
		assert.equal(code, 0, stdout);
	});

	test('stays where another one rests on it, which is named; and goes once that is gone', async () => {
		const done = await law();
		const first = await carryOut(`${await done.id('DIEU-1')}/substitute`, { body: 'Một.\n', effective_on: '2022-01-01' });
		const second = await carryOut(`${await done.id('DIEU-1')}/substitute`, { body: 'Hai.\n', effective_on: '2024-01-01', derived: true });
		const { status, body } = await tryWithdraw(first.cut.change_set_id);
		assertRefused({ status, body }, 409, 'CUTTER_EFFECTIVE_CONFLICT');
		assert.match(body.errors[0].message, new RegExp(`substitute of 2024-01-01 \\(${second.cut.change_set_id}\\) rests on it`));
		assertRefused(await tryWithdraw(done.cut.change_set_id), 409, 'CUTTER_EFFECTIVE_CONFLICT');
		for (const { cut } of [second, first]) await withdraw(cut.change_set_id);
		await withdraw(done.cut.change_set_id);
		assert.equal(await rowsOf(done.docCode), 0);
		assertRefused(await read(done.documentId, { known_at: '2020-01-01' }), 404, 'CUTTER_NOT_RECORDED_THEN');
	});

	test('is not withdrawn by who judged it alone, nor while another proposal has its units', async () => {
		const done = await law();
		const change = await carryOut(`${await done.id('DIEU-1')}/substitute`, { body: 'Khác.\n', effective_on: '2022-01-01' });
		const asked = await proposed(change.cut.change_set_id);
		assert.equal((await proposed(change.cut.change_set_id)).already_marked, true, 'the same waits already');
		assertRefused(await operations.ask(`${await done.id('DIEU-1')}/retire`, {}), 409, 'CUTTER_UNIT_IN_OPEN_CHANGE');
		await promote(asked);
		const review = { verdict: 'PASS', rationale: 'It may go.', manifest_digest: asked.manifest_digest };
		assertRefused(await operations.sendTo('executor', `/manifests/${asked.manifest_id}/review`, review), 403, 'CUTTER_DUTY_MISSING');
		assertRefused(await operations.tryCut(asked), 409, 'CUTTER_MOVE_NOT_ALLOWED');
		await people().executor.post(`/cutter/entries/${asked.entry_id}/abandon`, { rationale: 'It stays.' });
	});

	test('that is found otherwise than it was withdrawn is escalated, and nothing is put back by itself', async () => {
		const done = await law();
		const change = await carryOut(`${await done.id('DIEU-1')}/substitute`, { body: 'Khác.\n', effective_on: '2022-01-01' });
		const asked = await proposed(change.cut.change_set_id);
		await operations.approve(asked);
		const cut = await operations.cut(asked);
		await tamper(system, "UPDATE public.tac_logical_unit SET sort_order = 99 WHERE canonical_address = $1", [`${done.prefix}/DIEU-3`]);
		const verdict = await operations.verify(cut);
		assert.deepEqual([verdict.verdict, verdict.compensation.change_set_id], ['fail', null]);
		assert.match(verdict.compensation.reason, /^Nothing is put back: what a withdrawal or a correction took away is on record/);
	});
});

test('on the command line', async () => {
	const done = await law();
	const words = ['withdraw', done.cut.change_set_id, '--as', system.users.executor.email, '--rationale', WHY.rationale];
	const { code, stdout, stderr } = await system.cutter([...words, '--dry-run']);
	assert.equal(code, 0, stderr);
	assert.match(stdout, /^withdraw in \S+: dry run, nothing was written\.\n {2}preview [0-9a-f]{64}\n/);
	const { stdout: told } = await system.cutter([...words, '--json']);
	const asked = JSON.parse(told).data ?? JSON.parse(told);
	await carryThrough(asked);
	assert.equal(await rowsOf(done.docCode), 0);
	assert.equal((await system.cutter(words)).code, 1);
	const wrong = await system.cutter(['withdraw', 'that', ...words.slice(2)]);
	assert.equal(wrong.code, 2, wrong.stderr);
});
