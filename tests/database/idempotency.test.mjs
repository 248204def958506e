// 011_idempotency: who writes keys, what is refused, and how they are forgotten; tried by SQL.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insert, sha256 } from './rows.mjs';
import { refusal, startServer, trying } from './support.mjs';

const TABLE = 'cutter_control.idempotency_key';
const FORGET = 'SELECT cutter_control.fn_forget_idempotency_keys() AS forgotten';
const LANES = ['cutter_exec', 'cutter_verify'];
const DENIED = '42501';

const keyed = (over = {}) => {
	const { text, values } = insert(TABLE, { person: 'a', idempotency_key: 'k-1', route: 'POST /sweep', request_sha256: sha256('x'), answer: '{"sweep_id":null}', answered_at: new Date().toISOString(), ...over });
	return [text, values];
};
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString();

let server;
let database;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('011');
});
after(() => server?.stop());

test('both lanes record answers and read them; they change, delete and empty nothing', async () => {
	for (const lane of LANES) {
		assert.equal(await refusal(database.directus, lane, ...keyed()), undefined, lane);
		assert.equal(await refusal(database.directus, lane, `SELECT * FROM ${TABLE}`), undefined, lane);
		for (const sql of [`UPDATE ${TABLE} SET answer = '{}'`, `DELETE FROM ${TABLE}`, `TRUNCATE ${TABLE}`]) {
			assert.equal((await refusal(database.directus, lane, sql))?.code, DENIED, `${lane}: ${sql}`);
		}
	}
	for (const role of [undefined, 'cutter_ro']) {
		for (const [sql, values] of [keyed(), [`SELECT * FROM ${TABLE}`], [FORGET]]) {
			assert.equal((await refusal(database.directus, role, sql, values))?.code, DENIED, `${role}: ${sql}`);
		}
	}
});

test('a key is one row for each person, whoever comes second', async () => {
	await trying(database.directus, 'cutter_exec', async () => {
		await database.directus.query(...keyed());
		await database.directus.query(...keyed({ person: 'b' }));
		await assert.rejects(database.directus.query(...keyed({ route: 'POST /aliases' })), { constraint: 'idempotency_key_pkey' });
	});
});

for (const [column, values] of Object.entries({
	person: [''],
	idempotency_key: ['', 'k'.repeat(256), 'khóa', 'a\tb', 'a\nb'],
	route: [''],
	request_sha256: ['', 'ABC', sha256('x').toUpperCase()],
	answer: ['', '{', 'undefined'],
})) {
	test(`${column} is held to its rule`, async () => {
		for (const value of values) {
			const refused = await refusal(database.directus, 'cutter_exec', ...keyed({ [column]: value }));
			assert.equal(refused?.constraint, `idempotency_key_${column}_check`, JSON.stringify(value));
		}
	});
}

test('nobody but a lane adds a row, and not even the owner or a superuser changes one or forgets it early', async () => {
	for (const client of [database.migrator, database.admin]) assert.match((await refusal(client, undefined, ...keyed())).message, /^LANE_ONLY: /);
	for (const client of [database.migrator, database.admin]) {
		for (const [sql, message] of [
			[`UPDATE ${TABLE} SET answer = '{}'`, /^APPEND_ONLY: UPDATE on /],
			[`TRUNCATE ${TABLE}`, /^APPEND_ONLY: TRUNCATE on /],
			[`DELETE FROM ${TABLE}`, /^IDEMPOTENCY_KEPT: a key is kept for 7 days/],
		]) {
			await trying(database.admin, 'cutter_exec', async () => {
				await database.admin.query(...keyed());
				await database.admin.query('COMMIT');
			});
			assert.match((await refusal(client, undefined, sql)).message, message, sql);
			await forgetAll();
		}
	}
});

/** What only switched-off triggers can do. */
async function forgetAll() {
	await database.admin.query('SET session_replication_role = replica');
	await database.admin.query(`DELETE FROM ${TABLE}`);
	await database.admin.query('RESET session_replication_role');
}

test('a lane forgets what is older than 7 days, 20 at a time and oldest first, and nothing younger', async () => {
	for (const lane of LANES) {
		await trying(database.directus, lane, async () => {
			const { directus } = database;
			for (let day = 0; day < 30; day += 1) await directus.query(...keyed({ idempotency_key: `old-${day}`, answered_at: daysAgo(7.01 + day) }));
			for (const days of [0, 1, 6.99]) await directus.query(...keyed({ idempotency_key: `young-${days}`, answered_at: daysAgo(days) }));
			assert.equal((await directus.query(FORGET)).rows[0].forgotten, '20');
			const { rows } = await directus.query(`SELECT idempotency_key AS key FROM ${TABLE} ORDER BY answered_at DESC`);
			assert.deepEqual(rows.map(({ key }) => key), ['young-0', 'young-1', 'young-6.99', ...Array.from({ length: 10 }, (_, day) => `old-${day}`)]);
			assert.equal((await directus.query(FORGET)).rows[0].forgotten, '10');
			assert.equal((await directus.query(FORGET)).rows[0].forgotten, '0');
		});
	}
});

test('down is refused while keys are remembered', async () => {
	await trying(database.admin, 'cutter_exec', async () => {
		await database.admin.query(...keyed());
		await database.admin.query('COMMIT');
	});
	await assert.rejects(database.down('011_idempotency'), { message: 'DOWN_WOULD_LOSE_ROWS: cutter_control.idempotency_key hold(s) rows.' });
	await forgetAll();
	await database.down('011_idempotency');
	await database.up('011_idempotency');
});
