/** Where migrations, packages and runs stand, what died and left something behind, and what is safe to do. Writes nothing. */
import { core, type MigrationStatus, type PackageStanding, type RunStanding } from '../../core/index.js';
import { foldersOf } from '../../host/artefacts.js';
import { abandonedServers } from '../../host/isolatedFolders.js';
import { asMigrationRole, type ConnectionHost } from '../../host/migrationConnection.js';
import { readBackups } from '../../ledger/backups.js';
import { readPackages, readRuns } from '../../ledger/changeRecords.js';
import { isLocked } from '../../ledger/migrations.js';
import { isTable } from '../../ledger/server.js';
import { readStatus } from '../migrate.js';
import { packageRecordOf } from './packageRecord.js';
import { standingFactsOf } from './runHistory.js';

export interface ChangeStatus {
	migrations: MigrationStatus[];
	packages: PackageStanding[];
	runs: (RunStanding & { migration_id: string; kind: string; folder: string })[];
	/** Artefact folders that no record names: the command that made them died before its record. Nothing rests on them. */
	folders_without_record: string[];
	/** Throw-away servers whose process died; the next dry run or verification of a backup on this machine removes them. */
	abandoned_servers: string[];
}

export const changeStatus = (host: ConnectionHost): Promise<ChangeStatus> =>
	asMigrationRole(host, async (client) => {
		const migrations = await readStatus(client, host.env);
		const abandoned_servers = await abandonedServers();
		if (!(await isTable(client, 'cutter_control.change_run'))) return { migrations, packages: [], runs: [], folders_without_record: [], abandoned_servers };
		const recorded = new Set(migrations.filter(({ state }) => state !== 'pending').map(({ id }) => id));
		const all = await readRuns(client);
		const packages: PackageStanding[] = [];
		for (const each of await readPackages(client)) {
			const record = await packageRecordOf(client, each, recorded.has(each.package.migration_id), all);
			packages.push(await core((it) => it.package_standing(record)));
		}
		const migrationOf = new Map(packages.map(({ package_digest, migration_id }) => [package_digest, migration_id]));
		const facts = standingFactsOf(all, await isLocked(client));
		const runs: ChangeStatus['runs'] = [];
		for (const [index, { digest, kind, folder }] of all.entries()) {
			const standing = await core((it) => it.run_standing(facts[index]!));
			runs.push({ ...standing, migration_id: migrationOf.get(digest) ?? '', kind, folder });
		}
		const named = new Set([...all.map(({ folder }) => folder), ...(await readBackups(client)).map(({ folder }) => folder)]);
		return { migrations, packages, runs, folders_without_record: (await foldersOf(host.env)).filter((folder) => !named.has(folder)), abandoned_servers };
	});
