// What became of a text, word by word (extension/src/comparison and the module's): nothing of either text is lost, a change is told by its words in
// Vietnamese and in English, and a text of a megabyte keeps nobody waiting.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';
import { inProject } from '../scripts/lib/paths.mjs';

// Beside the packages it imports.
const folder = mkdtempSync(inProject('extension', 'node_modules', '.comparison-'));
after(() => rmSync(folder, { recursive: true }));
const load = (path, name) => {
	const { outputText } = ts.transpileModule(readFileSync(inProject('extension', 'src', path, `${name}.ts`), 'utf8'), { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } });
	writeFileSync(join(folder, `${name}.mjs`), outputText);
	return import(join(folder, `${name}.mjs`));
};
const { compareTexts, cutAt, sideOf } = await load('comparison', 'texts');
const { rowsOf } = await load('module/comparison', 'rows');

const written = (pieces) => pieces.map(({ text, is }) => ({ same: text, gone: `[-${text}-]`, new: `[+${text}+]` })[is]).join('');
const textOf = (pieces) => pieces.map(({ text }) => text).join('');
const told = (before, after) => {
	const { pieces, by } = compareTexts(before, after);
	assert.equal(textOf(sideOf(pieces, 'before')), before);
	assert.equal(textOf(sideOf(pieces, 'after')), after);
	return [written(pieces), by];
};

test('a change is told by the words that came and went', () => {
	for (const [before, after, expected] of [
		['Đò chạy từ sáu giờ.\n', 'Đò chạy từ bảy giờ.\n', 'Đò chạy từ [-sáu-][+bảy+] giờ.\n'],
		['nộp cho hai người giữ kho', 'nộp cho một nhà giữ kho', 'nộp cho [-hai người-][+một nhà+] giữ kho'],
		['a fine of 1.200 crowns', 'a fine of 1.500 crowns', 'a fine of [-1.200-][+1.500+] crowns'],
		['The keeper shall report.', 'The keeper shall, within a day, report.', 'The keeper shall[+, within a day,+] report.'],
		// A syllable whose marks stand apart is one word too.
		['quye\u0302\u0301t', 'quye\u0302\u0300t', '[-quye\u0302\u0301t-][+quye\u0302\u0300t+]'],
		['one line\nthe same\n', 'one line\nthe same\n', 'one line\nthe same\n'],
		['', 'new', '[+new+]'],
		['gone', '', '[-gone-]'],
	]) assert.deepEqual(told(before, after), [expected, 'words']);
});

test('texts that share little are told by lines, then as a whole, and a megabyte within a second', () => {
	const lines = (count, line) => Array.from({ length: count }, (_, at) => line(at)).join('');
	const long = lines(12_000, (at) => `Khoản ${at} của văn bản này được mười hai người cùng đọc và giữ lại.\n`);
	assert.ok(Buffer.byteLength(long) > 1_000_000);
	const ten = (letter, at) => `${Array.from({ length: 10 }, (_, word) => `${letter.repeat(word + 1)}${at}`).join(' ')}\n`;
	const cases = [
		[long, long.replace('Khoản 6000 của văn bản này', 'Khoản 6000 của luật ấy'), 'words'],
		[long, long.replaceAll('mười hai', 'mười ba'), 'whole'],
		[lines(600, (at) => ten('x', at)), lines(600, (at) => ten(at % 2 ? 'x' : 'y', at)), 'lines'],
	];
	for (const [before, after, by] of cases) {
		const begun = performance.now();
		assert.equal(told(before, after)[1], by);
		assert.ok(performance.now() - begun < 1_000, `${by}: ${performance.now() - begun} ms`);
	}
});

test('what one side consists of is cut where its parts end', () => {
	const { pieces } = compareTexts('Điều 1. Bến\nBến mở sáng.\n', 'Điều 1. Bến đò\nBến mở chiều.\n');
	assert.deepEqual(cutAt(sideOf(pieces, 'after'), ['Điều 1. Bến đò\n'.length, 'Bến mở chiều.\n'.length, 0]).map(written), ['Điều 1. Bến[+ đò+]\n', 'Bến mở [+chiều+].\n', '']);
});

test('a unit stands beside what it is afterwards, and beside where its text went', () => {
	const unit = (local_id) => ({ local_id, address: local_id, label: '', title: '', heading: '', body: '' });
	const rows = (before, after) =>
		rowsOf({
			texts: { before: before.map(unit), after: after.map(([id]) => unit(id)) },
			origins: before.map((id) => ({ local_id: id, unit_id: `unit-${id}` })),
			results: after.map(([id, own, ...from]) => ({ local_id: id, unit_id: own, pieces: from.map((unit_id) => ({ unit_id })) })),
		}).map(({ before, after }) => [before, after].map((side) => side.map(({ local_id }) => local_id).join('+')).join(' → '));
	assert.deepEqual(rows(['o1'], [['r1', null, 'unit-o1'], ['r2', null, 'unit-o1']]), ['o1 → r1+r2'], 'a split');
	assert.deepEqual(rows(['o1', 'o2', 'o3'], [['r1', null, 'unit-o1', 'unit-o2'], ['r2', 'unit-o3']]), ['o1+o2 → r1', 'o3 → r2'], 'a join');
	assert.deepEqual(rows(['o1', 'o2', 'o3'], [['r1', 'unit-o1'], ['r2', null], ['r3', 'unit-o3']]), ['o1 → r1', ' → r2', 'o2 → ', 'o3 → r3'], 'one is new, one ends');
});
