// 030_withdrawals and 032_corrections: who removes units and versions that stand, and when.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { attempt, STRONG } from './phase-beta-roles.mjs';
import * as rows from './rows.mjs';
import { MIGRATION_IDS, startServer } from './support.mjs';

const UNITS = 'public.tac_logical_unit';
const VERSIONS = 'public.tac_unit_version';
const codeOf = (error) => error?.message.split(':')[0];

let server;
let database;
let ids;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('008');
	ids = await rows.insertChain(database.migrator);
	for (const id of MIGRATION_IDS.filter((each) => each > '009')) await database.up(id);
});
after(() => server?.stop());

const withdrawal = (over = {}) => rows.insert(...rows.changeSet(ids, { operation_kind: 'withdraw', payload_summary: { withdraws: ids.changeSetId }, ...over }));
const correction = (over = {}) => rows.insert(...rows.changeSet(ids, { operation_kind: 'correct', payload_summary: { corrects: ids.changeSetId }, ...over }));
const remove = () => [`DELETE FROM ${VERSIONS} WHERE unit_id = '${ids.unitId}'`, `DELETE FROM ${UNITS} WHERE id = '${ids.unitId}'`];

test('compensation removes them, the executor only in the transaction that records a withdrawal or a correction, nobody else ever', async () => {
	for (const role of STRONG) {
		assert.equal(codeOf(await attempt(database, role, ...remove())), role === 'cutter_verify' ? undefined : 'LANE_ONLY', role);
	}
	for (const recorded of [withdrawal(), correction()]) assert.equal(await attempt(database, 'cutter_exec', recorded, ...remove()), undefined);
	for (const role of ['the owner', 'the superuser']) assert.equal(codeOf(await attempt(database, role, ...remove())), 'LANE_ONLY', role);
	// Another change of the same transaction is none.
	assert.equal(codeOf(await attempt(database, 'cutter_exec', rows.insert(...rows.changeSet(ids, { operation_kind: 'retire' })), ...remove())), 'LANE_ONLY');
});

test('a withdrawal says what it withdraws, nothing else does, and nothing is withdrawn twice', async () => {
	const refused = async (...statements) => (await attempt(database, 'cutter_exec', ...statements))?.constraint;
	assert.equal(await refused(withdrawal({ payload_summary: {} })), 'cut_change_set_withdraws_check');
	assert.equal(await refused(withdrawal({ operation_kind: 'retire' })), 'cut_change_set_withdraws_check');
	assert.equal(await refused(withdrawal(), withdrawal()), 'idx_ccs_withdraws');
});

test('a correction says what it corrects, nothing else does, and there may be several of one change', async () => {
	const refused = async (...statements) => (await attempt(database, 'cutter_exec', ...statements))?.constraint;
	assert.equal(await refused(correction({ payload_summary: {} })), 'cut_change_set_corrects_check');
	assert.equal(await refused(correction({ operation_kind: 'retire' })), 'cut_change_set_corrects_check');
	assert.equal(await refused(correction(), correction()), undefined);
});

test('a withdrawal that is on record lets nobody remove anything later', async () => {
	const { directus } = database;
	await directus.query('BEGIN');
	await directus.query('SET LOCAL ROLE cutter_exec');
	await directus.query(withdrawal());
	await directus.query('COMMIT');
	assert.equal(codeOf(await attempt(database, 'cutter_exec', ...remove())), 'LANE_ONLY');
});
