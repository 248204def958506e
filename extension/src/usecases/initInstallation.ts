/**
 * Makes the cutter at home in Directus: the policies of the duties, and what the Studio knows about the tables.
 *
 * Only rows of Directus' own tables are written, and only those that are missing: what an administrator changed stays.
 * Directus' services for collections, fields and relations are passed by, because they alter tables.
 */
import type { Knex } from 'knex';

import { FIELD_WORDS } from '../collections/fieldWords.js';
import { COLLECTIONS, FOLDER } from '../collections/index.js';
import { OPERATION_WORDS } from '../collections/operationWords.js';
import { flowRow, MANUAL_FLOWS, operationRow } from '../collections/manualFlows.js';
import { POLICIES } from '../collections/policies.js';
import { collectionRow, fieldRows, folderRow, presetRows, relationRows, vietnameseRows, type Row } from '../collections/rows.js';
import { core, type DutyPolicy } from '../core/index.js';
import type { HostServices, RowService } from '../host/services.js';

/** What Directus gives its hooks. */
export interface DirectusHost {
	services: Omit<HostServices, 'AssetsService'>;
	database: Knex;
	getSchema: (options?: { database?: Knex; bypassCache?: boolean }) => Promise<unknown>;
}

/** Writes rows through Directus' services, which cast values as Directus reads them. */
class Registry {
	constructor(
		private readonly host: DirectusHost,
		private readonly trx: Knex.Transaction,
		private readonly schema: unknown,
	) {}

	private service(table: string): RowService {
		const { PoliciesService, PermissionsService, ItemsService } = this.host.services;
		const options = { knex: this.trx, schema: this.schema };
		if (table === 'directus_policies') return new PoliciesService(options);
		if (table === 'directus_permissions') return new PermissionsService(options);
		return new ItemsService(table, options);
	}

	/** The rows whose `key` columns no row has yet. `among` narrows the rows that are compared. */
	async missing(table: string, key: string[], rows: Row[], among: Row = {}): Promise<Row[]> {
		const nameOf = (row: Row) => JSON.stringify(key.map((column) => row[column] ?? null));
		const present = new Set((await this.trx(table).select(key).where(among)).map(nameOf));
		return rows.filter((row) => !present.has(nameOf(row)));
	}

	/** Creates those rows. */
	async createMissing(table: string, key: string[], rows: Row[], among?: Row): Promise<void> {
		const missing = await this.missing(table, key, rows, among);
		if (missing.length > 0) await this.service(table).createMany(missing, { emitEvents: false });
	}

	/** Creates a permission, in the form that the licence of this Directus allows. */
	async createPermission({ without_licence, ...permission }: Row): Promise<void> {
		const service = this.service('directus_permissions');
		try {
			await service.createMany([permission], { emitEvents: false });
		} catch (error) {
			// Checked before anything is written, so the transaction goes on.
			if ((error as { code?: string }).code !== 'RESOURCE_RESTRICTED') throw error;
			if (without_licence === 'all fields') await service.createMany([{ ...permission, fields: ['*'] }], { emitEvents: false });
		}
	}

	/** A list of related items needs the relation to name it: an administrator may have named another field, or none. */
	async withoutOrphanedLists(fields: Row[]): Promise<Row[]> {
		const relations = await this.trx('directus_relations').select('one_collection', 'one_field');
		const listed = new Set(relations.map((relation) => `${relation.one_collection}.${relation.one_field}`));
		const isList = (field: Row) => Array.isArray(field.special) && field.special.includes('o2m');
		return fields.filter((field) => !isList(field) || listed.has(`${String(field.collection)}.${String(field.field)}`));
	}
}

async function createPolicies(registry: Registry, policies: DutyPolicy[]): Promise<void> {
	await registry.createMissing(
		'directus_policies',
		['id'],
		policies.map(({ duty, policy_id, name }) => {
			const { icon, description, app_access } = POLICIES[duty];
			return { id: policy_id, name, icon, description, app_access, admin_access: false, enforce_tfa: false };
		}),
	);
	const permissions = policies.flatMap(({ duty, policy_id }) =>
		POLICIES[duty].permissions.map((permission) => ({ fields: ['*'], ...permission, policy: policy_id })),
	);
	const missing = await registry.missing('directus_permissions', ['policy', 'collection', 'action'], permissions);
	for (const permission of missing) await registry.createPermission(permission);
}

