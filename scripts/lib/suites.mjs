// The test suites: which jobs each has, and which of them a run does.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { UserError } from './console.mjs';
import { chosenRelease, RELEASES } from './directus-host.mjs';
import { inProject } from './paths.mjs';
import { OTHER_POSTGRES } from './postgres.mjs';
import { check, runCargoTests, runNodeTests } from './test-jobs.mjs';

/** Suites that must have run something; a folder of tests that got lost is a failure, not a success. */
const EXPECTED_FOLDERS = ['database', 'integration', 'browser'];

/** What the files of a suite need before they run; the others need the bundle and Directus. */
const NEEDS = { database: [], core: ['build'], provenance: ['build'] };

/** What asks registries, and builds the package twice more: the whole run's alone. */
const FULL_ALONE = ['provenance'];

const BUILD = 'build';
const CHROMIUM = 'chromium';
export const directusOf = (release) => `directus-${release}`;

/** What `npm test -- --quick` does: the units of the core, the types, and the main way over HTTP, on the command line and in the database. */
const QUICK = new Set(['rust/units', 'types/types', 'types/lint', 'setup/setup', 'core/vectors', 'database/schema', 'integration/pipeline', 'integration/resolve', 'integration/cli-pipeline']);

/**
 * What shows every surface once in the other releases of Directus: interface, display, collections, flows, module. A file with the tests
 * of it that are enough for that; none for all of them, where each goes on from the one before.
 */
export const SMOKE = {
	'address-display': undefined,
	'canonical-address': '^(a valid address shows its parts|taken: |by keyboard alone|in Vietnamese|none of this)',
	flows: '^(the tiles of a flow|the options are edited)',
	init: '^(the six policies|every column|the module is in)',
	module: undefined,
	studio: '^(a reviewer sees|an executor can neither)',
};

/** What other releases of PostgreSQL could change: the rules in the database, and the pipeline on them. */
const ON_OTHER_POSTGRES = ['integration/pipeline', 'integration/structure', 'integration/aliases', 'integration/ledger-verify'];

/** More of what is drawn at random. */
const LONG_RANDOM = { CUTTER_SEQUENCES: '60', CUTTER_EXAMPLES: '60', CUTTER_TIMELINES: '10000' };

const envOf = (scope) => (scope === 'full' ? LONG_RANDOM : {});

/** One at a time: cargo locks its folder, and the set-up tests pack and start what is in the clone. */
const ALONE = { cargo: 'cargo', clone: 'clone' };

/**
 * What begins before what: the core's tests, which compile for a long time beside the build; then what prepares its own rows, before the browser
 * tests, which see what others left; one release of Directus after the other; and short files at last, to fill the lanes.
 */
const PHASE = { rust: 0, setup: 1, integration: 1, browser: 2, otherRelease: 3, short: 4 };

const clippy = (title, ...args) => ({ title, args: ['clippy', ...args, '--', '-D', 'warnings'] });
const RUST_CHECKS = [
	{ title: 'fmt', args: ['fmt', '--all', '--check'] },
	clippy('clippy', '--workspace', '--all-targets'),
	clippy('clippy of what browsers load', ...['address', 'aliases', 'preview', 'proof'].flatMap((name) => ['--package', `cutter-wasm-${name}`])),
	{ title: 'doc', args: ['doc', '--workspace', '--no-deps'], env: { RUSTDOCFLAGS: '-D warnings' } },
];

function rustJobs(scope) {
	const job = (name, run) => ({ suite: 'rust', name, needs: [], alone: ALONE.cargo, phase: PHASE.rust, run });
	if (scope === 'quick') return [job('units', (_, onLine) => runCargoTests(['--workspace', '--lib'], onLine))];
	return [
		job('tests', (_, onLine) => runCargoTests(['--workspace', '--no-fail-fast'], onLine, envOf(scope))),
		...RUST_CHECKS.map(({ title, args, env }) => job(title, (_, onLine) => check(`cargo ${title}`, 'cargo', args, { env, onLine }))),
	];
}

/** The bundle's TypeScript and its components, with their templates, against their own types and those generated from the core; ESLint over it, the scripts and the tests. */
const typesJobs = () =>
	[
		['types', 'typecheck', '--workspace', 'extension'],
		['lint', 'lint'],
	].map(([name, ...args]) => ({ suite: 'types', name, needs: [BUILD], phase: PHASE.short, run: (_, onLine) => check(name, 'npm', ['run', '--silent', ...args], { onLine }) }));

