// Amending a cut law from a consolidated text of it and from an amending act: what is proposed, carried out step by step by three
// people until nothing is left, what is left to a person, and what is refused.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fingerprint, query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

const law = (word) => `NỘI QUY BẾN ${word.toUpperCase()}

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
Nội quy này nói về việc qua sông tại bến ${word}.

Điều 2. Người đi đò
1. Người lớn trả tiền trước khi xuống đò.
2. Trẻ em đi cùng người lớn:
a) Không phải trả tiền;
b) Ngồi ở giữa đò.
3. Hàng hóa nặng được xếp ở mũi đò.

Chương II
NGƯỜI LÁI

Điều 3. Giờ chạy
Đò chạy từ sáng đến tối.

Điều 4. Khi có gió
Người lái dừng đò khi gió lớn.
`;

let system;
let folder;
before(async () => {
	system = await sharedSystem();
	folder = mkdtempSync(join(tmpdir(), 'iu-cutter-amend-'));
});
after(async () => {
	if (folder) rmSync(folder, { recursive: true });
	await system?.close();
});

const { sendTo, approve, cut, verify, reading } = operationsOn(() => system);
const ask = (document, path, body) => system.clients.reviewer.post(`/cutter/documents/${document.documentId}/amendments${path}`, body);
const told = ({ steps }) => steps.map(({ operation, addresses }) => [operation.kind, ...addresses.map((address) => address.split('/')[1])]);
const cutLaw = async (word) => {
	const text = law(`${word} ${process.pid}`);
	return { text, title: `Nội quy bến ${word}`, ...(await carry(system, { text, title: `Nội quy bến ${word}` })) };
};
/** What a text reads from its first heading on. */
const fromHeading = (text) => text.slice(text.indexOf('Chương I\n'));

async function propose(document, operation, body = {}) {
	const { status, body: answer } = await sendTo('executor', `/documents/${document.documentId}/operations`, { rationale: 'The amending resolution.', operation, ...body });
	assert.equal(status, 200, JSON.stringify(answer));
	return answer.data;
}

/** Carries out all steps, round by round; gives what was done and the last proposal. */
async function carryOut(document, path, body) {
	const done = [];
	for (let round = 0; round < 5; round++) {
		const proposal = await ask(document, path, body);
		if (proposal.steps.length === 0) return { done, last: proposal };
		for (const { operation } of proposal.steps) {
			const proposed = await propose(document, operation);
			await approve(proposed);
			const verdict = await verify(await cut(proposed));
			assert.deepEqual([verdict.verdict, verdict.findings], ['pass', []], JSON.stringify(operation));
		}
		done.push(...told(proposal));
	}
	return assert.fail('the proposals come to no end');
}

test('from a consolidated text: step by step until nothing is left, and the law reads as the text does', async () => {
	const document = await cutLaw('đá');
	const later = document.text
		.replace('Điều 3. Giờ chạy', 'Điều 2a. Vé\n1. Vé bán tại bến.\n2. Vé có giá trị trong ngày.\n\nĐiều 3. Giờ chạy')
		.replace('trước khi xuống đò', 'tại quầy trước khi xuống đò')
		.replace('\nĐiều 4. Khi có gió\nNgười lái dừng đò khi gió lớn.\n', '');
	const before = await fingerprint(system);
	const first = await ask(document, '', { text: later });
	assert.deepEqual(await fingerprint(system), before, 'asking writes nothing');
	assert.deepEqual(told(first), [['retire', 'DIEU-4'], ['substitute', 'DIEU-2-KHOAN-1'], ['insert', 'DIEU-2A']]);
	assert.deepEqual([first.left, first.waiting, first.instructions], [[], 2, []]);

	// The text as a source version of the document: new texts name it.
	await system.clients.executor.post('/cutter/documents', { title: document.title, doc_code: document.docCode, prefix: document.prefix, text: later });
	const { done, last } = await carryOut(document, '', { document_id: document.documentId });
	assert.deepEqual(done.slice(3), [['insert', 'DIEU-2A-KHOAN-2'], ['insert', 'DIEU-2A-KHOAN-1']]);
	assert.deepEqual([last.left, last.waiting], [[], 0]);
	// Blank lines behind the last article are no part of a canonical text.
	assert.equal((await reading(document.docCode)).trimEnd(), fromHeading(later).trimEnd());
	const [{ sources }] = await query(
		system,
		`SELECT array_agg(DISTINCT v.source_document_id::text) AS sources FROM public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id
		WHERE u.doc_code = $1 AND u.canonical_address LIKE '%DIEU-2A%'`,
		[document.docCode],
	);
	assert.deepEqual(sources, [document.documentId]);
});

