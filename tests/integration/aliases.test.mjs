// External references and redirects by hand: written under rules, closed, never deleted, listed.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { liveUnits, query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let law;
let ids;
const address = (path) => `${law.prefix}/${path}`;
const post = (body, path = '/cutter/aliases', who = 'executor') => system.clients[who].send('POST', path, body);
const reference = (more = {}) => ({ alias_text: `Công ước ${law.prefix} khoản 1`, target: address('DIEU-1'), kind: 'external_reference', rationale: 'So it is cited abroad.', ...more });
const resolve = async (text, asOf) => (await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: text, ...(asOf ? { as_of: asOf } : {}) })}`)).body.data;

before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: smallLaw('tên gọi khác') });
	ids = Object.fromEntries((await liveUnits(system, law.docCode)).map((unit) => [unit.canonical_address, unit.id]));
});
after(() => system?.close());

describe('an external reference', () => {
	test('is written, answers, is closed, and then answers for its time only', async () => {
		const { status, body } = await post(reference({ alias_text: ` ${reference().alias_text.normalize('NFD')} `, valid_from: '2020-01-01' }));
		assert.equal(status, 200, JSON.stringify(body));
		const row = body.data;
		assert.deepEqual([row.alias_text, row.target_unit_id, row.created_by], [reference().alias_text, ids[address('DIEU-1')], system.users.executor.id]);
		const [stored] = await query(system, "SELECT valid_from = '2020-01-01T00:00:00Z' AS utc, valid_until FROM cutter_governance.canonical_address_alias WHERE alias_id = $1", [row.alias_id]);
		assert.deepEqual(stored, { utc: true, valid_until: null });
		assert.deepEqual((await resolve(reference().alias_text)).units.map((unit) => unit.canonical_address), [address('DIEU-1')]);

		const closed = await post({ at: '2040-01-01T07:00:00+07:00' }, `/cutter/aliases/${row.alias_id}/close`);
		assert.equal(closed.body.data.valid_until, '2040-01-01T00:00:00.000000Z');
		assert.equal((await resolve(reference().alias_text, '2039-12-31')).outcome, 'alias');
		assert.equal((await resolve(reference().alias_text, '2040-01-01')).outcome, 'not_found');
		assertRefused(await post({ at: '2050-01-01' }, `/cutter/aliases/${row.alias_id}/close`), 409, 'CUTTER_ALIAS_CLOSED');

		const { body: listed } = await system.clients.reviewer.send('GET', `/cutter/aliases?${new URLSearchParams({ text: row.alias_text })}`);
		assert.deepEqual(listed.data.aliases.map((each) => each.alias_id), [row.alias_id]);
	});

	test('may not be the address of a registered document, nor without reason, nor of an unknown unit', async () => {
		assertRefused(await post(reference({ alias_text: address('DIEU-77') })), 409, 'CUTTER_ALIAS_IS_ADDRESS');
		assertRefused(await post(reference({ rationale: ' ' })), 422, 'CUTTER_ALIAS_RATIONALE_EMPTY');
		assertRefused(await post(reference({ target: address('DIEU-99') })), 404, 'CUTTER_ALIAS_TARGET_UNKNOWN');
		assertRefused(await post(reference({ alias_text: '  ' })), 422, 'CUTTER_ALIAS_TEXT_EMPTY');
		assertRefused(await post(reference({ valid_from: '2024-01-02', valid_until: '2024-01-01' })), 422, 'CUTTER_ALIAS_WINDOW_EMPTY');
		assertRefused(await post(reference({ valid_from: 'soon' })), 400, 'CUTTER_TIME_UNREADABLE');
		assertRefused(await post(reference({ kind: 'rename' })), 400, 'CUTTER_REQUEST_INVALID');
	});

	test('is the executor\'s to write', async () => {
		for (const who of ['reviewer', 'verifier', 'anonymous']) assert.equal((await post(reference(), '/cutter/aliases', who)).status, 403, who);
	});
});

describe('a redirect', () => {
	test('never closes a circle, at any time', async () => {
		const redirect = (from, to) => ({ alias_text: address(from), target: address(to), kind: 'redirect', rationale: 'Replaced.' });
		assert.equal((await post(redirect('DIEU-2', 'DIEU-3'))).status, 200);
		const refused = await post(redirect('DIEU-3', 'DIEU-2'));
		assertRefused(refused, 409, 'CUTTER_ALIAS_CYCLE');
	});
});
