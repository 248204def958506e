// /cutter/openapi.json is valid OpenAPI 3.1 and tells the truth about every route it names.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { checkAnswer } from '../support/answers.mjs';
import { sharedSystem } from '../support/system.mjs';

let system;
let description;
before(async () => {
	system = await sharedSystem();
	description = await (await fetch(`${system.url}/cutter/openapi.json`)).json();
});
after(() => system?.close());

const operations = () => Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
const call = ({ path, method }, token, options = {}) =>
	fetch(`${system.url}${path.replace(/\{(id|other)\}/g, '00000000-0000-4000-8000-000000000000')}`, {
		method: method.toUpperCase(),
		headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(method === 'post' ? { 'content-type': 'application/json' } : {}) },
		...options,
	});

test('the description is valid OpenAPI 3.1', async () => {
	const { valid, errors } = await new Validator().validate(structuredClone(description));
	assert.ok(valid, JSON.stringify(errors));
	assert.equal(description.openapi, '3.1.0');
	assert.ok(operations().length >= 16);
});

test('every operation is served, and refuses anonymous callers with its documented status', async () => {
	for (const each of operations()) {
		const response = await call(each, undefined, each.method === 'post' ? { body: '{}' } : {});
		const open = each.operation.security.length === 0;
		assert.equal(response.status, open ? 200 : 403, `${each.method} ${each.path}`);
		if (!open) assert.equal((await response.json()).errors[0].extensions.code, 'CUTTER_NOBODY');
	}
});

test('a path that is not described is not served', async () => {
	const response = await fetch(`${system.url}/cutter/nothing-of-this-name`);
	assert.equal(response.status, 404);
	assert.equal((await response.json()).errors[0].extensions.code, 'ROUTE_NOT_FOUND');
});

test('a method that a path does not have is refused with those it has', async () => {
	const methodsOf = Object.entries(description.paths).map(([path, methods]) => [path, Object.keys(methods).flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']))]);
	for (const [path, methods] of methodsOf) {
		const response = await call({ path, method: 'delete' }, system.users.admin.token);
		assert.equal(response.status, 405, path);
		assert.deepEqual(response.headers.get('allow').split(', ').sort(), methods.sort(), path);
		assert.equal((await response.json()).errors[0].extensions.code, 'CUTTER_METHOD_NOT_ALLOWED');
	}
});

test('required members of a body are really required, and named', async () => {
	const review = operations().find(({ path }) => path.endsWith('/review'));
	assert.deepEqual(review.operation.requestBody.content['application/json'].schema.required, ['verdict', 'rationale']);
	const response = await call(review, system.users.reviewer.token, { body: '{}' });
	assert.equal(response.status, 400);
	const [error] = (await response.json()).errors;
	assert.equal(error.extensions.code, 'CUTTER_REQUEST_INVALID');
	assert.equal(error.extensions.field, 'verdict');
});

test('every answer has a schema of its own, and one that is not as described is told with its route and place', async () => {
	for (const { path, operation } of operations()) {
		const schema = operation.responses[200].content['application/json']?.schema;
		if (schema?.properties?.data) assert.ok(schema.properties.data.$ref ?? schema.properties.data.items?.$ref, path);
	}
	const text = JSON.stringify(description);
	for (const name of Object.keys(description.components.schemas)) assert.ok(text.includes(`"#/components/schemas/${name}"`), `${name} is part of an answer`);
	const { body, ...answer } = await system.clients.admin.send('GET', '/cutter/health');
	const about = { baseUrl: system.url, method: 'GET', path: '/cutter/health', ...answer };
	await checkAnswer({ ...about, body });
	const unlike = (data) => assert.rejects(checkAnswer({ ...about, body: { data } }), /GET \/cutter\/health answered 200 .*not as it is described:\n {2}\/data/);
	await unlike({ ...body.data, ok: 'yes' });
	await unlike({ ...body.data, more: 1 });
	const { ok: _ok, ...less } = body.data;
	await unlike(less);
});
