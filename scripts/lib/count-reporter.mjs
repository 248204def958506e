// A node:test reporter that counts single tests, and nothing else: one JSON object at the end.

import { existsSync } from 'node:fs';

/** Node.js reports a file that holds no test as a test named like the file. */
const isFile = (name) => /\.m?js$/.test(name) && existsSync(name);

/** What Node.js says of a test that a pattern leaves out: nobody meant it to run, so it is not counted. */
const NOT_CHOSEN = 'test name does not match pattern';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* countTests(events) {
	const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
	for await (const { type, data } of events) {
		if (type !== 'test:pass' && type !== 'test:fail') continue;
		const isSuite = data.details?.type === 'suite';
		if (type === 'test:fail') {
			// A suite fails with its tests, which are counted themselves; one that fails by itself (a hook) counts.
			const followsSubtests = data.details?.error?.failureType === 'subtestsFailed';
			if (followsSubtests) continue;
			counts.failed += 1;
			counts.failures.push(data.name);
		} else if (!isSuite && !isFile(data.name)) {
			if (data.skip === NOT_CHOSEN) continue;
			if (data.skip !== undefined && data.skip !== false) counts.skipped += 1;
			else counts.passed += 1;
		}
	}
	yield JSON.stringify(counts);
}
