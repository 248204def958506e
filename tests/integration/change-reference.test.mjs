// The reference change: plan, dry run, review, authorisation and execution of 003_phase_alpha, to the figure.

import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { pause } from '../../scripts/lib/process.mjs';
import { authorised, done, referenceSystem, reviewed } from '../support/change.mjs';
import { query } from '../support/ledger.mjs';
import { sha256 } from '../support/proof.mjs';
import { loadBuild } from '../support/wasm-builds.mjs';

let system;
let digest;
let applied;
before(async () => {
	system = await referenceSystem();
});
after(() => system?.close());

const gateOf = (record, id) => record.gates.map(({ gate }) => gate).find((gate) => gate.id === id);
const recordsOf = (folder) => JSON.parse(readFileSync(join(folder, 'records.json'), 'utf8'));
const figuresOf = (folder) => JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));

test('an installation that has these objects already is not migrated in one step', async () => {
	const { code, error } = await system.report(['migrate', 'apply']);
	assert.deepEqual([code, error.code], [1, 'CUTTER_CHANGE_NEEDS_ADOPTION']);
});

test('what 001 and 002 make is recognised and adopted, and nothing else', async () => {
	assert.deepEqual(await done(system.as('operator', 'migrate', 'adopt')), ['001_tac_baseline', '002_governance_v0_1']);
	const { migrations } = await done(system.report(['migrate', 'status']));
	assert.deepEqual(migrations.slice(0, 3).map(({ state }) => state), ['adopted', 'adopted', 'pending']);
	const { code, error } = await system.report(['migrate', 'apply']);
	assert.deepEqual([code, error.code], [1, 'CUTTER_CHANGE_NEEDS_PACKAGE']);
});

test('the rejected order is caught by its count: the dry run of a proposal reports UPDATE 0 against a pinned 86 and stops', async () => {
	const frozen = readFileSync(new URL('../../migrations/003_phase_alpha/up.sql', import.meta.url), 'utf8');
	const rejected = frozen.replace('ALTER TABLE public.tac_logical_unit ADD COLUMN authority text;', "ALTER TABLE public.tac_logical_unit ADD COLUMN authority text DEFAULT 'draft';");
	assert.notEqual(rejected, frozen);
	const file = join(system.folder, 'rejected.sql');
	writeFileSync(file, rejected);
	const { package_digest: draft } = await done(system.as('planner', 'migrate', 'plan', '003_phase_alpha', '--draft-sql', file));
	const { code, data } = await system.as('planner', 'migrate', 'dry-run', draft);
	assert.deepEqual([code, data.status], [1, 'FAIL']);
	const counts = data.fired.find(({ id }) => id === 'S-1');
	assert.deepEqual([counts.expected, counts.observed], ['UPDATE 86', 'UPDATE 0']);
	assert.ok(data.fired.some(({ id }) => id === 'G-11'));
	assert.ok(!recordsOf(data.folder).steps.some(({ step }) => step === 'C-08'), 'it stopped there');
	const review = await system.as('reviewer', 'migrate', 'review', draft, '--verdict', 'PASS');
	assert.deepEqual([review.code, review.error.code], [1, 'CUTTER_PACKAGE_IS_DRAFT']);
});

test('the dry run proves the whole plan on a copy, its rollback too, and changes nothing here', async () => {
	({ package_digest: digest } = await done(system.as('planner', 'migrate', 'plan', '003_phase_alpha')));
	const early = await system.as('reviewer', 'migrate', 'review', digest, '--verdict', 'PASS');
	assert.deepEqual([early.code, early.error.code], [1, 'CUTTER_DRY_RUN_MISSING']);
	const run = await done(system.as('planner', 'migrate', 'dry-run', digest));
	assert.equal(run.status, 'PASS');
	const records = recordsOf(run.folder);
	assert.equal(gateOf(records, 'VA-16').observed, 'removed 0, added 6');
	assert.equal(gateOf(records, 'R-1').observed, 'removed 0, added 0, 0 lines differ');
	const columns = await query(system, "SELECT 1 FROM information_schema.columns WHERE table_name = 'tac_logical_unit' AND column_name = 'authority'");
	assert.equal(columns.length, 0);
});

