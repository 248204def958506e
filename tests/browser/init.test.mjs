// `directus cutter init` on an installation that has everything, and on one where something was removed or changed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sharedSystem, sql } from '../support/system.mjs';

const TABLES = ['policies', 'permissions', 'collections', 'fields', 'relations', 'presets', 'translations'].map((name) => `directus_${name}`);
const COLLECTIONS = ['tac_logical_unit', 'tac_unit_version', 'cutter_source_document', 'cutter_grammar_profile', 'tac_section_type_vocab'];

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system?.close());

const query = async (text, values) => (await sql(system.databaseUrl, text, values)).rows;

async function everyRow() {
	const rows = {};
	for (const table of TABLES) rows[table] = (await query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`)).map(({ row }) => row);
	return rows;
}

async function init() {
	const { code, stdout, stderr } = await system.cutter(['init', '--json']);
	assert.equal(code, 0, stderr);
	return JSON.parse(stdout).data;
}

test('the six policies and the five collections are there, and no other collection became visible', async () => {
	const { policies, collections } = await init();
	assert.deepEqual(policies, ['Cutter Observer', 'Cutter Executor', 'Cutter Reviewer', 'Cutter Verifier', 'Cutter Authoriser', 'Cutter Observer of named documents']);
	assert.deepEqual([...collections].sort(), [...COLLECTIONS].sort());
	const inApp = await query(`SELECT name FROM directus_policies WHERE name LIKE 'Cutter %' AND (app_access OR admin_access) ORDER BY name`);
	assert.deepEqual(inApp.map(({ name }) => name), ['Cutter Observer', 'Cutter Observer of named documents']);
	const visible = await system.clients.reviewer.get('/collections');
	const tables = visible.filter(({ collection, schema }) => schema && !collection.startsWith('directus_')).map(({ collection }) => collection);
	assert.deepEqual(tables.sort(), [...COLLECTIONS].sort());
});

test('every column has a name in English and Vietnamese, and only what people may write is writable', async () => {
	const fields = (await system.clients.admin.get('/fields')).filter(({ collection }) => COLLECTIONS.includes(collection));
	const isNamed = ({ meta }) => ['en-US', 'vi-VN'].every((language) => meta?.translations?.some((name) => name.language === language));
	const unnamed = fields.filter((field) => !isNamed(field));
	assert.deepEqual(unnamed.map(({ collection, field }) => `${collection}.${field}`), []);
	const writable = fields.filter(({ collection, schema, meta }) => schema && !meta.readonly && collection !== 'cutter_grammar_profile');
	assert.deepEqual(
		writable.map(({ collection, field }) => `${collection}.${field}`).sort(),
		['cutter_source_document.notes', 'cutter_source_document.title', 'tac_logical_unit.identity_profile'],
	);
});

test('a second run changes nothing', async () => {
	const first = await everyRow();
	await init();
	assert.deepEqual(await everyRow(), first);
});

test('a run puts back what is missing and leaves alone what was changed', async () => {
	const whole = await everyRow();
	const [{ note }] = await query(`SELECT note FROM directus_fields WHERE collection = 'cutter_grammar_profile' AND field = 'version'`);
	await query(`UPDATE directus_fields SET note = 'Ours' WHERE collection = 'cutter_grammar_profile' AND field = 'version'`);
	await query(`DELETE FROM directus_fields WHERE collection = 'cutter_grammar_profile' AND field = 'notes'`);
	await query(`DELETE FROM directus_presets WHERE collection = 'cutter_grammar_profile' AND "user" IS NULL`);
	await query(`DELETE FROM directus_permissions WHERE collection = 'cutter_grammar_profile'`);
	try {
		await init();
		const [changed] = await query(`SELECT note FROM directus_fields WHERE collection = 'cutter_grammar_profile' AND field = 'version'`);
		assert.equal(changed.note, 'Ours');
	} finally {
		await query(`UPDATE directus_fields SET note = $1 WHERE collection = 'cutter_grammar_profile' AND field = 'version'`, [note]);
	}
	const withoutIds = (rows) => rows.map(({ id: _id, ...row }) => JSON.stringify(row)).sort();
	const repaired = await everyRow();
	for (const table of TABLES) assert.deepEqual(withoutIds(repaired[table]), withoutIds(whole[table]), table);
});

test('where an administrator listed the parts under another name, no second list is made', async () => {
	const relation = `many_collection = 'tac_logical_unit' AND many_field = 'parent_id'`;
	const list = `collection = 'tac_logical_unit' AND field = 'children'`;
	await query(`UPDATE directus_relations SET one_field = 'sub_units' WHERE ${relation}`);
	await query(`DELETE FROM directus_fields WHERE ${list}`);
	try {
		await init();
		assert.deepEqual(await query(`SELECT field FROM directus_fields WHERE ${list}`), []);
		assert.deepEqual(await query(`SELECT one_field FROM directus_relations WHERE ${relation}`), [{ one_field: 'sub_units' }]);
	} finally {
		await query(`UPDATE directus_relations SET one_field = 'children' WHERE ${relation}`);
	}
	await init();
	assert.equal((await query(`SELECT field FROM directus_fields WHERE ${list}`)).length, 1);
});

test('the module is in the module bar, once, and stays hidden where it was switched off', async () => {
	const bar = async () => (await system.clients.admin.get('/settings?fields=module_bar')).module_bar;
	const whole = await bar();
	assert.deepEqual(whole.filter(({ id }) => id === 'cutter'), [{ type: 'module', id: 'cutter', enabled: true }]);
	assert.equal(whole.findIndex(({ id }) => id === 'cutter'), whole.findIndex(({ id }) => id === 'content') + 1);
	const hidden = [{ type: 'module', id: 'settings', enabled: true, locked: true }, { type: 'module', id: 'cutter', enabled: false }];
	await system.clients.admin.patch('/settings', { module_bar: hidden });
	try {
		await init();
		assert.deepEqual(await bar(), hidden);
		await system.clients.admin.patch('/settings', { module_bar: hidden.slice(0, 1) });
		await init();
		assert.deepEqual((await query('SELECT module_bar FROM directus_settings'))[0].module_bar.map(({ id }) => id), ['cutter', 'settings']);
	} finally {
		await system.clients.admin.patch('/settings', { module_bar: whole });
	}
});

test('two runs at the same time make one of each', async () => {
	const whole = await everyRow();
	await query(`DELETE FROM directus_permissions WHERE collection = 'cutter_grammar_profile'`);
	await Promise.all([init(), init()]);
	const counts = (rows) => Object.fromEntries(TABLES.map((table) => [table, rows[table].length]));
	assert.deepEqual(counts(await everyRow()), counts(whole));
});

test('nothing of it altered a table: the migration role still owns all five', async () => {
	const owners = await query(`SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY($1)`, [COLLECTIONS]);
	const [{ role }] = await query('SELECT current_user AS role');
	assert.equal(owners.length, COLLECTIONS.length);
	for (const { tablename, tableowner } of owners) assert.notEqual(tableowner, role, tablename);
});
