// 009_phase_beta: the rules of aliases, tried by SQL; deferred rules are checked where the transaction would commit.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { attempt, STRONG, tampering } from './phase-beta-roles.mjs';
import * as rows from './rows.mjs';
import { startServer, trying } from './support.mjs';

const ALIASES = 'cutter_governance.canonical_address_alias';
const UNITS = 'public.tac_logical_unit';
const day = (n) => `2026-03-${String(n).padStart(2, '0')}T00:00:00Z`;

let server;
let database;
before(async () => {
	server = await startServer();
	database = await server.database();
	await database.upTo('009');
});
after(() => server?.stop());

const alias = (text, kind, from, until, target, over = {}) =>
	rows.alias({ alias_text: text, alias_kind: kind, valid_from: day(from), valid_until: until ? day(until) : null, target_unit_id: target ?? randomUUID(), ...over });
const unit = (address, over = {}) => rows.unit({ canonical_address: address, created_at: day(1), ...over });
const idOf = ([, row]) => row.id ?? row.alias_id;

/** Writes everything as the executor in one transaction that is rolled back; answers the code of the first refusal. */
async function writing(...steps) {
	const statements = steps.map((step) => (Array.isArray(step) ? rows.insert(...step) : step));
	const error = await attempt(database, 'cutter_exec', ...statements);
	return error ? (error.message.match(/^[A-Z_]+(?=: )/)?.[0] ?? error.constraint ?? error.message) : 'allowed';
}
const closing = (row, at) => `UPDATE ${ALIASES} SET valid_until = '${day(at)}' WHERE alias_id = '${idOf(row)}'`;
const renumbering = (row, address) => `UPDATE ${UNITS} SET canonical_address = '${address}' WHERE id = '${idOf(row)}'`;

describe('one row', () => {
	const OVERLAP = 'canonical_address_alias_no_overlap_excl';
	const cases = [
		['a window that ends when it begins', () => [alias('HB/A-1', 'rename', 2, 2)], 'canonical_address_alias_window_check'],
		['a window that ends before it begins', () => [alias('HB/A-1', 'rename', 3, 2)], 'canonical_address_alias_window_check'],
		['no such kind', () => [alias('HB/A-1', 'nickname', 2)], 'canonical_address_alias_alias_kind_check'],
		...['', ' ', '\t\n', '\u00a0\u2003\u3000'].flatMap((blank) => [
			[`a reason of ${JSON.stringify(blank)}`, () => [alias('HB/A-1', 'rename', 2, 3, undefined, { rationale: blank })], 'canonical_address_alias_rationale_check'],
			[`an actor of ${JSON.stringify(blank)}`, () => [alias('HB/A-1', 'rename', 2, 3, undefined, { created_by: blank })], 'canonical_address_alias_created_by_check'],
			[`a text of ${JSON.stringify(blank)}`, () => [alias(blank, 'external_reference', 2)], 'canonical_address_alias_alias_text_check'],
		]),
		['a text of 513 characters', () => [alias('đ'.repeat(513), 'external_reference', 2)], 'canonical_address_alias_alias_text_check'],
		['a text of 512 characters', () => [alias('đ'.repeat(512), 'external_reference', 2)], 'allowed'],
		['a text that is not NFC', () => [alias('Đie\u0302\u0300u 15', 'external_reference', 2)], 'canonical_address_alias_alias_text_check'],
		['a text that the resolver would trim', () => [alias('HB/A-1 ', 'rename', 2)], 'canonical_address_alias_alias_text_check'],
		['the same text and kind in one window', () => [alias('HB/A-1', 'rename', 2, 5), alias('HB/A-1', 'rename', 4)], OVERLAP],
		['within an open window', () => [alias('HB/A-1', 'previous_canonical', 2), alias('HB/A-1', 'previous_canonical', 9, 10)], OVERLAP],
		['one window right after the other', () => [alias('HB/A-1', 'rename', 2, 4), alias('HB/A-1', 'rename', 4)], 'allowed'],
		['the same text of another kind', () => [alias('HB/A-1', 'rename', 2), alias('HB/A-1', 'redirect', 2)], 'allowed'],
		['another text', () => [alias('HB/A-1', 'rename', 2), alias('HB/A-11', 'rename', 2)], 'allowed'],
		['the redirects of one split', () => ['1', '2', '3'].map(() => alias('HB/A-1', 'redirect', 2, undefined, undefined, { scenario_ref: 'split-1' })), 'allowed'],
		['the redirects of two splits', () => ['1', '2'].map((n) => alias('HB/A-1', 'redirect', 2, undefined, undefined, { scenario_ref: `split-${n}` })), OVERLAP],
		['redirects without a split', () => ['1', '2'].map(() => alias('HB/A-1', 'redirect', 2)), OVERLAP],
		['a scenario does not excuse a rename', () => ['1', '2'].map(() => alias('HB/A-1', 'rename', 2, undefined, undefined, { scenario_ref: 'same' })), OVERLAP],
		['third parties may be ambiguous', () => ['1', '2'].map(() => alias('32016R0679', 'external_reference', 2)), 'allowed'],
	];
	for (const [title, make, expected] of cases) test(`${title}: ${expected}`, async () => assert.equal(await writing(...make()), expected));

	test('a row is closed once, and neither opened again nor changed', async () => {
		const row = alias('HB/A-1', 'rename', 2);
		assert.equal(await writing(row, closing(row, 5)), 'allowed');
		assert.equal(await writing(row, closing(row, 1)), 'canonical_address_alias_window_check');
		for (const change of [closing(row, 6), `UPDATE ${ALIASES} SET valid_until = NULL`]) assert.equal(await writing(row, closing(row, 5), change), 'ROW_FROZEN', change);
		assert.equal(await writing(row, `DELETE FROM ${ALIASES}`), 'APPEND_ONLY');
		assert.equal(await writing(row, closing(row, 5), alias('HB/A-1', 'rename', 5)), 'allowed', 'the window is free from then on');
	});

	test('no role gets round the constraints; only the executor writes at all', async () => {
		for (const role of STRONG) {
			const wrong = await attempt(database, role, rows.insert(...alias('HB/A-1', 'rename', 3, 2)));
			assert.equal(wrong.constraint, role === 'cutter_exec' ? 'canonical_address_alias_window_check' : 'trg_ledger_lane', role);
		}
		const [first, second] = [alias('HB/A-1', 'rename', 2), alias('HB/A-1', 'rename', 3)];
		const forced = await tampering(database, 'SELECT 1', undefined, 'SET LOCAL session_replication_role = replica', rows.insert(...first), rows.insert(...second));
		assert.equal(forced.constraint, 'canonical_address_alias_no_overlap_excl', 'even with the triggers off');
	});
});

