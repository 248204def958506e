// Who may change what, and what is taken as it is: authorisations for another thing, development that became production, objects
// something else made, and PostgreSQL's programs behind a command prefix.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DIRECTUS_ROLE, MIGRATION_ROLE } from '../../scripts/lib/database-roles.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { authorised, done, referenceSystem } from '../support/change.mjs';
import { backTo, drift, keep, stateOf } from '../support/change-state.mjs';
import { asSuperuser, query } from '../support/ledger.mjs';

let system;
before(async () => {
	system = await referenceSystem();
	await keep(system, 'found');
	// The other seven tables, made by somebody else's hand.
	await asSuperuser(system, async (client) => {
		await client.query('BEGIN');
		await client.query("SELECT set_config('cutter.directus_role', $1, true), set_config('role', $2, true)", [DIRECTUS_ROLE, MIGRATION_ROLE]);
		for (const id of ['003_phase_alpha', '004_manifest', '005_review_and_backlog']) await client.query(readFileSync(inProject('migrations', id, 'up.sql'), 'utf8'));
		await client.query('COMMIT');
	});
	await keep(system, 'twelve');
});
after(() => system?.close());

const adopt = () => system.as('operator', 'migrate', 'adopt');
const refused = async (promise) => {
	const { code, error } = await promise;
	assert.equal(code, 1);
	return error.code;
};

describe('adoption', () => {
	test('all twelve tables with 164 columns, made by something else: recognised, nothing altered, and the next one can be planned', async () => {
		await backTo(system, 'twelve');
		const { shape } = await stateOf(system);
		assert.deepEqual(await done(adopt()), ['001_tac_baseline', '002_governance_v0_1', '003_phase_alpha', '004_manifest', '005_review_and_backlog']);
		const [{ tables, columns }] = await query(
			system,
			`SELECT count(DISTINCT c.oid)::int AS tables, count(*)::int AS columns FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
			  WHERE c.relnamespace = 'cutter_governance'::regnamespace AND c.relkind = 'r'`,
		);
		assert.deepEqual([tables, columns], [12, 164]);
		await backTo(system, 'twelve');
		assert.equal((await stateOf(system)).shape, shape);
		await done(adopt());
		await done(system.as('planner', 'migrate', 'plan', '006_roles_and_views'));
	});

	for (const [what, sql, migration, differences] of [
		['a column of another type', 'ALTER TABLE public.tac_logical_unit ALTER COLUMN section_code TYPE varchar(40)', '001_tac_baseline', [/^V1-/]],
		['the birth gate is missing', 'DROP TRIGGER trg_tac_birth_gate_lu ON public.tac_logical_unit', '001_tac_baseline', [/trigger public\.tac_logical_unit\.trg_tac_birth_gate_lu is there/]],
		[
			'a column may be empty, a constraint has another name',
			'ALTER TABLE cutter_governance.cut_change_set ALTER COLUMN plan_digest DROP NOT NULL; ALTER TABLE cutter_governance.dot_pair_signature RENAME CONSTRAINT dot_pair_signature_lane_check TO lanes',
			'002_governance_v0_1',
			[/cut_change_set/, /dot_pair_signature_lane_check|constraint/i],
		],
		['a default is missing', 'ALTER TABLE public.tac_logical_unit ALTER COLUMN authority DROP DEFAULT', '003_phase_alpha', [/^VA-1$/]],
		['an index on other columns', 'DROP INDEX cutter_governance.idx_alias_alias_kind; CREATE INDEX idx_alias_alias_kind ON cutter_governance.canonical_address_alias (rationale)', '003_phase_alpha', [/^VA-5$/]],
		['one of two tables', 'DROP TABLE cutter_governance.manifest_unit_block CASCADE', '004_manifest', [/table cutter_governance\.manifest_unit_block is there/]],
		['a column too many', 'ALTER TABLE cutter_governance.review_decision ADD COLUMN mood text', '005_review_and_backlog', [/^V5-/]],
	]) {
		test(`a near miss is refused with what differs: ${what}`, async () => {
			await backTo(system, 'twelve');
			await drift(system, sql);
			const before = await stateOf(system);
			const { code, error } = await adopt();
			assert.deepEqual([code, error.code], [1, 'CUTTER_ADOPTION_DIFFERS']);
			for (const difference of differences) {
				assert.ok(error.gates.some((gate) => [gate.id, gate.sentence, gate.expected].some((text) => difference.test(text))), `${difference} in ${JSON.stringify(error.gates)}`);
			}
			assert.ok(error.gates.every(({ expected, observed }) => expected !== observed));
			const recorded = await query(system, 'SELECT 1 FROM cutter_control.schema_migration WHERE migration_id = $1', [migration]);
			assert.equal(recorded.length, 0);
			const after = await stateOf(system);
			for (const [table, rows] of Object.entries(before)) if (table !== 'shape') assert.equal(after[table], rows, table);
		});
	}
});

