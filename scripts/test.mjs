// npm test: sets up what it needs, runs every suite, ends with one total line. See USAGE.

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { buildAll } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { elapsedSeconds, explain, formatElapsed } from './lib/console.mjs';
import { failedWith } from './lib/counts.mjs';
import { ensureDirectusHost } from './lib/directus-host.mjs';
import { inProject } from './lib/paths.mjs';
import { prepareTools } from './lib/prepare.mjs';
import { chooseSuites, directusOf } from './lib/suites.mjs';
import { keepTimes, printRows, printSlowest, rowsOf, withKnownTimes } from './lib/test-times.mjs';

const USAGE = `Usage: npm test [-- [--quick | --full] [--only SUITE] [--file PART] [--lanes N]]

Sets up what is missing, builds, and runs every test suite (rust, setup, database, integration, browser, …), in lanes beside each other.
  --quick        the inner loop: units of the core, types, the main way through a running system
  --full         as npm run test:full: every browser test in every release of Directus, other releases of PostgreSQL, long random runs, chaos
  --only SUITE   one suite
  --file PART    the files with PART in their suite/name
  --lanes N      how many run beside each other (one more than the cores of this machine, two to four)
Times of all files are kept in artifacts/test-times.json.
The last line is the total: N passed, N failed. Exit code 0 when nothing failed and every suite ran something.
`;

/** One more than there are cores: a lane waits for its processes a third of the time. Each has a Directus, a PostgreSQL and a Chromium. */
const [FEWEST_LANES, MOST_LANES] = [2, 4];

/** How often a run that prints nothing says what it does. */
const STILL_RUNNING_MS = 60_000;

function readOptions() {
	try {
		const flag = { type: 'boolean', default: false };
		const { values } = parseArgs({ options: { quick: flag, full: flag, only: { type: 'string' }, file: { type: 'string' }, lanes: { type: 'string' }, help: flag } });
		if (values.quick && values.full) throw new Error('--quick and --full exclude each other');
		if (values.lanes && !/^[1-9]\d?$/.test(values.lanes)) throw new Error(`--lanes needs a whole number from 1 on, not ${values.lanes}`);
		return { ...values, lanes: values.lanes && Number(values.lanes) };
	} catch (error) {
		process.stderr.write(`${error.message}\n\n${USAGE}`);
		process.exit(2);
	}
}

const options = readOptions();
if (options.help) {
	process.stdout.write(USAGE);
	process.exit(0);
}

/** Jobs that run, with what they printed until now. */
const running = new Map();
const titleOf = ({ suite, name }) => `${suite}/${name}`;

function printJob(job, note) {
	const { lines } = running.get(job);
	running.delete(job);
	process.stdout.write(`\n── ${titleOf(job)} (${note}) ──\n${lines.map((line) => `${line}\n`).join('')}`);
}
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
	process.once(signal, () => {
		for (const job of [...running.keys()]) printJob(job, 'was running');
		process.exit(code);
	});
}
setInterval(() => {
	const now = [...running].map(([job, { begun }]) => `${titleOf(job)} for ${formatElapsed(Date.now() - begun)}`);
	if (now.length > 0) process.stderr.write(`  … ${now.join(', ')}\n`);
}, STILL_RUNNING_MS).unref();

/** What the jobs need, prepared beside those that need nothing: the bundle, and one installation of Directus after the other. */
function prepareNeeds(jobs) {
	const needed = (what) => jobs.some(({ needs }) => needs.includes(what));
	const releases = [...new Set(jobs.map(({ release }) => release))].filter((release) => release && needed(directusOf(release)));
	let before = Promise.resolve();
	const hosts = releases.map((release) => [directusOf(release), (before = before.then(() => ensureDirectusHost(release)))]);
	return { ...(needed('build') ? { build: buildAll() } : {}), ...(needed('chromium') ? { chromium: ensureChromium() } : {}), ...Object.fromEntries(hosts) };
}

const results = [];
const problems = [];
const keepProblem = (error) => {
	explain(error);
	problems.push(failedWith(error));
};
let suites = [];
const count = options.lanes ?? Math.min(Math.max(availableParallelism() + 1, FEWEST_LANES), MOST_LANES);
try {
	const shared = inProject('..', 'shared');
	if (!process.env.CUTTER_SHARED && existsSync(shared)) process.env.CUTTER_SHARED = shared;
	const scope = options.quick ? 'quick' : options.full ? 'full' : 'usual';
	suites = chooseSuites({ ...options, scope });
	const jobs = withKnownTimes(suites.flatMap((suite) => suite.jobs));
	await prepareTools();
	const ready = prepareNeeds(jobs);
	for (const promise of Object.values(ready)) promise.catch(keepProblem);
	// Needs the npm packages, which are there from now on.
	const { runInLanes } = await import('./lib/lanes.mjs');
	await runInLanes(jobs, {
		count,
		ready,
		onBegin(job) {
			const lines = [];
			running.set(job, { lines, begun: Date.now() });
			return (line) => lines.push(line);
		},
		onEnd(result) {
			printJob(result.job, `lane ${result.lane}, ${formatElapsed(result.milliseconds)}`);
			results.push(result);
		},
	});
} catch (error) {
	keepProblem(error);
}

const rows = rowsOf(suites, results);
for (const counts of problems) rows.push({ name: 'set-up', counts, milliseconds: elapsedSeconds() * 1000 });
printRows(rows);
for (const { name, counts } of rows) for (const failure of counts.failures) console.log(`✗ ${name}/${failure}`);
for (const { name, ranNothing } of rows) if (ranNothing) console.log(`✗ ${name}: ran no test`);
if (results.length > 1) printSlowest(results);
keepTimes(results, rows, { seconds: elapsedSeconds(), lanes: count });

const total = (field) => rows.reduce((sum, { counts }) => sum + counts[field], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(total);
const silent = rows.filter(({ ranNothing }) => ranNothing).length;
console.log(`\nin ${formatElapsed(elapsedSeconds() * 1000)}, ${count} lanes`);
console.log(`${passed} passed, ${failed + silent} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed + silent > 0 || passed === 0 ? 1 : 0);
