/** Command review of a package, by another person than its planner. */
import { core, type CommandVerdict } from '../../core/index.js';
import { insertReview, readDryRuns, readPackage } from '../../ledger/changeRecords.js';
import { authorisedForAll } from '../context.js';
import { withRecords, type ChangeHost } from './session.js';

export async function reviewChange(host: ChangeHost, named: string, verdict: CommandVerdict, notes: string): Promise<{ review_id: string; package_digest: string; verdict: CommandVerdict }> {
	await authorisedForAll(host, 'reviewer');
	return withRecords(host, async (records) => {
		const { digest, package: planned } = await readPackage(records, named);
		const dryRuns = await readDryRuns(records, digest);
		const reviewer = await core((it) => it.review_change({ actor: host.actor, package: planned, package_digest: digest, dry_runs: dryRuns, verdict, notes }));
		return { review_id: await insertReview(records, digest, verdict, notes, reviewer), package_digest: digest, verdict };
	});
}
