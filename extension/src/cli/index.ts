/** `directus cutter …`: the commands the bundle adds to Directus' own command line. */
import type { Command } from 'commander';

import type { Resolved } from '../answers/index.js';
import type { Follow } from '../core/index.js';
import { workloadOf } from '../host/workload.js';
import { initInstallation } from '../usecases/initInstallation.js';
import { applyMigrations } from '../usecases/migrate.js';
import { readHealth } from '../usecases/readHealth.js';
import { resolveAddresses } from '../usecases/resolveAddress.js';
import { ACTING } from './acting.js';
import { addActCommands } from './acts.js';
import { addAmendCommand } from './amend.js';
import { addAuditCommand } from './audit.js';
import { addBackupCommands } from './backup.js';
import { addBulkCommand } from './bulk.js';
import { addDiffCommand } from './diff.js';
import { addExportCommand } from './export.js';
import type { CliHost } from './host.js';
import type { Io } from './io.js';
import { addKeyCommands } from './keys.js';
import { addLedgerCommands } from './ledger.js';
import { addMigrateCommands } from './migrate.js';
import { addOperateCommands } from './operate.js';
import { addPipelineCommands } from './pipeline.js';
import { progressIn } from './progress.js';
import { addReadCommand } from './read.js';
import { addReferenceCommands } from './references.js';
import { runAsIn, runIn, type Cli, type Run } from './run.js';
import { badUsage } from './usage.js';

const FOLLOW = new Set<string>(['latest', 'none']);

/** Outcomes that name at least one unit. */
const FOUND = new Set<string>(['canonical', 'alias', 'many']);

const resolutionLine = ({ text, outcome, units, nothing_yet: nothing }: Resolved): string =>
	`${text}: ${[outcome, ...units.map((unit) => unit.canonical_address), ...(nothing ? [nothing.message] : [])].join(' ')}`;

/** Adds the group and all its commands to a command line, as `io` reads, writes and ends. */
export function addCommands(program: Command, host: CliHost, io: Io): void {
	const cutter = program.command('cutter').description('Cut documents into Information Units, under governance');
	// Directus' own commands ignore words too many; here they are a typing error. Bad usage ends with 2, help with 0. All inherited by the commands below.
	cutter.allowExcessArguments(false).exitOverride(({ exitCode }) => io.exit(exitCode === 0 ? 0 : 2));
	cutter.configureOutput({
		writeOut: (text) => void io.stdout.write(text),
		writeErr: (text) => void io.stderr.write(text),
		getOutHelpWidth: () => widthOf(io.stdout),
		getErrHelpWidth: () => widthOf(io.stderr),
		// There is no such option, because everybody on the machine reads what a process was started with: what was given to it is not said again.
		outputError: (text, write) => write(text.replace(/(--token)=[^']*/, '$1')),
	});
	// Commands decide with as many workers as requests do; nothing is begun with a setting that is none.
	const run: Run = (json, work, ...told) => runIn(io)(json, async () => (workloadOf(host.env), work()), ...told);
	const runAs = runAsIn(run, host, io);
	const command: Cli['command'] = (parent, name, description, options = {}) => parent.command(name, options).description(description).option('--json', 'print exactly one JSON report');
	const duty: Cli['duty'] = (...named) => ACTING.reduce((made, [option, meaning]) => made.option(option, meaning), command(...named));

	command(cutter, 'init', 'apply the migrations, create policies and register collections')
		.option('--with-flows', 'make Mark, Send to review, Cut and Verify actions on a source document in the content module')
		.action(({ json, withFlows }) =>
			run(
				Boolean(json),
				async () => ({ migrations: await applyMigrations(host, progressIn(io)), ...(await initInstallation(host as never, { withFlows: Boolean(withFlows) })) }),
				(done) => [
					`${done.migrations.length} migrations applied.`,
					`Policies: ${done.policies.join(', ')}.`,
					`Collections: ${done.collections.join(', ')}.`,
					...(done.flows.length > 0 ? [`Flows: ${done.flows.join(', ')}; a running Directus sees them after a restart.`] : []),
				],
			),
		);

	command(cutter, 'status', 'say whether this installation can work').action(({ json }) =>
		run(
			Boolean(json),
			() => readHealth(host),
			(health) => [
				`${health.core}, PostgreSQL ${health.postgres}, ${health.migrations.length} migrations`,
				`${health.work.workers} workers, ${health.work.places} long requests at once, ${health.work.queue} may wait`,
				...(health.ok ? ['Nothing fails now.'] : health.problems),
				...health.notices.map(({ message }) => message),
			],
			(health) => health.ok,
		),
	);

	duty(cutter, 'resolve', 'say which units texts name, through aliases and redirects')
		.argument('<text...>', 'addresses, old addresses, or what third parties call a unit')
		.option('--as-of <time>', 'RFC 3339 or a date; now where it is left out')
		.option('--known-at <time>', 'what was recorded by this time; everything where it is left out')
		.option('--follow <how>', 'latest or none', 'latest')
		.action((texts: string[], { asOf, knownAt, follow, ...who }) =>
			runAs(
				who,
				() => ({ texts, asOf: asOf ?? null, knownAt: knownAt ?? null, follow: FOLLOW.has(follow) ? (follow as Follow) : badUsage('--follow must be latest or none.') }),
				resolveAddresses,
				(answers) => answers.map(resolutionLine),
				(answers) => answers.every((answer) => FOUND.has(answer.outcome)),
			),
		);

	for (const add of GROUPS) add(cutter, { host, io, command, duty, run, runAs });
}

const GROUPS = [
	addMigrateCommands,
	addBackupCommands,
	addPipelineCommands,
	addAuditCommand,
	addDiffCommand,
	addExportCommand,
	addReadCommand,
	addReferenceCommands,
	addOperateCommands,
	addActCommands,
	addAmendCommand,
	addBulkCommand,
	addLedgerCommands,
	addKeyCommands,
];

/** As wide as the library writes where nobody says. */
const WIDTH = 80;
const widthOf = ({ isTTY, columns }: Io['stdout']): number => (isTTY ? columns : undefined) ?? WIDTH;
