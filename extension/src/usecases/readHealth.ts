/** Says whether this installation can work: versions, schema state, and what fails now. */
import { version } from '../../package.json';
import { core, type Lane } from '../core/index.js';
import { readLaneKey } from '../host/keys.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';
import { requireLaneKey } from './manageKeys.js';

export interface Health {
	ok: boolean;
	version: string;
	core: string;
	postgres: string;
	migrations: string[];
	problems: string[];
}

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
	const migrations = await inLane(context.database, 'reader', async ({ trx }) => {
		const { rows } = await trx.raw('SELECT migration_id FROM cutter_control.schema_migration ORDER BY migration_id');
		return rows.map((row: { migration_id: string }) => row.migration_id) as string[];
	}).catch(() => [] as string[]);
	if (migrations.length === 0) problems.push('The schema of the cutter is not there: run "directus cutter init".');
	// Without the schema no key can be registered; that it is not there was said.
	const keyIsGood = (lane: Lane) => (migrations.length === 0 ? readLaneKey(context.env, lane) : requireLaneKey(context, lane));
	await probe(() => keyIsGood('DOT-991'));
	await probe(() => keyIsGood('DOT-992'));
	return { ok: problems.length === 0, version, core: await core((it) => it.engine_revision()), postgres: rows[0].version, migrations, problems };
}
