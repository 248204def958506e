// Texts that no law has, through MARK as the server's WebAssembly: each ends with an answer, in time that grows as the text does.
// The time of four times the text is compared with that of the text in the same run; no clock decides by itself.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadBuild } from '../support/wasm-builds.mjs';

const MEGABYTE = 1_000_000;
const FACTOR = 4;
/** A quadratic step takes sixteen times as long. */
const MOST = 9;
/** What is measured once takes at least so long, in milliseconds, unless the text reaches so many bytes. */
const SHORTEST_MS = 15;
const MOST_BYTES = 8 * MEGABYTE;

const repeated = (piece) => (size) => piece.repeat(Math.ceil(size / Buffer.byteLength(piece)));

/** Printable characters in no order, the same each time. */
function noise(size) {
	const signs = [...'abcĐđiều 15.()#*“”"\n\t—IVX§-–:;,%'];
	let state = 0x2545f491;
	let text = '';
	for (let length = 0; length < size; length += 1) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		text += signs[(state >>> 0) % signs.length];
	}
	return text;
}

const SHAPES = {
	'one line': (size) => `Điều 1. ${repeated('chữ ')(size)}`,
	'"Điều 1." again and again': repeated('Điều 1.\n'),
	'"Điều 1." on one line': repeated('Điều 1.'),
	digits: repeated('1234567890'),
	'digits on lines': repeated('1234567890\n1.\n'),
	noise,
	'nested marks': repeated('(a)\n(1)\n(i)\n(A)\n'),
	'marks on one line': repeated('(a)(1)(i)'),
	'nested quotations': (size) => repeated('“a\n')(size / 2) + repeated('b”\n')(size / 2),
	'single marks': repeated('‘a\n'),
	'sections that begin again': repeated('PART I\n1. A\nText.\n2. B\nText.\n'),
};

const PROFILES = ['vn-law', 'act-en', 'eu-regulation', 'numbered-outline'];

describe('texts that no law has', () => {
	let core;
	before(async () => {
		core = await loadBuild('server');
	});

	/** Milliseconds of a MARK, and what it answered: a number of units, or the code of its refusal. */
	function mark(text, profile) {
		const { sha256, text: canonical } = core.canonicalise(Buffer.from(text));
		const document = { id: 'd', title: 't', doc_code: 'c', prefix: 'P', profile, source_sha256: sha256 };
		const facts = { document, canonical_text: canonical, profile, custom_profile: null, leaf: null, scope: 'all', earlier_entries: [], actor: 'a', now: '2026-01-01T00:00:00Z' };
		const start = performance.now();
		try {
			const { counts } = core.mark(facts);
			return { milliseconds: performance.now() - start, answer: counts.units };
		} catch (error) {
			assert.match(error.code ?? '', /^[A-Z_]+$/, String(error.stack ?? error));
			return { milliseconds: performance.now() - start, answer: error.code };
		}
	}

	/** A text of the shape that takes long enough for a clock to tell. */
	function measurable(shape, profile) {
		for (let size = MEGABYTE / 4; ; size *= 2) {
			const text = shape(size);
			const milliseconds = Math.min(mark(text, profile).milliseconds, mark(text, profile).milliseconds);
			if (milliseconds >= SHORTEST_MS || size >= MOST_BYTES) return text;
		}
	}

	for (const [name, shape] of Object.entries(SHAPES)) {
		test(`${name}: four times the text takes about four times as long`, () => {
			for (const profile of PROFILES) {
				const small = measurable(shape, profile);
				const large = shape(Buffer.byteLength(small) * FACTOR);
				let best = Infinity;
				// The machine may be busy: each try has both in turn, and one good try is enough.
				for (let attempt = 0; attempt < 10 && best >= MOST; attempt += 1) {
					const base = mark(small, profile).milliseconds;
					best = Math.min(best, mark(large, profile).milliseconds / base);
				}
				assert.ok(best < MOST, `${profile}: ${FACTOR} times the text took ${best.toFixed(1)} times as long`);
			}
		});
	}

	test('50 MB on one line are one unit, 10 MB of "Điều 1." more units than are cut at once', () => {
		assert.equal(mark(SHAPES['one line'](50 * MEGABYTE), 'vn-law').answer, 1);
		assert.equal(mark(SHAPES['"Điều 1." again and again'](10 * MEGABYTE), 'vn-law').answer, 'TOO_MANY_UNITS');
		assert.equal(mark('(a)\n'.repeat(100_000), 'act-en').answer, 'NO_UNIT_FOUND');
	});

	test('random bytes and more than 64 MiB are refused before anything is looked for', () => {
		const refusal = (bytes) => {
			try {
				core.canonicalise(bytes);
			} catch (error) {
				return error.code;
			}
			return 'none';
		};
		assert.equal(refusal(Buffer.alloc(10 * MEGABYTE, Buffer.from([0x41, 0xff, 0x80]))), 'INVALID_UTF8');
		assert.equal(refusal(Buffer.alloc(64 * 1024 * 1024 + 1, 0x41)), 'TEXT_TOO_LARGE');
		assert.equal(refusal(Buffer.alloc(1000)), 'BINARY_TEXT');
	});
});
