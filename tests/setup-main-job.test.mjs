// What `npm start -- --exit` accepts as "everything as it should be".

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectedGovernanceRows, findProblems } from '../scripts/lib/main-job.mjs';

/** The outcome of a faultless job of two units. */
const faultless = () => ({
	cut: { planned_row_counts: { tac_logical_unit: 2, tac_unit_version: 2 }, observed_row_counts: { tac_unit_version: 2, tac_logical_unit: 2 } },
	verify: { verdict: 'pass', findings: [] },
	units: 2,
	governanceRows: { manifest_unit_block: 2, cut_change_set_affected_row: 2, decision_backlog_history: 5, dot_pair_signature: 2, others: 6 },
	mark: { counts: { units: 2 }, coverage: { reconstruction_ok: true } },
	inDatabase: 2,
	resolved: { outcome: 'canonical', units: [{ canonical_address: 'X-1/DIEU-1' }] },
	address: 'X-1/DIEU-1',
});

test('one unit makes 15 governance rows, N units 13 + 2N', () => {
	assert.equal(expectedGovernanceRows(1), 15);
	assert.equal(expectedGovernanceRows(220), 453);
});

test('a faultless job has no problem', () => {
	assert.deepEqual(findProblems(faultless()), []);
});

for (const [title, change, sentence] of [
	['a failed verification', (job) => (job.verify = { verdict: 'fail', findings: ['drift'] }), /VERIFY says "fail": \["drift"\]/],
	['a governance row too many', (job) => (job.governanceRows.others += 1), /18 governance rows instead of 17 for 2 units/],
	['a unit that MARK proposed and CUT did not make', (job) => (job.mark.counts.units = 3), /MARK proposed 3 units, the ledger has 2/],
	['a text that does not come back', (job) => (job.mark.coverage.reconstruction_ok = false), /do not give the text back/],
	['a cut that does not say what it observed', (job) => delete job.cut.observed_row_counts, /the rows of the cut differ from its plan/],
	['a unit missing in the collection', (job) => (job.inDatabase = 1), /the ledger has 2 units, the collection 1/],
	['rows that were not planned', (job) => (job.cut.observed_row_counts.tac_unit_version = 3), /the rows of the cut differ from its plan/],
	['an address that resolves to nothing', (job) => (job.resolved = { outcome: 'not_found', units: [] }), /X-1\/DIEU-1 does not resolve as canonical/],
	['an address that resolves to another unit', (job) => (job.resolved.units[0].canonical_address = 'X-1/DIEU-2'), /does not resolve as canonical/],
]) {
	test(`${title} is a problem`, () => {
		const job = faultless();
		change(job);
		const problems = findProblems(job);
		assert.equal(problems.length, 1);
		assert.match(problems[0], sentence);
	});
}
