/** Serves the table of routes: who acts, may they, is the request as it must be, then the use case. */
import type { Request, Response, Router } from 'express';
import type { Knex } from 'knex';

import { actorOf, type Accountability } from '../host/actor.js';
import { doorOfRequest } from '../host/door.js';
import type { Environment } from '../host/keys.js';
import { Busy, CallerGone } from '../host/line.js';
import { sightOf, type SightHost } from '../host/sight.js';
import { workloadOf } from '../host/workload.js';
import { authorised, type Context } from '../usecases/context.js';
import { methodNotAllowed, toDirectusError } from '../surface/errors.js';
import { carryOut } from './keyed.js';
import { openApi } from './openapi.js';
import { servePreviewFiles } from './previewFiles.js';
import { nothing, params } from './requests.js';
import type { Parsed, Route } from './route.js';
import { routes } from './routes.js';
import { readBytes, type FileHost } from './source.js';

export interface EndpointHost extends FileHost, SightHost {
	services: FileHost['services'] & SightHost['services'];
	database: Knex;
	env: Environment;
}

export function serve(router: Router, host: EndpointHost): void {
	const all = routes(host);
	// Open to everyone, so made but once.
	let description: ReturnType<typeof openApi> | undefined;
	router.get('/openapi.json', (_request, response) => void response.json((description ??= openApi(all))));
	for (const [path, routesOfIt] of byPath([...all, { path: '/openapi.json', method: 'get' as const }])) {
		const taken = matching(path);
		for (const route of routesOfIt) if ('run' in route) router[route.method](taken, handlerOf(route, host));
		const methods = routesOfIt.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']));
		router.all(taken, (request, response, next) => {
			// Express answers OPTIONS itself.
			if (request.method === 'OPTIONS') return next();
			response.set('Allow', methods.join(', '));
			next(methodNotAllowed(request.method, methods));
		});
	}
	servePreviewFiles(router);
}

/** An address has slashes, and is taken with them as they are or percent-encoded; Express lets no other parameter have one. */
const matching = (path: string): string | RegExp => (path.includes(':address') ? new RegExp(`^${path.replace(':address', '(?<address>.+)')}$`) : path);

/** Routes by their path. Those that are written out more come first, so that nothing of theirs is taken for the value of a parameter. */
function byPath<R extends Pick<Route, 'path' | 'method'>>(routes: readonly R[]): [string, R[]][] {
	const found = new Map<string, R[]>();
	for (const route of routes) found.set(route.path, [...(found.get(route.path) ?? []), route]);
	const isOpen = ([path]: [string, R[]]) => Number(path.includes(':')) + Number(path.includes(':address'));
	// What follows an address is no part of it.
	return [...found].sort((one, other) => isOpen(one) - isOpen(other) || Number(one[0].endsWith(':address')) - Number(other[0].endsWith(':address')));
}

function handlerOf(route: Route, host: EndpointHost) {
	return async (request: Request, response: Response, next: (error?: unknown) => void): Promise<void> => {
		try {
			const known = request as Request & { accountability?: Accountability | null; token?: string | null };
			const accountability = known.accountability ?? {};
			const actor = await actorOf(host.database, accountability);
			const context: Context = { database: host.database, env: host.env, actor, door: doorOfRequest(known), sees: sightOf(host, accountability, actor) };
			// Before anything is parsed or read: anonymous callers learn nothing, and send nothing that is kept in memory.
			const person = route.duty ? await authorised(context, route.duty) : null;
			const streams = route.streams?.types.some((type) => request.is(type)) ? route.streams : null;
			const named = params(route.path).parse(request.params);
			const parsed: Parsed<unknown, unknown> = {
				id: named.id ?? '',
				other: named.other ?? '',
				address: named.address ?? '',
				query: ((streams ?? route).query ?? nothing).parse(withoutToken(request.query)),
				body: streams ? undefined : (route.body ?? nothing).parse(request.body ?? {}),
				bytes: null,
				request,
				response,
			};
			const run = () => route.run(context, parsed);
			const answered = async () => {
				const data = await (route.writes && person ? carryOut(parsed, route, person, run) : run());
				if (!response.headersSent) response.json({ data });
			};
			const inTurn = () => (route.long && person ? line.during(person, closed, answered) : answered());
			const closed = closing(response);
			const { line, bodies } = workloadOf(host.env);
			if (!streams || !person) return await inTurn();
			// A text is kept from when it is taken in until its work is done.
			await bodies.during(person, closed, async () => {
				parsed.bytes = await readBytes(request).catch((error: unknown) => {
					throw request.destroyed ? new CallerGone() : error;
				});
				await inTurn();
			});
		} catch (error) {
			// Nobody is there to be told.
			if (error instanceof CallerGone) return;
			if (error instanceof Busy) response.set('Retry-After', String(error.retryAfter));
			// What was not taken in must not be taken for the next request.
			if (!request.complete) response.set('Connection', 'close');
			next(toDirectusError(error));
		}
	};
}

/** Directus takes who is calling from a query too. */
const withoutToken = ({ access_token: _token, ...query }: Request['query']): Request['query'] => query;

/** Aborted once the answer was taken, or the caller went. */
function closing(response: Response): AbortSignal {
	const closed = new AbortController();
	response.once('close', () => closed.abort());
	return closed.signal;
}