test('separation of duty: the planner neither reviews nor authorises', async () => {
	const review = await system.as('planner', 'migrate', 'review', digest, '--verdict', 'PASS');
	assert.deepEqual([review.code, review.error.code], [1, 'CUTTER_CHANGE_SAME_PERSON']);
	const unreviewed = await system.as('authoriser', 'migrate', 'authorise', digest, '--environment', 'production', '--expires', '2h');
	assert.deepEqual([unreviewed.code, unreviewed.error.code], [1, 'CUTTER_REVIEW_MISSING']);
	await done(system.as('reviewer', 'migrate', 'review', digest, '--verdict', 'PASS_WITH_NOTES', '--notes', 'updated_at changes on every row.'));
	const own = await system.as('planner', 'migrate', 'authorise', digest, '--environment', 'production', '--expires', '2h');
	assert.deepEqual([own.code, own.error.code], [1, 'CUTTER_CHANGE_SAME_PERSON']);
});

test('no authorisation, an unknown, one of the operator, one for another environment: each is refused', async () => {
	const refused = async (person, ...words) => {
		const { code, error } = await system.as(person, 'migrate', ...words);
		assert.equal(code, 1);
		return error.code;
	};
	assert.equal(await refused('operator', 'apply', digest), 'CUTTER_AUTHORISATION_MISSING');
	assert.equal(await refused('operator', 'apply', digest, '--authorisation', '00000000-0000-4000-8000-000000000000'), 'CUTTER_AUTHORISATION_UNKNOWN');
	assert.equal(await refused('authoriser', 'authorise', digest, '--environment', 'development', '--expires', '2h'), 'CUTTER_AUTHORISATION_OTHER_ENVIRONMENT');
	const authorisation = await authorised(system, digest);
	assert.equal(await refused('authoriser', 'apply', digest, '--authorisation', authorisation), 'CUTTER_CHANGE_SAME_PERSON');
	const { authorisation_id: short, expires_at } = await done(system.as('authoriser', 'migrate', 'authorise', digest, '--environment', 'production', '--expires', '1s'));
	while (Date.now() <= Date.parse(expires_at)) await pause(50);
	assert.equal(await refused('operator', 'apply', digest, '--authorisation', short), 'CUTTER_AUTHORISATION_EXPIRED');
});

test('the execution gives the known good outcome to the figure', async () => {
	const authorisation = await authorised(system, digest);
	applied = await done(system.as('operator', 'migrate', 'apply', digest, '--authorisation', authorisation));
	const figures = figuresOf(applied.folder);
	assert.deepEqual(figures.statements.filter(({ command }) => command === 'UPDATE'), [{ command: 'UPDATE', rows: 86 }]);
	assert.deepEqual([figures.status, figures.preflight, figures.post_checks], ['PASS', [10, 10], [17, 17]]);
	assert.deepEqual([figures.schema_removed, figures.schema_added], [0, 6]);
	const { changed, rows_before, distinct_before, distinct_after } = figures.updated_at;
	assert.deepEqual([changed, rows_before, distinct_before, distinct_after], [86, 86, 3, 1]);
	const records = recordsOf(applied.folder);
	assert.equal(gateOf(records, 'VA-6').observed, 'draft 86, enacted 0, runtime 0, null 0');
	assert.equal(gateOf(records, 'VA-8').observed, 'draft 0, enacted 0, runtime 0, null 76');
	assert.deepEqual(records.gates.filter(({ gate }) => gate.id.startsWith('G-')).length, 11);
	const again = await system.as('operator', 'migrate', 'apply', digest, '--authorisation', authorisation);
	assert.deepEqual([again.code, again.error.code], [1, 'CUTTER_AUTHORISATION_USED']);
});

