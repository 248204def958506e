/** `directus cutter migrate …`: governed change, one command a step; no step starts the next by itself. */
import type { Command } from 'commander';

import type { CommandVerdict, EnvironmentClass, Gate, Operation } from '../core/index.js';
import { adoptMigrations } from '../usecases/change/adoptMigrations.js';
import { applyChange } from '../usecases/change/applyChange.js';
import { authoriseChange } from '../usecases/change/authoriseChange.js';
import type { RunAnswer } from '../usecases/change/changeRun.js';
import { changeStatus } from '../usecases/change/changeStatus.js';
import { dryRunChange } from '../usecases/change/dryRunChange.js';
import { planChange } from '../usecases/change/planChange.js';
import { reviewChange } from '../usecases/change/reviewChange.js';
import { rollbackRun } from '../usecases/change/rollbackRun.js';
import { verifyRun } from '../usecases/change/verifyRun.js';
import { applyMigrations } from '../usecases/migrate.js';
import type { Cli } from './run.js';
import { progressIn } from './progress.js';
import { badUsage } from './usage.js';

const ENVIRONMENTS = new Set<string>(['production', 'development']);
const VERDICTS = new Set<string>(['PASS', 'PASS_WITH_NOTES', 'FAIL']);
const OPERATIONS = new Set<string>(['apply', 'rollback']);
const UNITS_OF_TIME: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const oneOf = <T extends string>(option: string, allowed: ReadonlySet<string>, given: string): T =>
	allowed.has(given) ? (given as T) : badUsage(`${option} must be one of ${[...allowed].join(', ')}.`);

/** `2h` in milliseconds. */
function milliseconds(given: string): number {
	const [, number, unit] = /^(\d+)([smhd])$/.exec(given) ?? badUsage('--expires must be a number with s, m, h or d, such as 2h.');
	return Number(number) * (UNITS_OF_TIME[unit ?? ''] ?? 0);
}

/** `units=86` or `units=88:why` in its parts. */
function pinOf(option: string, given: string): { pin: string; count: number; explanation: string } {
	const [, pin, count, explanation] = /^(\w+)=(\d+)(?::(.*))?$/s.exec(given) ?? badUsage(`${option} must be like units=86${option === '--acknowledge' ? ':"why"' : ''}.`);
	return { pin: pin ?? '', count: Number(count), explanation: explanation ?? '' };
}

export const gateLine = (gate: Gate): string => `  ${gate.verdict.toUpperCase()}  ${gate.id}: ${gate.sentence} Expected ${gate.expected}, observed ${gate.observed}.`;

const runLines = (answer: RunAnswer): string[] => [
	`${answer.status}: run ${answer.run_id}`,
	...(answer.failure ? [answer.failure] : []),
	...answer.fired.map(gateLine),
	`Report: ${answer.folder}/report.md`,
];

const passed = (answer: RunAnswer): boolean => answer.status === 'PASS';

