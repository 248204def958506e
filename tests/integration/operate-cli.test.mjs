// `directus cutter operate`: the eight operations of units that are named by their addresses, the same as over HTTP.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fingerprint } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const WHY = 'Theo luật sửa đổi.';

let system;
let law;
let folder;
before(async () => {
	system = await sharedSystem();
	folder = mkdtempSync(join(tmpdir(), 'operate-'));
	law = await carry(system, { text: smallLaw(`thao tác ${process.pid}`) });
});
after(async () => {
	rmSync(folder, { recursive: true, force: true });
	await system?.close();
});

const { ask, approve, cut, verify, idOf } = operationsOn(() => system);
const address = (path) => `${law.prefix}/${path}`;
const fileWith = (name, content) => {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
};
const operate = (person, args, options) => system.cutter(['operate', ...args, '--rationale', WHY], { ...options, token: system.users[person].token });
const report = async (...args) => {
	const { stdout, stderr, code } = await operate(...args);
	assert.equal(stdout.trimEnd().split('\n').length, 1, `${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(stdout) };
};

test('each of the eight proposes what it proposes over HTTP', async () => {
	const body = 'Người không phải thành viên được mượn khi:\n';
	const [heading, text] = ['Điều 3. Hiệu lực\n', 'Nội quy này có hiệu lực từ ngày đầu năm.\n'];
	const parts = ['A', 'B'].map((point) => ({ ends_at: Buffer.byteLength(body), children: [address(`DIEU-2-KHOAN-2-DIEM-${point}`)], label: `Khoản ${point}` }));
	const id = async (path) => idOf(address(path));
	const [one, two, three, chapter] = await Promise.all(['DIEU-1', 'DIEU-2', 'DIEU-3', 'CHUONG-2'].map(id));
	const [first, second] = await Promise.all(['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2'].map(id));
	const children = await Promise.all(['A', 'B'].map((point) => id(`DIEU-2-KHOAN-2-DIEM-${point}`)));
	const half = Buffer.byteLength('Thành viên được mượn ');
	const whole = Buffer.byteLength('Thành viên được mượn dụng cụ trong giờ mở cửa.\n');
	const cases = [
		[['split', address('DIEU-2-KHOAN-1'), '--ends-at', String(half), '--ends-at', String(whole)], `${first}/split`, { parts: [{ ends_at: half }, { ends_at: whole }] }],
		[['split', address('DIEU-2-KHOAN-2'), '--parts', fileWith('parts.json', JSON.stringify(parts))], `${second}/split`, { parts: parts.map((part, index) => ({ ...part, children: [children[index]] })) }],
		[['join', address('DIEU-1'), address('DIEU-2'), '--label', 'Điều 4', '--title', 'Chung'], 'join', { unit_ids: [one, two], label: 'Điều 4', title: 'Chung' }],
		[['renumber', address('DIEU-1'), address('DIEU-2'), '--label', 'Điều 2', '--also', `${address('DIEU-2')}=${address('DIEU-1')}=Điều 1 = mới`], `${one}/renumber`, { address: address('DIEU-2'), label: 'Điều 2', also: [{ unit_id: two, address: address('DIEU-1'), label: 'Điều 1 = mới' }] }],
		[['substitute', address('DIEU-3'), '--text', '-', '--heading', fileWith('heading', heading), '--title', 'Hiệu lực thi hành'], `${three}/substitute`, { body: text, heading, title: 'Hiệu lực thi hành' }, text],
		[['insert', address('DIEU-1'), address('DIEU-1A'), '--section-type', 'article', '--label', 'Điều 1a', '--title', 'Mới', '--heading', '-', '--text', fileWith('text', text)], `${one}/insert`, { address: address('DIEU-1A'), section_type: 'article', label: 'Điều 1a', title: 'Mới', heading: 'Điều 1a. Mới\n', body: text }, 'Điều 1a. Mới\n'],
		[['insert', address('CHUONG-2'), address('DIEU-9'), '--section-type', 'article', '--label', 'Điều 9', '--text', fileWith('text', text), '--first-below'], `${chapter}/insert`, { place: 'first_below', address: address('DIEU-9'), section_type: 'article', label: 'Điều 9', body: text }],
		[['move', address('DIEU-1'), '--below', address('CHUONG-2'), '--after', address('DIEU-3')], `${one}/move`, { parent_id: chapter, after: three }],
		[['retire', address('DIEU-3')], `${three}/retire`, {}],
		[['enact', address('CHUONG-2'), address('DIEU-3')], `${chapter}/enact`, { also: [three] }],
	];
	const quiet = await fingerprint(system);
	for (const [args, path, asked, input] of cases) {
		const told = await report('executor', [...args, '--dry-run', '--json'], { input });
		const { body: overHttp } = await ask(path, { rationale: WHY, dry_run: true, ...asked });
		assert.ok(overHttp.data, `${path}: ${JSON.stringify(overHttp)}`);
		// Each look makes ids for an entry of its own, which is not written.
		const { entry_id: _, manifest_id: __, ...expected } = overHttp.data;
		const { entry_id: ___, manifest_id: ____, ...data } = told.data ?? {};
		assert.deepEqual([told.code, told.ok, data], [0, true, expected], `${args.join(' ')}\n${told.stderr}`);
	}
	assert.deepEqual(await fingerprint(system), quiet, 'a dry run writes nothing');
});

test('what a dry run shows is proposed under its digest, and an address that was given up is told, not taken', async () => {
	const asked = ['renumber', address('DIEU-3'), address('DIEU-5'), '--label', 'Điều 5'];
	const shown = await operate('executor', [...asked, '--dry-run']);
	const digest = /preview ([0-9a-f]{64})/.exec(shown.stdout)?.[1];
	assert.equal(
		shown.stdout,
		`renumber in ${law.docCode}: dry run, nothing was written.
  preview ${digest}
  before:
    ${address('DIEU-3')}
      Điều 3. Hiệu lực
      Nội quy này có hiệu lực từ ngày công bố.
  after:
    ${address('DIEU-5')}
      Điều 3. Hiệu lực
      Nội quy này có hiệu lực từ ngày công bố.
  addresses that change:
    ${address('DIEU-3')} -> ${address('DIEU-5')}
  what old citations will answer:
    ${address('DIEU-3')} leads to ${address('DIEU-5')}
`,
		shown.stderr,
	);
	const [stale, proposed] = [await report('executor', [...asked, '--preview', 'a'.repeat(64), '--json']), await report('executor', [...asked, '--preview', digest, '--json'])];
	assert.deepEqual([stale.code, stale.error.code], [1, 'CUTTER_PREVIEW_STALE']);
	assert.deepEqual([proposed.code, proposed.data.status, proposed.data.manifest_digest], [0, 'marked', digest]);
	await approve(proposed.data);
	assert.equal((await verify(await cut(proposed.data))).verdict, 'pass');

	const quiet = await fingerprint(system);
	for (const [person, args, code, sentence] of [
		['executor', ['retire', address('DIEU-3')], 'ADDRESS_NOT_LIVE', `${address('DIEU-3')} is not the address of a live unit: it leads to ${address('DIEU-5')}.`],
		['reviewer', ['retire', address('DIEU-5')], 'DUTY_MISSING'],
		['executor', ['substitute', address('DIEU-5'), '--text', join(folder, 'none')], 'FILE_UNREADABLE', `What is in the file ${join(folder, 'none')} cannot be read (ENOENT).`],
		['executor', ['split', address('DIEU-5'), '--parts', fileWith('wrong', '[{"ends_at": -1}]')], 'PARTS_UNREADABLE'],
	]) {
		const told = await report(person, [...args, '--json']);
		assert.deepEqual([told.code, told.error.code], [1, `CUTTER_${code}`], args.join(' '));
		if (sentence) assert.equal(told.error.message, sentence);
		assert.match(told.error.message, /^\S[^\n]*\.$/);
	}
	assert.deepEqual(await fingerprint(system), quiet);
});

describe('bad usage ends with 2, one sentence and nothing on standard output', () => {
	for (const [args, sentence] of [
		[['split', 'X/A'], 'CUTTER_USAGE: Give either --ends-at for each part, or --parts FILE.'],
		[['renumber', 'X/A', 'X/B', '--also', 'X/C'], 'CUTTER_USAGE: --also "X/C" is no pair: expected OLD=NEW or OLD=NEW=LABEL.'],
		[['insert', 'X/A', 'X/B', '--section-type', 'article', '--label', 'B', '--text', '-', '--heading', '-'], 'CUTTER_USAGE: Only one of --text and --heading can be standard input.'],
	]) {
		test(`operate ${args.join(' ')}`, async () => {
			const { code, stdout, stderr } = await operate('executor', args);
			assert.deepEqual([code, stdout], [2, ''], stderr);
			assert.ok(stderr.split('\n').includes(sentence), stderr);
		});
	}
});
