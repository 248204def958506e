// Akoma Ntoso exports are valid against the OASIS schema: the project's samples, and every document of the corpus.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject, projectRoot } from '../../scripts/lib/paths.mjs';
import { runChecked } from '../../scripts/lib/process.mjs';
import { schemaErrors } from '../support/akn.mjs';
import { nativeExample } from '../support/native.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';

let folder;
let exports = 0;
before(() => {
	folder = temporaryFolder('iu-cutter-akn-');
});
after(() => folder?.remove());

/** Exports texts with the core's own example; gives the files by the name of the folder each text is in. */
async function exported(sources, ...options) {
	const out = join(folder.path, `out-${(exports += 1)}`);
	mkdirSync(out);
	await runChecked(nativeExample('export'), ['--out', out, ...options, ...sources], { cwd: projectRoot });
	return readdirSync(out).map((fileName) => ({ fileName, contents: readFileSync(join(out, fileName), 'utf8') }));
}

/** A text in a folder of its own. */
function sample(name, text) {
	const path = join(folder.path, name);
	mkdirSync(path);
	writeFileSync(join(path, 'source.txt'), text);
	return join(path, 'source.txt');
}

const REGULATION = `REGULATION

Having regard to the Treaty,

Whereas:

(1) The first reason & more.

(2) The second reason.

HAVE ADOPTED THIS REGULATION:

CHAPTER I

General provisions

Article 1

Scope

1. This Regulation applies to <everything>:

(a) the first thing;

(b) the second thing.

2. It applies from tomorrow.

Article 2

Entry into force

It enters into force today.

Done at Brussels, 1 January 2024.

ANNEX I

List of things

This annex lists <things>.

ANNEX II

Forms

A form.
`;

/** Notes on a label, in a text, in a title and in the preamble; one whose mark is nowhere. */
const CONSOLIDATED = `Quốc hội ban hành Luật Xưởng1.

Điều 1. Phạm vi
1.2 Người ở xưởng3 này.
2. Khách.

1 Luật số 1/2020 có căn cứ ban hành như sau:
“Căn cứ Hiến pháp;”.
2 Khoản này được <thêm>.
3 Cụm từ này được thay.

CÔNG BÁO/Số 7/Ngày 1-2-2020
2

Điều 2. Giờ4
Tám giờ.

4 Tên Điều này được sửa.
5 Khoản này không còn.

CÔNG BÁO/Số 7/Ngày 1-2-2020
3

Điều 3. Hết
X.
`;

test('samples of every built-in profile are valid', async () => {
	const samples = readdirSync(inProject('scripts', 'sample')).filter((name) => /\.(txt|md)$/.test(name)).map((name) => inProject('scripts', 'sample', name));
	assert.ok(samples.length >= 2);
	const own = [
		[sample('regulation', REGULATION), 'eu-regulation'],
		[sample('act', 'CHAPTER 1\nINTERPRETATION\n\n1. Definitions\n(1) In this Act:\n(a) one;\n(b) two.\n\n2. Purpose\nThe purpose.\n\nSchedule 1\nForms\n\nA form.\n'), 'act-en'],
		[sample('outline', '1. First\n\nText.\n\n1.1 Below\n\nMore.\n\n2. Second\n\nEnd.\n'), 'numbered-outline'],
		[sample('principles', '# Hiến chương\n\n## Nguyên tắc 1. Minh bạch ✅\n\nMọi quyết định được công bố.\n\n## Kiến trúc A. Nền 📝\n\nMột nền chung.\n'), 'principles'],
		[sample('letter', 'Dear neighbours,\n\nthe bridge is closed.\n\nANNEX I\n\nDETOURS\n\nBy the mill.\n'), 'whole-text'],
		[sample('schedule', '1. Title\n\nThe rule.\n\n2. End\n\nNow.\n\nSCHEDULE 1\n\n1. One.\n\n2. Two:\n\n(a) here;\n\n(b) there.\n'), 'act-en'],
		[sample('outline-annex', '1. First\n\nText.\n\n2. Second\n\nEnd.\n\nAppendix A. Words\n\nA word.\n'), 'numbered-outline'],
		[sample('consolidated', CONSOLIDATED), 'vn-law'],
		[sample('controls', 'Điều 1. Chữ\u000clạ\nNội dung\u001b có ký tự lạ.\n\nĐiều 2. Hết\nHết.\n'), 'vn-law'],
	];
	const files = await exported(samples);
	for (const [source, profile] of own) files.push(...(await exported([source], '--profile', profile)));
	assert.ok(files.length >= samples.length + own.length, `${files.length} files`);
	assert.deepEqual(await schemaErrors(files), []);
});

test('the schema does find what is wrong', async () => {
	const [file] = await exported([sample('wrong', REGULATION)], '--profile', 'eu-regulation');
	const wrong = [
		['an element it does not know', file.contents.replaceAll('<chapter ', '<kapitel ').replaceAll('</chapter>', '</kapitel>')],
		['a name twice', file.contents.replaceAll('eId="art_2"', 'eId="art_1"')],
		['a head without a country', file.contents.replace(/<FRBRcountry[^>]*>/, '')],
	];
	for (const [what, contents] of wrong) {
		assert.notEqual(contents, file.contents, what);
		assert.notDeepEqual(await schemaErrors([{ fileName: 'wrong.xml', contents }]), [], what);
	}
});

test('every document of the corpus is valid', async (t) => {
	const corpus = sharedMaterial('corpus');
	if (!corpus) return t.skip('the corpus of real laws is not on this machine (set CUTTER_SHARED)');
	const sources = readdirSync(corpus).flatMap((name) => ['source.txt', 'source.md'].map((file) => join(corpus, name, file)).filter(existsSync));
	const files = await exported(sources);
	assert.equal(files.length, sources.length);
	assert.ok(files.length >= 20, `${files.length} documents`);
	// A few at a time: a failure names its file, and memory stays small.
	for (let at = 0; at < files.length; at += 5) assert.deepEqual(await schemaErrors(files.slice(at, at + 5)), []);
	t.diagnostic(`${files.length} documents, ${Math.round(files.reduce((sum, { contents }) => sum + contents.length, 0) / 1e6)} MB of XML`);
});

test('every consolidated text of the gazette is valid, and has its notes', async (t) => {
	const texts = sharedMaterial('corpus-vn', 'texts');
	if (!texts) return t.skip('the gazette texts are not on this machine (set CUTTER_SHARED)');
	const sources = readdirSync(texts).filter((name) => name.startsWith('van-ban-hop-nhat')).map((name) => join(texts, name));
	const files = await exported(sources);
	assert.equal(files.length, sources.length);
	for (let at = 0; at < files.length; at += 10) assert.deepEqual(await schemaErrors(files.slice(at, at + 10)), []);
	const withNotes = files.filter(({ contents }) => contents.includes('<authorialNote '));
	assert.ok(withNotes.length > 30, `${withNotes.length} of ${files.length} have notes`);
});
