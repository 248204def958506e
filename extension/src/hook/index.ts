/** Adds `directus cutter …` to Directus' own command line, and SWEEP to its clock where that is set. */
import { defineHook } from '@directus/extensions-sdk';
import type { Command } from 'commander';

import { addCommands, type CliHost } from '../cli/index.js';
import { sweepAsScheduled } from './sweeping.js';

export default defineHook(({ init, schedule }, context) => {
	const host = context as unknown as CliHost;
	init('cli.before', ({ program }) => addCommands(program as Command, host));
	sweepAsScheduled(schedule as Parameters<typeof sweepAsScheduled>[0], { database: host.database, env: host.env });
});
