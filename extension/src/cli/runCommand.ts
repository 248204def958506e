/** `directus cutter …` as a function, for a program that has loaded Directus once and runs many commands. */
import type { Command } from 'commander';

import { withOwnLogins } from '../usecases/context.js';
import type { CliHost } from './host.js';
import { addCommands } from './index.js';
import { Ended, ofOneCall } from './io.js';

/** What a command left behind. */
export interface Ending {
	code: number;
	stdout: string;
	stderr: string;
}

/** A command as it is asked for. */
export interface CommandCall {
	/** The words after `directus`, such as `['cutter', 'status']`. */
	argv: readonly string[];
	/** What the environment says otherwise for this command, as a shell would say it. */
	settings?: Record<string, string>;
	/** Read as standard input. */
	stdin?: string;
}

/**
 * Runs one command; any number may run at the same time.
 *
 * @param createCommand makes a command with the library that the host's own command line is made with
 */
export async function runCommand({ argv, settings = {}, stdin = '' }: CommandCall, host: CliHost, createCommand: (name: string) => Command): Promise<Ending> {
	const io = ofOneCall(stdin);
	const env = { ...host.env, ...settings };
	const directus = createCommand('directus');
	addCommands(directus, { ...host, env }, io);
	try {
		await withOwnLogins(env, () => directus.parseAsync(argv, { from: 'user' }));
	} catch (error) {
		if (error instanceof Ended) return { code: error.code, ...io.written };
		throw error;
	}
	return { code: 0, ...io.written };
}