const act = (word) => `NGHỊ QUYẾT
Điều 1. Sửa đổi, bổ sung một số điều của Nội quy bến ${word}
1. Sửa đổi, bổ sung điểm b khoản 2 Điều 2 như sau:
“b) Ngồi giữa đò, cạnh người lớn.”.
2. Bổ sung Điều 3a vào sau Điều 3 như sau:
“Điều 3a. Đèn
Đò chạy buổi tối phải có đèn.”.
3. Bãi bỏ khoản 3 Điều 2.
4. Thay cụm từ “gió lớn” bằng cụm từ “gió lớn hoặc mưa to” tại Điều 4.
5. Sửa đổi khoản 7 Điều 2 như sau:
“7. Không ai biết.”.
Điều 2. Hiệu lực
Nghị quyết này có hiệu lực ngay.
`;

test('from an amending act: each step names the sentence that asks for it, and what cannot be done is left', async () => {
	const document = await cutLaw('ngà');
	const text = act('ngà');
	const first = await ask(document, '/act', { text });
	const expected = [['retire', 'DIEU-2-KHOAN-3'], ['substitute', 'DIEU-2-KHOAN-2-DIEM-B'], ['substitute', 'DIEU-4'], ['insert', 'DIEU-3A']];
	assert.deepEqual(told(first), expected);
	assert.deepEqual(first.instructions.map(({ place, line, outcome }) => [place, line, outcome]), [
		['DIEU-1-KHOAN-1', 3, 'proposed'], ['DIEU-1-KHOAN-2', 5, 'proposed'], ['DIEU-1-KHOAN-3', 8, 'proposed'], ['DIEU-1-KHOAN-4', 9, 'proposed'], ['DIEU-1-KHOAN-5', 10, 'left'],
	]);
	assert.deepEqual(first.steps.map(({ asked_by: by }) => by), [[2], [0], [3], [1]]);
	const [left] = first.left;
	assert.deepEqual([first.left.length, left.address, left.why.code, left.asked_by], [1, 'khoản 7 Điều 2', 'PROVISION_MISSING', [4]]);
	assert.deepEqual(first.steps.flatMap(({ doubts }) => doubts), []);

	// The same act, registered as a document of its own.
	const registered = await carry(system, { text: `${text}\nSố ${process.pid}.\n`, title: 'Nghị quyết' }, 'register');
	const { done, last } = await carryOut(document, '/act', { document_id: registered.documentId });
	assert.deepEqual(done, expected);
	assert.deepEqual(last.instructions.map(({ outcome }) => outcome), ['done', 'done', 'done', 'done', 'left']);
	const amended = document.text
		.replace('b) Ngồi ở giữa đò.', 'b) Ngồi giữa đò, cạnh người lớn.')
		.replace('3. Hàng hóa nặng được xếp ở mũi đò.\n\n', '')
		.replace('đến tối.\n', 'đến tối.\n\nĐiều 3a. Đèn\nĐò chạy buổi tối phải có đèn.\n')
		.replace('khi gió lớn', 'khi gió lớn hoặc mưa to');
	assert.equal(await reading(document.docCode), fromHeading(amended));
});

