// One shell plays nobody but its owner: governed change by one person who names others, which worked while names were taken for people.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authorised, done, referenceSystem } from '../support/change.mjs';
import { stateOf } from '../support/change-state.mjs';
import { query } from '../support/ledger.mjs';

const MIGRATION = '003_phase_alpha';

let system;
let shell;
before(async () => {
	system = await referenceSystem();
	await done(system.as('operator', 'migrate', 'adopt'));
	// All this shell has is the token of the planner.
	shell = (...words) => system.report(words, { CUTTER_TOKEN: system.users.planner.token });
});
after(() => system?.close());

test('a planner who names a reviewer, an authoriser and an operator changes nothing', async () => {
	const { package_digest: digest } = await done(shell('migrate', 'plan', MIGRATION));
	await done(shell('migrate', 'dry-run', digest));
	const before = await stateOf(system);
	const as = (person, ...words) => shell(...words, '--as', `${person}@example.com`);
	const attempts = {
		'review as another': await as('reviewer', 'migrate', 'review', digest, '--verdict', 'PASS'),
		'review as the planner': await shell('migrate', 'review', digest, '--verdict', 'PASS'),
		'authorise as another': await as('authoriser', 'migrate', 'authorise', digest, '--environment', 'production', '--expires', '2h'),
		'authorise as the planner': await shell('migrate', 'authorise', digest, '--environment', 'production', '--expires', '2h'),
	};
	attempts['apply as another'] = await as('operator', 'migrate', 'apply', digest, '--authorisation', attempts['authorise as another'].data?.authorisation_id ?? digest);
	attempts['apply as the planner'] = await shell('migrate', 'apply', digest);
	assert.deepEqual(Object.fromEntries(Object.entries(attempts).map(([what, { code, error }]) => [what, [code, error?.code]])), {
		'review as another': [1, 'CUTTER_TOKEN_OF_ANOTHER'],
		'review as the planner': [1, 'CUTTER_CHANGE_SAME_PERSON'],
		'authorise as another': [1, 'CUTTER_TOKEN_OF_ANOTHER'],
		'authorise as the planner': [1, 'CUTTER_CHANGE_SAME_PERSON'],
		'apply as another': [1, 'CUTTER_TOKEN_OF_ANOTHER'],
		'apply as the planner': [1, 'CUTTER_AUTHORISATION_MISSING'],
	});
	assert.deepEqual(await stateOf(system), before);
	const rows = await query(system, 'SELECT count(*)::int AS n FROM cutter_control.change_review UNION ALL SELECT count(*)::int FROM cutter_control.change_authorisation');
	assert.deepEqual(rows.map(({ n }) => n), [0, 0]);

	await done(system.as('reviewer', 'migrate', 'review', digest, '--verdict', 'PASS'));
	const permit = await authorised(system, digest);
	assert.equal((await done(shell('migrate', 'apply', digest, '--authorisation', permit))).status, 'PASS');
});
