// `directus cutter …` on a running system: the frozen migrations refuse to be edited, init changes nothing twice.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { asSuperuser, fingerprint, query } from '../support/ledger.mjs';
import { commandLineOf, sharedSystem } from '../support/system.mjs';

const FROZEN = inProject('extension', 'dist', 'migrations');
const IDS = ['001_tac_baseline', '002_governance_v0_1', '003_phase_alpha', '004_manifest', '005_review_and_backlog', '006_roles_and_views', '007_scale_indexes', '008_control_plane'];

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system.close());

/** Runs a command with `--json`: exactly one report on standard output. Gives exit code and report. */
async function report(args, settings) {
	const { code, stdout, stderr } = await commandLineOf(system, settings)([...args, '--json']);
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 1, `one line on standard output, not:\n${stdout}\n${stderr}`);
	return { code, stderr, ...JSON.parse(lines[0]) };
}

test('migrate status says that all are applied, and migrate apply that nothing is pending', async () => {
	const { code, ok, data } = await report(['migrate', 'status']);
	assert.deepEqual([code, ok], [0, true]);
	assert.deepEqual(data.map(({ id, state }) => [id, state]), IDS.map((id) => [id, 'applied']));
	const recorded = await query(system, 'SELECT migration_id AS id, checksum FROM cutter_control.schema_migration ORDER BY 1');
	assert.deepEqual(data.map(({ id, checksum }) => ({ id, checksum })), recorded);

	const before = await fingerprint(system);
	assert.deepEqual((await report(['migrate', 'apply'])).data, []);
	assert.deepEqual(await fingerprint(system), before);
});

describe('a folder of migrations that is not the frozen one', () => {
	let copy;
	beforeEach(() => {
		copy?.remove();
		copy = temporaryFolder('iu-cutter-migrations-');
		cpSync(FROZEN, copy.path, { recursive: true });
	});
	after(() => copy?.remove());
	const file = (name) => join(copy.path, name);

	test('as it is, a copy is fine', async () => {
		const { code, data } = await report(['migrate', 'status'], { CUTTER_MIGRATIONS_DIR: copy.path });
		assert.equal(code, 0);
		assert.equal(data.length, IDS.length);
	});

	for (const [title, name, edit] of [
		['one byte of an up.sql', '004_manifest/up.sql', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/\n$/, ' '))],
		['one byte of a down.sql', '007_scale_indexes/down.sql', (path) => writeFileSync(path, `${readFileSync(path, 'utf8')}\n`)],
		['a weaker post check', '006_roles_and_views/verify.sql', (path) => writeFileSync(path, "SELECT 'V' AS check_id, 'fine' AS sentence, '1' AS expected, '1' AS observed")],
		['a lost file', '002_governance_v0_1/migration.json', (path) => rmSync(path)],
		['a file nobody froze', '008_control_plane/up-more.sql', (path) => writeFileSync(path, 'SELECT 1')],
		["the runner's own table", 'bootstrap.sql', (path) => writeFileSync(path, `${readFileSync(path, 'utf8')}--`)],
	]) {
		test(`${title}: ${name} is named, and nothing is done`, async () => {
			edit(file(name));
			const before = await fingerprint(system);
			for (const command of ['status', 'apply']) {
				const { code, ok, error, stderr } = await report(['migrate', command], { CUTTER_MIGRATIONS_DIR: copy.path });
				assert.deepEqual([code, ok, error.code], [1, false, 'CUTTER_MIGRATION_CHANGED'], command);
				assert.ok(error.message.includes(name), error.message);
				assert.match(stderr, /CUTTER_MIGRATION_CHANGED: /);
			}
			assert.deepEqual(await fingerprint(system), before);
		});
	}

	test('init refuses too, before it writes anything', async () => {
		writeFileSync(file('001_tac_baseline/up.sql'), '-- nothing');
		const before = await fingerprint(system);
		const { code, error } = await report(['init'], { CUTTER_MIGRATIONS_DIR: copy.path });
		assert.deepEqual([code, error.code], [1, 'CUTTER_MIGRATION_CHANGED']);
		assert.deepEqual(await fingerprint(system), before);
	});
});

