/** What is answered about governed change: packages, runs, backups, their reports, and what waits for whom. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { Names, time, uuid } from './values.js';

export const ChangeWaiting = z.object({
	waiting: z.array(
		z.object({
			of: z.enum(['package', 'run']),
			id: z.string(),
			migration_id: z.string(),
			state: z.union([core.PackageState, core.RunState]),
			sentence: z.string(),
			waits_for: core.Duty,
			mine: z.boolean(),
		}),
	),
});
export type ChangeWaiting = z.infer<typeof ChangeWaiting>;

export const PackageShown = core.PackageTurn.extend({
	package_digest: z.string(),
	migration_id: z.string(),
	title: z.string(),
	environment: z.string(),
	planned_by: z.string(),
	planned_at: time,
	runs: z.array(core.PackageRun),
	reviews: z.array(core.PackageReview),
	authorisations: z.array(z.object({ authorisation_id: uuid, operation: z.string(), authorised_by: z.string(), expires_at: time, used_by_run: uuid.nullable() })),
});
export type PackageShown = z.infer<typeof PackageShown>;

export const ChangePackages = z.object({ packages: z.array(PackageShown), names: Names });
export type ChangePackages = z.infer<typeof ChangePackages>;

export const RunShown = core.RunTurn.extend({
	run_id: uuid,
	kind: core.RunKind,
	package_digest: z.string(),
	migration_id: z.string(),
	environment: z.string(),
	operator: z.string(),
	of_run_id: uuid.nullable(),
	folder: z.string(),
	started_at: time,
	last_at: time.describe('When its last step was put on record.'),
});
export type RunShown = z.infer<typeof RunShown>;

export const ChangeRuns = z.object({ runs: z.array(RunShown), names: Names });
export type ChangeRuns = z.infer<typeof ChangeRuns>;

export const ChangeRun = RunShown.extend({
	authorisation: z.object({ authorisation_id: uuid, authorised_by: z.string() }).nullable(),
	rollbacks: z.array(uuid).describe('Runs that took it back, or tried to.'),
	steps: z.array(z.object({ step: z.string(), event: core.StepEvent, recorded_at: time, failure: z.string().nullable() })),
	gates: z.array(core.GateRecord),
	names: Names,
});
export type ChangeRun = z.infer<typeof ChangeRun>;

export const BackupShown = core.BackupRecord.extend({ standing: core.BackupStanding });
export type BackupShown = z.infer<typeof BackupShown>;

export const ChangeBackups = z.object({ backups: z.array(BackupShown), names: Names });
export type ChangeBackups = z.infer<typeof ChangeBackups>;

export const ReportShown = z.object({
	of: z.enum(['run', 'backup', 'package']),
	status: z.string(),
	markdown: z.string(),
	report: z.unknown().describe('The figures as they are kept.'),
});
export type ReportShown = z.infer<typeof ReportShown>;

export const ReportCheck = z.object({ folder: z.string(), verdict: core.GateVerdict, checks: z.array(core.Gate) });
export type ReportCheck = z.infer<typeof ReportCheck>;
