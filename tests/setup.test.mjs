// The set-up scripts themselves: usage, prerequisites, cache, stamps and counting.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { ensureCached, withLock } from '../scripts/lib/cache.mjs';
import { formatElapsed } from '../scripts/lib/console.mjs';
import { ranNothing } from '../scripts/lib/counts.mjs';
import { readStatistics } from '../scripts/lib/fuzz-tools.mjs';
import { temporaryFolder } from '../scripts/lib/leash.mjs';
import { cleanEnvironment } from '../scripts/lib/npm.mjs';
import { inProject, projectRoot } from '../scripts/lib/paths.mjs';
import { missingPrerequisites } from '../scripts/lib/prerequisites.mjs';
import { run } from '../scripts/lib/process.mjs';
import { digestOf } from '../scripts/lib/stamps.mjs';
import { allSuites, chooseSuites, SMOKE } from '../scripts/lib/suites.mjs';
import { countCargoLine, runNodeTests } from '../scripts/lib/test-jobs.mjs';
import { nextOf, runInLanes } from '../scripts/lib/lanes.mjs';

let scratch;
const savedCache = process.env.CUTTER_CACHE;
before(() => {
	scratch = temporaryFolder('iu-cutter-setup-test-');
	process.env.CUTTER_CACHE = join(scratch.path, 'cache');
});
after(() => {
	if (savedCache === undefined) delete process.env.CUTTER_CACHE;
	else process.env.CUTTER_CACHE = savedCache;
	scratch.remove();
});

const start = (...args) => run(process.execPath, [inProject('scripts/start.mjs'), ...args]);

for (const [title, args, sentence] of [
	['an unknown option', ['--nope'], /Unknown option '--nope'/],
	['--exit together with --json', ['--exit', '--json'], /exclude each other/],
	['a document without a prefix', ['--document', inProject('package.json')], /--document needs --prefix/],
	['a prefix without a document', ['--prefix', 'X'], /belong to --document/],
	['a document that does not exist', ['--document', 'no-such-file', '--prefix', 'X'], /There is no file no-such-file/],
]) {
	test(`npm start refuses ${title} with exit code 2 and says why`, async () => {
		const { code, stdout, stderr } = await start(...args);
		assert.equal(code, 2);
		assert.equal(stdout, '');
		assert.match(stderr, sentence);
		assert.match(stderr, /Usage: npm start/);
	});
}

test('npm start --help explains itself on standard output', async () => {
	const { code, stdout } = await start('--help');
	assert.equal(code, 0);
	assert.match(stdout, /--document FILE/);
});

test('npm test refuses an unknown option with exit code 2', async () => {
	const { code, stderr } = await run(process.execPath, [inProject('scripts/test.mjs'), '--nope']);
	assert.equal(code, 2);
	assert.match(stderr, /Usage: npm test/);
});

test('every browser test is tried in one release of Directus, those of the smoke in the other, and all of them in a full run', () => {
	const browsers = (scope) => allSuites(scope).filter(({ name }) => name.startsWith('browser')).map(({ jobs }) => jobs.map(({ name }) => name));
	const [one, other] = browsers('usual');
	assert.deepEqual(other, Object.keys(SMOKE));
	assert.deepEqual(other.filter((name) => !one.includes(name)), [], 'a file that is named is there');
	assert.deepEqual(browsers('full'), [one, one]);
});

test('a quick run does a part of every kind, each of which is there; a name that fits none is refused', () => {
	assert.deepEqual(allSuites('quick').map(({ name }) => name), ['rust', 'types', 'setup', 'database', 'integration', 'core']);
	assert.deepEqual(chooseSuites({ file: 'database/schema' }).flatMap(({ jobs }) => jobs.map(({ name }) => name)), ['schema']);
	assert.throws(() => chooseSuites({ only: 'nothing' }), /There is no test suite "nothing"\. There are: rust, types, /);
	assert.throws(() => chooseSuites({ file: 'nothing' }), /No test is called like "nothing"\./);
});

test('a lane begins what its system is for, but nothing of a later phase for that', () => {
	const [short, other, same] = [{ phase: 4 }, { phase: 3, system: true, release: '12' }, { phase: 3, system: true, release: '11' }];
	assert.equal(nextOf([other, same, short], '11'), same);
	assert.equal(nextOf([other, same, short], '12'), other);
	assert.equal(nextOf([other, same, short], undefined), other);
	assert.equal(nextOf([other, short], '11'), other);
	assert.equal(nextOf([], '11'), undefined);
});

