/** Adds `directus cutter …` to Directus' own command line. */
import { defineHook } from '@directus/extensions-sdk';
import type { Command } from 'commander';

import { addCommands, type CliHost } from '../cli/index.js';

export default defineHook(({ init }, context) => {
	init('cli.before', ({ program }) => addCommands(program as Command, context as unknown as CliHost));
});