describe('external references', () => {
	test('one that reads as an address of a registered document, or is the address of a unit', async () => {
		const registered = [rows.document({ doc_code: 'BL', prefix: 'BLDS-2015' }), rows.document({ doc_code: 'D', prefix: 'D38-DIEU28' }), unit('LONE/A-1')];
		const writes = (text) => writing(...registered, alias(text, 'external_reference', 2));
		for (const text of ['BLDS-2015/DIEU-15', 'BLDS-2015/X', 'D38-DIEU28-S3', 'D38-DIEU28-ROOT', 'LONE/A-1']) assert.equal(await writes(text), 'ALIAS_EXTERNAL_ADDRESS', text);
		for (const text of ['BLDS-2016/DIEU-15', 'BLDS/DIEU-15', 'blds-2015/dieu-15', 'BLDS-2015/DIEU--15', 'D38-DIEU29-S3', 'LONE/A-2', 'Luật 91/2015/QH13 Điều 15', '32016R0679', '/akn/vn/act/2015/91/!main~art_15']) {
			assert.equal(await writes(text), 'allowed', text);
		}
		assert.equal(await writing(...registered, alias('BLDS-2015/DIEU-15', 'rename', 2)), 'allowed', 'other kinds are addresses of ours');
	});

	test('a prefix under which an external reference would read as an address', async () => {
		const [document, row] = [rows.document({ doc_code: 'CE', prefix: 'CELEX' }), alias('CELEX/32016R0679', 'external_reference', 2)];
		assert.equal(await writing(row, document), 'ALIAS_EXTERNAL_ADDRESS');
		assert.equal(await writing(row, closing(row, 3), document), 'allowed', 'a closed one is history');
		assert.equal(await writing(row, rows.document({ doc_code: 'CE', prefix: 'CELE' })), 'allowed');
	});
});

