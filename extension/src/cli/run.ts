/** How a command ends: one answer, one exit code (0 done, 1 refused or failed, 2 bad usage). */
import { Refused } from '../core/index.js';

/** Runs `work`, prints its answer as JSON or as `lines`, and ends the process; an answer that is not `good` ends it with 1. */
export async function run<T>(json: boolean, work: () => Promise<T>, lines: (answer: T) => string[], good: (answer: T) => boolean = () => true): Promise<never> {
	try {
		const answer = await work();
		process.stdout.write(json ? `${JSON.stringify({ ok: good(answer), data: answer })}\n` : `${lines(answer).join('\n')}\n`);
		return process.exit(good(answer) ? 0 : 1);
	} catch (error) {
		const refusal = error instanceof Refused ? error.refusal : { code: 'FAILED', message: (error as Error).message };
		if (json) process.stdout.write(`${JSON.stringify({ ok: false, error: { ...refusal, code: `CUTTER_${refusal.code}` } })}\n`);
		process.stderr.write(`CUTTER_${refusal.code}: ${refusal.message}\n`);
		return process.exit(1);
	}
}
