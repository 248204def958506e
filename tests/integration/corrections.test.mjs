// A cut that was wrong and was proven is corrected in one change: what was right keeps identity and address, what was wrong never was, what was missed is
// there from the first day; and who asks what was known before still reads the mistake.

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
const { answers, carryOut, idOf, stateOf } = operations;
const people = () => system.clients;
const WHY = { rationale: 'It was cut with a profile that does not fit.' };
const SINCE = '2020-07-01';

const RIGHT = `QUY CHẾ VỀ KHO

Điều 1. Phạm vi
Quy chế này nói về kho.
Điều 2. Người giữ kho
1. Người giữ kho có chìa khóa.
2. Người giữ kho ghi sổ.
Điều 3. Giờ mở cửa
Kho mở từ bảy giờ sáng.
Điều 4. Giờ đóng cửa
Kho đóng lúc năm giờ chiều.
`;
/** The number of article 3 was lost, so article 2 swallowed it; and a quoted article 4 was taken for the law's own. */
const DAMAGED = RIGHT.replace('Điều 3. Giờ mở cửa', 'Giờ mở cửa').replace('Điều 4. Giờ đóng cửa\nKho đóng lúc năm giờ chiều.', 'Điều 4. Trang phục\nNhân viên mặc áo xanh theo mẫu của bộ.');

