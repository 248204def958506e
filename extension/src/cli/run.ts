/** How a command ends: one answer, one exit code (0 done, 1 refused or failed, 2 bad usage). */
import type { Command, CommandOptions } from 'commander';

import { Refused } from '../core/index.js';
import { toDirectusError } from '../surface/errors.js';
import type { Context } from '../usecases/context.js';
import { allTold } from '../usecases/tellInTurn.js';
import { asProven, type Who } from './acting.js';
import type { CliHost } from './host.js';
import type { Io } from './io.js';
import { BadUsage } from './usage.js';

/** Runs `work`, prints its answer as JSON or as `lines`, and ends the command; an answer that is not `good` ends it with 1. */
export type Run = <T>(json: boolean, work: () => Promise<T>, lines: (answer: T) => string[], good?: (answer: T) => boolean) => Promise<never>;

export const runIn =
	(io: Io): Run =>
	async (json, work, lines, good = () => true) => {
		let code: number;
		try {
			const answer = await work();
			io.stdout.write(json ? `${JSON.stringify({ ok: good(answer), data: answer })}\n` : `${lines(answer).join('\n')}\n`);
			code = good(answer) ? 0 : 1;
		} catch (error) {
			code = say(io, json, error);
		}
		await allTold();
		// A process that ends leaves behind what a pipe has not taken yet.
		await Promise.all([io.stdout, io.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
		return io.exit(code);
	};

/** The same as a person who is proven. What is asked for is read first: bad usage is told before anything is looked up. */
export type RunAs = <Asked, T>(
	who: Who,
	asked: () => Asked,
	work: (context: Context, asked: Asked) => Promise<T>,
	lines: (answer: T) => string[],
	good?: (answer: T) => boolean,
) => Promise<never>;

export const runAsIn =
	(run: Run, host: CliHost, io: Io): RunAs =>
	(who, asked, work, lines, good) =>
		run(
			Boolean(who.json),
			async () => {
				const request = asked();
				return asProven(host, io, who, (context) => work(context, request));
			},
			lines,
			good,
		);

/** What every group of commands is added with. */
export interface Cli {
	host: CliHost;
	io: Io;
	/** Makes a command with `--json` whose bad usage ends with 2. */
	command: (parent: Command, name: string, description: string, options?: CommandOptions) => Command;
	/** The same for what a person does: they prove who they are. */
	duty: Cli['command'];
	run: Run;
	runAs: RunAs;
}

/** Says why a command was not carried out. Returns its exit code. */
function say(io: Io, json: boolean, error: unknown): number {
	if (error instanceof BadUsage) {
		io.stderr.write(`CUTTER_USAGE: ${error.message}\n`);
		return 2;
	}
	const refusal = told(error);
	if (json) io.stdout.write(`${JSON.stringify({ ok: false, error: refusal })}\n`);
	io.stderr.write(`${refusal.code}: ${refusal.message}\n`);
	return 1;
}

/** The refusal as it is; of other failures the code and sentence they have over HTTP, where they have any. */
export function told(error: unknown): { code: string; message: string; at?: number | null; line?: number | null } {
	if (error instanceof Refused) return { ...error.refusal, code: `CUTTER_${error.refusal.code}` };
	const { code, message } = toDirectusError(error) as { code?: string; message: string };
	return { code: code?.startsWith('CUTTER_') ? code : 'CUTTER_FAILED', message };
}