describe('no self alias', () => {
	test('the address a unit has, in any kind, from its birth on', async () => {
		for (const kind of ['previous_canonical', 'rename', 'redirect']) {
			const u = unit('HB/A-6A');
			const row = (from, until) => alias('HB/A-6A', kind, from, until, idOf(u));
			assert.equal(await writing(u, row(2)), 'ALIAS_SELF', kind);
			assert.equal(await writing(row(2), u), 'ALIAS_SELF', 'in the other order too');
			if (kind !== 'previous_canonical') assert.equal(await writing(u, row(2, 3)), 'ALIAS_SELF', kind);
		}
		const born = unit('HB/A-6A', { created_at: day(5) });
		assert.equal(await writing(born, alias('HB/A-6A', 'rename', 2, 5, idOf(born))), 'allowed', 'before its birth the unit did not hold it');
		assert.equal(await writing(born, alias('HB/A-6A', 'rename', 2, 6, idOf(born))), 'ALIAS_SELF');
	});

	test('6A to 6B and back to 6A, each step in any order of its statements', async () => {
		const u = unit('HB/A-6A');
		const steps = (order) => {
			const [was6a, as6a] = [alias('HB/A-6A', 'previous_canonical', 1, 10, idOf(u)), alias('HB/A-6A', 'rename', 10, undefined, idOf(u))];
			const there = [was6a, renumbering(u, 'HB/A-6B'), as6a];
			const back = [closing(as6a, 20), alias('HB/A-6B', 'previous_canonical', 10, 20, idOf(u)), renumbering(u, 'HB/A-6A'), alias('HB/A-6B', 'rename', 20, undefined, idOf(u))];
			return order === 'turned' ? [u, ...there.toReversed(), as6a && back[0], ...back.slice(1).toReversed()] : [u, ...there, ...back];
		};
		assert.equal(await writing(...steps('as written')), 'allowed');
		assert.equal(await writing(...steps('turned')), 'allowed');
		const left = steps('as written').filter((step) => !String(step).startsWith(`UPDATE ${ALIASES}`));
		assert.equal(await writing(...left), 'ALIAS_SELF', 'the rename left open when the address comes back');
	});

	test('a time when the unit had the address, as its previous_canonical says', async () => {
		const u = unit('HB/A-6B');
		const was = alias('HB/A-6A', 'previous_canonical', 2, 10, idOf(u));
		for (const kind of ['rename', 'redirect']) {
			assert.equal(await writing(u, was, alias('HB/A-6A', kind, 9, undefined, idOf(u))), 'ALIAS_SELF', kind);
			assert.equal(await writing(u, alias('HB/A-6A', kind, 9, undefined, idOf(u)), was), 'ALIAS_SELF', kind);
			assert.equal(await writing(u, was, alias('HB/A-6A', kind, 10, undefined, idOf(u))), 'allowed', kind);
		}
		assert.equal(await writing(u, was, alias('HB/A-6A', 'rename', 9, undefined)), 'allowed', 'another unit');
	});

	test('an address another unit takes over is no self alias', async () => {
		const [old, young] = [unit('HB/A-6A'), unit('HB/A-6A', { created_at: day(20) })];
		const as6a = alias('HB/A-6A', 'rename', 10, undefined, idOf(old));
		assert.equal(await writing(old, alias('HB/A-6A', 'previous_canonical', 1, 10, idOf(old)), renumbering(old, 'HB/A-6B'), as6a, closing(as6a, 20), young), 'allowed');
	});
});