test('report check passes on the folder, and fails on a copy with one changed byte or figure', async () => {
	const check = await done(system.report(['report', 'check', applied.run_id]));
	assert.deepEqual(check.checks.map(({ id, verdict }) => [id, verdict]), ['RC-1', 'RC-2', 'RC-3', 'RC-4', 'RC-5', 'RC-6', 'RC-7'].map((id) => [id, 'pass']));
	const keep = join(system.folder, 'kept');
	cpSync(applied.folder, keep, { recursive: true });
	for (const [name, edit] of [
		['report.md', (text) => text.replace('17 of 17', '16 of 17')],
		['records.json', (text) => text.replace('draft 86,', 'draft 85,')],
		['schema/after.sql', (text) => `${text} `],
		['SHA256SUMS', (text) => text.replace(/^./, (first) => (first === '0' ? '1' : '0'))],
	]) {
		const file = join(applied.folder, name);
		writeFileSync(file, edit(readFileSync(file, 'utf8')));
		const { code, data } = await system.report(['report', 'check', applied.run_id]);
		assert.deepEqual([code, data.verdict], [1, 'fail'], name);
		cpSync(join(keep, name), file);
	}
	await done(system.report(['report', 'check', applied.run_id]));
});

test('every file with one changed byte, and every figure of report and records with one changed digit, is noticed', async () => {
	const core = await loadBuild('server');
	const [end] = await query(system, "SELECT evidence FROM cutter_control.change_step WHERE run_id = $1 AND step = 'END'", [applied.run_id]);
	const files = new Map(
		readdirSync(applied.folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.map((path) => [relative(applied.folder, path), readFileSync(path)]),
	);
	const digests = new Map([...files].map(([name, bytes]) => [name, sha256(bytes)]));
	/** What `report check` would say of the folder with one file changed. */
	const verdict = (changed, bytes) => {
		const bytesOf = (name) => (name === changed ? bytes : files.get(name));
		const text = (name) => bytesOf(name).toString('utf8');
		const digest = (name) => (name === changed ? sha256(bytes) : digests.get(name));
		const lines = text('SHA256SUMS').split('\n').filter(Boolean);
		return core.check_report({
			listed: lines.map((line) => ({ name: line.slice(66), sha256: line.slice(0, 64) })),
			found: [...files.keys()].filter((name) => name !== 'SHA256SUMS').map((name) => ({ name, sha256: digest(name) })),
			records: text('records.json'),
			markdown: text('report.md'),
			json: text('report.json'),
			schemas: [text('schema/before.sql'), text('schema/after.sql')],
			csvs: [text('logs/updated_at-before.csv'), text('logs/updated_at-after.csv')],
			sums_sha256: digest('SHA256SUMS'),
			recorded_sums_sha256: JSON.parse(end.evidence).sums_sha256,
		}).verdict;
	};
	assert.equal(verdict(null), 'pass');
	assert.ok(files.size >= 15);
	for (const [name, bytes] of files) {
		if (bytes.length === 0) continue;
		const changed = Buffer.from(bytes);
		changed[Math.floor(bytes.length / 2)] ^= 1;
		assert.equal(verdict(name, changed), 'fail', name);
	}
	let figures = 0;
	for (const name of ['report.md', 'report.json']) {
		const text = files.get(name).toString('utf8');
		for (const { index } of text.matchAll(/(?<![0-9a-f-])\d+(?![0-9a-f-])/g)) {
			const other = text[index] === '9' ? '8' : String(Number(text[index]) + 1);
			assert.equal(verdict(name, Buffer.from(text.slice(0, index) + other + text.slice(index + 1))), 'fail', `${name} at ${index}`);
			figures += 1;
		}
	}
	assert.ok(figures > 100, `${figures} figures`);
});

test('every other one follows the same way, to 12 tables and 168 columns', async () => {
	// The test before keeps this process busy for as long as a server keeps an idle connection: those it closed are put away first.
	await new Promise((resolve) => setTimeout(resolve, 200));
	const pending = readdirSync(inProject('migrations')).filter((name) => /^\d{3}_/.test(name) && name > '004' && name !== '012_governed_change');
	assert.ok(pending.length >= 10);
	for (const migration of pending) {
		const next = await reviewed(system, migration);
		const run = await done(system.as('operator', 'migrate', 'apply', next, '--authorisation', await authorised(system, next)));
		assert.equal(run.status, 'PASS', migration);
	}
	const [{ tables, columns }] = await query(
		system,
		`SELECT count(DISTINCT c.oid)::int AS tables, count(*)::int AS columns FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		  WHERE c.relnamespace = 'cutter_governance'::regnamespace AND c.relkind = 'r'`,
	);
	assert.deepEqual([tables, columns], [12, 168]);
});
