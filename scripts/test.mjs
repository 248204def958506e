// npm test: sets up what it needs, runs every suite, ends with one total line. See USAGE.

import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { elapsedSeconds, explain, formatElapsed, step } from './lib/console.mjs';
import { inProject } from './lib/paths.mjs';
import { prepare } from './lib/prepare.mjs';
import { chooseSuites } from './lib/suites.mjs';

const USAGE = `Usage: npm test [-- --only SUITE]

Sets up what is missing, builds, and runs every test suite (rust, setup, database, integration, browser, …).
The last line is the total: N passed, N failed. Exit code 0 when nothing failed and every suite ran something.
`;

function readOptions() {
	try {
		return parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', default: false } } }).values;
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
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.once(signal, () => process.exit(code));

const FAILED_SETUP = { passed: 0, failed: 1, skipped: 0 };

function printSummary(rows) {
	const width = Math.max(...rows.map(({ name }) => name.length));
	console.log('\nsuite'.padEnd(width + 3) + ' passed  failed skipped      time');
	for (const { name, counts, milliseconds } of rows) {
		const numbers = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(7)).join(' ');
		console.log(`${name.padEnd(width + 2)}${numbers} ${formatElapsed(milliseconds).padStart(9)}`);
	}
	for (const { name, counts } of rows) for (const failure of counts.failures ?? []) console.log(`✗ ${name}: ${failure}`);
	for (const { name, counts } of rows) if (counts.ranNothing) console.log(`✗ ${name}: ran no test`);
}

/** One running system for all suites that want the same release of Directus; started when the first of them comes. */
let system;
async function systemEnvironment(release) {
	const [{ startPreparedStack }, { startCommands }] = await Promise.all([import('./lib/prepared.mjs'), import('./lib/command-line.mjs')]);
	if (system?.release !== release) {
		await system?.stop();
		system = undefined;
		const stack = await step('Starting the system under test', () => startPreparedStack({ release }));
		// One for all files: a test process that starts it would end it with itself.
		await startCommands(stack.description);
		system = { release, description: stack.description, stop: stack.stop };
	}
	return { CUTTER_DIRECTUS: release, CUTTER_TEST_SYSTEM: JSON.stringify(system.description) };
}

async function runSuite(suite) {
	const begun = Date.now();
	console.log(`\n── ${suite.name} ──`);
	let counts;
	try {
		counts = await suite.run(suite.needs.system ? await systemEnvironment(suite.release) : {});
	} catch (error) {
		explain(error);
		counts = { ...FAILED_SETUP, failures: [error.message.split('\n')[0]] };
	}
	return { name: suite.name, counts, milliseconds: Date.now() - begun };
}

const rows = [];
try {
	const shared = inProject('..', 'shared');
	if (!process.env.CUTTER_SHARED && existsSync(shared)) process.env.CUTTER_SHARED = shared;
	const suites = chooseSuites(options.only);
	const needed = (part) => suites.some(({ needs }) => needs[part]);
	const releases = [...new Set(suites.filter(({ needs }) => needs.host).map(({ release }) => release))];
	await prepare({ releases, build: needed('build') });
	for (const suite of suites) rows.push(await runSuite(suite));
} catch (error) {
	explain(error);
	rows.push({ name: 'set-up', counts: { ...FAILED_SETUP, failures: [error.message.split('\n')[0]] }, milliseconds: elapsedSeconds() * 1000 });
}
await system?.stop();

printSummary(rows);
const total = (field) => rows.reduce((sum, { counts }) => sum + counts[field], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(total);
const ranNothing = rows.filter(({ counts }) => counts.ranNothing).length;
console.log(`\n${passed} passed, ${failed + ranNothing} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed + ranNothing > 0 || passed === 0 ? 1 : 0);
