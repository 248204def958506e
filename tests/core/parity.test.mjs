// The same answers everywhere: the server WebAssembly against the native build, over the same inputs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { nativeExample } from '../support/native.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';

let core;
let mark;
const scratch = mkdtempSync(join(tmpdir(), 'iu-cutter-parity-'));
after(() => rmSync(scratch, { recursive: true }));

before(async () => {
	core = await import(inProject('core/wasm/pkg-server/cutter_wasm.js'));
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
	mark = nativeExample('mark');
});

/** The manifest text of the native build. */
const native = (file, prefix, profile) =>
	execFileSync(mark, [file, '--prefix', prefix, '--profile', profile], { maxBuffer: 1 << 28 }).toString('utf8').trimEnd();

/** The manifest text of the WebAssembly build, by the same call that Directus makes. */
function wasm(file, prefix, profile) {
	const source = core.read_source(readFileSync(file));
	const document = { id: '00000000-0000-4000-8000-000000000000', title: prefix, doc_code: prefix, prefix, profile, source_sha256: source.sha256 };
	return core.mark({
		document, canonical_text: source.canonical_text, profile: null, leaf: null, scope: 'all',
		earlier_entries: [], actor: 'parity', now: '2026-01-01T00:00:00.000000Z',
	});
}

const samples = [
	{ file: inProject('scripts/sample/sample-law.txt'), profile: 'vn-law' },
	{ file: inProject('scripts/sample/sample-policy.md'), profile: 'markdown-outline' },
];

for (const { file, profile } of samples) {
	test(`${profile}: manifest of the sample, byte for byte`, () => {
		const outcome = wasm(file, 'PARITY', profile);
		assert.equal(outcome.manifest_text, native(file, 'PARITY', profile));
		assert.ok(outcome.counts.units > 10);
		assert.equal(outcome.coverage.reconstruction_ok, true);
	});
}

test('decomposed, CRLF and byte-order-marked input gives the same manifest', () => {
	const text = readFileSync(samples[0].file, 'utf8');
	const disguised = join(scratch, 'disguised.txt');
	writeFileSync(disguised, `\ufeff${text.normalize('NFD').replaceAll('\n', ' \r\n')}`);
	assert.equal(wasm(disguised, 'PARITY', 'vn-law').manifest_text, native(samples[0].file, 'PARITY', 'vn-law'));
});

test('manifests of the Vietnamese corpus, byte for byte', (t) => {
	const corpus = sharedMaterial('corpus');
	if (!corpus) return t.skip('no corpus on this machine');
	const slugs = readdirSync(corpus).filter((slug) => slug.startsWith('vn-') && existsSync(join(corpus, slug, 'source.txt')));
	assert.ok(slugs.length >= 10);
	for (const slug of slugs) {
		const file = join(corpus, slug, 'source.txt');
		assert.equal(wasm(file, 'PARITY', 'vn-law').manifest_text, native(file, 'PARITY', 'vn-law'), slug);
	}
});

test('a refusal crosses as an object with code and place, and the next call works', () => {
	assert.throws(
		() => core.read_source(new Uint8Array([0x61, 0xff])),
		(thrown) => thrown.code === 'INVALID_UTF8' && thrown.at === 1 && thrown.kind === 'invalid' && thrown.message.endsWith('.'),
	);
	assert.throws(() => core.mark({}), (thrown) => thrown.code === 'FACTS_UNREADABLE');
	assert.equal(core.read_source(new TextEncoder().encode('a')).canonical_text, 'a\n');
});

test('an instance that was thrown away is replaced by a new one', () => {
	core.reset();
	core.initSync({ module: readFileSync(inProject('core/wasm/pkg-server/cutter_wasm_bg.wasm')) });
	assert.equal(core.lookup_text('  x '), 'x');
});
