// The budget of the WebAssembly builds: what is over it fails the build, with one sentence.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../scripts/lib/process.mjs';
import { inProject } from '../scripts/lib/paths.mjs';
import { budgetOf, checkBudget, sizeOf } from '../scripts/lib/wasm-budget.mjs';

const BOUNDS = { raw: 1000, brotli: 400 };

test('a build up to its budget passes', () => {
	checkBudget('browser', { raw: 1000, brotli: 400 }, BOUNDS);
	checkBudget('browser', { raw: 1, brotli: 1 }, BOUNDS);
});

for (const [size, sentence] of [
	[{ raw: 1001, brotli: 400 }, 'The WebAssembly build browser has 1001 bytes as it is; its budget is 1000.'],
	[{ raw: 1000, brotli: 401 }, 'The WebAssembly build browser has 401 bytes with brotli; its budget is 400.'],
]) {
	test(`${JSON.stringify(size)} is over ${JSON.stringify(BOUNDS)}`, () => {
		assert.throws(() => checkBudget('browser', size, BOUNDS), { message: sentence });
	});
}

test('sizes are bytes as they are and with brotli at its best', () => {
	const size = sizeOf(Buffer.from('a'.repeat(10_000)));
	assert.equal(size.raw, 10_000);
	assert.ok(size.brotli > 0 && size.brotli < 50);
});

test('every build has a budget, and one that has none is named', () => {
	for (const name of ['server', 'browser-aliases', 'browser-preview', 'browser-proof', 'browser']) assert.ok(budgetOf(name).raw > budgetOf(name).brotli);
	assert.throws(() => budgetOf('toaster'), /no bounds for the build toaster/);
});

test('the browser build is made without the crates it must not have', async () => {
	const { code, stdout, stderr } = await run('cargo', ['tree', '--locked', '--offline', '-p', 'cutter-wasm-address', '-e', 'normal', '--prefix', 'none'], { cwd: inProject() });
	assert.equal(code, 0, stderr);
	const crates = stdout.split('\n').map((line) => line.split(' ')[0]);
	assert.ok(crates.includes('iu-address'));
	for (const unwanted of ['regex', 'regex-automata', 'iu-text', 'serde_json', 'unicode-normalization', 'serde-wasm-bindgen']) assert.ok(!crates.includes(unwanted), unwanted);
});
