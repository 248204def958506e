/** `directus cutter backup …` and `directus cutter report …`. */
import type { Command } from 'commander';

import { checkReport } from '../usecases/change/checkReport.js';
import { createBackup, listBackups } from '../usecases/change/createBackup.js';
import { readReport } from '../usecases/change/readReport.js';
import { verifyBackup } from '../usecases/change/verifyBackup.js';
import type { Cli } from './run.js';
import { gateLine } from './migrate.js';

/** Adds both groups. */
export function addBackupCommands(cutter: Command, { host, command, duty, run, runAs }: Cli): void {
	const backup = cutter.command('backup').description('backups that are restored before they count');

	duty(backup, 'create', 'dump the database, with its roles beside it')
		.option('--unit <address>', 'the unit that is compared byte for byte; the first of all where it is left out')
		.action(({ unit, ...who }) =>
			runAs(who, () => (unit as string | undefined) ?? null, createBackup, (done) => [`Backup ${done.backup_id}: ${done.bytes} bytes in ${done.folder}.`]),
		);

	duty(backup, 'verify', 'restore a backup into a throw-away server and do the ten checks')
		.argument('<backup>')
		.action((named: string, who) =>
			runAs(who, () => named, verifyBackup, (done) => [`${done.verdict}: backup ${done.backup_id}`, ...done.checks.map(gateLine)], (done) => done.verdict === 'pass'),
		);

	duty(backup, 'list', 'every backup on record')
		.action((who) =>
			runAs(who, () => undefined, listBackups, (all) =>
				all.map((each) => `${each.backup_id}  ${each.created_at}  ${each.bytes} bytes  ${each.verified ?? 'never restored'}  ${each.folder}`),
			),
		);

	const report = cutter.command('report').description('reports of runs, backups and packages, rendered from records');

	// `cutter report X` is this one too.
	command(report, 'show', 'the report of a run, a backup or a package', { isDefault: true })
		.argument('<run|backup|package>')
		.action((named: string, { json }) => run(Boolean(json), () => readReport(host, named), ({ markdown }) => [markdown]));

	command(report, 'check', 'recompute every SHA-256 of a folder and compare every figure with the evidence')
		.argument('<folder>')
		.action((named: string, { json }) =>
			run(
				Boolean(json),
				() => checkReport(host, named),
				(done) => [`${done.verdict}: ${done.folder}`, ...done.checks.map(gateLine)],
				(done) => done.verdict === 'pass',
			),
		);
}
