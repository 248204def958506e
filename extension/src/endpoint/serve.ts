/** Serves the table of routes: who acts, may they, is the request as it must be, then the use case. */
import type { Request, Response, Router } from 'express';
import type { Knex } from 'knex';

import { actorOf, type Accountability } from '../host/actor.js';
import type { Environment } from '../host/keys.js';
import { authorised, type Context } from '../usecases/context.js';
import { toDirectusError } from '../surface/errors.js';
import { carryOut } from './keyed.js';
import { openApi } from './openapi.js';
import { params } from './requests.js';
import type { Parsed, Route } from './route.js';
import { routes } from './routes.js';
import { readBytes, type FileHost } from './source.js';

export interface EndpointHost extends FileHost {
	database: Knex;
	env: Environment;
}

export function serve(router: Router, host: EndpointHost): void {
	const all = routes(host);
	for (const route of all) router[route.method](route.path, handlerOf(route, host));
	router.get('/openapi.json', (_request, response) => void response.json(openApi(all)));
}

function handlerOf(route: Route, host: EndpointHost) {
	return async (request: Request, response: Response, next: (error?: unknown) => void): Promise<void> => {
		try {
			const { accountability } = request as Request & { accountability?: Accountability | null };
			const context: Context = { database: host.database, env: host.env, actor: await actorOf(host.database, accountability) };
			// Before anything is parsed or read: anonymous callers learn nothing, and send nothing that is kept in memory.
			const person = route.duty ? await authorised(context, route.duty) : null;
			const streams = route.streams?.types.some((type) => request.is(type)) ? route.streams : null;
			const named = route.path.includes(':id') ? params.parse(request.params) : { id: '' };
			const parsed: Parsed<unknown, unknown> = {
				id: named.id,
				other: named.other ?? '',
				query: (streams ?? route).query?.parse(request.query),
				body: streams ? undefined : route.body?.parse(request.body ?? {}),
				bytes: streams ? await readBytes(request) : null,
				request,
				response,
			};
			const run = () => route.run(context, parsed);
			const data = await (route.writes && person ? carryOut(parsed, route, person, run) : run());
			if (!response.headersSent) response.json({ data });
		} catch (error) {
			next(toDirectusError(error));
		}
	};
}
