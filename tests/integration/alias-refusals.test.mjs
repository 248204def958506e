// What POST /cutter/aliases and …/close refuse, each rule with its code; a refusal writes nothing.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { inDays } from '../support/aliases.mjs';
import { fingerprint, query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let law;
const address = (path) => `${law.prefix}/${path}`;
const post = (body, path = '/cutter/aliases') => system.clients.executor.send('POST', path, body);
const close = (id, body) => post(body, `/cutter/aliases/${id}/close`);
const reference = (more = {}) => ({ alias_text: `Trích dẫn ${randomUUID()}`, target: address('DIEU-1'), kind: 'external_reference', rationale: 'So it is cited.', ...more });
const redirect = (from, to, more = {}) => ({ alias_text: from.includes('/') ? from : address(from), target: address(to), kind: 'redirect', rationale: 'Replaced.', ...more });

before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: smallLaw('lời từ chối') });
});
after(() => system?.close());

/** The row that was written. */
async function written(body) {
	const answer = await post(body);
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
	return answer.body.data;
}

/** Refused with this status and code, and not a row of the cutter changed. */
async function refused(send, status, code) {
	const before = await fingerprint(system);
	const extensions = assertRefused(await send(), status, code);
	assert.deepEqual(await fingerprint(system), before, code);
	return extensions;
}

describe('what a row says by itself', () => {
	const cases = [
		['no text', () => reference({ alias_text: '' }), 422, 'CUTTER_ALIAS_TEXT_EMPTY'],
		['a text of white space', () => reference({ alias_text: ' \u00a0\u3000' }), 422, 'CUTTER_ALIAS_TEXT_EMPTY'],
		['a text of 513 characters', () => reference({ alias_text: 'đ'.repeat(513) }), 422, 'CUTTER_ALIAS_TEXT_TOO_LONG'],
		['no rationale', () => reference({ rationale: '' }), 422, 'CUTTER_ALIAS_RATIONALE_EMPTY'],
		['a rationale of white space', () => reference({ rationale: ' \t\u2003' }), 422, 'CUTTER_ALIAS_RATIONALE_EMPTY'],
		['no rationale at all', () => reference({ rationale: undefined }), 400, 'CUTTER_REQUEST_INVALID'],
		['an end at the beginning', () => reference({ valid_from: '2024-01-01', valid_until: '2024-01-01T07:00:00+07:00' }), 422, 'CUTTER_ALIAS_WINDOW_EMPTY'],
		['an end in the past, and a beginning now', () => reference({ valid_until: '2024-01-01' }), 422, 'CUTTER_ALIAS_WINDOW_EMPTY'],
		['times that are none', () => reference({ valid_until: 'never' }), 400, 'CUTTER_TIME_UNREADABLE'],
		['a target that is none', () => reference({ target: randomUUID() }), 404, 'CUTTER_ALIAS_TARGET_UNKNOWN'],
		['a kind that only a renumbering writes', () => reference({ kind: 'previous_canonical' }), 400, 'CUTTER_REQUEST_INVALID'],
		['a NUL', () => reference({ alias_text: 'a\0b' }), 400, 'CUTTER_REQUEST_INVALID'],
		['half of a surrogate pair', () => reference({ rationale: 'a\ud800' }), 400, 'CUTTER_REQUEST_INVALID'],
	];
	for (const [title, make, status, code] of cases) test(`${title}: ${code}`, () => refused(() => post(make()), status, code));

	test('512 characters are accepted however they are composed, and stored as NFC', async () => {
		const nfc = `${'ề'.repeat(400)}${randomUUID()}`.padEnd(512, 'ộ');
		const row = await written(reference({ alias_text: `\u3000${nfc.normalize('NFD')}\n` }));
		assert.equal(row.alias_text, nfc);
		const [stored] = await query(system, 'SELECT alias_text = $2 AS same, created_by FROM cutter_governance.canonical_address_alias WHERE alias_id = $1', [row.alias_id, nfc]);
		assert.deepEqual(stored, { same: true, created_by: system.users.executor.id });
	});
});

describe('an external reference', () => {
	test('is no address of a registered document, whether a unit has it or not', async () => {
		for (const text of [address('DIEU-1'), address('DIEU-777'), address('X'), ` ${address('DIEU-1')} `]) {
			await refused(() => post(reference({ alias_text: text })), 409, 'CUTTER_ALIAS_IS_ADDRESS');
		}
	});

	test('may look like the address of a document that is not here', async () => {
		for (const text of [`${newPrefix('ELSEWHERE')}/ART-6`, address('DIEU-1').toLowerCase(), `${address('DIEU-1')}/2`]) assert.equal((await written(reference({ alias_text: text }))).alias_text, text);
	});

	test('may be ambiguous: third parties are', async () => {
		const one = await written(reference());
		assert.equal((await written(reference({ alias_text: one.alias_text, target: address('DIEU-3') }))).alias_text, one.alias_text);
	});
});

