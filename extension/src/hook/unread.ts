/** Directus asks for the permission to update alone: whoever may not read a document must not write what it is called either. */
import { ForbiddenError } from '@directus/errors';

import type { Accountability } from '../host/actor.js';
import type { SightHost } from '../host/sight.js';

/** @throws what Directus itself answers for an item that is not there, where the person may not read one of these items */
export async function checkReadable(host: SightHost, collection: string, keys: readonly unknown[], accountability: Accountability | null): Promise<void> {
	if (accountability === null || accountability.admin) return;
	const { services, getSchema, database } = host;
	const items = new services.ItemsService(collection, { schema: await getSchema(), knex: database, accountability });
	const read = await items.readByQuery({ filter: { id: { _in: keys } }, fields: ['id'], limit: -1 }).catch(() => []);
	if (read.length < new Set(keys).size) throw new ForbiddenError();
}
