// Complete real laws through the whole pipeline: as many articles as published, rebuilt byte for byte, verified.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { governanceRows, happyMatrix, liveUnits, total } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { sha256 } from '../support/proof.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

const LAWS = ['vn-labour-code-2019-congbao', 'vn-constitution-2013', 'vn-customs-2014', 'vn-it-law-2006', 'vn-network-security-2015', 'vn-decision-05-2017'];
const folder = sharedMaterial('corpus');
const skip = folder ? false : 'the corpus of real laws is not on this machine (set CUTTER_SHARED)';

let system;
before(async () => {
	if (!skip) system = await sharedSystem();
});
after(() => system?.close());

describe('real laws', { skip }, () => {
	for (const law of LAWS) {
		test(`${law} is cut as published and verified`, async (t) => {
			const read = (name) => readFileSync(join(folder, law, name));
			const articles = read('articles.txt').toString('utf8').trim().split('\n');
			const bytes = read('source.txt');
			const done = await carry(system, { bytes, prefix: newPrefix('CORPUS'), title: law, profile: 'vn-law' });

			assert.equal(done.mark.counts.units_by_section_type.article, articles.length);
			assert.equal(done.mark.coverage.reconstruction_ok, true);
			assert.equal(done.mark.coverage.reconstruction_sha256, done.register.source_sha256);
			assert.equal(done.register.original_sha256, sha256(bytes));
			assert.equal(done.verify.verdict, 'pass', JSON.stringify(done.verify.findings.slice(0, 5)));
			assert.equal(done.verify.reconstruction_ok, true);
			assert.equal(done.verify.observed_digest, done.register.source_sha256);

			const units = await liveUnits(system, done.docCode);
			const labels = units.filter((unit) => unit.section_type === 'article').map((unit) => unit.identity_profile.label.normalize('NFC').replace(/\s+/g, ' '));
			assert.deepEqual(labels, articles.map((label) => label.normalize('NFC')));
			assert.equal(units.length, done.mark.counts.units);
			for (const unit of units) assert.equal(unit.content_hash, sha256(unit.body ?? ''), unit.canonical_address);
			const rows = await governanceRows(system, done);
			assert.deepEqual(rows, happyMatrix(units.length));
			t.diagnostic(`${articles.length} articles, ${units.length} units, ${total(rows)} governance rows`);
		});
	}
});
