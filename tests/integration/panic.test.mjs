// A core that stops where it must not: one clear error for that request, and the next one is answered as ever.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fingerprint } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { ownSystem } from '../support/system.mjs';
import { oneArticle, smallLaw } from '../support/texts.mjs';

/** Documents with this title stop the core of this test's Directus. */
const TITLE = 'Văn bản làm hỏng';

/** WebAssembly whose one function does nothing but `unreachable`: what a panic of the core ends in. */
const TRAP = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];

/**
 * Makes the bundle that this Directus alone has stop in MARK, right before it enters the core: no bundle that is published
 * can be made to.
 */
function breakBundle({ env }) {
	const file = join(env.EXTENSIONS_PATH, 'directus-extension-iu-cutter', 'dist', 'api.js');
	const parts = readFileSync(file, 'utf8').split('const ret = wasm.mark(facts);');
	assert.equal(parts.length, 2, 'the bundle enters MARK at one place');
	const trap = `if (facts.document.title === ${JSON.stringify(TITLE)}) new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([${TRAP}]))).exports.trap();`;
	writeFileSync(file, parts.join(`${trap} const ret = wasm.mark(facts);`));
}

let system;
before(async () => {
	system = await ownSystem();
	breakBundle(system);
	await system.restartDirectus();
});
after(() => system?.close());

/** Long enough for a worker thread, or decided in the thread of Directus. */
const LENGTHS = { 'in a worker thread': 400, 'in the thread of Directus': 1 };
const textOf = (word, length) => `${oneArticle(word)}${Array.from({ length }, (_, index) => `Câu thứ ${index + 1} nói thêm về ${word} cho rõ.\n`).join('')}`;

for (const [where, length] of Object.entries(LENGTHS)) {
	test(`the core stops ${where}: one clear error, nothing written, and the next call works`, async () => {
		const broken = await carry(system, { text: textOf(`xưởng hỏng ${length}`, length), title: TITLE }, 'register');
		const whole = await carry(system, { text: textOf(`xưởng lành ${length}`, length) }, 'register');
		const before = await fingerprint(system);
		for (let time = 0; time < 3; time += 1) {
			const answer = await system.clients.executor.send('POST', `/cutter/documents/${broken.documentId}/mark`, {});
			assertRefused(answer, 500, 'CUTTER_INTERNAL');
			assert.equal(answer.body.errors.length, 1);
			assert.equal(answer.body.errors[0].message, 'The core stopped unexpectedly; nothing was written.');
			assert.doesNotMatch(JSON.stringify(answer.body), /unreachable|wasm|at \w+ \(|RuntimeError/i, 'nothing of the inside');
		}
		assert.deepEqual(await fingerprint(system), before);
		const mark = await system.clients.executor.post(`/cutter/documents/${whole.documentId}/mark`);
		assert.equal(mark.coverage.reconstruction_ok, true);
	});
}

test('those who are served at the same time notice nothing', async () => {
	const broken = await carry(system, { text: textOf('xưởng gãy', 400), title: TITLE }, 'register');
	const whole = [];
	for (const number of [1, 2, 3]) whole.push(await carry(system, { text: textOf(`xưởng vững ${number}`, 400) }, 'register'));
	const mark = ({ documentId }) => system.clients.executor.send('POST', `/cutter/documents/${documentId}/mark`, {});
	const [first, ...answers] = await Promise.all([broken, ...whole, broken].map(mark));
	assertRefused(first, 500, 'CUTTER_INTERNAL');
	assertRefused(answers.pop(), 500, 'CUTTER_INTERNAL');
	assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
	assert.equal((await carry(system, { text: smallLaw('xưởng mới') })).verify.verdict, 'pass');
});
