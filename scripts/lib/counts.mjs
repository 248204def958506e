// How many tests passed, failed and were left out, and the names of those that failed.

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts */

/** @returns {Counts} */
export const noCounts = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

/** @param {Counts[]} all */
export const sum = (all) =>
	all.reduce(
		(total, counts) => ({
			passed: total.passed + counts.passed,
			failed: total.failed + counts.failed,
			skipped: total.skipped + counts.skipped,
			failures: [...total.failures, ...(counts.failures ?? [])],
		}),
		noCounts(),
	);

/** What failed before any test could. */
export const failedWith = (error) => ({ ...noCounts(), failed: 1, failures: [error.message.split('\n')[0]] });

export const ranNothing = ({ passed, failed, skipped }) => passed + failed + skipped === 0;