const SUFFIX = '.test.mjs';
const testNames = (folder) =>
	existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.endsWith(SUFFIX))
				.sort()
				.map((name) => name.slice(0, -SUFFIX.length))
		: [];

/** Jobs of files: `folder` is theirs below `tests`. A file that asks for the shared system gets the one of its lane, where `system` does not forbid it. */
function fileJobs(suite, folder, { release = chosenRelease(), names = testNames(inProject('tests', folder)), system = true, env: more = {}, only = {} } = {}) {
	return names.map((name) => {
		const file = inProject('tests', folder, `${name}${SUFFIX}`);
		const source = readFileSync(file, 'utf8');
		return {
			suite,
			name,
			file,
			release,
			phase: release === chosenRelease() ? (PHASE[suite] ?? PHASE.short) : PHASE.otherRelease,
			needs: [...(NEEDS[folder] ?? [BUILD, directusOf(release)]), ...(folder === 'browser' ? [CHROMIUM] : [])],
			alone: folder === '.' ? ALONE.clone : source.includes('nativeExample(') ? ALONE.cargo : undefined,
			system: system && source.includes('sharedSystem('),
			browser: folder === 'browser',
			run: (env, onLine) => runNodeTests([file], { ...env, ...more }, onLine, only[name]),
		};
	});
}

/** What people see is tried in every other release of Directus too. */
const otherReleases = (scope) =>
	RELEASES.filter((release) => release !== chosenRelease()).flatMap((release) =>
		fileJobs(`browser-${directusOf(release)}`, 'browser', scope === 'full' ? { release } : { release, names: Object.keys(SMOKE), only: SMOKE }),
	);

const otherPostgres = () =>
	OTHER_POSTGRES.flatMap((release) => {
		const suite = `postgres-${release}`;
		const options = { system: false, env: { CUTTER_POSTGRES: release } };
		const names = ON_OTHER_POSTGRES.map((path) => path.split('/')[1]);
		return [...fileJobs(suite, 'database', options), ...fileJobs(suite, 'integration', { ...options, names })];
	});

const chaosJobs = () => [
	{ suite: 'chaos', name: 'chaos', phase: PHASE.short, needs: [BUILD, directusOf(chosenRelease())], run: (_, onLine) => check('chaos', 'npm', ['run', '--silent', 'chaos'], { onLine }) },
];

/** Every suite of a run with its jobs, in the order they are told. @param {'quick' | 'usual' | 'full'} [scope] */
export function allSuites(scope = 'usual') {
	const found = readdirSync(inProject('tests'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && testNames(inProject('tests', entry.name)).length > 0)
		.map(({ name }) => name);
	const folders = [...EXPECTED_FOLDERS, ...found.filter((name) => !EXPECTED_FOLDERS.includes(name)).sort()].filter((name) => scope === 'full' || !FULL_ALONE.includes(name));
	const env = envOf(scope);
	const jobs = [
		...rustJobs(scope),
		...typesJobs(),
		...fileJobs('setup', '.'),
		...folders.flatMap((folder) => fileJobs(folder, folder, { env })),
		...otherReleases(scope),
		...(scope === 'full' ? [...otherPostgres(), ...chaosJobs()] : []),
	].filter(({ suite, name }) => scope !== 'quick' || QUICK.has(`${suite}/${name}`));
	const names = new Set([...jobs.map(({ suite }) => suite), ...(scope === 'quick' ? [] : EXPECTED_FOLDERS)]);
	return [...names].map((name) => ({ name, jobs: jobs.filter(({ suite }) => suite === name) }));
}

/**
 * The suites of a run.
 * @param {{ scope?: 'quick' | 'usual' | 'full', only?: string, file?: string }} [choice] `only` is a suite's name; `file` a part of `suite/name`
 */
export function chooseSuites({ scope, only, file } = {}) {
	const suites = allSuites(scope);
	const named = only ? suites.filter(({ name }) => name === only) : suites;
	if (named.length === 0) throw new UserError(`There is no test suite "${only}". There are: ${suites.map(({ name }) => name).join(', ')}.`);
	if (!file) return named;
	const chosen = named.map(({ name, jobs }) => ({ name, jobs: jobs.filter((job) => `${name}/${job.name}`.includes(file)) })).filter(({ jobs }) => jobs.length > 0);
	if (chosen.length === 0) throw new UserError(`No test is called like "${file}".`);
	return chosen;
}
