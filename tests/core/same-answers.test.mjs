// The same answers everywhere: generated questions to the native build and to every WebAssembly build.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { nativeExample } from '../support/native.mjs';
import { BUILDS, loadBuild } from '../support/wasm-builds.mjs';

/** Numbers that look like chance and are the same in every run (mulberry32). */
function chance(seed) {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

const next = chance(20);
const pick = (list) => list[next(list.length)];
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const SEEDS = ['D38-DIEU28-ROOT', 'D38-DIEU28-S3-P1-2', 'D35-HOWTO-S10', 'D1-C01A-S2-3', 'GDPR/ART-6-PARA-1', 'BLDS-2015/DIEU-15-KHOAN-2-DIEM-DD', 'HB-2026/SEC-2-1-3', 'D38 Điều 28', 'gdpr/art-6', 'ICX–CONST/NT_1'];
const PIECES = ['-', '/', 'S', 'P', '0', '9', '10', 'ROOT', 'a', 'đ', 'Đ', 'Ư', 'ế', 'e\u0302\u0301', '\u0323', '–', ' ', '\u00a0', '\u200b', 'Ⅳ', '４', 'ß', 'Ж', '한', '가\u11a8', '\u212b', '🦀', '\n', '"'];

function mutated(text) {
	const characters = [...text];
	for (let step = next(4); step > 0; step -= 1) characters.splice(next(characters.length + 1), next(3), pick(PIECES));
	return characters.join('');
}

const LABELS = ['15', '15a', 'đ)', 'IV', 'IVa', 'mười lăm', 'thứ nhất', 'Twenty-first', '1.2.3', '3 bis', 'Điều', 'Phụ lục', '(ư)', 'XLII.2', 'H\u0331', 'İ'];
const NUMBERINGS = ['arabic', 'roman', 'letter', 'ordinal-word', 'none'];
const TIMES = ['2024-02-29', '2023-02-29', '2024-01-31T09:00:00Z', '2024-01-01T00:30:00.123456789+07:00', '2016-12-31T23:59:60Z', '0000-01-01', '9999-12-31T23:59:59-01:00', 'now'];
const YEARS = times(8, (index) => `${2018 + index}-01-01`);

/** Units and rows without any rule, so that cycles, dead ends and splits come about. */
function world() {
	const address = () => `A/${next(6)}`;
	const units = times(1 + next(7), (index) => {
		const retired = next(4) > 0;
		return {
			id: `u${index}`, canonical_address: address(), born_at: pick(YEARS.slice(0, 3)), held_since: pick([null, null, undefined, pick(YEARS)]),
			lifecycle_status: retired ? 'retired' : 'active', retired_at: retired ? pick([null, pick(YEARS.slice(0, 4))]) : null, render_order: pick([null, next(9) - 4]),
		};
	});
	const aliases = times(next(10), (index) => ({
		alias_id: `a${index}`, target_unit_id: `u${next(8)}`, alias_text: address(), alias_kind: pick(['redirect', 'redirect', 'redirect', 'redirect', 'rename', 'previous_canonical', 'external_reference']),
		valid_from: pick(YEARS.slice(0, 4)), valid_until: pick([null, null, null, pick(YEARS)]), rationale: pick([undefined, 'because']),
	}));
	const texts = [address(), address(), mutated('A/1'), mutated('GDPR/ART-6')];
	return { request: { texts, as_of: pick([...YEARS, ...YEARS.slice(4), 'soon']), follow: pick(['latest', 'latest', 'none']) }, facts: { units, aliases, candidates: pick([undefined, ['A/77', 'GDPR/ART-60']]) } };
}

/** Without the fields that are undefined, as JSON is without them. */
const plain = (value) => JSON.parse(JSON.stringify(value));

const questions = plain({
	addresses: [...SEEDS, ...times(3000, () => mutated(pick(SEEDS)))],
	labels: times(2000, () => ({ written: mutated(pick(LABELS)), numbering: pick(NUMBERINGS) })),
	texts: [...TIMES, '', ' \r\n', 'a\0b', ...times(1000, () => mutated(pick([...TIMES, ...LABELS, 'Điê\u0323u\r\n 1 \t\n']))), ...times(1000, () => times(next(9), () => pick(PIECES)).join(''))],
	worlds: times(1000, world),
});

function attempt(decide) {
	try {
		return { answer: decide() };
	} catch (refusal) {
		return { refusal };
	}
}

const judgedBy = (core) => ({
	parsed: core.parse_addresses(questions.addresses),
	suggested: questions.addresses.map((text) => core.suggest_address(text) ?? null),
	entries: questions.addresses.map((text) => core.check_entry(text, { format: null, allow_empty: true })),
});

const answersOf = (core) => ({
	...judgedBy(core),
	sorted: core.sort_addresses(questions.addresses),
	tokens: questions.labels.map(({ written, numbering }) => attempt(() => core.label_token(written, numbering))),
	texts: questions.texts.map((text) => ({
		lookup: core.lookup_text(text),
		canonical: attempt(() => core.canonicalise(new TextEncoder().encode(text))),
		digest: core.text_digest(text),
		time: attempt(() => core.read_time(text)),
	})),
	worlds: questions.worlds.map(({ request, facts }) => attempt(() => core.resolve_all(request, facts))),
	standings: questions.worlds.map(({ request, facts }) => attempt(() => core.standings(request, facts, 'u0'))),
});

test('generated questions have the same answers natively and in each WebAssembly build', async () => {
	const native = JSON.parse(execFileSync(nativeExample('answers'), { input: JSON.stringify(questions), maxBuffer: 1 << 28 }).toString('utf8'));
	// The questions reach every kind of answer.
	const outcomes = new Set(native.worlds.flatMap(({ answer }) => answer ?? []).map(({ outcome }) => outcome));
	assert.deepEqual([...outcomes].sort(), ['alias', 'ambiguous', 'canonical', 'cycle', 'dangling', 'gone', 'malformed', 'many', 'not_found']);
	const standings = new Set(native.standings.flatMap(({ answer }) => answer ?? []).map(({ kind }) => kind));
	assert.deepEqual([...standings].sort(), ['alias', 'ambiguous', 'broken', 'free', 'own', 'retired', 'taken', 'unknown']);
	assert.ok(native.suggested.filter(Boolean).length > 200 && native.parsed.filter(({ outcome }) => outcome === 'valid').length > 200);
	assert.ok(native.tokens.filter(({ answer }) => answer).length > 200 && native.texts.some(({ time }) => time.answer));
	for (const build of BUILDS) {
		const answers = plain((build === 'browser' ? judgedBy : answersOf)(await loadBuild(build)));
		for (const [kind, expected] of Object.entries(native).filter(([kind]) => build !== 'browser' || kind in answers)) {
			expected.forEach((one, index) => assert.deepEqual(answers[kind][index], one, `${build}: ${kind} ${index}`));
			assert.equal(answers[kind].length, expected.length);
		}
	}
});
