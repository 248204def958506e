// The test suites: each runs its tests and gives their counts.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { UserError } from './console.mjs';
import { chosenRelease, RELEASES } from './directus-host.mjs';
import { temporaryFolder } from './leash.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { run } from './process.mjs';

/** Suites that must have run something; a folder of tests that got lost is a failure, not a success. */
const EXPECTED_FOLDERS = ['database', 'integration', 'browser'];

/** What a suite needs before it runs: the Directus host, the build, the running system of `tests/support/system.mjs`. */
const EVERYTHING = { host: true, build: true, system: true };
const NEEDS = {
	rust: { host: false, build: false, system: false },
	types: { host: false, build: true, system: false },
	setup: { host: true, build: true, system: false },
	database: { host: false, build: false, system: false },
	core: { host: false, build: true, system: false },
};
const needsOf = (name) => NEEDS[name] ?? EVERYTHING;

const show = (line) => process.stdout.write(`${line}\n`);
const noCounts = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

/** One command that passes or fails as a whole, like a formatter. */
async function check(title, command, args, env = {}) {
	const settings = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
	show(`$ ${[...settings, command, ...args].join(' ')}`);
	const { code } = await run(command, args, { cwd: projectRoot, env: { ...process.env, ...env }, onLine: show });
	return code === 0 ? { ...noCounts(), passed: 1 } : { ...noCounts(), failed: 1, failures: [title] };
}

const sum = (all) =>
	all.reduce(
		(total, counts) => ({
			passed: total.passed + counts.passed,
			failed: total.failed + counts.failed,
			skipped: total.skipped + counts.skipped,
			failures: [...total.failures, ...counts.failures],
		}),
		noCounts(),
	);

/** Adds up the counts that `cargo test` prints for each of its programs. */
export function countCargoLine(counts, line) {
	const result = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(line);
	if (result) {
		counts.passed += Number(result[1]);
		counts.failed += Number(result[2]);
		counts.skipped += Number(result[3]);
	}
	const failed = /^test (.+) \.\.\. FAILED$/.exec(line);
	if (failed) counts.failures.push(failed[1]);
}

/** Lines of `cargo test` that only say a single test passed are left out. */
const isQuietCargoLine = (line) => /^test .+ \.\.\. ok$/.test(line) || line.trim() === '';

async function runRust() {
	const checks = [
		await check('cargo fmt', 'cargo', ['fmt', '--all', '--check']),
		await check('cargo clippy', 'cargo', ['clippy', '--workspace', '--all-targets', '--', '-D', 'warnings']),
		await check('cargo clippy of the browser build', 'cargo', ['clippy', '--package', 'cutter-wasm', '--no-default-features', '--', '-D', 'warnings']),
		await check('cargo clippy of the preview build', 'cargo', ['clippy', '--package', 'cutter-wasm', '--no-default-features', '--features', 'preview', '--', '-D', 'warnings']),
		await check('cargo doc', 'cargo', ['doc', '--workspace', '--no-deps'], { RUSTDOCFLAGS: '-D warnings' }),
	];
	const counts = noCounts();
	show('$ cargo test --workspace --no-fail-fast');
	const { code } = await run('cargo', ['test', '--workspace', '--no-fail-fast'], {
		cwd: projectRoot,
		env: { ...process.env, CARGO_TERM_COLOR: 'never' },
		onLine(line) {
			countCargoLine(counts, line);
			if (!isQuietCargoLine(line)) show(line);
		},
	});
	if (code !== 0 && counts.failed === 0) {
		counts.failed += 1;
		counts.failures.push('cargo test did not run to its end');
	}
	// A run without any test must not hide behind the checks.
	if (counts.passed + counts.failed === 0) counts.failures.push('cargo test ran nothing');
	return { ...sum([...checks, counts]), ranNothing: counts.passed + counts.failed === 0 };
}

/** The bundle's TypeScript and its components, with their templates, against their own types and those generated from the core; then ESLint over it, the scripts and the tests. */
async function runTypes() {
	return sum([
		await check('types of the extension', 'npm', ['run', '--silent', 'typecheck', '--workspace', 'extension']),
		await check('lint', 'npm', ['run', '--silent', 'lint']),
	]);
}

