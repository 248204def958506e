// The birth gate: which units may be born, and that its cost does not grow with the table.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as rows from './rows.mjs';
import { refusal, sharedFile, startServer } from './support.mjs';

let server;
let client;
before(async () => {
	server = await startServer();
	const database = await server.database();
	await database.upTo('008');
	client = database.migrator;
});
after(() => server?.stop());

const GATES = { 'public.tac_logical_unit': 'public', 'sandbox_tac.logical_unit': 'sandbox_tac' };
const gated = async (table, over) => {
	const { text, values } = rows.insert(table, rows.unit(over)[1]);
	return refusal(client, undefined, text, values);
};

const V1_GOOD = ['D38-DIEU28-ROOT', 'D38-DIEU28-S3', 'D38-DIEU28-S3-P1', 'D0-DIEU0-S0', 'D38-C1A-ROOT', 'D38-HOWTO-S3-P2-7', 'D38-DIEU-ROOT', 'D38-DIEU28A-S3-3', 'D123456789-X-S123456789'];
const V2_GOOD = ['HB-2026/SEC-2-1-3', 'A/B', '0/0', 'ICX-CONST/DIEU-TERMINOLOGY', `${'A'.repeat(48)}/B`, `A/${'B'.repeat(160)}`];
const BAD = ['', ' ', 'd38-DIEU28-ROOT', 'D38-DIEU28', 'D038-DIEU28-ROOT', 'D38-DIEU028-ROOT', 'D38-DIEU28-ROOT-P1', 'D38-DIEU28-S3-P1-2-4', 'D38-DIEU28-S3-P', 'D38-DIEU28-S3-1-1',
	'D1234567890-X-ROOT', ' D38-DIEU28-ROOT', 'D38-DIEU28-ROOT ', 'D38-DIEU28-ROOT\n', 'D38–DIEU28–ROOT', 'D38-ĐIEU-ROOT', 'D38-DIEU28-ROOTX', 'D38-1A-ROOT', `D38-${'X'.repeat(124)}-ROOT`,
	'icx/NT-1', 'ICX/', '/NT-1', 'ICX--C/NT-1', 'ICX/NT-1-', '-ICX/NT-1', 'ICX/NT_1', 'A/B/C', 'A/B\n', `${'A'.repeat(49)}/B`, `A/${'B'.repeat(161)}`, 'Ａ/B'];

