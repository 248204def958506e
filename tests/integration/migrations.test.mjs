// `directus cutter …` on a running system: the frozen migrations refuse to be edited, init changes nothing twice.

import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';
import { asSuperuser, fingerprint, query } from '../support/ledger.mjs';
import { commandLineOf, sharedSystem } from '../support/system.mjs';

const FROZEN = inProject('extension', 'dist', 'migrations');
const IDS = readdirSync(inProject('migrations')).filter((name) => /^\d{3}_/.test(name)).sort();

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

/** A copy of the frozen migrations with one change; removed when the test ends. */
function editedCopy(t, edit) {
	const copy = temporaryFolder('iu-cutter-migrations-');
	t.after(copy.remove);
	cpSync(FROZEN, copy.path, { recursive: true });
	edit((name) => join(copy.path, name));
	return { CUTTER_MIGRATIONS_DIR: copy.path };
}

describe('nothing changed', () => {
	test('migrate status says that all are applied, with the checksums on record', async () => {
		const { code, ok, data } = await report(['migrate', 'status']);
		assert.deepEqual([code, ok], [0, true]);
		assert.deepEqual(data.migrations.map(({ id, state }) => [id, state]), IDS.map((id) => [id, 'applied']));
		assert.deepEqual(data.runs, []);
		const recorded = await query(system, 'SELECT migration_id AS id, checksum FROM cutter_control.schema_migration ORDER BY 1');
		assert.deepEqual(data.migrations.map(({ id, checksum }) => ({ id, checksum })), recorded);
	});

	test('status says that nothing fails', async () => {
		const { code, data } = await report(['status']);
		assert.deepEqual([code, data.ok, data.problems, data.migrations], [0, true, [], IDS]);
	});

	test('without a login of the migration role it says which setting is missing', async () => {
		const { code, error } = await report(['migrate', 'status'], { CUTTER_MIGRATION_DATABASE_URL: '' });
		assert.deepEqual([code, error.code], [1, 'CUTTER_MIGRATION_DATABASE_NOT_SET']);
		assert.match(error.message, /CUTTER_MIGRATION_DATABASE_URL/);
	});
});

describe('a folder of migrations that is not the frozen one', () => {
	for (const [title, command, name, edit] of [
		['one byte of an up.sql', 'migrate status', '004_manifest/up.sql', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/\n$/, ' '))],
		['one byte of an up.sql', 'migrate apply', '004_manifest/up.sql', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/\n$/, ' '))],
		['one byte of an up.sql', 'init', '001_tac_baseline/up.sql', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/^-/, ' '))],
		['a lost file', 'migrate status', '002_governance_v0_1/down.sql', (path) => rmSync(path)],
		['a file nobody froze', 'migrate status', '008_control_plane/up-more.sql', (path) => writeFileSync(path, 'SELECT 1')],
		["the runner's own table", 'migrate status', 'bootstrap.sql', (path) => writeFileSync(path, `${readFileSync(path, 'utf8')}--`)],
	]) {
		test(`${title}: ${command} names ${name} and does nothing`, async (t) => {
			const settings = editedCopy(t, (file) => edit(file(name)));
			const before = await fingerprint(system);
			const { code, ok, error, stderr } = await report(command.split(' '), settings);
			assert.deepEqual([code, ok, error.code], [1, false, 'CUTTER_MIGRATION_CHANGED']);
			assert.ok(error.message.includes(name), error.message);
			assert.match(stderr, /CUTTER_MIGRATION_CHANGED: /);
			assert.deepEqual(await fingerprint(system), before);
		});
	}
});

describe('bad usage ends with 2, help with 0', () => {
	for (const [args, code] of [
		[['migrate', 'aply'], 2],
		[['no-such-command'], 2],
		[['migrate', 'status', '--no-such-option'], 2],
		[['migrate', 'status', 'too', 'much'], 2],
		[['keys', 'generate', '--lane', 'DOT-999', '--owner', 'x'], 2],
		[['--help'], 0],
	]) {
		test(`directus cutter ${args.join(' ')}`, async () => {
			const result = await commandLineOf(system)(args);
			assert.equal(result.code, code, result.stderr);
			assert.notEqual(`${result.stdout}${result.stderr}`.trim(), '', 'it says something');
		});
	}
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
	assert.deepEqual(data.policies, ['Cutter Observer', 'Cutter Executor', 'Cutter Reviewer', 'Cutter Verifier', 'Cutter Authoriser', 'Cutter Observer of named documents']);
	assert.deepEqual({ ledger: await fingerprint(system), directus: await directusTables() }, before);
});

test('a lane has one private key: a second is refused, and no key is shown', async () => {
	const before = await fingerprint(system);
	const { code, error } = await report(['keys', 'generate', '--lane', 'DOT-991', '--owner', 'someone']);
	assert.deepEqual([code, error.code], [1, 'CUTTER_KEY_EXISTS']);
	assert.doesNotMatch(JSON.stringify(error), /PRIVATE KEY/);
	assert.deepEqual(await fingerprint(system), before);
});
