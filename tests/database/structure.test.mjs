// 015_structure: what operations on cut law need of the database, tried as each lane.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as rows from './rows.mjs';
import { refusal, runScript, readMigration, startServer, trying } from './support.mjs';

const UNITS = 'public.tac_logical_unit';
const LANES = ['cutter_exec', 'cutter_verify'];

let server;
let database;
let ids;
const units = { first: rows.unit({ canonical_address: 'HB/A-5', sort_order: 5 }), second: rows.unit({ canonical_address: 'HB/A-6', sort_order: 6 }) };
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('008');
	ids = await rows.insertChain(database.migrator);
	for (const unit of Object.values(units)) await database.migrator.query(rows.insert(...unit));
	await database.upTo('015', 8);
});
after(() => server?.stop());

const [first, second] = [units.first[1].id, units.second[1].id];

for (const lane of LANES) {
	test(`${lane}: two units exchange their addresses in one statement, and no statement leaves an address twice`, async () => {
		const swap = `UPDATE ${UNITS} u SET canonical_address = n.address FROM (VALUES ('${first}'::uuid, 'HB/A-6'), ('${second}'::uuid, 'HB/A-5')) AS n (id, address) WHERE u.id = n.id`;
		await trying(database.directus, lane, async (client) => {
			assert.equal((await client.query(swap)).rowCount, 2);
			const found = await client.query(`SELECT id, canonical_address FROM ${UNITS} WHERE id IN ($1, $2) ORDER BY canonical_address`, [first, second]);
			assert.deepEqual(found.rows, [{ id: second, canonical_address: 'HB/A-5' }, { id: first, canonical_address: 'HB/A-6' }]);
		});
		const twice = await refusal(database.directus, lane, `UPDATE ${UNITS} SET canonical_address = 'HB/A-6' WHERE id = $1`, [first]);
		assert.equal(twice?.constraint, 'tac_logical_unit_canonical_address_key');
	});

	test(`${lane}: adds an alias and closes it once`, async () => {
		const [table, row] = rows.alias({ target_unit_id: first, alias_text: 'HB/A-5X' });
		await trying(database.directus, lane, async (client) => {
			await client.query(rows.insert(table, row));
			await client.query(`UPDATE ${table} SET valid_until = now() WHERE alias_id = $1`, [row.alias_id]);
			await assert.rejects(client.query(`UPDATE ${table} SET valid_until = now() + interval '1 day' WHERE alias_id = $1`, [row.alias_id]), { message: /^ROW_FROZEN: valid_until of / });
		});
	});
}

test('a lane that compensates changes no text, and nobody else adds aliases', async () => {
	for (const column of ['title', 'body', 'content_hash', 'content_profile', 'version_seq', 'unit_id']) {
		assert.equal((await refusal(database.directus, 'cutter_verify', `UPDATE public.tac_unit_version SET ${column} = ${column}`))?.code, '42501', column);
	}
	for (const column of ['doc_code', 'section_type', 'owner_ref', 'created_at']) {
		assert.equal((await refusal(database.directus, 'cutter_verify', `UPDATE ${UNITS} SET ${column} = ${column}`))?.code, '42501', column);
	}
	const { text, values } = rows.insert(...rows.alias());
	assert.equal((await refusal(database.migrator, undefined, text, values))?.constraint, 'trg_ledger_lane');
});

test('insert and move are kinds of manifests and change sets; going back is refused while there are any', async () => {
	for (const operation_kind of ['insert', 'move']) {
		const [table, row] = rows.envelope({ operation_kind });
		const named = { envelopeId: row.envelope_id, reviewId: ids.reviewId };
		await trying(database.directus, 'cutter_exec', async (client) => {
			await client.query(rows.insert(table, row));
			await client.query(rows.insert(...rows.changeSet(named, { operation_kind })));
		});
	}
	const other = await refusal(database.directus, 'cutter_exec', ...Object.values(rows.insert(...rows.envelope({ operation_kind: 'amend' }))));
	assert.equal(other?.constraint, 'manifest_envelope_operation_kind_check');
	await database.directus.query('BEGIN');
	await database.directus.query('SET LOCAL ROLE cutter_exec');
	await database.directus.query(rows.insert(...rows.envelope({ operation_kind: 'move' })));
	await database.directus.query('COMMIT');
	await assert.rejects(runScript(database.migrator, readMigration('015_structure', 'down.sql')), {
		message: 'DOWN_WOULD_LOSE_ROWS: cutter_governance.manifest_envelope hold(s) rows of the kinds insert or move.',
	});
});
