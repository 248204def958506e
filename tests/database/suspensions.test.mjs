// 031_suspensions: who says on which days a unit is suspended, and what tells it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { attempt } from './phase-beta-roles.mjs';
import * as rows from './rows.mjs';
import { MIGRATION_IDS, refusal, startServer } from './support.mjs';

const UNITS = 'public.tac_logical_unit';
const codeOf = (error) => error?.message.split(':')[0];

let server;
let database;
let unitId;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('008');
	({ unitId } = await rows.insertChain(database.migrator));
	for (const id of MIGRATION_IDS.filter((each) => each > '009')) await database.up(id);
});
after(() => server?.stop());

const suspended = (from, until) => `UPDATE ${UNITS} SET suspended_from = ${from}, suspended_until = ${until} WHERE id = '${unitId}'`;

test('the lanes say it, an editor and the owner do not', async () => {
	for (const role of ['cutter_exec', 'cutter_verify']) assert.equal(await refusal(database.directus, role, suspended("'2030-01-01'", 'NULL')), undefined, role);
	assert.equal((await refusal(database.directus, undefined, suspended("'2030-01-01'", 'NULL')))?.code, '42501');
	assert.equal(codeOf(await attempt(database, 'the owner', suspended("'2030-01-01'", 'NULL'))), 'UNIT_LANE');
});

test('a suspension ends no earlier than it begins, and has no end without a beginning', async () => {
	const refused = async (from, until) => (await attempt(database, 'cutter_exec', suspended(from, until)))?.constraint;
	assert.equal(await refused("'2030-01-01'", "'2029-12-31'"), 'tac_logical_unit_suspended_check');
	assert.equal(await refused('NULL', "'2030-01-01'"), 'tac_logical_unit_suspended_check');
	assert.equal(await refused("'2030-01-01'", "'2030-01-01'"), undefined, 'it ended on the day on which it began');
});

test('what a text resolves to tells it, and then the migration is not taken back', async () => {
	const { directus, migrator } = database;
	await directus.query('BEGIN');
	await directus.query('SET LOCAL ROLE cutter_exec');
	await directus.query(suspended("'2030-01-01'", "'2031-01-01'"));
	await directus.query('COMMIT');
	const { rows: [{ facts }] } = await migrator.query('SELECT facts FROM public.fn_tac_resolution_facts($1, false)', [['HB/A-1']]);
	const [unit] = JSON.parse(facts).units;
	assert.deepEqual([unit.suspended_from, unit.suspended_until], ['2030-01-01', '2031-01-01']);
	await assert.rejects(database.down('031_suspensions'), /DOWN_WOULD_LOSE_ROWS/);
});
