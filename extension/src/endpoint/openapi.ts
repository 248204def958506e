/** The OpenAPI 3.1 document, made from the same table of routes that is served. */
import { z } from 'zod';

import { version } from '../../package.json';
import * as answers from '../answers/index.js';
import { IDEMPOTENCY_KEY, REPLAYED } from './keyed.js';
import { namesDocument } from './requests.js';
import type { Route } from './route.js';

type Json = Record<string, unknown>;

const REFUSALS: Record<number, string> = {
	400: 'The request has not the form this route takes.',
	403: 'Not signed in, not your duty, or separation of duty forbids it.',
	404: 'The thing named is not there.',
	408: 'The body comes too slowly.',
	409: 'The state of things is not right for it: a gate, a move, another request, the same request still running.',
	413: 'Larger than accepted.',
	422: 'The text or value itself is wrong; the place is named. Or the key named another request.',
	503: 'Not now: too much is asked for at once, or the database is away. Nothing was done, or all of it; `Retry-After` says when to ask again.',
};

const KEY_PARAMETER: Json = {
	name: IDEMPOTENCY_KEY,
	in: 'header',
	required: false,
	description: 'Chosen by the client for one request: sent again with the same body it is answered as before, and done once. Quoted or bare.',
	schema: { type: 'string', minLength: 1, pattern: '^[ -~]+$', examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'] },
};

const REPLAYED_HEADER: Json = { [REPLAYED]: { description: 'Present where the request was done before, and this is its answer.', schema: { const: 'true' } } };

/** What a client sends, so the input side of each schema. */
const schemaOf = (schema: z.ZodType): Json => {
	const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
	return rest;
};

/** Every named schema, so that what answers share is described once. */
const NAMED_SCHEMAS = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(answers)) NAMED_SCHEMAS.add(schema, { id });

const uri = (id: string) => `#/components/schemas/${id}`;

/** Those that the paths lead to, as a client gets them. */
function componentsOf(paths: Json): Record<string, Json> {
	const { schemas } = z.toJSONSchema(NAMED_SCHEMAS, { uri }) as { schemas: Record<string, Json> };
	const found: Record<string, Json> = {};
	const follow = (described: Json): void => {
		for (const [, id = ''] of JSON.stringify(described).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
			if (id in found) continue;
			const { $schema: _dialect, $id: _id, ...rest } = schemas[id] ?? {};
			follow((found[id] = rest));
		}
	};
	follow(paths);
	return found;
}

/** The answer of a route: its schema by name, or an array of such. */
const dataOf = (schema: z.ZodType): Json =>
	schema instanceof z.ZodArray && !NAMED_SCHEMAS.has(schema) ? { type: 'array', items: dataOf(schema.element as z.ZodType) } : { $ref: uri(NAMED_SCHEMAS.get(schema)!.id) };

/** Media types whose documents are JSON (RFC 6839, 3.1). */
const JSON_TYPE = /[/+]json$/;

/** Its slash may stand in the path as it is, or percent-encoded. */
const ADDRESS: Json = { type: 'string', minLength: 1, examples: ['GDPR/ART-15'] };

/** Its id, its code or its prefix. */
const DOCUMENT: Json = { type: 'string', minLength: 1, examples: ['GDPR'] };
const UUID: Json = { type: 'string', format: 'uuid' };

/** What a path names, in Express' form. */
const NAMED = /:([a-z]+)/g;

function parametersOf(route: Route): Json[] {
	const path = [...route.path.matchAll(NAMED)].map(([, name]) => ({ name, in: 'path', required: true, schema: name === 'address' ? ADDRESS : name === 'id' && namesDocument(route.path) ? DOCUMENT : UUID }));
	const schema = route.query ?? route.streams?.query;
	const query = schema ? schemaOf(schema) : {};
	// Where a JSON body may say the same, no parameter is required.
	const required = new Set(route.streams ? [] : ((query['required'] as string[] | undefined) ?? []));
	const properties = Object.entries((query['properties'] as Record<string, Json> | undefined) ?? {});
	const inQuery = properties.map(([name, property]) => ({ name, in: 'query', required: required.has(name), schema: property }));
	return [...path, ...inQuery, ...(route.writes ? [KEY_PARAMETER] : [])];
}

function operationOf(route: Route): Json {
	const streams = Object.fromEntries((route.streams?.types ?? []).map((type) => [type, { schema: { type: 'string' } }]));
	const content = route.body ? { 'application/json': { schema: schemaOf(route.body) }, ...streams } : undefined;
	const answer =
		route.answer instanceof z.ZodType
			? { 'application/json': { schema: { type: 'object', required: ['data'], properties: { data: dataOf(route.answer) } } } }
			: Object.fromEntries(route.answer.map((type) => [type, { schema: { type: JSON_TYPE.test(type) ? 'object' : 'string' } }]));
	const error = { 'application/json': { schema: { $ref: uri('Errors') } } };
	const further = Object.entries(route.statuses ?? {}).map(([status, description]) => [status, Number(status) === 304 ? { description } : { description, content: answer }]);
	const refusals = Object.entries(REFUSALS).map(([status, description]) => [status, { description, content: error }]);
	return {
		summary: route.summary,
		description: route.duty ? `Duty: ${route.duty}.` : 'Open to everyone.',
		security: route.duty ? [{ token: [] }] : [],
		parameters: parametersOf(route),
		...(content ? { requestBody: { content } } : {}),
		responses: { 200: { description: 'Done.', ...(route.writes ? { headers: REPLAYED_HEADER } : {}), content: answer }, ...Object.fromEntries(route.duty ? [...refusals, ...further] : further) },
	};
}

/** The description of every route in `routes`. */
export function openApi(routes: readonly Route[]): Json {
	const paths: Record<string, Json> = {};
	for (const route of routes) {
		const path = `/cutter${route.path.replace(NAMED, '{$1}')}`;
		paths[path] = { ...paths[path], [route.method]: operationOf(route) };
	}
	return {
		openapi: '3.1.0',
		info: { title: 'IU Cutter', version, license: { name: 'MIT OR Apache-2.0', identifier: 'MIT OR Apache-2.0' } },
		paths,
		components: { schemas: componentsOf(paths), securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
	};
}