describe('no cycle at any time', () => {
	const redirect = (text, target, from = 2, until = undefined) => alias(text, 'redirect', from, until, idOf(target), { scenario_ref: randomUUID() });
	const units = (count) => Array.from({ length: count }, (_, n) => unit(`HB/A-${n}`));

	test('two units that replace each other at one moment; not at two', async () => {
		const [a, b] = units(2);
		assert.equal(await writing(a, b, redirect('HB/A-0', b), redirect('HB/A-1', a)), 'ALIAS_CYCLE');
		assert.equal(await writing(a, b, redirect('HB/A-0', b, 2, 10), redirect('HB/A-1', a, 9)), 'ALIAS_CYCLE');
		assert.equal(await writing(a, b, redirect('HB/A-0', b, 2, 10), redirect('HB/A-1', a, 10)), 'allowed');
		const first = redirect('HB/A-0', b);
		assert.equal(await writing(a, b, first, closing(first, 10), redirect('HB/A-1', a, 10)), 'allowed', 'the first substitution was taken back');
	});

	test('a ring of 40 units, whichever row comes last; a chain of 40 is none', async () => {
		const ring = units(40);
		const steps = ring.map((_, n) => redirect(`HB/A-${n}`, ring[(n + 1) % 40]));
		assert.equal(await writing(...ring, ...steps), 'ALIAS_CYCLE');
		assert.equal(await writing(...ring, ...steps.toReversed()), 'ALIAS_CYCLE');
		assert.equal(await writing(...ring, ...steps.slice(1)), 'allowed');
	});

	test('windows that overlap pairwise but never all at once', async () => {
		const [a, b, c] = units(3);
		const rows3 = (last) => [redirect('HB/A-0', b, 2, 6), redirect('HB/A-1', c, 4, 9), redirect('HB/A-2', a, ...last)];
		assert.equal(await writing(a, b, c, ...rows3([6, 9])), 'allowed');
		assert.equal(await writing(a, b, c, ...rows3([5, 9])), 'ALIAS_CYCLE');
	});

	test('diamonds and splits of splits are no cycles; a branch that leads back is', async () => {
		const [a, b, c, d] = units(4);
		const split = (text, ...targets) => targets.map((target, n) => alias(text, 'redirect', 2, undefined, idOf(target), { scenario_ref: `split of ${text}`, created_by: `hand ${n}` }));
		const diamond = [...split('HB/A-0', b, c), ...split('HB/A-1', d), ...split('HB/A-2', d)];
		assert.equal(await writing(a, b, c, d, ...diamond), 'allowed');
		assert.equal(await writing(a, b, c, d, ...diamond, ...split('HB/A-3', a)), 'ALIAS_CYCLE');
		// 20 diamonds in a row have a million paths, and 60 units.
		const many = units(61);
		const row = Array.from({ length: 20 }, (_, n) => [...split(`HB/A-${3 * n}`, many[3 * n + 1], many[3 * n + 2]), ...split(`HB/A-${3 * n + 1}`, many[3 * n + 3]), ...split(`HB/A-${3 * n + 2}`, many[3 * n + 3])]).flat();
		assert.equal(await writing(...many, ...row), 'allowed');
		assert.equal(await writing(...many, ...row, ...split('HB/A-60', many[0])), 'ALIAS_CYCLE');
	});

	test('a cycle closed by a unit: born with, or renumbered to, the missing address', async () => {
		const [a, b] = units(2);
		const both = [redirect('HB/A-0', b), redirect('HB/A-1', a)];
		assert.equal(await writing(a, ...both), 'allowed', 'one unit is still missing');
		assert.equal(await writing(a, ...both, 'SET CONSTRAINTS ALL IMMEDIATE', b), 'ALIAS_CYCLE');
		const elsewhere = unit('HB/Z', { id: idOf(b) });
		assert.equal(await writing(a, elsewhere, ...both), 'allowed');
		assert.equal(await writing(a, elsewhere, ...both, 'SET CONSTRAINTS ALL IMMEDIATE', renumbering(b, 'HB/A-1')), 'ALIAS_CYCLE');
	});

	test('two transactions that each write one half: the second waits, then is refused', async () => {
		const [a, b] = units(2);
		const { admin, directus } = database;
		await admin.query(`SET ROLE cutter_exec`);
		for (const row of [a, b]) await admin.query(rows.insert(...row));
		await admin.query('BEGIN');
		await admin.query(rows.insert(...redirect('HB/A-0', b)));
		await admin.query('SET CONSTRAINTS ALL IMMEDIATE');
		const second = trying(directus, 'cutter_exec', async () => {
			await directus.query(rows.insert(...redirect('HB/A-1', a)));
			return directus.query('SET CONSTRAINTS ALL IMMEDIATE').then(() => 'allowed', (error) => error.message.split(':')[0]);
		});
		const early = await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))]);
		await admin.query('COMMIT; RESET ROLE');
		assert.deepEqual([early, await second], ['waits', 'ALIAS_CYCLE']);
	});
});

test('rows from before 009 are held to the rules: the migration stops and names the first', async () => {
	const before = async (name, ...list) => {
		const other = await server.database(name);
		await other.upTo('008');
		for (const row of list) await other.migrator.query(rows.insert(...row));
		return other.up('009_phase_beta').then(() => 'applied', (error) => error.message.match(/^[A-Z_]+(?=: )/)?.[0] ?? error.constraint ?? error.message);
	};
	const [a, b] = [unit('HB/A-0'), unit('HB/A-1')];
	assert.equal(await before('old_self', a, alias('HB/A-0', 'rename', 2, undefined, idOf(a))), 'ALIAS_SELF');
	assert.equal(await before('old_cycle', a, b, alias('HB/A-0', 'redirect', 2, undefined, idOf(b)), alias('HB/A-1', 'redirect', 2, undefined, idOf(a))), 'ALIAS_CYCLE');
	assert.equal(await before('old_external', rows.document(), alias('HB/A-0', 'external_reference', 2)), 'ALIAS_EXTERNAL_ADDRESS');
	assert.match(await before('old_overlap', alias('HB/A-7', 'rename', 2), alias('HB/A-7', 'rename', 3)), /canonical_address_alias_no_overlap_excl/);
	assert.equal(await before('old_good', a, b, alias('HB/A-7', 'rename', 2, undefined, idOf(a)), alias('HB/A-0', 'redirect', 2, undefined, idOf(b))), 'applied');
});
