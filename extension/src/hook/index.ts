/** Adds `directus cutter …` to Directus' own command line, SWEEP to its clock where that is set, and words to what the database refuses to Directus' own items. */
import { defineHook } from '@directus/extensions-sdk';
import type { Command } from 'commander';

import { addCommands, type CliHost } from '../cli/index.js';
import { checkDeletable, databaseRefusal } from '../surface/databaseRefusals.js';
import { sweepAsScheduled } from './sweeping.js';

export default defineHook(({ filter, init, schedule }, context) => {
	const host = context as unknown as CliHost;
	filter('database.error', (error) => databaseRefusal(error) ?? error);
	filter('items.delete', async (keys, { collection }, { database }) => {
		await checkDeletable(database, collection);
		return keys;
	});
	init('cli.before', ({ program }) => addCommands(program as Command, host));
	sweepAsScheduled(schedule, { database: host.database, env: host.env });
});
