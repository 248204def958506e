/** What the command line runs in. */
import type { Knex } from 'knex';

import { actorNamed } from '../host/actor.js';
import type { Environment } from '../host/keys.js';
import type { HostServices } from '../host/services.js';
import type { Context } from '../usecases/context.js';

export interface CliHost {
	database: Knex;
	env: Environment;
	services: HostServices;
	getSchema: () => Promise<unknown>;
}

/** Everything a use case wants, for the person named: there is no default. */
export const contextOf = async ({ database, env }: CliHost, as: string): Promise<Context> => ({ database, env, actor: await actorNamed(database, as) });