for (const table of Object.keys(GATES)) {
	test(`${table}: addresses of both formats are born, others are not`, async () => {
		for (const address of [...V1_GOOD, ...V2_GOOD]) assert.equal(await gated(table, { canonical_address: address }), undefined, address);
		for (const address of BAD) assert.equal((await gated(table, { canonical_address: address }))?.message, `BIRTH_GATE_ADDRESS: "${address}" is not a canonical address.`);
	});

	test(`${table}: section type, title and parent`, async () => {
		const parent = randomUUID();
		const cases = [
			[{ section_type: 'verse' }, 'BIRTH_GATE_SECTION_TYPE: "verse" is not an active section type (unit HB/A-1).'],
			[{ identity_profile: { label: '1' } }, 'BIRTH_GATE_TITLE: identity_profile.title is missing or empty (unit HB/A-1).'],
			[{ identity_profile: { title: ' ' } }, 'BIRTH_GATE_TITLE: identity_profile.title is missing or empty (unit HB/A-1).'],
			[{ parent_id: parent }, `BIRTH_GATE_PARENT: parent ${parent} of unit HB/A-1 does not exist.`],
			[{ id: parent, parent_id: parent }, `BIRTH_GATE_PARENT: parent ${parent} of unit HB/A-1 does not exist.`],
		];
		for (const [over, message] of cases) {
			const error = await gated(table, over);
			assert.deepEqual([error?.message, error?.code, error?.schema, error?.constraint], [message, '23514', GATES[table], 'trg_tac_birth_gate_lu']);
		}
	});

	test(`${table}: a parent of another document, of the other schema, or itself is refused; a retired vocabulary code freezes nothing`, async () => {
		await client.query('BEGIN');
		const [, root] = rows.unit({ canonical_address: 'ROOTS/A' });
		await client.query(rows.insert(table, root));
		const other = Object.keys(GATES).find((name) => name !== table);
		const tries = async (target, over) => {
			await client.query('SAVEPOINT s');
			const error = await client.query(rows.insert(target, rows.unit(over)[1])).catch((failure) => failure);
			await client.query('ROLLBACK TO s');
			return error instanceof Error ? error.message.split(':')[0] : 'allowed';
		};
		assert.equal(await tries(table, { parent_id: root.id }), 'allowed');
		assert.equal(await tries(table, { parent_id: root.id, doc_code: 'HB2' }), 'BIRTH_GATE_DOC_CODE');
		assert.equal(await tries(other, { parent_id: root.id }), 'BIRTH_GATE_PARENT');
		await client.query('SAVEPOINT s');
		await assert.rejects(client.query(`UPDATE ${table} SET parent_id = id`), { message: /^BIRTH_GATE_PARENT: / });
		await client.query('ROLLBACK TO s');
		await client.query(`UPDATE public.tac_section_type_vocab SET active = false WHERE code = 'article'`);
		assert.equal(await tries(table, {}), 'BIRTH_GATE_SECTION_TYPE');
		assert.equal((await client.query(`UPDATE ${table} SET sort_order = 2`)).rowCount, 1);
		await client.query('ROLLBACK');
	});

	test(`${table}: 5,000 rows of one statement see their parents, at a cost per row that does not grow`, async () => {
		// The trap: statistics and cached plans from the time when the table held one row.
		const [, seed] = rows.unit({ canonical_address: 'SEED/A' });
		await client.query(rows.insert(table, seed));
		await client.query(`ANALYZE ${table}`);
		for (let n = 0; n < 10; n += 1) {
			const { text, values } = rows.insert(table, rows.unit({ canonical_address: `SEED/A-${n}`, parent_id: seed.id })[1]);
			await refusal(client, undefined, text, values);
		}
		const pagesPerRow = async (count) => {
			await client.query('BEGIN');
			const { rows: [row] } = await client.query(
				`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)
				 INSERT INTO ${table} (id, canonical_address, doc_code, section_type, parent_id, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at)
				 SELECT md5(n::text)::uuid, 'MANY/A-' || n, 'MANY', 'article', CASE WHEN n > 0 THEN md5(((n - 1) / 10)::text)::uuid END, n, 'document', 'draft_only', 'owners',
				        '{"title": "One of many", "label": "1"}', now()
				   FROM (SELECT n FROM generate_series(0, ${count} - 1) n ORDER BY n % 7) shuffled
				  ORDER BY n`);
			const { rows: [{ born }] } = await client.query(`SELECT count(*)::int AS born FROM ${table} WHERE doc_code = 'MANY'`);
			await client.query('ROLLBACK');
			assert.equal(born, count);
			const plan = row['QUERY PLAN'][0].Plan;
			return (plan['Shared Hit Blocks'] + plan['Shared Read Blocks']) / count;
		};
		const [few, many] = [await pagesPerRow(500), await pagesPerRow(5000)];
		assert.ok(many < few * 2, `pages per row: ${few} for 500 rows, ${many} for 5,000`);
		await client.query(`DELETE FROM ${table}`);
	});
}

test('a child before its parent is refused, with a hint', async () => {
	const { message, hint } = await refusal(client, undefined,
		`INSERT INTO public.tac_logical_unit (id, canonical_address, doc_code, section_type, parent_id, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at)
		 SELECT md5(n::text)::uuid, 'T/A-' || n, 'T', 'article', CASE WHEN n > 0 THEN md5('0')::uuid END, n, 't', 'draft_only', 'o', '{"title": "t"}', now()
		   FROM generate_series(0, 1) n ORDER BY n DESC`);
	assert.match(message, /^BIRTH_GATE_PARENT: /);
	assert.match(hint, /order the rows by sort_order/);
});

test('the address vectors: the database and the parser speak one language', (t) => {
	const path = sharedFile('vectors', 'addresses.json');
	if (!path) return t.skip('no reference material');
	const cases = JSON.parse(readFileSync(path, 'utf8')).cases.filter(({ op, text }) => op === 'parse' && !text.includes('\0'));
	assert.ok(cases.length > 50);
	return client
		.query('SELECT coalesce(array_agg(public.fn_tac_canonical_address_is_valid(text) ORDER BY place), ARRAY[]::boolean[]) AS valid FROM unnest($1::text[]) WITH ORDINALITY AS given (text, place)', [cases.map(({ text }) => text)])
		.then(({ rows: [{ valid }] }) => assert.deepEqual(cases.filter(({ ok }, index) => valid[index] !== ok).map(({ text }) => text), []));
});
