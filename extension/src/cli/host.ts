/** What every group of commands is added with. */
import type { Command, CommandOptions } from 'commander';
import type { Knex } from 'knex';

import { actorNamed } from '../host/actor.js';
import type { Environment } from '../host/keys.js';
import type { HostServices } from '../host/services.js';
import type { Context } from '../usecases/context.js';
import type { Io } from './io.js';

export interface CliHost {
	database: Knex;
	env: Environment;
	services: HostServices;
	getSchema: () => Promise<unknown>;
}

/** Runs `work`, prints its answer as JSON or as `lines`, and ends the command; an answer that is not `good` ends it with 1. */
export type Run = <T>(json: boolean, work: () => Promise<T>, lines: (answer: T) => string[], good?: (answer: T) => boolean) => Promise<never>;

/** The same as the person named. What is asked for is read first: bad usage is told before anything is looked up. */
export type RunAs = <Asked, T>(
	who: { json?: boolean; as: string },
	asked: () => Asked,
	work: (context: Context, asked: Asked) => Promise<T>,
	lines: (answer: T) => string[],
	good?: (answer: T) => boolean,
) => Promise<never>;

export interface Cli {
	host: CliHost;
	io: Io;
	/** Makes a command with `--json` whose bad usage ends with 2. */
	command: (parent: Command, name: string, description: string, options?: CommandOptions) => Command;
	run: Run;
	runAs: RunAs;
}

/** Everything a use case wants, for the person named: there is no default. */
export const contextOf = async ({ database, env }: CliHost, as: string): Promise<Context> => ({ database, env, actor: await actorNamed(database, as) });
