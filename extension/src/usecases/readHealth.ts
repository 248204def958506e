/** Says whether this installation can work: versions, schema state, and what fails now. */
import { version } from '../../package.json';
import type { Health, Reason, WholeHealth } from '../answers/index.js';
import { core, Refused } from '../core/index.js';
import { readLaneKey } from '../host/keys.js';
import { TRUST_NAMES, trustsNames } from '../host/trust.js';
import { workloadOf } from '../host/workload.js';
import { forksSeen } from '../ledger/notes.js';
import { mayAct } from '../ledger/lanes.js';
import { recordedMigrations } from '../ledger/migrations.js';
import { recordsIn } from '../ledger/records.js';
import { hostServerVersion } from '../ledger/server.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { requireLaneKey } from './manageKeys.js';

/** The cutter's own words; what else went wrong has no code. */
const reasonOf = (error: unknown): Reason => {
	if (!(error instanceof Refused)) return { code: '', message: (error as Error).message, values: {} };
	const { code, message, values } = error.refusal;
	return { code, message, values: values ?? {} };
};

/** The key each lane signs with. */
const KEYS = { executor: 'DOT-991', verifier: 'DOT-992' } as const;
const LANES = ['executor', 'verifier'] as const;

/** What anybody may know, and the rest for those with a duty: versions and problems name what an attack would look for. */
export async function tellHealth(context: Context): Promise<Health> {
	const health = await readHealth(context);
	const isObserver = await authorised(context, 'observer').then(() => true, (error: unknown) => !(error instanceof Refused) && Promise.reject(error as Error));
	return isObserver ? health : { ok: health.ok };
}

export async function readHealth(context: Pick<Context, 'database' | 'env'>): Promise<WholeHealth> {
	const { workers, line } = workloadOf(context.env);
	const reasons: Reason[] = [];
	const notices: Reason[] = [];
	const problem = (code: string, message: string, among = reasons) => among.push({ code, message, values: {} });
	const server = await hostServerVersion(context.database);
	const probe = async (check: () => Promise<unknown>) => {
		try {
			return await check();
		} catch (error) {
			reasons.push(reasonOf(error));
			return undefined;
		}
	};
	await probe(() => core((it) => it.check_server(server.number)));
	const recorded = await inLane(context, 'reader', ({ trx }) => recordedMigrations(recordsIn(trx))).catch((error: unknown) => {
		if (error instanceof Refused) reasons.push(reasonOf(error));
		return [];
	});
	const migrations = recorded.map(({ migration_id }) => migration_id);
	if (migrations.length === 0 && reasons.length === 0) problem('SCHEMA_MISSING', 'The schema of the cutter is not there: run "directus cutter init".');
	const lanes: WholeHealth['lanes'] = [];
	for (const lane of LANES) {
		// Without the schema there is no role to take and no key can be registered; that it is not there was said.
		if (migrations.length === 0) await probe(() => readLaneKey(context.env, KEYS[lane]));
		else if (await probe(() => mayAct(context, lane))) {
			lanes.push(lane);
			await probe(() => requireLaneKey(context, KEYS[lane]));
		}
	}
	if (migrations.includes('021_log_notes')) {
		const forks = await inLane(context, 'reader', ({ trx }) => forksSeen(trx)).catch(() => []);
		for (const { witness, asked_at, why } of forks) problem('WITNESS_FORK', `The witness ${witness} refused the ledger's checkpoint at ${asked_at}: ${why} Compare the checkpoints you keep.`);
	}
	if (migrations.length > 0 && lanes.length === 0 && reasons.length === 0) problem('NO_LANE', 'No database login of this process may act as the executor or the verifier.');
	if (trustsNames(context.env)) problem('NAMES_TRUSTED', `${TRUST_NAMES} is on: the command line takes a name for a person, who is not proven.`, notices);
	return { ok: reasons.length === 0, version, core: await core((it) => it.engine_revision()), postgres: server.version, migrations, lanes, problems: reasons.map(({ message }) => message), reasons, notices, work: { workers, places: line.bounds.places, queue: line.bounds.queue, ...line.now } };
}