test('a migration recorded with other bytes is refused: the database was made by something else', async () => {
	const [{ checksum }] = await query(system, "SELECT checksum FROM cutter_control.schema_migration WHERE migration_id = '005_review_and_backlog'");
	const record = (value) =>
		asSuperuser(system, (client) => client.query("UPDATE cutter_control.schema_migration SET checksum = $1 WHERE migration_id = '005_review_and_backlog'", [value]));
	await record('0'.repeat(64));
	try {
		const { code, error } = await report(['migrate', 'status']);
		assert.deepEqual([code, error.code], [1, 'CUTTER_MIGRATION_HISTORY_DIFFERS']);
		assert.match(error.message, /005_review_and_backlog/);
	} finally {
		await record(checksum);
	}
});

test('without a login of the migration role it says which setting is missing', async () => {
	const { code, error } = await report(['migrate', 'status'], { CUTTER_MIGRATION_DATABASE_URL: '' });
	assert.deepEqual([code, error.code], [1, 'CUTTER_MIGRATION_DATABASE_NOT_SET']);
	assert.match(error.message, /CUTTER_MIGRATION_DATABASE_URL/);
});

test('a second init changes nothing, not in the ledger and not in Directus', async () => {
	const directusTables = () =>
		asSuperuser(system, async (client) => {
			const { rows: tables } = await client.query(
				`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename IN
				('directus_policies', 'directus_permissions', 'directus_collections', 'directus_fields', 'directus_relations', 'directus_presets', 'directus_translations')`,
			);
			const states = {};
			for (const { name } of tables) {
				const { rows } = await client.query(`SELECT count(*)::int AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS digest FROM ${name} t`);
				states[name] = rows[0];
			}
			return states;
		});
	const before = { ledger: await fingerprint(system), directus: await directusTables() };
	assert.equal(Object.keys(before.directus).length, 7);
	const { code, data } = await report(['init']);
	assert.equal(code, 0);
	assert.deepEqual(data.migrations, []);
	assert.deepEqual(data.policies, ['Cutter Observer', 'Cutter Executor', 'Cutter Reviewer', 'Cutter Verifier', 'Cutter Authoriser']);
	assert.deepEqual({ ledger: await fingerprint(system), directus: await directusTables() }, before);
});

test('a lane has one private key: a second is refused, and no key is shown', async () => {
	const before = await fingerprint(system);
	const { code, error } = await report(['keys', 'generate', '--lane', 'DOT-991', '--owner', 'someone']);
	assert.deepEqual([code, error.code], [1, 'CUTTER_KEY_EXISTS']);
	assert.doesNotMatch(JSON.stringify(error), /PRIVATE KEY/);
	assert.deepEqual(await fingerprint(system), before);
});

describe('bad usage ends with 2, help with 0', () => {
	for (const [args, code] of [
		[['migrate', 'aply'], 2],
		[['no-such-command'], 2],
		[['migrate', 'status', '--no-such-option'], 2],
		[['keys', 'generate'], 2],
		[['keys', 'generate', '--lane', 'DOT-999', '--owner', 'x'], 2],
		[['migrate', 'status', 'too', 'much'], 2],
		[['migrate', '--help'], 0],
		[['--help'], 0],
	]) {
		test(`directus cutter ${args.join(' ')}`, async () => {
			const before = await fingerprint(system);
			const result = await commandLineOf(system)(args);
			assert.equal(result.code, code, result.stderr);
			assert.notEqual(`${result.stdout}${result.stderr}`.trim(), '', 'it says something');
			assert.deepEqual(await fingerprint(system), before);
		});
	}
});

test('status says that nothing fails', async () => {
	const { code, data } = await report(['status']);
	assert.equal(code, 0);
	assert.deepEqual([data.ok, data.problems, data.migrations], [true, [], IDS]);
});