test('what is asked wrongly is refused, and one step is proposed once under a key', async () => {
	const document = await cutLaw('cũ');
	const at = `/documents/${document.documentId}/amendments`;
	for (const path of [at, `${at}/act`]) {
		assertRefused(await sendTo('anonymous', path, { text: 'Điều 1. Một\n' }), 403, 'CUTTER_NOBODY');
		for (const body of [{}, { text: 'a', sha256: 'b' }, { document_id: 'x' }]) assertRefused(await sendTo('reviewer', path, body), 400, 'CUTTER_REQUEST_INVALID');
		assertRefused(await sendTo('reviewer', path, { text: ' ' }), 422, 'CUTTER_EMPTY_TEXT');
		assertRefused(await sendTo('reviewer', path, { text: 'Một câu.\n' }), 422, 'CUTTER_NO_UNIT_FOUND');
		assertRefused(await sendTo('reviewer', path, { sha256: 'a'.repeat(64) }), 404, 'CUTTER_SOURCE_VERSION_NOT_FOUND');
		assertRefused(await sendTo('reviewer', path.replace(document.documentId, randomUUID()), { text: 'Điều 1. Một\n' }), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
	}
	assertRefused(await sendTo('reviewer', `${at}/act`, { text: document.text }), 422, 'CUTTER_AMEND_NOTHING_ASKED');
	const uncut = await carry(system, { text: law(`chưa cắt ${process.pid}`) }, 'register');
	assertRefused(await sendTo('reviewer', `/documents/${uncut.documentId}/amendments`, { text: document.text }), 409, 'CUTTER_DOCUMENT_EMPTY');

	const { steps } = await ask(document, '', { text: document.text.replace('gió lớn', 'gió rất lớn') });
	const operations = `/documents/${document.documentId}/operations`;
	const body = { rationale: 'A clearer word.', operation: steps[0].operation };
	assertRefused(await sendTo('reviewer', operations, body), 403, 'CUTTER_DUTY_MISSING');
	for (const operation of [undefined, { kind: 'burn' }, { kind: 'retire' }, { kind: 'substitute', unit_id: 'x', body: '' }]) {
		assertRefused(await sendTo('executor', operations, { ...body, operation }), 400, 'CUTTER_REQUEST_INVALID');
	}
	assertRefused(await sendTo('executor', operations, { ...body, operation: { kind: 'retire', unit_id: randomUUID() } }), 404, 'CUTTER_UNIT_NOT_FOUND');
	assertRefused(await sendTo('executor', operations, { ...body, authority: 'enacted' }), 403, 'CUTTER_AUTHORITY_GAINED');
	assertRefused(await sendTo('executor', operations, { ...body, preview: '0'.repeat(64) }), 409, 'CUTTER_PREVIEW_STALE');
	const dry = await propose(document, steps[0].operation, { dry_run: true });
	assert.equal(dry.dry_run, true);
	const [one, again] = [await propose(document, steps[0].operation), await propose(document, steps[0].operation)];
	assert.deepEqual([one.already_marked, again.already_marked, again.entry_id], [false, true, one.entry_id]);
	assert.equal(one.manifest_digest, dry.manifest_digest);
});

test('on the command line: the steps with what asks for them, and one of them proposed', async () => {
	const document = await cutLaw('mới');
	const [file, later] = [join(folder, 'act.txt'), join(folder, 'later.txt')];
	writeFileSync(file, act('mới'));
	writeFileSync(later, document.text.replace('gió lớn', 'gió rất lớn'));
	const amend = (...options) => system.cutter(['amend', document.prefix, '--as', system.users.executor.email, ...options]);
	const [shown, json, bad] = await Promise.all([amend('--act', file), amend('--text', later, '--json'), amend('--text', later, '--propose', '1')]);
	assert.deepEqual([shown.code, json.code, bad.code], [0, 0, 2], shown.stderr + json.stderr);
	assert.match(bad.stderr, /CUTTER_USAGE: --propose needs --rationale where a text is compared\.\n$/);
	assert.match(shown.stdout, /1 {2}retire {2}\S+DIEU-2-KHOAN-3\n {4}asked at line 8 of the act: Bãi bỏ khoản 3 Điều 2\.\n/);
	assert.match(shown.stdout, /left {2}khoản 7 Điều 2 {2}PROVISION_MISSING: .*\n {4}asked at line 10/);
	assert.match(shown.stdout, /\n4 steps, 1 left to a person, 0 waiting for a step, \d+ units unchanged\.\n$/);
	assert.deepEqual(told(JSON.parse(json.stdout).data.proposal), [['substitute', 'DIEU-4']]);
	const proposed = await amend('--act', file, '--propose', '1', '--json');
	assert.equal(proposed.code, 0, proposed.stderr);
	const entry = JSON.parse(proposed.stdout).data.proposed;
	assert.deepEqual([entry.status, entry.operation_kind], ['marked', 'retire']);
	const [{ rationale }] = await query(system, 'SELECT rationale FROM cutter_governance.decision_backlog_history WHERE entry_id = $1', [entry.entry_id]);
	assert.equal(rationale, 'Bãi bỏ khoản 3 Điều 2.');
});
