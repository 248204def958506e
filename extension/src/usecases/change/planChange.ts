/** Plans a change: what a migration may do here becomes a package, named by its digest. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { core, refuse, type Acknowledgement, type ListedFile, type NamedObject, type Pinned } from '../../core/index.js';
import { artefactRoot, PACKAGES } from '../../host/artefacts.js';
import type { Environment as Settings } from '../../host/keys.js';
import { migrationFolders, migrationSql } from '../../host/migrationFiles.js';
import { readProbe } from '../../ledger/changeProbe.js';
import { insertPackage } from '../../ledger/changeRecords.js';
import { directusRole } from '../../ledger/server.js';
import { authorisedForAll } from '../context.js';
import { readStatus } from '../migrate.js';
import { environmentOf, withRecords, type ChangeHost } from './session.js';

export interface PlanRequest {
	migrationId: string;
	/** A file with other SQL than the frozen one: a proposal, which can be rehearsed only. */
	draftFile?: string;
	pinned: Pinned[];
	acknowledged: Acknowledgement[];
}

export interface PlanAnswer {
	package_digest: string;
	migration_id: string;
	environment: string;
	folder: string;
}

/** Where a package lies for people; the one on record is in the database. */
export const packageFolder = (env: Settings, migrationId: string, digest: string): string => join(artefactRoot(env), PACKAGES, `${migrationId}_${digest.slice(0, 12)}`);

export async function planChange(host: ChangeHost, request: PlanRequest): Promise<PlanAnswer> {
	const planner = await authorisedForAll(host, 'executor');
	const role = await directusRole(host.database);
	return withRecords(host, async (records) => {
		const status = await readStatus(records, host.env);
		const pending = status.filter(({ state }) => state === 'pending').map(({ id }) => id);
		const manifest = await migrationManifest(host.env, request.migrationId);
		const environment = await environmentOf(host, records, planner);
		const probe = await readProbe(records, manifest.objects);
		const files = await packageFiles(host.env, request);
		const planned = await core((it) =>
			it.plan_change({
				actor: host.actor,
				migration_id: request.migrationId,
				title: manifest.title,
				draft: request.draftFile !== undefined,
				files,
				objects: manifest.objects,
				pending,
				environment: environment.class,
				probe,
				pinned: request.pinned,
				acknowledged: request.acknowledged,
				directus_role: role,
				now: new Date().toISOString(),
			}),
		);
		await insertPackage(records, planned);
		const folder = packageFolder(host.env, request.migrationId, planned.package_digest);
		await mkdir(folder, { recursive: true, mode: 0o700 });
		await writeFile(join(folder, 'package.json'), planned.body);
		await writeFile(join(folder, 'package.md'), planned.markdown);
		if (request.draftFile) await copyFile(request.draftFile, join(folder, 'up.sql'));
		return { package_digest: planned.package_digest, migration_id: request.migrationId, environment: planned.package.environment, folder };
	});
}

interface Manifest {
	title: string;
	objects: NamedObject[];
}

async function migrationManifest(env: Settings, id: string): Promise<Manifest> {
	const known = (await migrationFolders(env)).some((folder) => folder.id === id && folder.files.some(({ name }) => name === 'migration.json'));
	if (!known) refuse('not_found', 'MIGRATION_UNKNOWN', `There is no migration ${JSON.stringify(id)}.`);
	return JSON.parse(await migrationSql(env, id, 'migration.json')) as Manifest;
}

async function packageFiles(env: Settings, { migrationId, draftFile }: PlanRequest): Promise<ListedFile[]> {
	const frozen = (await migrationFolders(env)).find(({ id }) => id === migrationId)?.files ?? [];
	const files = frozen.map(({ name, observed }) => ({ name, sha256: observed ?? '' }));
	if (!draftFile) return files;
	const bytes = await readFile(draftFile).catch(() => refuse('not_found', 'FILE_UNREADABLE', `The file ${draftFile} cannot be read.`));
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return files.map((file) => (file.name === 'up.sql' ? { ...file, sha256 } : file));
}