/** Adds the group. */
export function addMigrateCommands(cutter: Command, { host, io, command, duty, run, runAs }: Cli): void {
	const migrate = cutter.command('migrate').description('governed change of the database');

	command(migrate, 'status', 'where each migration and each run stands, and what is safe to do').action(({ json }) =>
		run(
			Boolean(json),
			() => changeStatus(host),
			(found) => [
				...found.migrations.map((each) => `${each.state.padEnd(8)} ${each.id}  ${each.checksum.slice(0, 12)}`),
				...found.packages.map((each) => `package ${each.package_digest.slice(0, 12)} of ${each.migration_id}: ${each.sentence} ${each.safe}`),
				...found.runs.map((each) => `${each.kind} of ${each.migration_id} (${each.run_id}): ${each.sentence} ${each.safe}`),
				...found.folders_without_record.map((name) => `folder ${name}: No record names it: the command that made it died. Nothing rests on it; it may be removed.`),
				...found.abandoned_servers.map((name) => `server ${name}: Its process died. The next dry run or backup verification removes it.`),
			],
		),
	);

	duty(migrate, 'plan', 'make a change package of the next pending migration')
		.argument('<migration>')
		.option('--pin <count...>', 'pin a row count, such as units=86; those found now where it is left out')
		.option('--acknowledge <count...>', 'a count that is known to differ, and why: units=88:"two were added"')
		.option('--draft-sql <file>', 'rehearse this SQL instead of the frozen one; such a package is never applied')
		.action((migrationId: string, { pin = [], acknowledge = [], draftSql, ...who }) =>
			runAs(
				who,
				() => {
					const pinned = (pin as string[]).map((given) => pinOf('--pin', given));
					const acknowledged = (acknowledge as string[]).map((given) => pinOf('--acknowledge', given)).map(({ pin, count, explanation }) => ({ pin, counted: count, explanation }));
					return { migrationId, pinned, acknowledged, ...(draftSql ? { draftFile: draftSql as string } : {}) };
				},
				planChange,
				(done) => [`Package ${done.package_digest} for ${done.environment}.`, `Read ${done.folder}/package.md, then: directus cutter migrate dry-run ${done.package_digest.slice(0, 12)}`],
			),
		);

	duty(migrate, 'dry-run', 'carry the whole plan out on a restored copy in an isolated server')
		.argument('<package>')
		.action((named: string, who) => runAs(who, () => named, dryRunChange, runLines, passed));

	duty(migrate, 'review', 'judge the commands of a package; not by its planner')
		.argument('<package>')
		.requiredOption('--verdict <verdict>', 'PASS, PASS_WITH_NOTES or FAIL')
		.option('--notes <text>', 'what you have to say', '')
		.action((named: string, { verdict, notes, ...who }) =>
			runAs(who, () => oneOf<CommandVerdict>('--verdict', VERDICTS, verdict), (context, given) => reviewChange(context, named, given, notes), (done) => [
				`Review ${done.review_id}: ${done.verdict}.`,
			]),
		);

	duty(migrate, 'authorise', 'permit one operation of one package in one environment, once; not by planner or operator')
		.argument('<package>')
		.requiredOption('--environment <class>', 'production or development')
		.requiredOption('--expires <time>', 'how long it lasts, such as 2h')
		.option('--operation <operation>', 'apply or rollback', 'apply')
		.option('--run <run>', 'the run a rollback takes back')
		.action((named: string, { environment, expires, operation, run: runId, ...who }) =>
			runAs(
				who,
				() => ({
					named,
					environment: oneOf<EnvironmentClass>('--environment', ENVIRONMENTS, environment),
					operation: oneOf<Operation>('--operation', OPERATIONS, operation),
					run: (runId as string | undefined) ?? null,
					lastsMs: milliseconds(expires),
				}),
				authoriseChange,
				(done) => [`Authorisation ${done.authorisation_id}, good until ${done.expires_at}.`],
			),
		);

	duty(migrate, 'apply', 'carry a package out; without one: migrate an empty database in one step')
		.argument('[package]')
		.option('--authorisation <id>', 'the authorisation, where one is needed')
		.action((named: string | undefined, { authorisation, ...who }) => {
			if (!named) {
				return run(
					Boolean(who.json),
					() => applyMigrations(host, progressIn(io)),
					(applied) => [applied.length === 0 ? 'Nothing is pending.' : `${applied.length} migrations applied.`],
				);
			}
			return runAs(who, () => authorisation ?? null, (context, id) => applyChange(context, named, id), runLines, passed);
		});

	duty(migrate, 'verify', 'the post checks of a run once more; reads only')
		.argument('<run>')
		.action((named: string, who) => runAs(who, () => named, verifyRun, runLines, passed));

	duty(migrate, 'rollback', 'take a run back; names operation, environment and the failed check')
		.argument('<run>')
		.option('--operation <operation>', 'rollback')
		.option('--environment <class>', 'production or development')
		.option('--failed-check <id>', 'the check that failed, such as VA-6')
		.option('--authorisation <id>', 'the authorisation of this rollback')
		.action((runId: string, { operation, environment, failedCheck, authorisation, ...who }) =>
			runAs(
				who,
				() => ({ run: runId, operation: operation ?? null, environment: environment ?? null, failedCheck: failedCheck ?? null, authorisationId: authorisation ?? null }),
				rollbackRun,
				runLines,
				passed,
			),
		);

	duty(migrate, 'adopt', 'record what something else made in the shape of a migration')
		.action((who) => runAs(who, () => undefined, adoptMigrations, (adopted) => [adopted.length === 0 ? 'Nothing to adopt.' : `Adopted: ${adopted.join(', ')}.`]));
}
