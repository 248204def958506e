// The preview of the Mark studio says what MARK says: the browser's build beside the server's, over whole texts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { loadBuild } from '../support/wasm-builds.mjs';

const preview = await loadBuild('browser-preview');
const server = await loadBuild('server');
const sample = (name) => readFileSync(inProject('scripts', 'sample', name), 'utf8');

const attempt = (request) => JSON.parse(preview.preview_mark(JSON.stringify({ prefix: 'TRY-1', doc_code: 'TRY', ...request })));

/** What the server would store for the same text. */
function marked(text, { profile = null, custom_profile: custom = null } = {}) {
	const source = server.read_source(new TextEncoder().encode(text));
	const document = { id: '00000000-0000-4000-8000-000000000000', title: 'A try', doc_code: 'TRY', prefix: 'TRY-1', profile: null, source_sha256: source.sha256 };
	const { manifest_text } = server.mark({ document, canonical_text: source.canonical_text, profile, custom_profile: custom, leaf: null, scope: 'all', earlier_entries: [], actor: 'a', now: '2026-01-01T00:00:00Z' });
	return { source, manifest: JSON.parse(manifest_text) };
}

const RULES = {
	profile_id: 'house-rules', version: '1', title: 'House rules', active: true,
	definition: {
		levels: [{ id: 'rule', label: 'RULE', section_type: 'article', matcher: { regex: 'Rule (?<number>\\d+)' }, numbering: 'arabic', unique_within: 'document', address: 'own', optional: false }],
		default_leaf: 'rule',
	},
};

for (const [name, request] of [
	['a law, detected', { text: sample('sample-law.txt') }],
	['a policy, detected', { text: sample('sample-policy.md') }],
	['a law with CRLF and decomposed letters', { text: sample('sample-law.txt').normalize('NFD').replaceAll('\n', '\r\n') }],
	['house rules with a regular expression', { text: 'Rule 1. Shoes\nLeave them outside.\nRule 3. Tea\nEveryone washes a cup.\n', profile: 'house-rules', custom_profile: RULES }],
]) {
	test(name, () => {
		const tried = attempt(request);
		const { source, manifest } = marked(request.text, request);
		assert.equal(tried.refusal, null);
		assert.equal(tried.canonical_text, source.canonical_text);
		assert.deepEqual(tried.detection, source.detection);
		assert.deepEqual(tried.card, source.card);
		assert.equal(tried.manifest.manifest_digest, manifest.manifest_digest);
		assert.deepEqual(tried.manifest, manifest);
	});
}

test('a text that does not fit is answered with the refusal MARK gives', () => {
	const text = 'One sentence, and nothing to cite it by.\n';
	assert.throws(
		() => marked(text, { profile: 'vn-law' }),
		(refusal) => {
			assert.deepEqual(attempt({ text, profile: 'vn-law' }).refusal, JSON.parse(JSON.stringify(refusal)));
			return true;
		},
	);
	assert.throws(() => attempt({ text: '' }), { code: 'EMPTY_TEXT' });
	assert.throws(() => preview.preview_mark('{'), { code: 'FACTS_UNREADABLE' });
});

test('it knows as much as it needs and no more', () => {
	assert.equal(typeof preview.preview_mark, 'function');
	for (const absent of ['mark', 'plan_cut', 'seal', 'resolve_all']) assert.equal(preview[absent], undefined, absent);
	assert.equal(server.preview_mark, undefined);
});
