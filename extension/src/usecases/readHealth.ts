/** Says whether this installation can work: versions, schema state, and what fails now. */
import { version } from '../../package.json';
import { core, Refused } from '../core/index.js';
import { readLaneKey } from '../host/keys.js';
import { mayAct, type WritingLane } from '../ledger/lanes.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';
import { requireLaneKey } from './manageKeys.js';

export interface Health {
	ok: boolean;
	version: string;
	core: string;
	postgres: string;
	migrations: string[];
	/** What this process may act as: with logins of their own, the lanes can live on different hosts. */
	lanes: WritingLane[];
	problems: string[];
}

/** The key each lane signs with. */
const KEYS = { executor: 'DOT-991', verifier: 'DOT-992' } as const;
const LANES = ['executor', 'verifier'] as const;

export async function readHealth(context: Pick<Context, 'database' | 'env'>): Promise<Health> {
	const problems: string[] = [];
	const { rows } = await context.database.raw("SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number");
	const probe = async (check: () => Promise<unknown>) => {
		try {
			return await check();
		} catch (error) {
			problems.push((error as Error).message);
			return undefined;
		}
	};
	await probe(() => core((it) => it.check_server(rows[0].number)));
	const migrations = await inLane(context, 'reader', async ({ trx }) => {
		const { rows } = await trx.raw('SELECT migration_id FROM cutter_control.schema_migration ORDER BY migration_id');
		return rows.map((row: { migration_id: string }) => row.migration_id) as string[];
	}).catch((error: unknown) => {
		if (error instanceof Refused) problems.push(error.message);
		return [] as string[];
	});
	if (migrations.length === 0 && problems.length === 0) problems.push('The schema of the cutter is not there: run "directus cutter init".');
	const lanes: WritingLane[] = [];
	for (const lane of LANES) {
		// Without the schema there is no role to take and no key can be registered; that it is not there was said.
		if (migrations.length === 0) await probe(() => readLaneKey(context.env, KEYS[lane]));
		else if (await probe(() => mayAct(context, lane))) {
			lanes.push(lane);
			await probe(() => requireLaneKey(context, KEYS[lane]));
		}
	}
	if (migrations.length > 0 && lanes.length === 0 && problems.length === 0) problems.push('No database login of this process may act as the executor or the verifier.');
	return { ok: problems.length === 0, version, core: await core((it) => it.engine_revision()), postgres: rows[0].version, migrations, lanes, problems };
}
