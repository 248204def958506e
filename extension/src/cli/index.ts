/** `directus cutter …`: the commands the bundle adds to Directus' own command line. */
import type { Command, CommandOptions } from 'commander';
import type { Knex } from 'knex';

import type { Resolved } from '../answers/index.js';
import type { Follow } from '../core/index.js';
import { actorNamed } from '../host/actor.js';
import type { Environment } from '../host/keys.js';
import type { HostServices } from '../host/services.js';
import { initInstallation } from '../usecases/initInstallation.js';
import { applyMigrations } from '../usecases/migrate.js';
import { readHealth } from '../usecases/readHealth.js';
import { resolveAddresses } from '../usecases/resolveAddress.js';
import { addAmendCommand } from './amend.js';
import { addAuditCommand } from './audit.js';
import { addBackupCommands } from './backup.js';
import { addBulkCommand } from './bulk.js';
import { addDiffCommand } from './diff.js';
import { addExportCommand } from './export.js';
import { addKeyCommands } from './keys.js';
import { addLedgerCommands } from './ledger.js';
import { addMigrateCommands } from './migrate.js';
import { addOperateCommands } from './operate.js';
import { addPipelineCommands } from './pipeline.js';
import { addReadCommand } from './read.js';
import { run } from './run.js';
import { badUsage } from './usage.js';

export interface CliHost {
	database: Knex;
	env: Environment;
	services: HostServices;
	getSchema: () => Promise<unknown>;
}

const FOLLOW = new Set<string>(['latest', 'none']);

/** Outcomes that name at least one unit. */
const FOUND = new Set<string>(['canonical', 'alias', 'many']);

const resolutionLine = ({ text, outcome, units }: Resolved): string =>
	`${text}: ${[outcome, ...units.map((unit) => unit.canonical_address)].join(' ')}`;

/** Bad usage ends with 2, help with 0. */
const usage = (error: { exitCode: number }): never => process.exit(error.exitCode === 0 ? 0 : 2);

export function addCommands(program: Command, host: CliHost): void {
	const cutter = program.command('cutter').description('Cut documents into Information Units, under governance');
	const command = (parent: Command, name: string, description: string, options: CommandOptions = {}) =>
		parent.command(name, options).description(description).option('--json', 'print exactly one JSON report').exitOverride(usage);
	// Directus' own commands ignore words too many; here they are a typing error. Inherited by the commands below.
	cutter.allowExcessArguments(false).exitOverride(usage);

	command(cutter, 'init', 'apply the migrations, create policies and register collections')
		.option('--with-flows', 'make Mark, Send to review, Cut and Verify actions on a source document in the content module')
		.action(({ json, withFlows }) =>
			run(
				Boolean(json),
				async () => ({ migrations: await applyMigrations(host, progress), ...(await initInstallation(host as never, { withFlows: Boolean(withFlows) })) }),
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
				...(health.ok ? ['Nothing fails now.'] : health.problems),
			],
			(health) => health.ok,
		),
	);

	command(cutter, 'resolve', 'say which units texts name, through aliases and redirects')
		.argument('<text...>', 'addresses, old addresses, or what third parties call a unit')
		.requiredOption('--as <user>', 'e-mail address or id of the acting person')
		.option('--as-of <time>', 'RFC 3339 or a date; now where it is left out')
		.option('--follow <how>', 'latest or none', 'latest')
		.action((texts: string[], { json, as, asOf, follow }) => {
			if (!FOLLOW.has(follow)) badUsage('--follow must be latest or none.');
			return run(
				Boolean(json),
				async () => {
					const context = { database: host.database, env: host.env, actor: await actorNamed(host.database, as) };
					return resolveAddresses(context, { texts, asOf: asOf ?? null, follow: follow as Follow });
				},
				(answers) => answers.map(resolutionLine),
				(answers) => answers.every((answer) => FOUND.has(answer.outcome)),
			);
		});

	addMigrateCommands(cutter, host, command, progress);

	addBackupCommands(cutter, host, command);

	addPipelineCommands(cutter, host, command);

	addAuditCommand(cutter, host, command);

	addDiffCommand(cutter, host, command);

	addExportCommand(cutter, host, command);

	addReadCommand(cutter, host, command);

	addOperateCommands(cutter, host, command);

	addAmendCommand(cutter, host, command);

	addBulkCommand(cutter, host, command);

	addLedgerCommands(cutter, host, command);

	addKeyCommands(cutter, host, command);
}

const progress = (id: string, seconds: number) => void process.stderr.write(`applied ${id} (${seconds.toFixed(1)} s)\n`);
