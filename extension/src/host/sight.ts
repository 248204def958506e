/** Which documents somebody sees: those that Directus lets them read in its own collection of documents, asked of Directus itself. */
import type { Knex } from 'knex';

import type { Actor } from '../core/index.js';
import type { Accountability } from './actor.js';
import type { HostServices } from './services.js';

/** Codes of documents; null is everything, what belongs to no registered document among it. */
export type Sight = readonly string[] | null;

/** Asked once, when the first statement needs it. */
export type Sees = () => Promise<Sight>;

/** Of the clock of a setting, which acts for nobody and hands on nothing. */
export const seesAll: Sees = async () => null;

/** What Directus gives its extensions. */
export interface SightHost {
	database: Knex;
	services: Pick<HostServices, 'ItemsService'>;
	getSchema: () => Promise<unknown>;
}

const DOCUMENTS = 'cutter_source_document';

/** @param accountability null where Directus itself acts, as in a flow on a schedule: such a run may read everything, as it may anywhere in Directus */
export function sightOf(host: SightHost, accountability: Accountability | null, actor: Actor): Sees {
	let asked: Promise<Sight> | undefined;
	return () => (asked ??= accountability === null || actor.admin ? seesAll() : ask(host, accountability, actor));
}

async function ask({ database, services, getSchema }: SightHost, accountability: Accountability, { policies }: Actor): Promise<Sight> {
	if (await readsAll(database, policies)) return null;
	const documents = new services.ItemsService(DOCUMENTS, { schema: await getSchema(), knex: database, accountability });
	const rows = await documents.readByQuery({ fields: ['doc_code'], limit: -1 }).catch(nothing);
	return rows.flatMap(({ doc_code: code }) => (typeof code === 'string' ? [code] : []));
}

/** Whether a policy lets them read documents without saying which: permissions add up, so no other one narrows it. */
async function readsAll(database: Knex, policies: string[]): Promise<boolean> {
	const { rows } = await database.raw(
		`SELECT EXISTS (SELECT FROM directus_permissions WHERE policy = ANY(CAST(:policies AS uuid[])) AND collection = :documents AND action = 'read'
			AND (permissions IS NULL OR CAST(permissions AS text) = '{}') AND string_to_array(fields, ',') && ARRAY['*', 'doc_code']) AS all`,
		{ policies, documents: DOCUMENTS },
	);
	return rows[0].all;
}

/** What Directus refuses to let somebody read, they see nothing of. */
function nothing(error: Error & { code?: string }): never[] {
	if (error.code === 'FORBIDDEN') return [];
	throw error;
}
