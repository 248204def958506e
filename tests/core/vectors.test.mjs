// The vectors of addresses and aliases hold in every build: native, and each WebAssembly build in Node.js. Those of timelines hold natively.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/process.mjs';
import { nativeExample } from '../support/native.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { runVectors } from '../support/vectors.mjs';
import { BUILDS, loadBuild, operationsOf } from '../support/wasm-builds.mjs';

/** So many cases at least, in the small build and in the others: a file that lost its cases is a failure. */
const FILES = {
	'addresses.json': { browser: 100, all: 150 },
	'aliases.json': { browser: 0, all: 500 },
	'timelines.json': { browser: 0, 'browser-aliases': 0, server: 0, all: 2500 },
};

test('the runner fails a wrong expectation', async () => {
	const core = await loadBuild('browser-aliases');
	const cases = [
		{ op: 'parse', text: 'GDPR/ART-6', ok: true, prefix: 'GDPR' },
		{ op: 'parse', text: 'GDPR/ART-6', ok: true, prefix: 'HB' },
		{ op: 'parse', text: 'GDPR/ART-6', ok: false },
		{ op: 'parse', text: 'gdpr/ART-6', ok: false, code: 'LOWERCASE', at: 1 },
		{ op: 'sort', input: ['A/10', 'A/9'], output: ['A/10', 'A/9'] },
		{ op: 'label', written: 'ß', numbering: 'letter', token: 'SS' },
		{ op: 'split', address: 'D1-DIEU1-ROOT', taken: [], count: 2, error: 'SPLIT_TOO_DEEP' },
		{ op: 'join', joined: ['A/1', 'A/2'], ever_used: [], result: 'A/2' },
		{ op: 'guess' },
		{ name: 'empty', units: [], aliases: [], queries: [{ text: 'A/1', as_of: '2024-01-01', follow: 'latest', expect: { http: 200 } }] },
		{ name: 'time', units: [], aliases: [], queries: [{ text: 'A/1', as_of: 'now', follow: 'latest', expect: { http: 400 } }] },
	];
	const { passed, failed } = runVectors(core, { cases });
	assert.deepEqual({ passed, failed: failed.length }, { passed: 2, failed: 9 }, failed.join('\n'));
});

for (const [file, atLeast] of Object.entries(FILES)) {
	for (const build of BUILDS.filter((name) => atLeast[name] !== 0)) {
		test(`${file} holds in the ${build} WebAssembly`, async (t) => {
			const path = sharedMaterial('vectors', file);
			if (!path) return t.skip('no vectors on this machine');
			const { passed, failed } = runVectors(await loadBuild(build), JSON.parse(readFileSync(path, 'utf8')), operationsOf(build));
			assert.deepEqual(failed, []);
			assert.ok(passed >= (atLeast[build] ?? atLeast.all), `${passed} cases ran`);
		});
	}

	test(`${file} holds natively`, async (t) => {
		const path = sharedMaterial('vectors', file);
		if (!path) return t.skip('no vectors on this machine');
		const { code, stdout, stderr } = await run(nativeExample('vectors'), [path], { cwd: inProject() });
		assert.equal(code, 0, stdout + stderr);
		assert.ok(Number(/(\d+) passed, 0 failed/.exec(stdout)?.[1]) >= atLeast.all, stdout);
	});
}
