// How long tests take: what is known from before, for the order of a run, and what a run tells at its end.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { formatElapsed } from './console.mjs';
import { ranNothing, sum } from './counts.mjs';
import { inProject } from './paths.mjs';

/** Seconds by `suite/name`; `UPDATE_TIMES=1 npm test` writes what it measured. */
const KNOWN = inProject('tests', 'times.json');
const UNKNOWN_SECONDS = 30;
const SLOWEST = 10;

const keyOf = ({ suite, name }) => `${suite}/${name}`;

/** The jobs with what each took before. */
export function withKnownTimes(jobs) {
	const known = JSON.parse(readFileSync(KNOWN, 'utf8'));
	return jobs.map((job) => ({ ...job, seconds: known[keyOf(job)] ?? UNKNOWN_SECONDS }));
}

/** One row for each suite: its counts and the time of all its jobs, whatever ran beside them. */
export const rowsOf = (suites, results) =>
	suites.map(({ name }) => {
		const own = results.filter(({ job }) => job.suite === name);
		const counts = sum(own.map(({ job, counts: one }) => ({ ...one, failures: one.failures.map((failure) => (failure === job.name ? failure : `${job.name}: ${failure}`)) })));
		return { name, counts, ranNothing: ranNothing(counts), milliseconds: own.reduce((total, { milliseconds }) => total + milliseconds, 0) };
	});

export function printRows(rows) {
	const width = Math.max(...rows.map(({ name }) => name.length));
	console.log('\nsuite'.padEnd(width + 3) + ' passed  failed skipped      time');
	for (const { name, counts, milliseconds } of rows) {
		const numbers = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(7)).join(' ');
		console.log(`${name.padEnd(width + 2)}${numbers} ${formatElapsed(milliseconds).padStart(9)}`);
	}
}

const slowestFirst = (results) => [...results].sort((a, b) => b.milliseconds - a.milliseconds);

export function printSlowest(results) {
	console.log('\nslowest');
	for (const { job, milliseconds } of slowestFirst(results).slice(0, SLOWEST)) console.log(`${formatElapsed(milliseconds).padStart(12)}  ${keyOf(job)}`);
}

/** Keeps the times of a run for programs, in `artifacts`. */
export function keepTimes(results, rows, { seconds, lanes }) {
	const rounded = (milliseconds) => Math.round(milliseconds / 100) / 10;
	const told = {
		at: new Date().toISOString(),
		seconds: Math.round(seconds),
		lanes,
		suites: rows.map(({ name, counts: { passed, failed, skipped }, milliseconds }) => ({ suite: name, passed, failed, skipped, seconds: rounded(milliseconds) })),
		files: slowestFirst(results).map(({ job, lane, counts: { passed, failed, skipped }, milliseconds }) => ({ suite: job.suite, name: job.name, lane, passed, failed, skipped, seconds: rounded(milliseconds) })),
	};
	mkdirSync(inProject('artifacts'), { recursive: true });
	writeFileSync(inProject('artifacts', 'test-times.json'), `${JSON.stringify(told, null, '\t')}\n`);
	if (!process.env.UPDATE_TIMES) return;
	const known = { ...JSON.parse(readFileSync(KNOWN, 'utf8')), ...Object.fromEntries(results.map(({ job, milliseconds }) => [keyOf(job), Math.round(milliseconds / 1000)])) };
	writeFileSync(KNOWN, `${JSON.stringify(Object.fromEntries(Object.entries(known).sort()), null, '\t')}\n`);
}
