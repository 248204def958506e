/** What the command line runs in. */
import type { Knex } from 'knex';

import type { Environment } from '../host/keys.js';
import type { HostServices } from '../host/services.js';

export interface CliHost {
	database: Knex;
	env: Environment;
	services: HostServices;
	getSchema: () => Promise<unknown>;
}