const testFiles = (folder) =>
	existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.endsWith('.test.mjs'))
				.sort()
				.map((name) => join(folder, name))
		: [];

/** Runs files with node:test, one after the other, in a process of its own; `onLine` gets what it prints. */
export async function runNodeTests(files, env = {}, onLine = show) {
	if (files.length === 0) return { ...noCounts(), ranNothing: true };
	const report = temporaryFolder('iu-cutter-report-');
	try {
		const countsFile = join(report.path, 'counts.json');
		const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', `--test-reporter=${inProject('scripts/lib/count-reporter.mjs')}`, `--test-reporter-destination=${countsFile}`];
		const { code, signal } = await run(process.execPath, ['--test', '--test-concurrency=1', ...reporters, ...files], {
			cwd: projectRoot,
			env: { ...process.env, ...env },
			onLine,
		});
		const text = existsSync(countsFile) ? readFileSync(countsFile, 'utf8') : '';
		const counts = text ? JSON.parse(text) : noCounts();
		if (code !== 0 && counts.failed === 0) {
			counts.failed += 1;
			counts.failures.push(`node --test ended with ${code ?? signal}`);
		}
		return { ...counts, ranNothing: counts.passed + counts.failed + counts.skipped === 0 };
	} finally {
		report.remove();
	}
}

/**
 * Files that start every system they use, most of it PostgreSQL's and Directus' work: they run beside the others, on another core.
 * One that asks for the shared system never may: what it does there would happen in the middle of another test.
 */
const runsApart = (file) => basename(file).startsWith('change-') && !readFileSync(file, 'utf8').includes('sharedSystem(');

/** Runs the files that keep to themselves beside those that share a system; what they print comes when they are done. */
async function runInTwo(files, env) {
	const apart = files.filter(runsApart);
	const shared = files.filter((file) => !runsApart(file));
	if (apart.length === 0 || shared.length === 0) return runNodeTests(files, env);
	const kept = [];
	const [counts, others] = await Promise.all([
		runNodeTests(shared, env),
		runNodeTests(apart, env, (line) => kept.push(line)).finally(() => kept.forEach(show)),
	]);
	return { ...sum([counts, others]), ranNothing: counts.ranNothing || others.ranNothing };
}

/** Browser tests of what no other release of Directus can change, or of pages whose like other files show in every one: one release is enough. */
export const IN_ONE_RELEASE = new Set(['core-vectors', 'five-years', 'history-graph', 'operate'].map((name) => `${name}.test.mjs`));

function nodeSuite(name, folder, release = chosenRelease()) {
	const files = testFiles(folder).filter((file) => release === chosenRelease() || !IN_ONE_RELEASE.has(basename(file)));
	return {
		name: release === chosenRelease() ? name : `${name}-directus-${release}`,
		release,
		needs: needsOf(name),
		files,
		async run(env) {
			const browser = name === 'browser' ? { CUTTER_CHROMIUM: await ensureChromium() } : {};
			return runInTwo(files, { ...env, ...browser });
		},
	};
}

/** What people see is tried in every other release of Directus too. */
const browserInOtherReleases = () =>
	RELEASES.filter((release) => release !== chosenRelease()).map((release) => nodeSuite('browser', inProject('tests', 'browser'), release));

/** All suites, in the order they are run: the quick and basic ones first. */
export function allSuites() {
	const found = readdirSync(inProject('tests'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && testFiles(inProject('tests', entry.name)).length > 0)
		.map(({ name }) => name);
	const folders = [...EXPECTED_FOLDERS, ...found.filter((name) => !EXPECTED_FOLDERS.includes(name)).sort()];
	return [
		{ name: 'rust', needs: needsOf('rust'), run: runRust },
		{ name: 'types', needs: needsOf('types'), run: runTypes },
		nodeSuite('setup', inProject('tests')),
		...folders.map((name) => nodeSuite(name, inProject('tests', name))),
		...browserInOtherReleases(),
	];
}

/** @param {string | undefined} only a suite's name */
export function chooseSuites(only) {
	const suites = allSuites();
	if (!only) return suites;
	const chosen = suites.filter(({ name }) => name === only);
	if (chosen.length === 0) throw new UserError(`There is no test suite "${only}". There are: ${suites.map(({ name }) => name).join(', ')}.`);
	return chosen;
}
