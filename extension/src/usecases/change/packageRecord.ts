/** Everything on record of a package, in the shape in which the core reports on it. */
import type { PackageRecord, PackageRun } from '../../core/index.js';
import { readAuthorisations, readNotedReviews, type RecordedPackage, type RecordedRun } from '../../ledger/changeRecords.js';
import type { Records } from '../../ledger/records.js';

/** @param all at least every run of this package */
export async function packageRecordOf(client: Records, { digest, package: planned }: RecordedPackage, migrationRecorded: boolean, all: RecordedRun[]): Promise<PackageRecord> {
	return {
		package: planned,
		package_digest: digest,
		runs: all.filter((run) => run.digest === digest).map(packageRun),
		reviews: await readNotedReviews(client, digest),
		authorisations: await readAuthorisations(client, digest),
		migration_recorded: migrationRecorded,
		now_ms: Date.now(),
	};
}

const packageRun = (run: RecordedRun): PackageRun => {
	const end = run.steps.filter(({ step }) => step === 'END').at(-1);
	return { run_id: run.runId, kind: run.kind, operator: run.operator, started_at: run.startedAt, folder: run.folder, status: end ? (JSON.parse(end.evidence).status ?? null) : null };
};
