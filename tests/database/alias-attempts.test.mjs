// What nobody may do to an alias, tried by every role there is and committed: one line per role and attempt.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as rows from './rows.mjs';
import { startServer } from './support.mjs';

const ALIASES = 'cutter_governance.canonical_address_alias';
const day = (n) => `2026-03-${String(n).padStart(2, '0')}T00:00:00Z`;
const aliasRow = (text, kind, from, until, target, over = {}) =>
	rows.alias({ alias_text: text, alias_kind: kind, valid_from: day(from), valid_until: until ? day(until) : null, ...(target ? { target_unit_id: target } : {}), ...over });
const idOf = ([, row]) => row.alias_id ?? row.id;

/** What stands in the table: an open row, a closed one, and a unit that was replaced by another. */
const units = ['HB/A-0', 'HB/A-1'].map((address) => rows.unit({ canonical_address: address, created_at: day(1) }));
const [first, second] = units;
const open = aliasRow('HB/A-8', 'rename', 2);
const closed = aliasRow('HB/A-9', 'rename', 2, 5);
const replaced = aliasRow('HB/A-0', 'redirect', 2, undefined, idOf(second));

const adding = (...row) => rows.insert(...aliasRow(...row));
const adding7 = (over) => adding('HB/A-7', 'rename', 2, undefined, undefined, over);
const changing = (row, what) => `UPDATE ${ALIASES} SET ${what} WHERE alias_id = '${idOf(row)}'`;
const removing = (row) => `DELETE FROM ${ALIASES} WHERE alias_id = '${idOf(row)}'`;

const OVERLAP = 'canonical_address_alias_no_overlap_excl';
const WINDOW = 'canonical_address_alias_window_check';
const RATIONALE = 'canonical_address_alias_rationale_check';
const ACTOR = 'canonical_address_alias_created_by_check';

/** Each attempt with the rule that stops a role whom no privilege stops. */
const ATTEMPTS = [
	['a second window over an open one', adding('HB/A-8', 'rename', 9), OVERLAP],
	['a second window over the days of a closed one', adding('HB/A-9', 'rename', 1, 3), OVERLAP],
	['a window from which a closed one is taken over too early', adding('HB/A-9', 'rename', 4), OVERLAP],
	['the address that the target has', adding('HB/A-1', 'rename', 2, undefined, idOf(second)), 'ALIAS_SELF'],
	['the address that the target has, for a day', adding('HB/A-1', 'redirect', 2, 3, idOf(second)), 'ALIAS_SELF'],
	['a redirect that closes a cycle', adding('HB/A-1', 'redirect', 3, undefined, idOf(first)), 'ALIAS_CYCLE'],
	['a redirect that closes a cycle for a day', adding('HB/A-1', 'redirect', 8, 9, idOf(first)), 'ALIAS_CYCLE'],
	['no rationale', adding7({ rationale: '' }), RATIONALE],
	['a rationale of spaces', adding7({ rationale: ' \u00a0\t' }), RATIONALE],
	['a rationale that is null', adding7({ rationale: null }), 'not null'],
	['no actor', adding7({ created_by: '' }), ACTOR],
	['an actor of spaces', adding7({ created_by: '  ' }), ACTOR],
	['an end at the beginning', adding('HB/A-7', 'rename', 3, 3), WINDOW],
	['an end before the beginning', adding('HB/A-7', 'rename', 3, 2), WINDOW],
	['an end set before the beginning', changing(open, `valid_until = '${day(1)}'`), WINDOW],
	['a closed row opened again', changing(closed, 'valid_until = NULL'), 'ROW_FROZEN'],
	['a closed row that ends later', changing(closed, `valid_until = '${day(6)}'`), 'ROW_FROZEN'],
	['a closed row that ends earlier', changing(closed, `valid_until = '${day(4)}'`), 'ROW_FROZEN'],
	['another beginning', changing(open, `valid_from = '${day(1)}'`), 'ROW_FROZEN', 'column'],
	['another text', changing(open, `alias_text = 'HB/A-77'`), 'ROW_FROZEN', 'column'],
	['another target', changing(open, `target_unit_id = '${idOf(first)}'`), 'ROW_FROZEN', 'column'],
	['another rationale', changing(open, `rationale = 'on second thoughts'`), 'ROW_FROZEN', 'column'],
	['another author', changing(open, `created_by = 'someone else'`), 'ROW_FROZEN', 'column'],
	['an open row deleted', removing(open), 'APPEND_ONLY', 'delete'],
	['a closed row deleted', removing(closed), 'APPEND_ONLY', 'delete'],
	['the table emptied', `TRUNCATE ${ALIASES}`, 'APPEND_ONLY', 'delete'],
	['the table emptied with what hangs on it', `TRUNCATE ${ALIASES} CASCADE`, 'APPEND_ONLY', 'delete'],
];