const tryCorrect = (changeSet, body = {}, person = 'executor') => people()[person].send('POST', `/cutter/change-sets/${changeSet}/correct`, { ...WHY, ...body });
async function proposed(changeSet, body = {}) {
	const { status, body: answer } = await tryCorrect(changeSet, body);
	assert.equal(status, 200, JSON.stringify(answer));
	return answer.data;
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
const correct = async (changeSet, body) => carryThrough(await proposed(changeSet, body));

const now = async () => (await query(system, 'SELECT clock_timestamp() AS now'))[0].now.toISOString();
const read = (document, when = {}) => people().reviewer.send('GET', `/cutter/documents/${document}/reading?${new URLSearchParams(when)}`);
const bodies = async (document, when) => Object.fromEntries((await read(document, when)).body.data.units.filter(({ heading }) => heading !== null).map(({ canonical_address: address, body }) => [address.replace(/^[^/]+\//, ''), body]));
const paths = async (document, when) => Object.keys(await bodies(document, when));

/** Cut and proven as a law that is law since a day. */
async function law(text, marked = {}) {
	const done = await carry(system, { text, profile: marked.profile ?? 'vn-law' }, 'register');
	const mark = await people().executor.post(`/cutter/documents/${done.documentId}/mark`, { enact: { in_force_from: SINCE, evidence: 'Its closing provision.' }, ...marked });
	await operations.promote(mark);
	await approve(people().reviewer, mark.manifest_id, WHY);
	const cut = await people().executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	assert.equal((await people().verifier.post(`/cutter/change-sets/${cut.change_set_id}/verify`)).verdict, 'pass');
	return { ...done, cut, changeSet: cut.change_set_id, id: (path) => idOf(`${done.prefix}/${path}`) };
}

const ledgerHolds = async () => {
	const { code, stdout, stderr } = await system.cutter(['ledger', 'verify', '--json']);
	assert.equal(code, 0, stderr || stdout);
};

describe('a law that was cut with a wrong profile', () => {
	let wrong;
	let known;
	let ids;
	before(async () => {
		// Clauses are not cut: the leaf is the article.
		wrong = await law(RIGHT, { leaf: 'dieu' });
		await carryOut(`${await wrong.id('DIEU-3')}/substitute`, { body: 'Kho mở từ tám giờ.\n', effective_on: '2022-01-01' });
		await carryOut(`${await wrong.id('DIEU-4')}/renumber`, { address: `${wrong.prefix}/DIEU-5`, effective_on: '2023-01-01' });
		ids = Object.fromEntries(await Promise.all(['DIEU-1', 'DIEU-2', 'DIEU-3', 'DIEU-5'].map(async (path) => [path, await wrong.id(path)])));
		known = await now();
	});

	test('is shown as it would be, to whoever may propose it', async () => {
		const shown = await proposed(wrong.changeSet, { dry_run: true });
		assert.deepEqual([shown.operation_kind, shown.effective_on, shown.already_marked], ['correct', SINCE, false], 'it is of the day of the cut');
		assert.deepEqual(shown.texts.before.map(({ address }) => address), [`${wrong.prefix}/DIEU-2`]);
		assert.deepEqual(shown.texts.after.map(({ address }) => address), ['DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2'].map((path) => `${wrong.prefix}/${path}`));
		assertRefused(await tryCorrect(wrong.changeSet, { dry_run: true }, 'reviewer'), 403, 'CUTTER_DUTY_MISSING');
		assertRefused(await tryCorrect(wrong.changeSet, { preview: '0'.repeat(64) }), 409, 'CUTTER_PREVIEW_STALE');
		assertRefused(await tryCorrect(wrong.changeSet, { profile: 'no-such' }), 422, 'CUTTER_UNKNOWN_PROFILE');
	});

	test('is corrected in one change: right units keep identity and address, and what came later stays on top', async () => {
		const cut = await correct(wrong.changeSet);
		const all = ['DIEU-1', 'DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-3'];
		assert.deepEqual(await paths(wrong.documentId, { as_of: '2021-01-01' }), [...all, 'DIEU-4']);
		assert.deepEqual(await paths(wrong.documentId), [...all, 'DIEU-5']);
		for (const [path, id] of Object.entries(ids)) assert.equal(await wrong.id(path), id, path);
		const text = async (when) => (await bodies(wrong.documentId, when))['DIEU-3'];
		assert.deepEqual([await text({ as_of: '2021-01-01' }), await text({})], ['Kho mở từ bảy giờ sáng.\n', 'Kho mở từ tám giờ.\n']);
		const [clause] = await query(system, 'SELECT authority, lifecycle_status, CAST(in_force_from AS text) AS day, CAST(born_on AS text) AS born FROM public.tac_logical_unit WHERE id = $1', [await wrong.id('DIEU-2-KHOAN-1')]);
		assert.deepEqual(clause, { authority: 'enacted', lifecycle_status: 'active', day: SINCE, born: SINCE }, 'what was missed is law from the first day');
		assert.deepEqual(await answers(`${wrong.prefix}/DIEU-2-KHOAN-2`), ['canonical', `${wrong.prefix}/DIEU-2-KHOAN-2`]);

		const set = await people().reviewer.get(`/cutter/change-sets/${cut.change_set_id}`);
		assert.deepEqual([set.operation_kind, set.corrects, set.compensates_change_set_id, set.verify_result.verdict], ['correct', wrong.changeSet, null, 'pass']);
		const corrected = await people().reviewer.get(`/cutter/change-sets/${wrong.changeSet}`);
		assert.deepEqual([corrected.status, corrected.withdrawn_by, corrected.corrected_by], ['verified', null, [cut.change_set_id]]);
	});

	test('who asks what was known before still reads the mistake', async () => {
		assert.deepEqual(await paths(wrong.documentId, { known_at: known }), ['DIEU-1', 'DIEU-2', 'DIEU-3', 'DIEU-5']);
		assert.match((await bodies(wrong.documentId, { as_of: '2021-01-01', known_at: known }))['DIEU-2'], /1\. Người giữ kho có chìa khóa\.\n2\. /);
		assert.equal((await bodies(wrong.documentId, { as_of: '2021-01-01' }))['DIEU-2'] ?? '', '');
		const { entries } = await people().reviewer.get(`/cutter/documents/${wrong.documentId}/timeline`);
		assert.deepEqual(entries.map(({ operation_kind: kind, effective_on: day }) => [kind, day]), [['first_cut', SINCE], ['correct', SINCE], ['substitute', '2022-01-01'], ['renumber', '2023-01-01']]);
	});

	test('there is nothing more to correct; the ledger holds, and so does the evidence', async () => {
		assertRefused(await tryCorrect(wrong.changeSet), 409, 'CUTTER_NOTHING_TO_CORRECT');
		await ledgerHolds();
		for (const format of ['akn', 'markdown', 'json']) assert.equal((await people().reviewer.send('GET', `/cutter/documents/${wrong.documentId}/export?format=${format}`)).status, 200, format);
	});

	test('and its later changes go on: the corrected units are law like all others', async () => {
		await carryOut(`${await wrong.id('DIEU-2-KHOAN-1')}/substitute`, { body: 'Người giữ kho có hai chìa khóa.\n', effective_on: '2024-01-01' });
		await carryOut(`${await wrong.id('DIEU-2')}/suspend`, { effective_on: '2025-01-01' });
		assert.equal((await bodies(wrong.documentId, { as_of: '2023-06-01' }))['DIEU-2-KHOAN-1'], 'Người giữ kho có chìa khóa.\n');
		await ledgerHolds();
	});
});

test('a text that was cut as one unit is corrected by the profile that fits, and the address of the whole is free', async () => {
	const wrong = await law(RIGHT, { profile: 'whole-text' });
	const [whole] = await paths(wrong.documentId);
	await correct(wrong.changeSet, { profile: 'vn-law' });
	assert.deepEqual(await paths(wrong.documentId, { as_of: SINCE }), ['DIEU-1', 'DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-3', 'DIEU-4']);
	assert.deepEqual(await answers(whole.includes('/') ? whole : `${wrong.prefix}/${whole}`), ['not_found']);
	await ledgerHolds();
});

describe('a law whose text was damaged', () => {
	let wrong;
	let before_;
	let four;
	let cut;
	before(async () => {
		wrong = await law(DAMAGED);
		four = await wrong.id('DIEU-4');
		before_ = await stateOf(wrong.docCode);
		const version = await people().executor.send('POST', '/cutter/documents', { title: 'Quy chế về kho', doc_code: wrong.docCode, prefix: wrong.prefix, text: RIGHT, profile: 'vn-law' });
		assert.ok([200, 201].includes(version.status), JSON.stringify(version.body));
	});

	test('is corrected by the better text: a swallowed article comes back, and a wrong holder gives its address up', async () => {
		const known = await now();
		cut = await correct(wrong.changeSet);
		assert.deepEqual(await paths(wrong.documentId, { as_of: SINCE }), ['DIEU-1', 'DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-3', 'DIEU-4']);
		// The unit that is no more is read by the address that it had, as it was known.
		const holder = async (when) => (await people().reviewer.get(`/cutter/units/${wrong.prefix}/DIEU-4?${new URLSearchParams(when)}`)).readings[0].units[0];
		assert.deepEqual([(await holder({ as_of: SINCE, known_at: known })).id, (await holder({ as_of: SINCE })).id], [four, await wrong.id('DIEU-4')]);
		assert.match((await holder({ as_of: SINCE, known_at: known })).body, /áo xanh/);
		assert.notEqual(await wrong.id('DIEU-4'), four);
		assert.match((await bodies(wrong.documentId))['DIEU-4'], /Kho đóng lúc năm giờ chiều/);
		const recorded = await query(system, "SELECT operation, count(*)::int AS count FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = $1 AND target_row_id = $2 GROUP BY 1", [cut.change_set_id, four]);
		assert.deepEqual(recorded, [{ operation: 'delete', count: 1 }], 'what went is on record, as it was');
		await ledgerHolds();
	});

	test('the correction may itself be withdrawn, and each row is as it was', async () => {
		const { status, body } = await people().executor.send('POST', `/cutter/change-sets/${cut.change_set_id}/withdraw`, { rationale: 'The first text was right.' });
		assert.equal(status, 200, JSON.stringify(body));
		await carryThrough(body.data);
		assert.deepEqual(await stateOf(wrong.docCode), before_);
		assert.equal(await wrong.id('DIEU-4'), four);
		await ledgerHolds();
	});
});

describe('what is refused', () => {
	test('a correction on which something rests, which is named; and a change that is no cut', async () => {
		const wrong = await law(RIGHT.replace('bảy giờ sáng', 'bẩy giờ xáng'));
		const change = await carryOut(`${await wrong.id('DIEU-3')}/substitute`, { body: 'Kho mở từ bẩy giờ xáng mùa hè.\n', effective_on: '2022-01-01', derived: true });
		const version = { title: 'Quy chế về kho', doc_code: wrong.docCode, prefix: wrong.prefix, text: RIGHT, profile: 'vn-law' };
		await people().executor.post('/cutter/documents', version);
		const refused = await tryCorrect(wrong.changeSet);
		assertRefused(refused, 409, 'CUTTER_EFFECTIVE_CONFLICT');
		assert.match(refused.body.errors[0].message, new RegExp(`^It cannot be corrected: substitute of 2022-01-01 \\(${change.cut.change_set_id}\\) rests on it`));
		assertRefused(await tryCorrect(change.cut.change_set_id), 409, 'CUTTER_NOT_CORRECTABLE');
		assertRefused(await tryCorrect('00000000-0000-4000-8000-000000000000'), 404, 'CUTTER_CHANGE_SET_NOT_FOUND');
	});

	test('one whose units are in another proposal: of two, one waits', async () => {
		const wrong = await law(RIGHT, { leaf: 'dieu' });
		const asked = await proposed(wrong.changeSet);
		assert.equal((await proposed(wrong.changeSet)).already_marked, true, 'the same waits already');
		const { texts } = await people().reviewer.get(`/cutter/manifests/${asked.manifest_id}/operation`);
		assert.deepEqual(texts, asked.texts, 'whoever judges it sees what who proposed it saw');
		assertRefused(await operations.ask(`${await wrong.id('DIEU-2')}/retire`, {}), 409, 'CUTTER_UNIT_IN_OPEN_CHANGE');
		await people().executor.post(`/cutter/entries/${asked.entry_id}/abandon`, { rationale: 'Later.' });
		await carryOut(`${await wrong.id('DIEU-2')}/retire`, { effective_on: '2021-01-01' });
	});

	test('one that VERIFY finds carried out otherwise is escalated, and nothing is put back by itself', async () => {
		const wrong = await law(RIGHT, { leaf: 'dieu' });
		const asked = await proposed(wrong.changeSet);
		await operations.approve(asked);
		const cut = await operations.cut(asked);
		await tamper(system, 'UPDATE public.tac_logical_unit SET sort_order = 99 WHERE canonical_address = $1', [`${wrong.prefix}/DIEU-3`]);
		const verdict = await operations.verify(cut);
		assert.deepEqual([verdict.verdict, verdict.compensation.change_set_id], ['fail', null]);
		assert.match(verdict.compensation.reason, /^Nothing is put back: what a withdrawal or a correction took away is on record/);
		// The ledger explains itself still: what went is on record of the change that was escalated.
		await ledgerHolds();
	});
});

test('on the command line', async () => {
	const wrong = await law(RIGHT, { leaf: 'dieu' });
	const words = ['correct', wrong.changeSet, '--as', system.users.executor.email, '--rationale', WHY.rationale];
	const { code, stdout, stderr } = await system.cutter([...words, '--dry-run']);
	assert.equal(code, 0, stderr);
	assert.match(stdout, /^correct in \S+: dry run, nothing was written\.\n {2}preview [0-9a-f]{64}\n/);
	const { stdout: told } = await system.cutter([...words, '--profile', 'vn-law', '--json']);
	await carryThrough(JSON.parse(told).data ?? JSON.parse(told));
	assert.deepEqual(await paths(wrong.documentId), ['DIEU-1', 'DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-3', 'DIEU-4']);
	assert.equal((await system.cutter(words)).code, 1, 'there is nothing more to correct');
	const bad = await system.cutter(['correct', 'that', ...words.slice(2)]);
	assert.equal(bad.code, 2, bad.stderr);
});
