// Complete real laws through the whole pipeline: as many articles as published, rebuilt byte for byte, verified.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { governanceRows, happyMatrix, liveUnits, total } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { sha256 } from '../support/proof.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

const folder = sharedMaterial('corpus');
const skip = folder ? false : 'the corpus of real laws is not on this machine (set CUTTER_SHARED)';

/** The folders of Vietnamese laws, and of terms in Markdown; four laws must be there wherever the corpus is. */
const folders = folder ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name) : [];
const LAWS = folders.filter((name) => name.startsWith('vn-'));
const TERMS = folders.filter((name) => existsSync(join(folder, name, 'source.md')));
const EXPECTED = ['vn-labour-code-2019-congbao', 'vn-constitution-2013', 'vn-customs-2014', 'vn-it-law-2006'];

let system;
before(async () => {
	if (!skip) system = await sharedSystem();
});
after(() => system?.close());

/** What holds for every document that went through: rebuilt, verified, hashed, counted. Gives its units. */
async function assertProven(done, bytes) {
	assert.equal(done.mark.coverage.reconstruction_ok, true);
	assert.equal(done.mark.coverage.reconstruction_sha256, done.register.source_sha256);
	assert.equal(done.register.original_sha256, sha256(bytes));
	assert.equal(done.verify.verdict, 'pass', JSON.stringify(done.verify.findings.slice(0, 5)));
	assert.equal(done.verify.reconstruction_ok, true);
	assert.equal(done.verify.observed_digest, done.register.source_sha256);
	const units = await liveUnits(system, done.docCode);
	assert.equal(units.length, done.mark.counts.units);
	for (const unit of units) assert.equal(unit.content_hash, sha256(unit.body ?? ''), unit.canonical_address);
	const rows = await governanceRows(system, done);
	assert.deepEqual(rows, happyMatrix(units.length));
	assert.equal(total(rows), 13 + 2 * units.length);
	return units;
}

const plain = (label) => label.normalize('NFC').replace(/\s+/g, ' ');
const read = (...parts) => readFileSync(join(folder, ...parts));

describe('the corpus', () => {
	test('has the laws this suite is about', { skip }, () => assert.deepEqual(EXPECTED.filter((name) => !LAWS.includes(name)), []));

	for (const law of LAWS) {
		test(`${law} is cut into the articles it was published with, and verified`, async (t) => {
			const published = read(law, 'articles.txt').toString('utf8').trim().split('\n');
			const bytes = read(law, 'source.txt');
			const done = await carry(system, { bytes, prefix: newPrefix('CORPUS'), title: law, profile: 'vn-law' });
			const units = await assertProven(done, bytes);
			// Those of the act: what it issues has articles of its own, below its component.
			const articles = units.filter((unit) => unit.section_type === 'article' && /\/DIEU-[^/]+$/.test(unit.canonical_address));
			assert.deepEqual(articles.map((unit) => plain(unit.identity_profile.label)), published.map(plain));
			t.diagnostic(`${articles.length} articles, ${units.length} units`);
		});
	}

	for (const terms of TERMS) {
		test(`${terms} is cut by its headings and verified`, async (t) => {
			const bytes = read(terms, 'source.md');
			const done = await carry(system, { bytes, prefix: newPrefix('CORPUS'), title: terms, profile: 'markdown-outline' });
			t.diagnostic(`${(await assertProven(done, bytes)).length} units`);
		});
	}
});
