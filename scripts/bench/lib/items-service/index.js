// An endpoint of the benchmark's own Directus: rows from a file through Directus' ItemsService, as a person's POST /items would.

import { readFileSync } from 'node:fs';

export default {
	id: 'bench-items-service',
	handler(router, { services, getSchema, database }) {
		router.post('/', async (request, response, next) => {
			try {
				const batches = JSON.parse(readFileSync(request.body.file, 'utf8'));
				const schema = await getSchema();
				const begun = performance.now();
				await database.transaction(async (knex) => {
					for (const { collection, rows } of batches) {
						const service = new services.ItemsService(collection, { knex, schema, accountability: request.accountability });
						await service.createMany(rows);
					}
				});
				response.json({ data: { milliseconds: performance.now() - begun } });
			} catch (error) {
				next(error);
			}
		});
	},
};
