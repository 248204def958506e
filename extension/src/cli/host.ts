/** What every group of commands is added with. */
import type { Command, CommandOptions } from 'commander';
import type { Knex } from 'knex';

import { actorNamed } from '../host/actor.js';
import type { Environment } from '../host/keys.js';
import type { HostServices } from '../host/services.js';
import type { Context } from '../usecases/context.js';
import type { Io } from './io.js';
import type { Run, RunAs } from './run.js';

export interface CliHost {
	database: Knex;
	env: Environment;
	services: HostServices;
	getSchema: () => Promise<unknown>;
}

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
