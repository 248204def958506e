/** Adds `directus cutter …` to Directus' own command line, and words to what the database refuses to Directus' own items. */
import { defineHook } from '@directus/extensions-sdk';
import type { Command } from 'commander';
import type { Knex } from 'knex';

import { addCommands, type CliHost } from '../cli/index.js';
import { checkDeletable, databaseRefusal } from '../surface/databaseRefusals.js';

export default defineHook(({ filter, init }, context) => {
	filter('database.error', (error) => databaseRefusal(error) ?? error);
	filter('items.delete', async (keys, { collection }, { database }) => {
		await checkDeletable(database as unknown as Knex, collection);
		return keys;
	});
	init('cli.before', ({ program }) => addCommands(program as Command, context as unknown as CliHost));
});