/** Who tries, with which connection, and the rule each attempt meets: of the attempt itself, or before that a privilege or the lane. */
const ROLES = {
	cutter_exec: { client: 'directus', role: 'cutter_exec', stopped: (rule, what) => (what ? 'no privilege' : rule) },
	cutter_verify: { client: 'directus', role: 'cutter_verify', stopped: () => 'no privilege' },
	cutter_ro: { client: 'directus', role: 'cutter_ro', stopped: () => 'no privilege' },
	'the login of Directus': { client: 'directus', stopped: () => 'no privilege' },
	'the owner of the tables': { client: 'migrator', stopped: (rule, _what, isInsert) => (isInsert ? 'LANE_ONLY' : rule) },
	'the superuser': { client: 'admin', stopped: (rule, _what, isInsert) => (isInsert ? 'LANE_ONLY' : rule) },
};

let server;
let database;
let written;
const everyAlias = async () => (await database.admin.query(`SELECT to_jsonb(a) AS row FROM ${ALIASES} a ORDER BY alias_id`)).rows;

before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('009');
	await database.directus.query('SET ROLE cutter_exec');
	for (const row of [...units, open, closed, replaced]) await database.directus.query(rows.insert(...row));
	await database.directus.query('RESET ROLE');
	written = await everyAlias();
});
after(() => server?.stop());

/** Runs the statement by itself, so that it commits if nothing stops it; gives what stopped it. */
async function stoppedBy({ client, role }, statement) {
	const connection = database[client];
	if (role) await connection.query(`SET ROLE ${role}`);
	try {
		await connection.query(statement);
		return 'nothing';
	} catch (error) {
		if (error.code === '42501' && !error.constraint) return 'no privilege';
		if (error.code === '23502') return 'not null';
		return error.message.match(/^[A-Z_]+(?=: )/)?.[0] ?? error.constraint ?? error.message;
	} finally {
		if (role) await connection.query('RESET ROLE');
	}
}

for (const [name, role] of Object.entries(ROLES)) {
	describe(name, () => {
		for (const [attempt, statement, rule, what] of ATTEMPTS) {
			const expected = role.stopped(rule, what, typeof statement !== 'string');
			test(`${attempt}: ${expected}`, async () => {
				assert.equal(await stoppedBy(role, statement), expected);
				assert.deepEqual(await everyAlias(), written, 'no row changed');
			});
		}
	});
}

test('what is allowed: the executor adds a row and closes it, once', async () => {
	const row = aliasRow('HB/A-7', 'rename', 2);
	assert.equal(await stoppedBy(ROLES.cutter_exec, rows.insert(...row)), 'nothing');
	assert.equal(await stoppedBy(ROLES.cutter_exec, changing(row, `valid_until = '${day(4)}'`)), 'nothing');
	assert.equal(await stoppedBy(ROLES.cutter_exec, changing(row, `valid_until = '${day(5)}'`)), 'ROW_FROZEN');
	assert.equal((await everyAlias()).length, written.length + 1);
});
