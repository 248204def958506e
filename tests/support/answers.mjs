// Holds every answer of /cutter that a test's client gets to its schema in the OpenAPI document that the same server serves.

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Of each server, and of each text of a description: schemas are compiled once a process, and only those that are asked for. */
const servers = new Map();
const descriptions = new Map();

const typeOf = (headers) => (headers.get('content-type') ?? '').split(';')[0].trim();
const pointer = (...names) => names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The paths of a description, those that are written out more first, as the server takes them. */
function operationsOf({ paths }) {
	const opened = (path) => (path.match(/\{/g)?.length ?? 0) + Number(path.includes('{address}')) + Number(path.endsWith('{address}'));
	return Object.entries(paths)
		.sort(([one], [other]) => opened(one) - opened(other))
		.map(([path, operations]) => ({ path, operations, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace('{address}', '.+').replace(/\{\w+\}/g, '[^/]+')}$`) }));
}

function describe(text) {
	const description = JSON.parse(text);
	const ajv = new Ajv({ strict: false, validateSchema: false });
	addFormats(ajv);
	ajv.addSchema(description, 'description');
	const compiled = new Map();
	const schemaAt = (place) => {
		if (!compiled.has(place)) compiled.set(place, ajv.compile({ $ref: `description#${place}` }));
		return compiled.get(place);
	};
	return { all: operationsOf(description), schemaAt };
}

/** What the server says of itself; null where it is gone already. */
async function descriptionOf(baseUrl) {
	if (!servers.has(baseUrl)) {
		const text = await fetch(new URL('/cutter/openapi.json', baseUrl)).then((response) => (response.ok ? response.text() : null), () => null);
		if (text === null) return null;
		if (!descriptions.has(text)) descriptions.set(text, describe(text));
		servers.set(baseUrl, descriptions.get(text));
	}
	return servers.get(baseUrl);
}

/** Where the schema of an answer stands; null where it is a text. An error that could befall any request is none of its route's own. */
function placeOf({ path, operations }, { method, status, headers }) {
	const content = operations[method.toLowerCase()]?.responses[status]?.content;
	if (!content && status >= 400) return '/components/schemas/Errors';
	const type = typeOf(headers);
	if (!content?.[type]) throw new Error(`${method} ${path} answered ${status} with ${type}, of which its description says nothing`);
	return content[type].schema.type === 'string' ? null : pointer('paths', path, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema');
}

/** @throws where the answer is not as the served description says, with the route and the place in the answer */
export async function checkAnswer({ baseUrl, method, path, status, body, headers }) {
	const { pathname } = new URL(path, baseUrl);
	if (!pathname.startsWith('/cutter/') || /^\/cutter\/(openapi\.json|preview\/)/.test(pathname)) return;
	const description = await descriptionOf(baseUrl);
	const route = description?.all.find(({ pattern }) => pattern.test(pathname));
	const place = route && placeOf(route, { method, status, headers });
	if (!place) return;
	const isAsDescribed = description.schemaAt(place);
	if (isAsDescribed(body)) return;
	const told = isAsDescribed.errors.slice(0, 5).map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`);
	throw new Error(`${method} ${route.path} answered ${status} (${pathname}) not as it is described:\n  ${told.join('\n  ')}`);
}
