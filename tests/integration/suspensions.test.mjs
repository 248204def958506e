// Law that is not applied for a time, over HTTP, on the command line and in the rows: what is read on which day, as known when, and what was
// signed of documents before units could be suspended.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ENACT, lawOfDays } from '../support/law-of-days.mjs';
import { query, tamper } from '../support/ledger.mjs';
import { assertRefused } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

let system;
before(async () => (system = await sharedSystem()));
after(() => system?.close());
const { ask, approve, carryOut, cut, propose, verify } = operationsOn(() => system);

const TEXT = `LUẬT VỀ BẾN ĐÒ

Điều 1. Phạm vi
Luật này nói về bến đò.
Điều 2. Người lái đò
1. Người lái đò có bằng.
2. Người lái đò mặc áo phao.
`;
const law = () => lawOfDays(system, TEXT, ENACT);
const states = async (done, when) => {
	const { units } = await system.clients.reviewer.get(`/cutter/documents/${done.documentId}/reading?${new URLSearchParams(when)}`);
	return units.map(({ canonical_address: address, legal }) => `${address.split('/')[1].replace(/(DIEU|KHOAN)-/g, '')} ${legal.state}`).join(', ');
};
const now = async () => (await query(system, 'SELECT clock_timestamp() AS now'))[0].now.toISOString();

test('an article is suspended with its clauses, one of them is applied again before the rest, and each day is read as it was', async () => {
	const done = await law();
	const two = await done.id('DIEU-2');
	const known = await now();
	const suspended = await carryOut(`${two}/suspend`, { effective_on: '2022-01-01', until: '2024-01-01' });
	assert.deepEqual([suspended.proposed.operation_kind, suspended.proposed.effective_on, suspended.proposed.until], ['suspend', '2022-01-01', '2024-01-01']);
	assert.deepEqual(suspended.proposed.origins.map(({ address }) => address), ['DIEU-2', 'DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2'].map(done.address));
	await carryOut(`${await done.id('DIEU-2-KHOAN-1')}/resume`, { effective_on: '2023-01-01' });
	for (const [day, expected] of [
		['2021-12-31', '1 in_force, 2 in_force, 2-1 in_force, 2-2 in_force'],
		['2022-01-01', '1 in_force, 2 suspended, 2-1 suspended, 2-2 suspended'],
		['2023-01-01', '1 in_force, 2 suspended, 2-1 in_force, 2-2 suspended'],
		['2024-01-01', '1 in_force, 2 in_force, 2-1 in_force, 2-2 in_force'],
	])
		assert.equal(await states(done, { as_of: day }), expected, day);
	assert.equal(await states(done, { as_of: '2022-06-01', known_at: known }), '1 in_force, 2 in_force, 2-1 in_force, 2-2 in_force', 'nobody knew of it then');

	// A citation tells it, and so does the row.
	const { units } = await system.clients.reviewer.get(`/cutter/resolve?${new URLSearchParams({ address: done.address('DIEU-2') })}`);
	assert.deepEqual([units[0].suspended_from, units[0].suspended_until], ['2022-01-01', '2024-01-01']);
	const rows = await query(system, 'SELECT section_code, suspended_from::text AS "from", suspended_until::text AS until FROM public.tac_logical_unit WHERE doc_code = $1 ORDER BY sort_order', [done.docCode]);
	assert.deepEqual(rows.map((row) => Object.values(row).join(' ').trim()), ['DIEU-1', 'DIEU-2 2022-01-01 2024-01-01', 'DIEU-2-KHOAN-1 2022-01-01 2023-01-01', 'DIEU-2-KHOAN-2 2022-01-01 2024-01-01']);

	// Suspended once more, of a later day; the first is read on its days still. Then withdrawn, as any change.
	const again = await carryOut(`${two}/suspend`, { effective_on: '2025-01-01' });
	assert.equal(await states(done, { as_of: '2025-01-01' }), '1 in_force, 2 suspended, 2-1 suspended, 2-2 suspended');
	assert.equal(await states(done, { as_of: '2023-01-01' }), '1 in_force, 2 suspended, 2-1 in_force, 2-2 suspended');
	assertRefused(await ask(`${two}/suspend`, { effective_on: '2026-01-01' }), 409, 'CUTTER_ALREADY_SUSPENDED');
	assertRefused(await ask(`${two}/suspend`, { effective_on: '2020-08-01', until: '2021-01-01' }), 409, 'CUTTER_EFFECTIVE_CONFLICT');
	const { data: withdrawal } = (await system.clients.executor.send('POST', `/cutter/change-sets/${again.cut.change_set_id}/withdraw`, { rationale: 'It was another article.' })).body;
	await approve(withdrawal);
	assert.equal((await verify(await cut(withdrawal))).verdict, 'pass');
	assert.equal(await states(done, { as_of: '2025-01-01' }), '1 in_force, 2 in_force, 2-1 in_force, 2-2 in_force');
	assert.equal(await states(done, { as_of: '2023-01-01' }), '1 in_force, 2 suspended, 2-1 in_force, 2-2 suspended');
});

