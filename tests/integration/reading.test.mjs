// Units, subtrees and documents with their exact texts: now, and as of every time they were otherwise.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { liveUnits, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sha256 } from '../support/proof.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
let reader;
let done;
let cutAt;
let taken;
before(async () => {
	system = await sharedSystem();
	reader = system.clients.reviewer;
	done = await carry(system, { text: smallLaw('đọc lại') });
	cutAt = await appliedAt(done.changeSetId);
	// One that was taken back: it stood for a while, as a draft.
	taken = await carry(system, { text: smallLaw('lấy về') }, 'cut');
	taken.units = await liveUnits(system, taken.docCode);
	await tamper(system, 'DELETE FROM cutter_governance.dot_pair_signature WHERE cross_reference_change_set_id = $1', [taken.changeSetId]);
	const verdict = await system.clients.verifier.post(`/cutter/change-sets/${taken.changeSetId}/verify`);
	assert.equal(verdict.status, 'verify_failed_escalated');
	taken.backAt = await appliedAt(verdict.compensation.change_set_id);
});
after(() => system?.close());

const appliedAt = async (id) => (await query(system, "SELECT to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at FROM cutter_governance.cut_change_set WHERE change_set_id = $1", [id]))[0].at;
const unit = (text, query = '') => `/cutter/units/${encodeURIComponent(text)}${query}`;
const at = (time) => `?as_of=${encodeURIComponent(time)}`;
const readingOf = (law, query = '') => reader.get(`/cutter/documents/${law.documentId}/reading${query}`);
const textOf = ({ units }) => units.map(({ heading, body }) => (heading ?? '') + (body ?? '')).join('');
/** A microsecond before a time as the server writes it. */
const justBefore = (time) => {
	const micros = BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1000n + BigInt(time.slice(20, 26)) - 1n;
	return `${new Date(Number(micros / 1_000_000n) * 1000).toISOString().slice(0, 19)}.${String(micros % 1_000_000n).padStart(6, '0')}Z`;
};

test('a unit is read with all that stands in it, or as deep as asked, with its texts to the byte', async () => {
	const live = await liveUnits(system, done.docCode);
	const { resolution, readings } = await reader.get(unit(`${done.prefix}/DIEU-2`));
	assert.equal(resolution.outcome, 'canonical');
	const expected = SMALL_LAW_PATHS.filter((path) => path.startsWith('DIEU-2')).map((path) => live.find(({ canonical_address }) => canonical_address === `${done.prefix}/${path}`));
	assert.deepEqual(
		readings[0].units.map(({ id, canonical_address, depth, heading, body, content_hash, authority }) => ({ id, canonical_address, depth, heading, body, content_hash, authority })),
		expected.map((each) => ({
			id: each.id, canonical_address: each.canonical_address, depth: each.canonical_address.includes('DIEM') ? 2 : Number(each.canonical_address.includes('KHOAN')),
			heading: each.content_profile.heading, body: each.body, content_hash: each.content_hash, authority: 'draft',
		})),
	);
	assert.deepEqual((await reader.get(`/cutter/units/${done.prefix}/DIEU-2`)).readings, readings, 'a slash may stand as it is');
	assert.deepEqual((await reader.get(unit(`${done.prefix}/DIEU-2`, '?depth=1'))).readings[0].units.length, 3);
	assert.deepEqual((await reader.get(unit(`${done.prefix}/DIEU-2`, '?depth=0'))).readings[0].units.map(({ id }) => id), [resolution.units[0].id]);
});

test('what a third party calls a unit leads to the same reading', async () => {
	const name = `Điều 1 Nội quy ${newPrefix()}`;
	await system.clients.executor.post('/cutter/aliases', { alias_text: name, target: `${done.prefix}/DIEU-1`, kind: 'external_reference', rationale: 'How the members cite it.' });
	const named = await reader.get(unit(name));
	assert.equal(named.resolution.outcome, 'alias');
	assert.deepEqual(named.readings, (await reader.get(unit(`${done.prefix}/DIEU-1`))).readings);
});

test('a document is read in order, byte for byte, and says what changed it last', async () => {
	const live = await liveUnits(system, done.docCode);
	const reading = await readingOf(done);
	assert.deepEqual(reading.units.map(({ canonical_address }) => canonical_address), SMALL_LAW_PATHS.map((path) => `${done.prefix}/${path}`));
	const text = live.map(({ content_profile: { heading }, body }) => (heading ?? '') + (body ?? '')).join('');
	assert.deepEqual([textOf(reading), reading.text_sha256], [text, sha256(text)]);
	assert.deepEqual(reading.last_change, { change_set_id: done.changeSetId, operation_kind: 'first_cut', applied_at: cutAt });
	assert.equal((await readingOf(done, '?depth=0')).units.length, 2);
});