describe('a redirect', () => {
	test('never points at the unit that has the address', async () => {
		for (const more of [{}, { valid_from: inDays(5), valid_until: inDays(6) }, { target: undefined }]) {
			const body = redirect('DIEU-1', 'DIEU-1', more);
			body.target ??= (await query(system, 'SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1', [address('DIEU-1')]))[0].id;
			await refused(() => post(body), 409, 'CUTTER_ALIAS_SELF');
		}
		await refused(() => post(redirect('DIEU-1', 'DIEU-1', { valid_from: '2001-01-01', valid_until: '2002-01-01' })), 409, 'CUTTER_ALIAS_CYCLE');
	});

	test('of one text overlaps no other, but for those of one split', async () => {
		const from = `${newPrefix('OLD')}/ART-1`;
		const january = { valid_from: '2024-01-01', valid_until: '2024-02-01' };
		await written(redirect(from, 'DIEU-1', { ...january, scenario_ref: 'a split' }));
		for (const more of [january, { valid_from: '2024-01-31' }, { valid_from: '2023-01-01' }, { valid_from: '2023-01-01', valid_until: '2024-01-01T00:00:00.000001Z' }]) {
			await refused(() => post(redirect(from, 'DIEU-3', more)), 409, 'CUTTER_ALIAS_OVERLAP');
			await refused(() => post(redirect(from, 'DIEU-3', { ...more, scenario_ref: 'another split' })), 409, 'CUTTER_ALIAS_OVERLAP');
		}
		await written(redirect(from, 'DIEU-3', { ...january, scenario_ref: 'a split' }));
		await written(redirect(from, 'DIEU-3', { valid_from: '2024-02-01', scenario_ref: 'another split' }));
		await written(redirect(from, 'DIEU-3', { valid_from: '2023-01-01', valid_until: '2024-01-01' }));
	});

	test('closes no cycle at any time, by two steps or three', async () => {
		const [a, b, c] = ['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2', 'DIEU-3'];
		const days = Object.fromEntries([1, 5, 10, 11, 19, 20, 30].map((n) => [n, inDays(n)]));
		await written(redirect(a, b, { valid_from: days[10], valid_until: days[20] }));
		await refused(() => post(redirect(b, a)), 409, 'CUTTER_ALIAS_CYCLE');
		await refused(() => post(redirect(b, a, { valid_from: days[19], valid_until: days[30] })), 409, 'CUTTER_ALIAS_CYCLE');
		await refused(() => post(redirect(b, a, { valid_until: days[11] })), 409, 'CUTTER_ALIAS_CYCLE');
		await written(redirect(b, a, { valid_from: days[20], valid_until: days[30] }));
		await written(redirect(b, c, { valid_from: days[5], valid_until: days[20] }));
		await refused(() => post(redirect(c, a, { valid_from: days[1] })), 409, 'CUTTER_ALIAS_CYCLE');
		await written(redirect(c, a, { valid_from: days[1], valid_until: days[10] }));
	});
});

describe('an end', () => {
	test('is after the beginning, comes once, and only to a row that is there', async () => {
		const { alias_id: id } = await written(reference({ valid_from: '2024-03-01' }));
		for (const at of ['2024-02-29', '2024-03-01', '2024-03-01T00:00:00Z']) await refused(() => close(id, { at }), 422, 'CUTTER_ALIAS_WINDOW_EMPTY');
		await refused(() => close(id, { at: 'soon' }), 400, 'CUTTER_TIME_UNREADABLE');
		assert.equal((await close(id, { at: '2024-03-02' })).body.data.valid_until, '2024-03-02T00:00:00.000000Z');
		for (const body of [{ at: '2024-03-02' }, { at: '2024-03-05' }, {}]) await refused(() => close(id, body), 409, 'CUTTER_ALIAS_CLOSED');
		await refused(() => close(randomUUID(), {}), 404, 'CUTTER_ALIAS_NOT_FOUND');
		await refused(() => close('not-an-id', {}), 400, 'CUTTER_REQUEST_INVALID');
	});

	test('that was set is not set again to an earlier time', async () => {
		const { alias_id: id } = await written(reference({ valid_from: '2024-03-01' }));
		await close(id, { at: '2030-01-01' });
		await refused(() => close(id, { at: '2025-01-01' }), 409, 'CUTTER_ALIAS_CLOSED');
	});
});
