/** What the routes of governed change answer, as far as the module shows it. */
import type { BackupRecord, BackupStanding, Gate, GateVerdict, PackageReview, PackageRun, PackageTurn, RunTurn } from '../core/browser.js';
import type { Names } from './answers.js';

export interface Waiting {
	of: 'package' | 'run';
	id: string;
	migration_id: string;
	state: string;
	sentence: string;
	waits_for: string;
	mine: boolean;
}

export interface PackageShown extends PackageTurn {
	package_digest: string;
	migration_id: string;
	title: string;
	environment: string;
	planned_by: string;
	planned_at: string;
	runs: PackageRun[];
	reviews: PackageReview[];
	authorisations: { authorisation_id: string; operation: string; authorised_by: string; expires_at: string; used_by_run: string | null }[];
}

export interface RunShown extends RunTurn {
	run_id: string;
	kind: string;
	package_digest: string;
	migration_id: string;
	environment: string;
	operator: string;
	of_run_id: string | null;
	folder: string;
	started_at: string;
	last_at: string;
}

export interface RunAnswer extends RunShown {
	authorisation: { authorisation_id: string; authorised_by: string } | null;
	rollbacks: string[];
	steps: { step: string; event: string; recorded_at: string; failure: string | null }[];
	gates: { step: string; gate: Gate }[];
	names: Names;
}

export interface BackupShown extends BackupRecord {
	standing: BackupStanding;
}

export interface ReportShown {
	of: string;
	status: string;
	markdown: string;
}

export interface ReportCheck {
	folder: string;
	verdict: GateVerdict;
	checks: Gate[];
}