test('lanes do every job once: phase by phase, the longest first, none beside one it must not meet, none before what it needs is there', async () => {
	const done = [];
	let build;
	const ready = { build: new Promise((resolve) => (build = resolve)), host: Promise.reject(new Error('no host')) };
	const job = (name, seconds, more = {}) => ({
		suite: 'sample',
		phase: 1,
		name,
		seconds,
		needs: [],
		...more,
		async run() {
			done.push(`${name} begins`);
			await new Promise((resolve) => setImmediate(resolve));
			if (name === 'bad') throw new Error('bad');
			if (name === 'second') build();
			done.push(`${name} ends`);
			return { passed: 1, failed: 0, skipped: 0, failures: [] };
		},
	});
	const results = [];
	const jobs = [job('short', 1, { needs: ['build'] }), job('first', 2, { alone: 'one' }), job('second', 1, { alone: 'one' }), job('bad', 1, { phase: 0 }), job('never', 5, { needs: ['host'] })];
	await runInLanes(jobs, { count: 2, ready, onEnd: ({ job: { name }, counts }) => results.push([name, counts.passed, counts.failed]) });
	assert.deepEqual(results.map(([name]) => name).sort(), ['bad', 'first', 'second', 'short']);
	assert.deepEqual(results.find(([name]) => name === 'bad'), ['bad', 0, 1]);
	assert.deepEqual(done.slice(0, 2), ['bad begins', 'first begins']);
	for (const [before, after] of [['first ends', 'second begins'], ['second ends', 'short begins']]) {
		const told = done.filter((line) => line !== 'bad begins');
		assert.ok(told.indexOf(before) < told.indexOf(after), done.join(', '));
	}
});

test('a missing or too old tool is named with what to do', async () => {
	const missing = await missingPrerequisites([
		{ name: 'no-such-tool', advice: 'install it' },
		{ name: 'node', minimum: [999, 0], advice: 'update it' },
	]);
	assert.equal(missing.length, 2);
	assert.equal(missing[0], '"no-such-tool" was not found: install it');
	assert.match(missing[1], /^"node" \d+\.\d+ is too old, 999\.0 or newer is needed: update it$/);
});

test('a tool is installed once, also when two ask at the same time', async () => {
	let installs = 0;
	const ask = () =>
		ensureCached('tool-1.0', 'a tool', async (folder) => {
			installs += 1;
			writeFileSync(join(folder, 'tool'), 'x');
		});
	const folders = await Promise.all([ask(), ask(), ask()]);
	assert.equal(installs, 1);
	assert.equal(new Set(folders).size, 1);
	assert.ok(existsSync(join(folders[0], 'tool')));
});

test('a failed installation leaves nothing in the cache and is tried again', async () => {
	const failing = ensureCached('tool-2.0', 'a tool', async (folder) => {
		writeFileSync(join(folder, 'half'), 'x');
		throw new Error('network gone');
	});
	await assert.rejects(failing, /network gone/);
	assert.deepEqual(
		readdirSync(process.env.CUTTER_CACHE).filter((name) => name.startsWith('tool-2.0')),
		[],
	);
	const folder = await ensureCached('tool-2.0', 'a tool', async (path) => writeFileSync(join(path, 'whole'), 'x'));
	assert.deepEqual(readdirSync(folder), ['whole']);
});

test('the lock of a process that is gone is taken over', async () => {
	const lock = join(scratch.path, 'abandoned.lock');
	mkdirSync(lock);
	const { stdout } = await run(process.execPath, ['-e', 'console.log(process.pid)']);
	writeFileSync(join(lock, 'pid'), stdout.trim());
	assert.equal(await withLock(lock, () => 'held'), 'held');
	assert.ok(!existsSync(lock));
});

test('the digest of inputs follows contents, names and settings', () => {
	const folder = join(scratch.path, 'inputs');
	mkdirSync(folder);
	const path = relative(projectRoot, folder);
	const digests = new Set();
	writeFileSync(join(folder, 'a'), '1');
	digests.add(digestOf([path]));
	assert.ok(digests.has(digestOf([path])));
	writeFileSync(join(folder, 'a'), '2');
	digests.add(digestOf([path]));
	writeFileSync(join(folder, 'b'), '');
	digests.add(digestOf([path]));
	digests.add(digestOf([path], { also: 'setting' }));
	assert.equal(digests.size, 4);
	assert.equal(digestOf([path], { skip: (name) => name === 'b' }), digestOf([`${path}/a`]));
});

