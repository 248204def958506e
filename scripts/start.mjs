// npm start: the whole system from a fresh clone, with the main job done once. See USAGE.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { elapsedSeconds, explain, formatElapsed, say, UserError } from './lib/console.mjs';
import { prepare } from './lib/prepare.mjs';

const USAGE = `Usage: npm start [-- OPTIONS]

Brings up a throw-away PostgreSQL and Directus with IU Cutter on 127.0.0.1, cuts and verifies a sample law,
and stays up until Ctrl-C. Everything it wrote is removed when it ends.

  --exit             do the same, print one JSON report as the last line, stop everything; exit code 0 or 1
  --json             bring everything up without the main job, print one JSON line with address and logins, run until SIGTERM
  --document FILE    use this document instead of the sample law (needs --prefix)
  --prefix PREFIX    its address prefix, for example BLDS-2015
  --profile ID       its grammar profile; without it the cutter detects one
  --title TITLE      its title; without it the file's name
  --help             this text
`;

class UsageError extends Error {}

function readOptions() {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				exit: { type: 'boolean', default: false },
				json: { type: 'boolean', default: false },
				document: { type: 'string' },
				prefix: { type: 'string' },
				profile: { type: 'string' },
				title: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}));
	} catch (error) {
		throw new UsageError(error.message);
	}
	if (values.exit && values.json) throw new UsageError('--exit and --json exclude each other.');
	if (values.document && !values.prefix) throw new UsageError('--document needs --prefix.');
	if (!values.document && (values.prefix || values.profile || values.title)) {
		throw new UsageError('--prefix, --profile and --title belong to --document.');
	}
	if (values.document && values.json) throw new UsageError('--json runs no job, so --document has no use with it.');
	if (values.document && !existsSync(values.document)) throw new UsageError(`There is no file ${values.document}.`);
	return values;
}

/** Set while the system is up; ended before the program ends. */
let stack;

/** Resolves when this program is asked to stop; before the system is up it ends at once. */
const askedToStop = new Promise((resolveAsked) => {
	const ask = (reason, code) => {
		// What is half up is ended by the exit handlers of lib/leash.mjs.
		if (!stack) process.exit(code);
		say(`\n${reason}: stopping …`);
		resolveAsked();
	};
	process.once('SIGINT', () => ask('Interrupted', 130));
	process.once('SIGTERM', () => ask('Asked to end', 143));
	process.once('SIGHUP', () => ask('Terminal closed', 129));
	// npm may be killed without passing the signal on: then this process has a new parent.
	const parent = process.ppid;
	const watch = setInterval(() => process.ppid !== parent && (clearInterval(watch), ask('Parent process ended', 143)), 1000);
	watch.unref();
});

/** The one line other programs read; written whole before the program may end. */
const printLine = (value) => new Promise((resolveWritten) => process.stdout.write(`${JSON.stringify(value)}\n`, () => resolveWritten()));

const publicUsers = (users) => Object.fromEntries(Object.entries(users).map(([name, { email, password, token }]) => [name, { email, password, token }]));

function printWelcome(report, waiting) {
	const { url, users } = stack;
	say(`
IU Cutter is running at ${url}  (${formatElapsed(elapsedSeconds() * 1000)})

  ${report.document.title}: ${report.units} units cut and verified (${report.verify})
${waiting ? `  ${waiting.prefix} waits for its review\n` : ''}
Logins:`);
	for (const [name, { email, password }] of Object.entries(users)) say(`  ${name.padEnd(9)} ${email.padEnd(24)} ${password}`);
	say(`
What to try:
  open ${url}/admin/content/tac_logical_unit and log in as the executor: the law as a tree of units
  curl -H 'Authorization: Bearer ${users.executor.token}' '${url}/cutter/resolve?address=${report.resolve.address}'
  psql '${stack.adminDatabaseUrl}'   (the ledger: schema cutter_governance)

Ctrl-C stops everything and removes it.`);
}

async function runJob(options) {
	const { runMainJob, leaveForReview, SAMPLE_LAW, SAMPLE_POLICY } = await import('./lib/main-job.mjs');
	const document = options.document
		? { file: resolve(options.document), prefix: options.prefix, profile: options.profile, title: options.title }
		: SAMPLE_LAW;
	const report = await runMainJob(stack, document);
	for (const problem of report.problems) say(`✗ ${problem}`);
	const waiting = options.document || options.exit ? undefined : await leaveForReview(stack, SAMPLE_POLICY);
	return { report, waiting };
}

async function main(options) {
	await prepare();
	// Needs the npm packages, so not before they are installed.
	const [{ startStack }, { stopCommands }] = await Promise.all([import('./lib/stack.mjs'), import('./lib/command-line.mjs')]);
	stack = await startStack({});
	// It has done its part: from here on the command line is whoever types it.
	await stopCommands(stack);
	if (options.json) {
		await printLine({ ready: true, url: stack.url, database_url: stack.databaseUrl, admin_database_url: stack.adminDatabaseUrl, users: publicUsers(stack.users) });
		await askedToStop;
		return 0;
	}
	const { report, waiting } = await runJob(options);
	if (options.exit) {
		await stack.stop();
		await printLine({ ...report, elapsed_seconds: Number(elapsedSeconds().toFixed(1)) });
		return report.ok ? 0 : 1;
	}
	printWelcome(report, waiting);
	await askedToStop;
	return report.ok ? 0 : 1;
}

let options;
try {
	options = readOptions();
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	process.stderr.write(`${error.message}\n\n${USAGE}`);
	process.exit(2);
}
if (options.help) {
	process.stdout.write(USAGE);
	process.exit(0);
}

let exitCode = 1;
try {
	exitCode = await main(options);
} catch (error) {
	explain(error);
	if (options.exit) await printLine({ ok: false, error: { message: error.message, code: error.code, step: error.step } });
	if (stack && !(error instanceof UserError)) say(`\nEnd of Directus' log:\n${stack.log().split('\n').slice(-15).join('\n')}`);
}
await stack?.stop();
process.exit(exitCode);
