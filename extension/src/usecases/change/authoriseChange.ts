/** Gives one permission for one operation of one package in one environment, by another person than planner and operator. */
import { core, type EnvironmentClass, type Operation } from '../../core/index.js';
import { insertAuthorisation, readPackage, readReviews, readRuns } from '../../ledger/changeRecords.js';
import { authorisedForAll } from '../context.js';
import { withRecords, type ChangeHost } from './session.js';

export interface AuthoriseRequest {
	named: string;
	environment: EnvironmentClass;
	operation: Operation;
	/** The run a rollback takes back. */
	run: string | null;
	/** How long it lasts, in milliseconds. */
	lastsMs: number;
}

export interface Authorisation {
	authorisation_id: string;
	package_digest: string;
	operation: Operation;
	environment: EnvironmentClass;
	expires_at: string;
}

export async function authoriseChange(host: ChangeHost, request: AuthoriseRequest): Promise<Authorisation> {
	await authorisedForAll(host, 'authoriser');
	return withRecords(host, async (records) => {
		const { digest, package: planned } = await readPackage(records, request.named);
		const reviews = await readReviews(records, digest);
		const run = request.run ? (await readRuns(records, digest)).find(({ runId }) => runId === request.run) : undefined;
		const { environment, operation } = request;
		const by = await core((it) =>
			it.grant_change({ actor: host.actor, package: planned, reviews, operation, environment, run_operator: run?.operator ?? null, lasts_ms: request.lastsMs }),
		);
		const expiresAt = new Date(Date.now() + request.lastsMs).toISOString();
		const runId = operation === 'rollback' ? (run?.runId ?? null) : null;
		const id = await insertAuthorisation(records, { digest, operation, runId, environment, systemIdentifier: planned.identity.system_identifier, by, expiresAt });
		return { authorisation_id: id, package_digest: digest, operation, environment, expires_at: expiresAt };
	});
}
