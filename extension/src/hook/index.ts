/** Adds `directus cutter …` to Directus' own command line, and to a program that has loaded it as the event `cutter.command`; SWEEP to its clock where that is set, word to people that something waits for them, and words to what the database refuses to Directus' own items; and keeps a document from being renamed by who may not read it. */
import { defineHook } from '@directus/extensions-sdk';
import type { Command } from 'commander';

import type { CliHost } from '../cli/host.js';
import { TOKEN } from '../cli/acting.js';
import { addCommands } from '../cli/index.js';
import { ofThisProcess } from '../cli/io.js';
import { runCommand, type CommandCall } from '../cli/runCommand.js';
import { checkDeletable, databaseRefusal } from '../surface/databaseRefusals.js';
import { PINS } from '../usecases/change/session.js';
import { tellInTurn } from '../usecases/tellInTurn.js';
import type { TellingHost } from '../usecases/tellPeople.js';
import { sweepAsScheduled } from './sweeping.js';
import { checkReadable } from './unread.js';

const DOCUMENTS = 'cutter_source_document';
/** Every half minute: what a process that died, or a flow that committed later, did not tell people of. */
const LEFT_UNTOLD = '*/30 * * * * *';

export default defineHook(({ filter, init, schedule }, context) => {
	const host = context as unknown as CliHost;
	filter('database.error', (error) => databaseRefusal(error) ?? error);
	filter('items.delete', async (keys, { collection }, { database }) => {
		await checkDeletable(database, collection);
		return keys;
	});
	filter(`${DOCUMENTS}.items.update`, async (payload, { keys }, { accountability }) => {
		await checkReadable(host, DOCUMENTS, keys as unknown[], accountability);
		return payload;
	});
	init('cli.before', (line) => {
		const program = line['program'] as Command;
		// A token of the file with Directus' settings would be everybody's who may run Directus: it is the shell's alone.
		const commandHost = { ...host, env: { ...host.env, [PINS]: process.env[PINS] ?? host.env[PINS], [TOKEN]: process.env[TOKEN] } };
		addCommands(program, commandHost, ofThisProcess);
		filter('cutter.command', (call) => runCommand(call as CommandCall, commandHost, (name) => program.createCommand(name)));
	});
	schedule(LEFT_UNTOLD, tellInTurn(context as unknown as TellingHost));
	sweepAsScheduled(schedule, { database: host.database, env: host.env });
});
