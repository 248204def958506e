/** How a command ends: one answer, one exit code (0 done, 1 refused or failed, 2 bad usage). */
import { Refused } from '../core/index.js';
import { toDirectusError } from '../surface/errors.js';

/** Runs `work`, prints its answer as JSON or as `lines`, and ends the process; an answer that is not `good` ends it with 1. */
export async function run<T>(json: boolean, work: () => Promise<T>, lines: (answer: T) => string[], good: (answer: T) => boolean = () => true): Promise<never> {
	try {
		const answer = await work();
		process.stdout.write(json ? `${JSON.stringify({ ok: good(answer), data: answer })}\n` : `${lines(answer).join('\n')}\n`);
		return process.exit(good(answer) ? 0 : 1);
	} catch (error) {
		const refusal = told(error);
		if (json) process.stdout.write(`${JSON.stringify({ ok: false, error: refusal })}\n`);
		process.stderr.write(`${refusal.code}: ${refusal.message}\n`);
		return process.exit(1);
	}
}

/** The refusal as it is; of other failures the code and sentence they have over HTTP, where they have any. */
export function told(error: unknown): { code: string; message: string; at?: number | null; line?: number | null } {
	if (error instanceof Refused) return { ...error.refusal, code: `CUTTER_${error.refusal.code}` };
	const { code, message } = toDirectusError(error) as { code?: string; message: string };
	return { code: code?.startsWith('CUTTER_') ? code : 'CUTTER_FAILED', message };
}
