// An amending act as one change: all that it asks in one proposal, one review, one cut and one verification, of one day; the same act
// twice, a law that changed in between, numbers that are freed and given out in the same change, and the way back.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { approve as review } from '../../scripts/lib/main-job.mjs';
import { query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

let system;
before(async () => (system = await sharedSystem()));
after(() => system?.close());

const { sendTo, approve, cut, tryCut, verify, answers, reading, stateOf } = operationsOn(() => system);

const TEXT = `NỘI QUY LÒ GỐM

Điều 1. Đất
1. Đất lấy ở bãi sông.
2. Đất ủ qua một mùa mưa.
3. Đất xấu bỏ đi.
Điều 2. Nung
Lò nung bằng củi khô.
Điều 3. Bán
Hàng bán tại chợ phiên.
Điều 4. Kiểm hàng
Hàng bán tại chợ phải được kiểm.
`;

const ACT = `NGHỊ QUYẾT
Điều 1. Sửa đổi, bổ sung một số điều của Nội quy lò gốm
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Đất ủ qua hai mùa mưa.”.
2. Bãi bỏ khoản 3 Điều 1.
3. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Canh lò
1. Lò có người canh.
2. Người canh lò thay nhau.”.
4. Sửa đổi, bổ sung Điều 4 như sau:
“Điều 4. Kiểm hàng
Hàng bán tại chợ phải được kiểm hai lần.”.
5. Thay cụm từ “tại chợ” bằng cụm từ “ở bến” tại Điều 3.
Điều 2. Hiệu lực
Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2024.
`;

/** The text cut; with a day it is law since then. */
async function cutLaw(since = null) {
	const done = await carry(system, { text: TEXT, title: 'Nội quy lò gốm', profile: 'vn-law' }, 'register');
	const { executor, reviewer, verifier } = system.clients;
	const mark = await executor.post(`/cutter/documents/${done.documentId}/mark`, { leaf: 'khoan', ...(since ? { enact: { in_force_from: since, evidence: 'Its last article.' } } : {}) });
	for (let swept; swept?.promoted !== 0 && !swept?.entry_ids.includes(mark.entry_id); ) swept = await executor.post('/cutter/sweep', { batch_size: 1000 });
	await review(reviewer, mark.manifest_id, { rationale: 'Read beside the original.' });
	const cutDone = await executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	assert.deepEqual((await verifier.post(`/cutter/change-sets/${cutDone.change_set_id}/verify`)).findings, []);
	return { ...done, address: (path) => `${done.prefix}/${path}` };
}

const askWhole = async (law, text, asOne = {}, path = '/act') =>
	system.clients.reviewer.post(`/cutter/documents/${law.documentId}/amendments${path}`, { text, as_one: asOne });
const propose = (law, operation, body = {}) => sendTo('executor', `/documents/${law.documentId}/operations`, { rationale: 'Resolution 7, as the gazette prints it.', operation, ...body });
async function proposed(law, operation, body) {
	const { status, body: answer } = await propose(law, operation, body);
	assert.equal(status, 200, JSON.stringify(answer));
	return answer.data;
}
async function carryOut(entry) {
	await approve(entry);
	const done = await cut(entry);
	assert.deepEqual(done.observed_row_counts, done.planned_row_counts);
	const verdict = await verify(done);
	assert.deepEqual([verdict.verdict, verdict.status, verdict.findings], ['pass', 'verified_complete', []]);
	return done;
}

test('an act is one proposal, one review, one cut and one verification, law from its day', async () => {
	const law = await cutLaw('2020-01-01');
	const { whole, steps } = await askWhole(law, ACT, { effective_on: '2024-01-01' });
	assert.ok(steps.length > 0, 'the first round is told as well');
	assert.deepEqual([whole.left, whole.doubted, whole.effective_on], [[], [], '2024-01-01']);
	assert.deepEqual(whole.operation.parts.map(({ operation }) => operation.kind).sort(), ['insert', 'insert', 'insert', 'retire', 'substitute', 'substitute', 'substitute']);
	// Each part names the sentence that asks for it, and a unit that the act itself makes by its address.
	assert.ok(whole.operation.parts.every(({ asked_by: by }) => by.length > 0 && by.every(({ line, sentence_sha256: digest }) => line > 2 && /^[0-9a-f]{64}$/.test(digest))));
	assert.ok(whole.operation.parts.some(({ operation }) => operation.parent_id === `new:${law.address('DIEU-2A')}`));

	const entry = await proposed(law, whole.operation, { effective_on: '2024-01-01' });
	assert.deepEqual([entry.operation_kind, entry.effective_on, entry.origins.length], ['amendment', '2024-01-01', 4]);
	assert.deepEqual(entry.results.map(({ address, authority }) => `${address.split('/')[1]} ${authority}`).sort(), [
		'DIEU-1-KHOAN-2 enacted', 'DIEU-2A enacted', 'DIEU-2A-KHOAN-1 enacted', 'DIEU-2A-KHOAN-2 enacted', 'DIEU-3 enacted', 'DIEU-4 enacted',
	]);
	// Whoever reviews it finds each part with the sentence that asks for it.
	assert.deepEqual(entry.texts.parts.map(({ kind, addresses, asked_by: [by] }) => `${by.line} ${kind} ${addresses.map((each) => each.split('/')[1])}`).sort(), [
		'10 substitute DIEU-4', '13 substitute DIEU-3', '3 substitute DIEU-1-KHOAN-2', '5 retire DIEU-1-KHOAN-3', '6 insert DIEU-2A', '6 insert DIEU-2A-KHOAN-1', '6 insert DIEU-2A-KHOAN-2',
	]);
	const done = await carryOut(entry);
	const after = TEXT.replace('một mùa mưa', 'hai mùa mưa').replace('3. Đất xấu bỏ đi.\n', '').replace('phải được kiểm.', 'phải được kiểm hai lần.')
		.replace('Hàng bán tại chợ phiên', 'Hàng bán ở bến phiên').replace('củi khô.\n', 'củi khô.\nĐiều 2a. Canh lò\n1. Lò có người canh.\n2. Người canh lò thay nhau.\n');
	assert.equal(await reading(law.docCode), after.slice(after.indexOf('Điều 1')));
	// Whoever reads between two of its sentences reads either the old law or the new one: there is one change set, of one day.
	assert.equal((await query(system, "SELECT count(*)::int AS n FROM cutter_governance.cut_change_set WHERE payload_summary->>'doc_code' = $1", [law.docCode]))[0].n, 2);
	const of = async (day) => (await system.clients.reviewer.get(`/cutter/documents/${law.documentId}/reading?as_of=${day}`)).units.map(({ heading, body }) => heading + (body ?? '')).join('');
	assert.equal(await of('2023-12-31'), TEXT.slice(TEXT.indexOf('Điều 1')));
	assert.equal(await of('2024-01-01'), after.slice(after.indexOf('Điều 1')));
	assert.deepEqual(await answers(law.address('DIEU-1-KHOAN-3'), '2024-01-02'), ['gone', law.address('DIEU-1-KHOAN-3')]);

	// The same act again: everything is done.
	const again = await askWhole(law, ACT, { effective_on: '2024-01-01' });
	assert.deepEqual([again.whole.operation, again.whole.left, again.instructions.every(({ outcome }) => outcome === 'done')], [null, [], true]);
	const { entries } = await system.clients.reviewer.get(`/cutter/documents/${law.documentId}/timeline`);
	assert.ok(JSON.stringify(entries ?? []).includes(done.change_set_id));
});

test('an act is not cut where its law changed since the proposal, and is once it stands again as it was', async () => {
	const law = await cutLaw();
	const { whole } = await askWhole(law, ACT);
	const entry = await proposed(law, whole.operation);
	const [{ id }] = await query(system, 'SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1', [law.address('DIEU-3')]);
	// Units of a proposal that is not decided are nobody else's.
	assertRefused(await sendTo('executor', `/units/${id}/substitute`, { rationale: 'Another resolution.', body: 'Hàng bán tại nhà.\n' }), 409, 'CUTTER_UNIT_IN_OPEN_CHANGE');
	await approve(entry);
	await tamper(system, "UPDATE public.tac_logical_unit SET identity_profile = jsonb_set(identity_profile, '{title}', '\"Bán hàng\"') WHERE id = $1", [id]);
	const refused = await tryCut(entry);
	assert.equal(refused.status, 409, JSON.stringify(refused.body));
	assert.match(JSON.stringify(refused.body), /G-CUT-FRESH|PREVIEW_STALE/);
	await tamper(system, "UPDATE public.tac_logical_unit SET identity_profile = jsonb_set(identity_profile, '{title}', '\"Bán\"') WHERE id = $1", [id]);
	assert.deepEqual((await verify(await cut(entry))).findings, []);
});

test('a number that is freed is given out in the same change, and the way back is exact', async () => {
	const law = await cutLaw();
	const before = await stateOf(law.docCode);
	const id = async (path) => (await query(system, 'SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1', [law.address(path)]))[0].id;
	const [two, three, four] = [await id('DIEU-2'), await id('DIEU-3'), await id('DIEU-4')];
	const part = (operation) => ({ operation });
	const parts = [
		part({ kind: 'renumber', changes: [{ unit_id: four, address: law.address('DIEU-5') }, { unit_id: three, address: law.address('DIEU-4') }] }),
		part({ kind: 'insert', address: law.address('DIEU-3'), parent_id: null, after: two, section_type: 'article', label: 'Điều 3', heading: 'Điều 3. Men\n', body: 'Men tro bếp.\n' }),
		part({ kind: 'insert', address: law.address('DIEU-3-KHOAN-1'), parent_id: `new:${law.address('DIEU-3')}`, after: null, section_type: 'clause', label: '1', heading: '1. ', body: 'Tro rơm.\n' }),
		part({ kind: 'substitute', unit_id: two, body: 'Lò nung bằng rơm.\n' }),
		part({ kind: 'substitute', unit_id: two, body: 'Lò nung bằng trấu.\n' }),
	];
	for (const [wrong, code] of [
		[[], 'CUTTER_AMENDMENT_EMPTY'],
		[[part({ kind: 'enact', unit_ids: [two] })], 'CUTTER_AMENDMENT_PART'],
		[[part({ kind: 'substitute', unit_id: two, body: 'Khác.\n' }), part({ kind: 'retire', unit_id: two })], 'CUTTER_AMENDMENT_ENDS_ITS_OWN'],
		[[part({ kind: 'retire', unit_id: 'new:X/DIEU-9' })], 'CUTTER_UNIT_NOT_FOUND'],
		[[part({ kind: 'retire', unit_id: 'DIEU-9' })], 'CUTTER_REQUEST_INVALID'],
	]) {
		const { status, body } = await propose(law, { kind: 'amendment', parts: wrong });
		assert.deepEqual([status >= 400, body.errors?.[0].extensions.code], [true, code], JSON.stringify(body));
	}
	const entry = await proposed(law, { kind: 'amendment', parts });
	await approve(entry);
	const done = await cut(entry);
	const rows = await query(system, 'SELECT canonical_address AS address FROM public.tac_logical_unit WHERE doc_code = $1 AND parent_id IS NULL ORDER BY sort_order', [law.docCode]);
	assert.deepEqual(rows.map(({ address }) => address.split('/')[1]), ['DIEU-1', 'DIEU-2', 'DIEU-3', 'DIEU-4', 'DIEU-5']);
	assert.deepEqual((await query(system, 'SELECT version_seq, body FROM public.tac_unit_version WHERE unit_id = $1 ORDER BY version_seq', [two])).map(({ body }) => body), ['Lò nung bằng củi khô.\n', 'Lò nung bằng trấu.\n']);

	// A verification that fails for something else puts the whole act back.
	const signer = (change) => tamper(system, `UPDATE cutter_governance.dot_pair_signature SET signer_identity = ${change} WHERE cross_reference_change_set_id = $1`, [done.change_set_id]);
	await signer("signer_identity || '!'");
	const verdict = await verify(done);
	await signer('left(signer_identity, -1)');
	assert.deepEqual([verdict.verdict, verdict.findings.map(({ code }) => code)], ['fail', ['SIGNATURE_ROW']]);
	assert.ok(verdict.compensation.change_set_id, verdict.compensation.reason);
	assert.deepEqual(await stateOf(law.docCode), before);
	assert.deepEqual(await answers(law.address('DIEU-3')), ['canonical', law.address('DIEU-3')]);
});

test('on the command line: shown as one, and proposed as one', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'iu-cutter-as-one-'));
	try {
		const law = await cutLaw();
		const file = join(folder, 'act.txt');
		writeFileSync(file, ACT);
		const amend = (...options) => system.cutter(['amend', law.prefix, '--as', system.users.executor.email, '--act', file, ...options]);
		const [shown, bad, both] = await Promise.all([amend('--as-one'), amend('--with-doubts'), amend('--as-one', '--propose', '1')]);
		assert.deepEqual([shown.code, bad.code, both.code], [0, 2, 2], shown.stderr);
		assert.match(shown.stdout, /asked at line 3 of the act \(DIEU-1-KHOAN-1\)/);
		assert.match(shown.stdout, /7 parts of one change, 0 steps that a person should look at before:/);
		const noDay = await amend('--as-one', '--effective-on', '2024-02-31');
		assert.deepEqual([noDay.code, /--effective-on must be a day of the calendar/.test(noDay.stderr)], [2, true], noDay.stderr);
		const done = await amend('--as-one', '--rationale', 'Resolution 7.', '--json');
		assert.equal(done.code, 0, done.stderr);
		const { proposed: entry } = JSON.parse(done.stdout).data;
		assert.deepEqual([entry.operation_kind, entry.status], ['amendment', 'marked']);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