test('it is asked for on the command line, and what cannot be is told with its code', async () => {
	const done = await law();
	const operate = async (...args) => {
		const { stdout } = await system.cutter(['operate', ...args, '--rationale', 'Nghị quyết 9.', '--as', system.users.executor.email, '--json']);
		const { ok, data, error } = JSON.parse(stdout);
		return ok ? data : error.code;
	};
	const article = done.address('DIEU-2');
	assert.equal(await operate('resume', article, '--effective-on', '2022-01-01'), 'CUTTER_NOT_SUSPENDED');
	assert.equal(await operate('suspend', article, '--effective-on', '2022-01-01', '--until', '2022-01-01'), 'CUTTER_UNTIL_BEFORE_FROM');
	const proposed = await operate('suspend', article, done.address('DIEU-1'), '--effective-on', '2022-01-01');
	assert.equal(proposed.results.length, 4);
	await approve(proposed);
	assert.equal((await verify(await cut(proposed))).verdict, 'pass');
	assert.equal(await states(done, { as_of: '2022-01-01' }), '1 suspended, 2 suspended, 2-1 suspended, 2-2 suspended');
	const resumed = await operate('resume', article, '--effective-on', '2022-06-01');
	assert.equal(resumed.results.length, 3);
	await system.clients.executor.post(`/cutter/entries/${resumed.entry_id}/abandon`, { rationale: 'Not needed.' });

	const drafts = await lawOfDays(system, TEXT);
	assertRefused(await ask(`${await drafts.id('DIEU-1')}/suspend`, {}), 422, 'CUTTER_SUSPENSION_WITHOUT_DAY');
	assertRefused(await ask(`${await drafts.id('DIEU-1')}/suspend`, { effective_on: '2030-01-01' }), 409, 'CUTTER_NOT_IN_FORCE');
});

test('days of a suspension that somebody else changed are found by VERIFY, and the cut is not taken for proven', async () => {
	const done = await law();
	const proposed = await propose(`${await done.id('DIEU-1')}/suspend`, { effective_on: '2022-01-01', until: '2024-01-01' });
	await approve(proposed);
	const changeSet = await cut(proposed);
	await tamper(system, "UPDATE public.tac_logical_unit SET suspended_until = '2023-01-01' WHERE canonical_address = $1", [done.address('DIEU-1')]);
	const verdict = await verify(changeSet);
	assert.equal(verdict.verdict, 'fail');
	assert.ok(verdict.findings.some(({ observed, expected }) => `${observed}${expected}`.includes('2023-01-01')), JSON.stringify(verdict.findings));
});

test('the state of a document in which nothing was suspended is what it was when units could not be', async () => {
	const done = await law();
	const UNIT = `u.id, u.canonical_address, u.doc_code, u.section_type, u.section_code, u.parent_id, u.sort_order, u.tier, u.lifecycle_status, u.owner_ref,
		extract(epoch FROM u.created_at), u.authority, u.canonical_address_format_version, u.born_on, u.in_force_from, u.in_force_until, u.identity_profile->'label',
		CASE WHEN u.lifecycle_status = 'draft_only' AND u.authority <> 'enacted' THEN NULL ELSE u.identity_profile->'title' END`;
	const VERSION = `v.id, v.unit_id, v.version_seq, v.title, v.body, v.body_handling, v.content_hash, v.lifecycle_status, v.review_state, v.content_profile, v.source_document_id, v.source_sha256,
		v.source_span, v.change_set_id, v.created_by, extract(epoch FROM v.created_at), extract(epoch FROM v.updated_at), extract(epoch FROM v.enacted_at), extract(epoch FROM v.superseded_at),
		extract(epoch FROM v.retired_at), v.in_force_from, v.in_force_until`;
	const digests = (row, id, from) => `(SELECT string_agg(encode(sha256(convert_to(ROW(${row})::text, 'UTF8')), 'hex'), '' ORDER BY ${id}) FROM ${from} WHERE u.doc_code = $1)`;
	const before = async () =>
		(await query(system, `SELECT encode(sha256(convert_to(concat_ws('|', 'iu-document-state-1', $1::text, ${digests(UNIT, 'u.id', 'public.tac_logical_unit u')},
			${digests(VERSION, 'v.id', 'public.tac_unit_version v JOIN public.tac_logical_unit u ON u.id = v.unit_id')}), 'UTF8')), 'hex') AS sha256`, [done.docCode]))[0].sha256;
	const signed = async () => (await query(system, 'SELECT sha256 FROM cutter_control.document_state WHERE doc_code = $1 ORDER BY state_id DESC LIMIT 1', [done.docCode]))[0].sha256;
	assert.equal(await signed(), await before());
	await carryOut(`${await done.id('DIEU-1')}/suspend`, { effective_on: '2022-01-01' });
	assert.notEqual(await signed(), await before(), 'a suspension is part of it');
});
