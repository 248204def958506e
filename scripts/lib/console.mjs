// What a person sees while the scripts work. Everything goes to standard error:
// standard output belongs to the one JSON line that other programs read.

const startedAt = Date.now();

/** An error whose message is a whole sentence for the user: shown without a stack. */
export class UserError extends Error {
	/**
	 * @param {string} message what failed
	 * @param {{ advice?: string, cause?: unknown }} [more] what to do about it
	 */
	constructor(message, { advice, cause } = {}) {
		super(message, { cause });
		this.name = 'UserError';
		this.advice = advice;
	}
}

/** Milliseconds as `850 ms`, `12.3 s` or `2 min 05 s`. */
export function formatElapsed(milliseconds) {
	if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
	if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
	const seconds = Math.round(milliseconds / 1000);
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Seconds since this program started. */
export const elapsedSeconds = () => (Date.now() - startedAt) / 1000;

export function say(line = '') {
	process.stderr.write(`${line}\n`);
}

/** How often a step that is still running says so. */
const STILL_RUNNING_MS = 30_000;

/**
 * Runs one long step: says what begins, that it still runs, and how long it took.
 * The error of a failing step is passed on with the step's name in `error.step`.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
	const begun = Date.now();
	say(`▸ ${title} …`);
	const reminder = setInterval(
		() => say(`  … ${title}: still running, ${formatElapsed(Date.now() - begun)}`),
		STILL_RUNNING_MS,
	);
	reminder.unref();
	try {
		const result = await work();
		say(`✓ ${title} (${formatElapsed(Date.now() - begun)})`);
		return result;
	} catch (error) {
		say(`✗ ${title} (failed after ${formatElapsed(Date.now() - begun)})`);
		if (error instanceof Error && !error.step) error.step = title;
		throw error;
	} finally {
		clearInterval(reminder);
	}
}

/** Prints an error the way a user needs it: what failed, why, what to do. */
export function explain(error) {
	say('');
	if (error?.step) say(`Failed: ${error.step}`);
	say(error instanceof UserError ? error.message : (error?.stack ?? String(error)));
	if (error?.advice) say(`What to do: ${error.advice}`);
}
