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
import { INBOX, POLICIES, type PolicySpec } from '../collections/policies.js';
import { collectionRow, fieldRows, folderRow, presetRows, relationRows, vietnameseRows } from '../collections/rows.js';
import { core, type DutyPolicy } from '../core/index.js';
import type { HostServices } from '../host/services.js';
import { HostRows } from '../ledger/hostRows.js';

/** What Directus gives its hooks. */
export interface DirectusHost {
	services: Omit<HostServices, 'AssetsService'>;
	database: Knex;
	getSchema: (options?: { database?: Knex; bypassCache?: boolean }) => Promise<unknown>;
}

function specOf(policy: string): PolicySpec {
	const spec = POLICIES[policy];
	if (!spec) throw new Error(`Nobody has said what the policy ${policy} is for.`);
	return spec;
}

async function createPolicies(registry: HostRows, policies: DutyPolicy[]): Promise<void> {
	await registry.createMissing('directus_folders', ['id'], [INBOX]);
	await registry.createMissing(
		'directus_policies',
		['id'],
		policies.map(({ policy_id, name }) => {
			const { icon, description, app_access } = specOf(name);
			return { id: policy_id, name, icon, description, app_access, admin_access: false, enforce_tfa: false };
		}),
	);
	const permissions = policies.flatMap(({ name, policy_id }) =>
		specOf(name).permissions.map((permission) => ({ fields: ['*'], ...permission, policy: policy_id })),
	);
	const missing = await registry.missing('directus_permissions', ['policy', 'collection', 'action'], permissions);
	for (const permission of permissions.filter((each) => each.permissions && !missing.includes(each))) await registry.narrowPermission({ ...permission });
	for (const permission of missing) await registry.createPermission(permission);
}

async function registerCollections(registry: HostRows): Promise<void> {
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
async function createFlows(registry: HostRows): Promise<string[]> {
	const missing = await registry.missing('directus_flows', ['id'], MANUAL_FLOWS.map(flowRow));
	const made = MANUAL_FLOWS.filter(({ id }) => missing.some((row) => row['id'] === id));
	await registry.createMissing('directus_flows', ['id'], made.map(flowRow));
	await registry.createMissing('directus_operations', ['id'], made.map(operationRow));
	// Each names the other, so the flow learns of its operation last.
	for (const { id, operationId } of made) await registry.linkOperation(id, operationId);
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
async function showModule(registry: HostRows): Promise<void> {
	const bar = (await registry.moduleBar()) ?? MODULE_BAR;
	if (bar.some(({ id }) => id === CUTTER_MODULE.id)) return;
	const place = bar.findIndex(({ id }) => id === 'content') + 1;
	await registry.writeModuleBar([...bar.slice(0, place), CUTTER_MODULE, ...bar.slice(place)]);
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
		const registry = new HostRows(host.services, trx, schema);
		await registry.lock();
		await createPolicies(registry, policies);
		await registerCollections(registry);
		await showModule(registry);
		return withFlows ? createFlows(registry) : [];
	});
	const utilities = new host.services.UtilsService({ schema, knex: host.database, accountability: { admin: true } });
	await utilities.clearCache({ system: true });
	return { policies: policies.map(({ name }) => name), collections: COLLECTIONS.map(({ collection }) => collection), flows };
}