test('before the cut there was nothing, from its very instant on there is all', async () => {
	const address = `${done.prefix}/DIEU-1`;
	const early = await reader.send('GET', unit(address, at(justBefore(cutAt))));
	assert.deepEqual([early.status, early.body.data.resolution.outcome, early.body.data.readings], [404, 'not_found', []]);
	assert.equal((await reader.send('GET', unit(address, at(cutAt)))).status, 200);
	assert.deepEqual((await readingOf(done, at(justBefore(cutAt)))).units, []);
	assert.equal((await readingOf(done, at(cutAt))).units.length, SMALL_LAW_PATHS.length);
	// Another offset is the same instant.
	const hanoi = `${new Date(Date.parse(cutAt) + 7 * 3_600_000).toISOString().slice(0, 19)}.${cutAt.slice(20, 26)}+07:00`;
	assert.equal((await readingOf(done, at(hanoi))).units.length, SMALL_LAW_PATHS.length);
});

test('a cut that was taken back is still read as it stood while it stood', async () => {
	const cut = await appliedAt(taken.changeSetId);
	const between = await readingOf(taken, at(justBefore(taken.backAt)));
	assert.deepEqual(between.units.map(({ id }) => id), taken.units.map(({ id }) => id));
	assert.equal(textOf(between), taken.units.map(({ content_profile: { heading }, body }) => (heading ?? '') + (body ?? '')).join(''));
	assert.deepEqual((await readingOf(taken, at(justBefore(cut)))).units, []);
	for (const query of ['', at(taken.backAt)]) {
		const now = await readingOf(taken, query);
		assert.deepEqual([now.units, now.last_change.operation_kind], [[], 'compensation']);
	}
});

test('an export as of a time', async () => {
	const url = (law, time) => `${system.url}/cutter/documents/${law.documentId}/export?format=json${time ? `&as_of=${encodeURIComponent(time)}` : ''}`;
	const get = (law, time) => fetch(url(law, time), { headers: { authorization: `Bearer ${system.users.reviewer.token}` } });
	assert.equal((await (await get(done, cutAt)).json()).units.length, SMALL_LAW_PATHS.length);
	assertRefused({ status: 409, body: await (await get(done, justBefore(cutAt))).json() }, 409, 'CUTTER_EXPORT_NOT_CUT');
	assert.equal((await (await get(taken, justBefore(taken.backAt))).json()).units.length, SMALL_LAW_PATHS.length);
	assertRefused({ status: 409, body: await (await get(taken)).json() }, 409, 'CUTTER_EXPORT_NOT_CUT');
});

test('on the command line: exactly the text, or everything as JSON', async () => {
	const email = system.users.reviewer.email;
	const [plain, json, none, asOf, document, bad] = await Promise.all([
		system.cutter(['read', `${done.prefix}/DIEU-2`, '--as', email]),
		system.cutter(['read', `${done.prefix}/DIEU-2`, '--as', email, '--depth', '1', '--json']),
		system.cutter(['read', `${done.prefix}/DIEU-77`, '--as', email]),
		system.cutter(['read', taken.prefix, '--document', '--as', email, '--as-of', justBefore(taken.backAt)]),
		system.cutter(['read', done.docCode, '--document', '--as', email, '--depth', '0', '--json']),
		system.cutter(['read', done.prefix, '--document', '--as', email, '--depth', 'deep']),
	]);
	assert.deepEqual([plain.code, json.code, none.code, asOf.code, document.code, bad.code], [0, 0, 1, 0, 0, 2], plain.stderr + bad.stderr);
	const { readings } = await reader.get(unit(`${done.prefix}/DIEU-2`));
	assert.equal(plain.stdout, textOf(readings[0]));
	assert.equal(JSON.parse(json.stdout).data.readings[0].units.length, 3);
	assert.match(none.stdout, /DIEU-77: not_found/);
	assert.equal(asOf.stdout, textOf(await readingOf(taken, at(justBefore(taken.backAt)))));
	assert.equal(JSON.parse(document.stdout).data.units.length, 2);
});

test('whoever may not read reads nothing, and what cannot be read is said', async () => {
	const address = `${done.prefix}/DIEU-1`;
	for (const path of [unit(address), `/cutter/documents/${done.documentId}/reading`]) {
		assertRefused(await system.clients.anonymous.send('GET', path), 403, 'CUTTER_NOBODY');
		assertRefused(await reader.send('GET', `${path}?as_of=gestern`), 400, 'CUTTER_TIME_UNREADABLE');
		for (const depth of ['-1', '1.5', 'all']) assertRefused(await reader.send('GET', `${path}?depth=${depth}`), 400, 'CUTTER_REQUEST_INVALID');
	}
	assertRefused(await reader.send('GET', '/cutter/documents/00000000-0000-4000-8000-000000000000/reading'), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
	const malformed = await reader.send('GET', unit('điều một'));
	assert.deepEqual([malformed.status, malformed.body.data.resolution.outcome], [422, 'malformed']);
});
