// The jobs of a test run: a command that passes or fails as a whole, the tests of Rust, a file of node:test.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noCounts } from './counts.mjs';
import { temporaryFolder } from './leash.mjs';
import { inProject, projectRoot } from './paths.mjs';
import { run } from './process.mjs';

const show = (line) => process.stdout.write(`${line}\n`);

/** One command that passes or fails as a whole, like a formatter. `onLine` gets what it prints. */
export async function check(title, command, args, { env = {}, onLine = show } = {}) {
	const settings = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
	onLine(`$ ${[...settings, command, ...args].join(' ')}`);
	const { code } = await run(command, args, { cwd: projectRoot, env: { ...process.env, ...env }, onLine });
	return code === 0 ? { ...noCounts(), passed: 1 } : { ...noCounts(), failed: 1, failures: [title] };
}

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

/** @param {string[]} args after `cargo test` */
export async function runCargoTests(args, onLine = show, env = {}) {
	const counts = noCounts();
	onLine(`$ cargo test ${args.join(' ')}`);
	const { code } = await run('cargo', ['test', ...args], {
		cwd: projectRoot,
		env: { ...process.env, ...env, CARGO_TERM_COLOR: 'never' },
		onLine(line) {
			countCargoLine(counts, line);
			if (!isQuietCargoLine(line)) onLine(line);
		},
	});
	if (counts.failed > 0) return counts;
	if (code !== 0) return { ...counts, failed: 1, failures: ['cargo test did not run to its end'] };
	// A run without any test must not hide behind the checks.
	return counts.passed > 0 ? counts : { ...counts, failed: 1, failures: ['cargo test ran nothing'] };
}

/** Runs files with node:test, one after the other, in a process of its own; `onLine` gets what it prints, `only` is a pattern of the tests' names. */
export async function runNodeTests(files, env = {}, onLine = show, only) {
	if (files.length === 0) return noCounts();
	const report = temporaryFolder('iu-cutter-report-');
	try {
		const countsFile = join(report.path, 'counts.json');
		const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', `--test-reporter=${inProject('scripts/lib/count-reporter.mjs')}`, `--test-reporter-destination=${countsFile}`];
		const { code, signal } = await run(process.execPath, ['--test', '--test-concurrency=1', ...(only ? [`--test-name-pattern=${only}`] : []), ...reporters, ...files], {
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
		if (only && counts.passed + counts.failed === 0) {
			counts.failed += 1;
			counts.failures.push(`no test is called like /${only}/`);
		}
		return counts;
	} finally {
		report.remove();
	}
}