test('npm gets a user’s settings, and nothing of the npm run around it', () => {
	const settings = { npm_config_registry: 'https://registry.example', npm_package_name: 'outer', npm_lifecycle_event: 'test', npm_config_local_prefix: '/outer' };
	const saved = { ...process.env };
	Object.assign(process.env, settings);
	try {
		const environment = cleanEnvironment({ EXTRA: '1' });
		assert.equal(environment.npm_config_registry, settings.npm_config_registry);
		assert.equal(environment.EXTRA, '1');
		for (const name of ['npm_package_name', 'npm_lifecycle_event', 'npm_config_local_prefix']) assert.equal(environment[name], undefined);
	} finally {
		for (const name of Object.keys(settings)) if (!(name in saved)) delete process.env[name];
		Object.assign(process.env, saved);
	}
});

test('elapsed times read like a person writes them', () => {
	assert.deepEqual([12, 999, 1500, 59_900, 60_000, 125_400].map(formatElapsed), ['12 ms', '999 ms', '1.5 s', '59.9 s', '1 min 00 s', '2 min 05 s']);
});

test('the counts of every cargo test program are added up', () => {
	const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
	for (const line of [
		'test digest::tests::known ... ok',
		'test address::tests::broken ... FAILED',
		'test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s',
		'test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
	]) {
		countCargoLine(counts, line);
	}
	assert.deepEqual(counts, { passed: 7, failed: 1, skipped: 2, failures: ['address::tests::broken'] });
});

test('what a fuzz target tried is read from its last words', () => {
	const running = ['#2\tINITED cov: 90 ft: 91 corp: 1/1b', '#4096\tNEW    cov: 937 ft: 3631 corp: 555/5657b'];
	assert.deepEqual(readStatistics(running), { executions: 4096, coverage: 937 }, 'one that was stopped by a find');
	assert.deepEqual(readStatistics([...running, 'stat::number_of_executed_units: 29303']), { executions: 29303, coverage: 937 });
	assert.deepEqual(readStatistics(['error: could not compile']), { executions: 0, coverage: 0 });
});

for (const [title, args, sentence] of [
	['an unknown target', ['nothing'], /There is no fuzz target "nothing". There are: alias_write, canon, /],
	['a time that is no number', ['label', '--seconds', 'soon'], /--seconds needs a whole number from 1 on, not soon\./],
	['two targets', ['label', 'canon'], /One target at most, not 2\./],
]) {
	test(`npm run fuzz refuses ${title}`, async () => {
		const { code, stderr } = await run(process.execPath, [inProject('scripts/fuzz.mjs'), ...args]);
		assert.notEqual(code, 0);
		assert.match(stderr, sentence);
	});
}

const SAMPLE_TESTS = `
import { describe, test } from 'node:test';
test('one', () => {});
test('left out', { skip: 'why' }, () => {});
describe('group', () => {
	test('two', () => {});
	test('bad', () => { throw new Error('bad'); });
});`;

test('node tests are counted one by one: groups and files are no tests', async () => {
	const write = (name, text) => {
		const path = join(scratch.path, name);
		writeFileSync(path, text);
		return path;
	};
	const mixed = write('mixed.test.mjs', SAMPLE_TESTS);
	const empty = write('empty.test.mjs', '');
	const crashing = write('crashing.test.mjs', 'throw new Error("at load")');
	// Without this a test runner inside a test runner only reports to the outer one.
	const env = { NODE_TEST_CONTEXT: undefined };
	const runQuietly = (file, only) => runNodeTests([file], env, () => {}, only);

	const counts = await runQuietly(mixed);
	assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1, failures: ['bad'] });
	assert.ok(ranNothing(await runQuietly(empty)));
	assert.equal((await runQuietly(crashing)).failed, 1);
	assert.deepEqual(await runQuietly(mixed, '^t'), { passed: 1, failed: 0, skipped: 0, failures: [] }, 'those whose names the pattern leaves out are not counted');
	assert.deepEqual((await runQuietly(mixed, 'nothing')).failures, ['no test is called like /nothing/']);
	});
