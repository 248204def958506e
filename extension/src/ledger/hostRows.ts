/** Rows of Directus' own tables. */
import type { Knex } from 'knex';

import type { HostServices, RowService } from '../host/services.js';

type Row = Record<string, unknown>;

/** Writes rows through Directus' services, which cast values as Directus reads them. */
export class HostRows {
	constructor(
		private readonly services: Omit<HostServices, 'AssetsService'>,
		private readonly trx: Knex.Transaction,
		private readonly schema: unknown,
	) {}

	private service(table: string): RowService {
		const { PoliciesService, PermissionsService, ItemsService } = this.services;
		const options = { knex: this.trx, schema: this.schema };
		if (table === 'directus_policies') return new PoliciesService(options);
		if (table === 'directus_permissions') return new PermissionsService(options);
		return new ItemsService(table, options);
	}

	/** Directus' tables have no constraint against a second run that inserts the same at the same time. */
	async lock(): Promise<void> {
		await this.trx.raw(`SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:init', 0))`);
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
			if (without_licence === 'all') await service.createMany([{ ...permission, fields: ['*'], permissions: null }], { emitEvents: false });
		}
	}

	/** Narrows permissions that are as an earlier release made them, for every item; what somebody else narrowed stays. */
	async narrowPermission({ policy, collection, action, permissions }: Row): Promise<void> {
		const wide = await this.trx('directus_permissions').select('id').where({ policy, collection, action }).whereNull('permissions');
		for (const { id } of wide) {
			try {
				await this.service('directus_permissions').updateOne(id, { permissions }, { emitEvents: false });
			} catch (error) {
				if ((error as { code?: string }).code !== 'RESOURCE_RESTRICTED') throw error;
			}
		}
	}

	/** A list of related items needs the relation to name it: an administrator may have named another field, or none. */
	async withoutOrphanedLists(fields: Row[]): Promise<Row[]> {
		const relations = await this.trx('directus_relations').select('one_collection', 'one_field');
		const listed = new Set(relations.map((relation) => `${relation.one_collection}.${relation.one_field}`));
		const isList = (field: Row) => Array.isArray(field.special) && field.special.includes('o2m');
		return fields.filter((field) => !isList(field) || listed.has(`${String(field.collection)}.${String(field.field)}`));
	}

	async linkOperation(flowId: string, operationId: string): Promise<void> {
		await this.trx('directus_flows').where({ id: flowId }).update({ operation: operationId });
	}

	/** The module bar as somebody arranged it; null where nobody did. */
	async moduleBar(): Promise<{ id: string }[] | null> {
		const [settings] = await this.trx('directus_settings').select('module_bar');
		const stored: unknown = settings?.module_bar;
		return (typeof stored === 'string' ? JSON.parse(stored) : stored) ?? null;
	}

	async writeModuleBar(bar: object[]): Promise<void> {
		const module_bar = JSON.stringify(bar);
		const [settings] = await this.trx('directus_settings').select('id');
		if (settings) await this.trx('directus_settings').where({ id: settings.id }).update({ module_bar });
		else await this.trx('directus_settings').insert({ module_bar });
	}
}
