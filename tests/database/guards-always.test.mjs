// Who may set session_replication_role could silence every guard with one word. Before 020 each of these went through; since then none does.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { behindGuards } from '../../scripts/lib/guards.mjs';
import { DIRECTUS_ROLE, MIGRATION_IDS, MIGRATION_ROLE, refusal, startServer } from './support.mjs';
import * as rows from './rows.mjs';

const LEDGER = 'cutter_governance';
/** What nobody may do, and the guard that says so. */
const ATTEMPTS = [
	[`UPDATE ${LEDGER}.decision_backlog_history SET changed_by = 'somebody'`, 'APPEND_ONLY'],
	[`DELETE FROM ${LEDGER}.review_decision`, 'APPEND_ONLY'],
	[`TRUNCATE ${LEDGER}.verify_result CASCADE`, 'APPEND_ONLY'],
	[`UPDATE ${LEDGER}.cut_change_set SET emitted_by = 'somebody'`, 'ROW_FROZEN'],
	["UPDATE public.tac_logical_unit SET authority = 'enacted', lifecycle_status = 'draft_only'", 'UNIT_|LANE_'],
	['TRUNCATE public.tac_unit_version', 'APPEND_ONLY'],
	['TRUNCATE cutter_control.change_run CASCADE', 'APPEND_ONLY'],
];

let server;
let database;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.bootstrap();
	await database.upTo('008');
	await rows.insertChain(database.migrator);
	for (const id of MIGRATION_IDS.filter((each) => each > '009' && each < '020')) await database.up(id);
});
after(() => server?.stop());

/** Everyone whom the setting can be given to, by what they are connected as. */
const who = () => [
	['a superuser', database.admin, undefined],
	['the owner of the tables', database.migrator, undefined],
	['Directus\' login', database.directus, undefined],
	['Directus\' login as the executor', database.directus, 'cutter_exec'],
	['Directus\' login as the verifier', database.directus, 'cutter_verify'],
];

/** Attempts that went through with the guards silenced; what privileges refuse is refused either way. */
async function through(client, role) {
	const done = [];
	await client.query('SET session_replication_role = replica');
	for (const [sql, guard] of ATTEMPTS) {
		const error = await refusal(client, role, sql);
		if (!error) done.push(sql);
		else if (error.code !== '42501' || !/permission denied/.test(error.message)) assert.match(error.message, new RegExp(guard), sql);
	}
	await client.query('RESET session_replication_role');
	return done;
}

describe('session_replication_role = replica', () => {
	before(() => database.admin.query(`GRANT SET ON PARAMETER session_replication_role TO "${DIRECTUS_ROLE}", "${MIGRATION_ROLE}"`));

	test('before 020 it silenced every guard for a superuser and for the owner, where either may set it', async () => {
		for (const [, client, role] of who().slice(0, 2)) assert.equal((await through(client, role)).length, ATTEMPTS.length);
		// A lane could write outside of its state machine.
		const lane = ["UPDATE cutter_governance.decision_backlog_entry SET status = 'verified_complete' WHERE kind = 'cut_request'", 'cutter_exec'];
		await database.directus.query('SET session_replication_role = replica');
		assert.equal(await refusal(database.directus, lane[1], lane[0]), undefined);
		await database.directus.query('RESET session_replication_role');
	});

	test('since 020 it silences none, for nobody', async () => {
		await database.up('020_guards_always');
		for (const [name, client, role] of who()) assert.deepEqual(await through(client, role), [], name);
		await database.directus.query('SET session_replication_role = replica');
		const moved = await refusal(database.directus, 'cutter_exec', "UPDATE cutter_governance.decision_backlog_entry SET status = 'verified_complete' WHERE kind = 'cut_request'");
		await database.directus.query('RESET session_replication_role');
		assert.match(moved.message, /STATUS_MOVE/);
	});
});

test('every trigger of our tables but the stamps fires always, whichever migration made it', async () => {
	for (const id of MIGRATION_IDS.filter((each) => each > '021')) await database.up(id);
	const { rows: found } = await database.admin.query(
		`SELECT format('%s %s', t.tgrelid::regclass, t.tgname) AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_roles r ON r.oid = c.relowner
		  WHERE NOT t.tgisinternal AND t.tgenabled <> 'A' AND r.rolname = $1 AND t.tgname <> 'trg_cutter_touch_updated_at'`,
		[MIGRATION_ROLE],
	);
	assert.deepEqual(found, [], 'a migration after 020 says ENABLE ALWAYS for its own');
});

test('rows alone are restored with the guards off by name, and then they are to be switched on again', async () => {
	const checks = () => database.checks('020_guards_always').then((all) => all.filter(({ expected, observed }) => expected !== observed).map(({ check_id: id }) => id));
	// What pg_restore --data-only --disable-triggers does to a table.
	await database.admin.query('ALTER TABLE cutter_governance.decision_backlog_history DISABLE TRIGGER ALL; ALTER TABLE cutter_governance.decision_backlog_history ENABLE TRIGGER ALL');
	assert.deepEqual(await checks(), ['V20-01']);
	await database.up('020_guards_always');
	await database.admin.query('ALTER TABLE cutter_governance.decision_backlog_history ENABLE ALWAYS TRIGGER trg_unsealed, ENABLE ALWAYS TRIGGER trg_note_hand_over');
	assert.deepEqual(await checks(), []);
	await behindGuards(database.admin, () => database.admin.query("UPDATE cutter_governance.decision_backlog_history SET changed_by = changed_by"));
	assert.deepEqual(await checks(), [], 'and tests that go behind them put them back');
});
