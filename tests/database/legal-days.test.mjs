// 024_legal_days: who may say on which days a unit and its texts are law, and that a unit has one text on a day.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { attempt } from './phase-beta-roles.mjs';
import * as rows from './rows.mjs';
import { refusal, startServer } from './support.mjs';

const UNITS = 'public.tac_logical_unit';
const VERSIONS = 'public.tac_unit_version';
const LAW = { authority: 'enacted', lifecycle_status: 'active', born_on: '2026-01-01', in_force_from: '2026-03-01' };
const TEXT = { lifecycle_status: 'active', enacted_at: '2026-03-01', in_force_from: '2026-03-01' };
const codeOf = (error) => error?.message.split(':')[0];
const unit = (over) => rows.insert(...rows.unit({ canonical_address: 'HB/A-5', ...over }));

let server;
let database;
let unitId;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('008');
	({ unitId } = await rows.insertChain(database.migrator));
	await database.upTo('024', 8);
});
after(() => server?.stop());

test('law is born with its day, and without one nothing is (G-AUTHORITY)', async () => {
	assert.equal(await attempt(database, 'cutter_exec', unit(LAW)), undefined);
	for (const missing of Object.keys(LAW)) {
		const { [missing]: _, ...rest } = LAW;
		assert.equal(codeOf(await attempt(database, 'cutter_exec', unit(rest))), 'UNIT_BORN_DRAFT', `without ${missing}`);
	}
	assert.equal(codeOf(await attempt(database, 'cutter_exec', unit({ ...LAW, authority: 'runtime' }))), 'UNIT_BORN_DRAFT');
	for (const missing of Object.keys(TEXT)) {
		const { [missing]: _, ...rest } = TEXT;
		const refused = codeOf(await attempt(database, 'cutter_exec', rows.insert(...rows.version(unitId, { version_seq: 2, ...rest }))));
		assert.equal(refused, 'VERSION_BORN_DRAFT', `without ${missing}`);
	}
});

test('a unit has one text on a day, and no day ends before it begins', async () => {
	const text = (seq, days) => rows.insert(...rows.version(unitId, { version_seq: seq, ...TEXT, ...days }));
	const first = text(2, { in_force_from: '2026-03-01', in_force_until: '2027-01-01' });
	assert.equal(await attempt(database, 'cutter_exec', first, text(3, { in_force_from: '2027-01-01' })), undefined, 'one after the other');
	for (const days of [{ in_force_from: '2026-12-31' }, { in_force_from: '2026-01-01', in_force_until: '2026-03-02' }]) {
		const refused = await attempt(database, 'cutter_exec', first, text(3, days));
		assert.equal(refused?.constraint, 'tac_unit_version_in_force_excl', JSON.stringify(days));
	}
	assert.equal((await attempt(database, 'cutter_exec', text(2, { in_force_until: '2026-02-28' })))?.constraint, 'tac_unit_version_in_force_check');
	assert.equal((await attempt(database, 'cutter_exec', unit({ ...LAW, in_force_until: '2026-02-28' })))?.constraint, 'tac_logical_unit_in_force_check');
	// Changed twice on one day, a text was law for no time at all.
	assert.equal(await attempt(database, 'cutter_exec', text(2, { in_force_until: '2026-03-01' }), text(3, {})), undefined);
});

test('the lanes change until when something is law, nobody since when the document has it, and an editor neither', async () => {
	const set = (table, column) => `UPDATE ${table} SET ${column} = '2030-01-01' WHERE ${table === UNITS ? 'id' : 'unit_id'} = '${unitId}'`;
	for (const role of ['cutter_exec', 'cutter_verify']) {
		for (const table of [UNITS, VERSIONS]) {
			for (const column of ['in_force_from', 'in_force_until']) assert.equal(await refusal(database.directus, role, set(table, column)), undefined, `${role} ${table} ${column}`);
		}
		assert.equal((await refusal(database.directus, role, set(UNITS, 'born_on')))?.code, '42501', role);
	}
	assert.equal((await refusal(database.directus, undefined, set(UNITS, 'in_force_from')))?.code, '42501');
	assert.equal(codeOf(await attempt(database, 'the owner', set(UNITS, 'in_force_from'))), 'UNIT_LANE');
});

test('what texts resolve to is there from its legal day on', async () => {
	const { migrator } = database;
	const facts = async () => JSON.parse((await migrator.query('SELECT facts FROM public.fn_tac_resolution_facts($1, false)', [['HB/A-1']])).rows[0].facts).units[0];
	const before = await facts();
	await migrator.query(`ALTER TABLE ${UNITS} DISABLE TRIGGER trg_tac_write_guard_lu`);
	await migrator.query(`UPDATE ${UNITS} SET born_on = '2012-07-01', in_force_from = '2013-01-01' WHERE id = $1`, [unitId]);
	await migrator.query(`ALTER TABLE ${UNITS} ENABLE ALWAYS TRIGGER trg_tac_write_guard_lu`);
	const { born_at: born, in_force_from: from } = await facts();
	assert.deepEqual([born, from, before.in_force_from], ['2012-07-01T00:00:00.000000Z', '2013-01-01', null]);
	assert.notEqual(before.born_at, born);
	await assert.rejects(database.down('024_legal_days'), /DOWN_WOULD_LOSE_ROWS/);
});