async function registerCollections(registry: Registry): Promise<void> {
	await registry.createMissing(
		'directus_collections',
		['collection'],
		[folderRow(FOLDER), ...COLLECTIONS.map((spec, position) => collectionRow(spec, position, FOLDER.collection))],
	);
	await registry.createMissing('directus_relations', ['many_collection', 'many_field'], COLLECTIONS.flatMap(relationRows));
	await registry.createMissing('directus_fields', ['collection', 'field'], await registry.withoutOrphanedLists(COLLECTIONS.flatMap(fieldRows)));
	await registry.createMissing('directus_presets', ['collection', 'bookmark'], COLLECTIONS.flatMap(presetRows), { user: null, role: null });
	await registry.createMissing('directus_translations', ['language', 'key'], vietnameseRows(COLLECTIONS, [OPERATION_WORDS, FIELD_WORDS]));
}

/** The steps as actions on a source document; a flow an administrator changed stays as it is. */
async function createFlows(registry: Registry, trx: Knex.Transaction): Promise<string[]> {
	const missing = await registry.missing('directus_flows', ['id'], MANUAL_FLOWS.map(flowRow));
	const made = MANUAL_FLOWS.filter(({ id }) => missing.some((row) => row['id'] === id));
	await registry.createMissing('directus_flows', ['id'], made.map(flowRow));
	await registry.createMissing('directus_operations', ['id'], made.map(operationRow));
	// Each names the other, so the flow learns of its operation last.
	for (const { id, operationId } of made) await trx('directus_flows').where({ id }).update({ operation: operationId });
	return MANUAL_FLOWS.map(({ name }) => name.en);
}

/** The module bar of a Studio that nobody has arranged, as Directus 11 and 12 show it; it has to be written out to add to it. */
const MODULE_BAR = [
	{ type: 'module', id: 'content', enabled: true },
	{ type: 'module', id: 'visual', enabled: false },
	{ type: 'module', id: 'users', enabled: true },
	{ type: 'module', id: 'files', enabled: true },
	{ type: 'module', id: 'insights', enabled: true },
	{ type: 'module', id: 'deployments', enabled: false },
	{ type: 'link', id: 'docs', enabled: true, name: '$t:documentation', icon: 'help', url: 'https://docs.directus.io' },
	{ type: 'module', id: 'settings', enabled: true, locked: true },
];
const CUTTER_MODULE = { type: 'module', id: 'cutter', enabled: true };

/** Puts the module into the bar after the content module, once; whoever hides it there has hidden it for good. */
async function showModule(trx: Knex.Transaction): Promise<void> {
	const [settings] = await trx('directus_settings').select('id', 'module_bar');
	const stored = typeof settings?.module_bar === 'string' ? JSON.parse(settings.module_bar) : settings?.module_bar;
	const bar: { id: string }[] = stored ?? MODULE_BAR;
	if (bar.some(({ id }) => id === CUTTER_MODULE.id)) return;
	const place = bar.findIndex(({ id }) => id === 'content') + 1;
	const module_bar = JSON.stringify([...bar.slice(0, place), CUTTER_MODULE, ...bar.slice(place)]);
	if (settings) await trx('directus_settings').where({ id: settings.id }).update({ module_bar });
	else await trx('directus_settings').insert({ module_bar });
}

/**
 * Creates what is missing, in one transaction. A Directus that runs without a shared cache sees it after a restart.
 *
 * @param withFlows whether to make the manual flows too.
 * @returns names of all policies, collections and flows asked for, whether they were there before or not.
 */
export async function initInstallation(host: DirectusHost, { withFlows = false } = {}): Promise<{ policies: string[]; collections: string[]; flows: string[] }> {
	const policies = await core((it) => it.policies());
	const schema = await host.getSchema({ database: host.database, bypassCache: true });
	const flows = await host.database.transaction(async (trx) => {
		// Directus' tables have no constraint against a second run that inserts the same at the same time.
		await trx.raw(`SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:init', 0))`);
		const registry = new Registry(host, trx, schema);
		await createPolicies(registry, policies);
		await registerCollections(registry);
		await showModule(trx);
		return withFlows ? createFlows(registry, trx) : [];
	});
	const utilities = new host.services.UtilsService({ schema, knex: host.database, accountability: { admin: true } });
	await utilities.clearCache({ system: true });
	return { policies: policies.map(({ name }) => name), collections: COLLECTIONS.map(({ collection }) => collection), flows };
}
