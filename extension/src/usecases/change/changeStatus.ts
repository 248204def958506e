/** Where migrations, packages and runs stand, and what is safe to do. Writes nothing. */
import { core, type MigrationStatus, type RunStanding } from '../../core/index.js';
import { asMigrationRole, type ConnectionHost } from '../../host/migrationConnection.js';
import { readRuns } from '../../ledger/changeRecords.js';
import { readStatus } from '../migrate.js';
import { isLocked } from './session.js';

export interface ChangeStatus {
	migrations: MigrationStatus[];
	runs: (RunStanding & { migration_id: string; kind: string; folder: string })[];
}

export const changeStatus = (host: ConnectionHost): Promise<ChangeStatus> =>
	asMigrationRole(host, async (client) => {
		const migrations = await readStatus(client, host.env);
		const { rows } = await client.query("SELECT to_regclass('cutter_control.change_run') IS NOT NULL AS there");
		if (!rows[0].there) return { migrations, runs: [] };
		const { rows: packages } = await client.query('SELECT package_digest, migration_id FROM cutter_control.change_package');
		const migrationOf = new Map<string, string>(packages.map((row) => [row.package_digest, row.migration_id]));
		const applied = new Set(migrations.filter(({ state }) => state !== 'pending').map(({ id }) => id));
		const alive = await isLocked(client);
		const runs: ChangeStatus['runs'] = [];
		for (const run of await readRuns(client)) {
			const migration_id = migrationOf.get(run.digest) ?? '';
			const facts = { run_id: run.runId, kind: run.kind, steps: run.steps.map(({ step, event }) => ({ step, event })), migration_recorded: applied.has(migration_id), alive };
			runs.push({ ...(await core((it) => it.run_standing(facts))), migration_id, kind: run.kind, folder: run.folder });
		}
		return { migrations, runs };
	});