test('development: no review and no authorisation, but a dry run; its authorisation is none for the production it became', async () => {
	await backTo(system, 'found');
	await done(adopt());
	const free = { CUTTER_PRODUCTION_SYSTEM_IDENTIFIERS: '' };
	const as = (person, ...words) => system.report(words, { CUTTER_TOKEN: system.users[person].token, ...free });
	const { package_digest: digest, environment } = await done(as('planner', 'migrate', 'plan', '003_phase_alpha'));
	assert.equal(environment, 'development');
	const before = await stateOf(system);
	const { code, data } = await as('operator', 'migrate', 'apply', digest);
	assert.deepEqual([code, data.fired.map(({ id, observed }) => [id, observed])], [1, [['G-10', 'no dry run']]]);
	assert.deepEqual(await stateOf(system), before);

	await done(as('planner', 'migrate', 'dry-run', digest));
	await done(as('reviewer', 'migrate', 'review', digest, '--verdict', 'PASS'));
	const authorise = (environment) => as('authoriser', 'migrate', 'authorise', digest, '--environment', environment, '--expires', '2h');
	assert.equal(await refused(authorise('production')), 'CUTTER_AUTHORISATION_OTHER_ENVIRONMENT');
	const { authorisation_id: permit } = await done(authorise('development'));
	// Somebody pins the server: from now on it is production.
	assert.equal(await refused(system.as('operator', 'migrate', 'apply', digest, '--authorisation', permit)), 'CUTTER_AUTHORISATION_OTHER_ENVIRONMENT');
	assert.equal(await refused(as('operator', 'migrate', 'apply', digest)), 'CUTTER_AUTHORISATION_MISSING');

	const { package_digest: other } = await done(system.as('planner', 'migrate', 'plan', '003_phase_alpha'));
	await done(system.as('planner', 'migrate', 'dry-run', other));
	await done(system.as('reviewer', 'migrate', 'review', other, '--verdict', 'PASS'));
	const mine = await authorised(system, other);
	assert.equal(await refused(system.as('operator', 'migrate', 'apply', digest, '--authorisation', mine)), 'CUTTER_AUTHORISATION_OTHER_PACKAGE');
	assert.deepEqual(await stateOf(system), before);
	const report = await done(system.report(['report', 'show', other]));
	assert.deepEqual([report.of, report.status, report.report.record.authorisations.length], ['package', 'authorised', 1]);
	assert.equal(await refused(system.report(['report', 'nothing-of-that-name'])), 'CUTTER_REPORT_MISSING');
});

describe('PostgreSQL\'s programs behind CUTTER_PG_PREFIX', () => {
	const script = (name, body) => {
		const file = join(system.folder, name);
		writeFileSync(file, `#!/bin/sh\n${body}\n`);
		chmodSync(file, 0o755);
		return file;
	};
	const byOperator = (words, settings) => system.report(words, { CUTTER_TOKEN: system.users.operator.token, ...settings });
	const create = (settings) => byOperator(['backup', 'create'], settings);

	test('a command that brings its own programs and none of our environment: the dump is made, and restores', async () => {
		await backTo(system, 'found');
		const clients = system.settings.CUTTER_PG_BIN.split(delimiter).find((folder) => existsSync(join(folder, 'pg_dump')));
		// Where "docker exec -i -e PGPASSWORD postgres" would stand: other programs, nothing of the environment but what it is told to pass.
		const container = script('in-container', `[ "$1 $2 $3 $4 $5" = "exec -i -e PGPASSWORD postgres" ] || exit 64\nshift 5\nexec env -i "PATH=${clients}" "PGPASSWORD=$PGPASSWORD" "$@"`);
		const settings = { CUTTER_PG_PREFIX: `${container} exec -i -e PGPASSWORD postgres` };
		const { backup_id: id, entries } = await done(create({ ...settings, CUTTER_PG_BIN: '' }));
		assert.ok(entries > 100);
		const verified = await done(byOperator(['backup', 'verify', id], settings));
		assert.equal(verified.verdict, 'pass');
	});

	test('no programs at all: the sentence says where to name them', async () => {
		await backTo(system, 'found');
		const { code, error } = await create({ CUTTER_PG_BIN: '', PATH: system.folder });
		assert.deepEqual([code, error.code], [1, 'CUTTER_TOOL_MISSING']);
		assert.match(error.message, /^There is no pg_dump(all)? of version 16 or newer: set CUTTER_PG_BIN to the folder of PostgreSQL 16's programs, or CUTTER_PG_PREFIX to a command/);
	});

	test('a prefix without such programs, one that does not exist, one of an old version: one clear sentence each', async () => {
		await backTo(system, 'found');
		const empty = script('empty-container', 'echo "executable file not found in \\$PATH" >&2; exit 127');
		const old = script('old-container', 'echo "$1 (PostgreSQL) 15.8"');
		for (const [prefix, said] of [
			[empty, /^Behind CUTTER_PG_PREFIX ".*empty-container" there is no pg_dump(all)? of version 16 or newer \(it runs no such program\): /],
			[join(system.folder, 'no-such-command'), /there is no pg_dump(all)? of version 16 or newer/],
			[old, /\(.*old-container pg_dump(all)? is of version 15\)/],
		]) {
			const { code, error } = await create({ CUTTER_PG_PREFIX: prefix });
			assert.deepEqual([code, error.code], [1, 'CUTTER_TOOL_MISSING']);
			assert.match(error.message, said);
		}
	});
});
