// Legal time, over HTTP and on the command line: a law that was in force long before it was registered, changes of days past and to come,
// and what a clause said on a day, as it was known on another.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { approve } from '../../scripts/lib/main-job.mjs';
import { ENACT, lawOfDays } from '../support/law-of-days.mjs';
import { query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

let system;
before(async () => (system = await sharedSystem()));
after(() => system?.close());

const operations = operationsOn(() => system);
const { ask, carryOut, cut, propose, verify, approve: approveOperation } = operations;

const TEXT = `LUẬT VỀ BẾN ĐÒ

Điều 1. Phạm vi
Luật này nói về bến đò.
Điều 2. Người lái đò
Người lái đò có bằng.
Điều 3. Giờ chạy
Đò chạy từ sáu giờ.
Điều 4. Giá vé
Vé giá năm nghìn đồng.
`;

const law = (enact) => lawOfDays(system, TEXT, enact);

const at = ({ asOf, knownAt }) => new URLSearchParams({ ...(asOf ? { as_of: asOf } : {}), ...(knownAt ? { known_at: knownAt } : {}) });
const readDocument = (done, when = {}) => system.clients.reviewer.send('GET', `/cutter/documents/${done.documentId}/reading?${at(when)}`);
const readUnit = (address, when = {}) => system.clients.reviewer.send('GET', `/cutter/units/${encodeURIComponent(address)}?${at(when)}`);
const states = async (done, asOf) => (await readDocument(done, { asOf })).body.data.units.map(({ label, legal }) => `${label.replace(/\.$/, '')} ${legal.state}`);
const said = async (address, when) => {
	const { body } = await readUnit(address, when);
	return body.data.readings[0]?.units[0].body ?? body.data.resolution.outcome;
};
const now = async () => (await query(system, 'SELECT clock_timestamp() AS now'))[0].now.toISOString();

test('a law that is law already is brought into force with its cut, on its days; a reviewer answers for it', async () => {
	const done = await law({ ...ENACT, units: [['DIEU-3', '2021-01-01']] });
	const { body: asked } = await system.clients.reviewer.send('GET', `/cutter/manifests/${done.mark.manifest_id}/anomalies`);
	assert.deepEqual(asked.data.filter(({ code }) => code === 'into_force').map(({ weight, label }) => [weight, label]), [['grave', '2020-07-01']]);
	const rows = await query(system, `SELECT section_code, authority, lifecycle_status, born_on::text, in_force_from::text, in_force_until FROM public.tac_logical_unit WHERE doc_code = $1 ORDER BY sort_order`, [done.docCode]);
	assert.deepEqual(rows.map((row) => Object.values(row).join(' ').trim()), [1, 2, 3, 4].map((article) => `DIEU-${article} enacted active 2020-07-01 ${article === 3 ? '2021-01-01' : '2020-07-01'}`));
	assert.deepEqual(done.cut.observed_row_counts, done.cut.planned_row_counts);

	assert.deepEqual(await states(done, '2020-07-01'), ['Điều 1 in_force', 'Điều 2 in_force', 'Điều 3 not_yet', 'Điều 4 in_force']);
	assert.deepEqual(await states(done, '2021-01-01'), ['Điều 1 in_force', 'Điều 2 in_force', 'Điều 3 in_force', 'Điều 4 in_force']);
	const before = assertRefused(await readDocument(done, { asOf: '2020-06-30' }), 404, 'CUTTER_BEFORE_FIRST_DAY');
	assert.equal(before.values?.day ?? '2020-07-01', '2020-07-01');
	assertRefused(await readDocument(done, { knownAt: '2020-07-01' }), 404, 'CUTTER_NOT_RECORDED_THEN');
	assert.equal((await readUnit(done.address('DIEU-1'), { asOf: '2020-07-01' })).status, 200, 'cited as of its first day');
	assert.equal((await readUnit(done.address('DIEU-1'), { asOf: '2020-06-30' })).status, 404);
});

test('changes of days past and to come: a clause on six days, as it was known on four', async () => {
	const done = await law(ENACT);
	const [one, two, three] = [await done.id('DIEU-1'), await done.id('DIEU-2'), await done.id('DIEU-3')];
	const known = [await now()];
	await carryOut(`${one}/substitute`, { body: 'Luật này nói về bến đò và bến phà.\n', effective_on: '2024-01-01' });
	known.push(await now());
	// Entered late, under what is of a later day: it touches another article.
	await carryOut(`${two}/substitute`, { body: 'Người lái đò có bằng và áo phao.\n', effective_on: '2022-01-01' });
	known.push(await now());
	await carryOut(`${one}/substitute`, { body: 'Luật này nói về bến đò, bến phà và cầu.\n', effective_on: '2035-01-01' });
	await carryOut(`${three}/retire`, { effective_on: '2035-01-01' });
	known.push(await now());

	const table = [];
	for (const asOf of ['2020-07-01', '2022-01-01', '2023-12-31', '2024-01-01', '2034-12-31', '2035-01-01']) {
		const row = [];
		for (const knownAt of known) row.push([await said(done.address('DIEU-1'), { asOf, knownAt }), await said(done.address('DIEU-2'), { asOf, knownAt })].map((text) => (text.match(/phà|cầu|áo phao/g) ?? ['-']).join('+')).join(' '));
		table.push([asOf, ...row]);
	}
	assert.deepEqual(table, [
		['2020-07-01', '- -', '- -', '- -', '- -'],
		['2022-01-01', '- -', '- -', '- áo phao', '- áo phao'],
		['2023-12-31', '- -', '- -', '- áo phao', '- áo phao'],
		['2024-01-01', '- -', 'phà -', 'phà áo phao', 'phà áo phao'],
		['2034-12-31', '- -', 'phà -', 'phà áo phao', 'phà áo phao'],
		['2035-01-01', '- -', 'phà -', 'phà áo phao', 'phà+cầu áo phao'],
	]);

	// Today the repeal to come is not there yet.
	assert.match(await said(done.address('DIEU-1')), /phà\.\n$/);
	assert.deepEqual((await readDocument(done)).body.data.units.map(({ canonical_address: address }) => address), [1, 2, 3, 4].map((article) => done.address(`DIEU-${article}`)));
	assert.equal((await readUnit(done.address('DIEU-3'))).status, 200);
	assert.equal((await readUnit(done.address('DIEU-3'), { asOf: '2035-01-01' })).status, 410);
	assert.deepEqual((await readDocument(done, { asOf: '2035-01-01' })).body.data.units.map(({ label }) => label.replace(/\.$/, '')), ['Điều 1', 'Điều 2', 'Điều 4']);

	assertRefused(await ask(`${one}/substitute`, { body: 'Khác.\n', effective_on: '2019-01-01' }), 409, 'CUTTER_BEFORE_IN_FORCE');
	assertRefused(await ask(`${two}/substitute`, { body: 'Khác.\n', effective_on: '2027-02-31' }), 400, 'CUTTER_REQUEST_INVALID');

	// Windows of texts follow each other without gaps; the database keeps them apart.
	const windows = await query(system, `SELECT v.in_force_from::text AS from, v.in_force_until::text AS until FROM public.tac_unit_version v WHERE v.unit_id = $1 ORDER BY version_seq`, [one]);
	assert.deepEqual(windows.map(({ from, until }) => [from, until]), [['2020-07-01', '2024-01-01'], ['2024-01-01', '2035-01-01'], ['2035-01-01', null]]);
	await assert.rejects(query(system, `INSERT INTO public.tac_unit_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'version_seq', 99))).* FROM public.tac_unit_version v WHERE unit_id = $1 AND version_seq = 1`, [one]), /tac_unit_version_in_force_excl|lane|INSERT/i);

	// The same on the command line, and in an export of a day.
	const run = (...args) => system.cutter([...args, '--as', system.users.reviewer.email, '--json']);
	const read = await run('read', done.address('DIEU-2'), '--as-of', '2021-06-01');
	assert.equal(JSON.parse(read.stdout).data.readings[0].units[0].body, 'Người lái đò có bằng.\n');
	const then = await run('read', done.address('DIEU-2'), '--as-of', '2023-06-01', '--known-at', known[1]);
	assert.equal(JSON.parse(then.stdout).data.readings[0].units[0].body, 'Người lái đò có bằng.\n');
	const headers = { authorization: `Bearer ${system.users.reviewer.token}` };
	const exported = async (asOf) => (await fetch(`${system.url}/cutter/documents/${done.documentId}/export?format=markdown&as_of=${asOf}`, { headers })).text();
	assert.doesNotMatch(await exported('2021-06-01'), /áo phao/);
	assert.match(await exported('2023-06-01'), /áo phao/);

	// Between two of these days, as known then and now, and on the command line by the word.
	const diff = async (values) => (await system.clients.reviewer.get(`/cutter/documents/${done.documentId}/diff?${new URLSearchParams(values)}`));
	const lines = ({ entries }) => entries.map(({ changes, before, after }) => [changes.join('+'), (after ?? before).canonical_address.split('/')[1]].join(' '));
	const years = await diff({ from: '2021-01-01', to: '2035-01-01' });
	assert.deepEqual([lines(years), years.unchanged], [['changed DIEU-1', 'changed DIEU-2', 'removed DIEU-3'], 1]);
	assert.deepEqual([years.entries[1].before.body, years.entries[1].after.body], ['Người lái đò có bằng.\n', 'Người lái đò có bằng và áo phao.\n']);
	assert.deepEqual(lines(await diff({ from: '2021-01-01', to: '2035-01-01', known_at: known[1] })), ['changed DIEU-1']);
	assert.deepEqual(lines(await diff({ from: '2035-01-01', to: '2021-01-01' })), ['changed DIEU-1', 'changed DIEU-2', 'added DIEU-3']);
	assert.deepEqual((await diff({ from: '2019-01-01' })).counts, { added: 4 });
	assertRefused(await system.clients.reviewer.send('GET', `/cutter/documents/${done.documentId}/diff`), 400, 'CUTTER_REQUEST_INVALID');
	assertRefused(await system.clients.reviewer.send('GET', `/cutter/documents/${done.documentId}/diff?from=yesterday`), 400, 'CUTTER_TIME_UNREADABLE');
	const shown = (await system.cutter(['diff', done.docCode, '--from', '2021-01-01', '--to', '2023-01-01', '--as', system.users.reviewer.email])).stdout;
	assert.match(shown, /^changed +\S+DIEU-2/);
	assert.match(shown, /Người lái đò có bằng\{\+ và áo phao\+\}\.\n0 added, 0 removed, 0 moved, 0 renumbered, 1 changed, 3 unchanged\n$/);
});

test('two acts that give one article a new text are entered in the wrong order: the earlier one stands until the later', async () => {
	const done = await law(ENACT);
	const [one, two] = [await done.id('DIEU-1'), await done.id('DIEU-2')];
	const before = await said(done.address('DIEU-1'));
	await carryOut(`${one}/substitute`, { body: 'Bến đò, bến phà.\n', effective_on: '2024-01-01' });
	await carryOut(`${one}/substitute`, { body: 'Bến đò, bến phà, cầu.\n', effective_on: '2035-01-01' });
	const known = await now();
	const proposed = await propose(`${one}/substitute`, { body: 'Bến đò, bến thuyền.\n', effective_on: '2022-01-01' });
	assert.deepEqual(proposed.texts.after.map(({ body }) => body), ['Bến đò, bến thuyền.\n'], 'what is judged is the text of its day');
	await system.clients.executor.post(`/cutter/entries/${proposed.entry_id}/abandon`, { rationale: 'Shown.' });
	const late = await carryOut(`${one}/substitute`, { body: 'Bến đò, bến thuyền.\n', effective_on: '2022-01-01' });
	const read = async (knownAt) => Promise.all(['2021-12-31', '2022-01-01', '2023-12-31', '2024-01-01', '2035-01-01'].map((asOf) => said(done.address('DIEU-1'), { asOf, knownAt })));
	assert.deepEqual(await read(), [before, 'Bến đò, bến thuyền.\n', 'Bến đò, bến thuyền.\n', 'Bến đò, bến phà.\n', 'Bến đò, bến phà, cầu.\n']);
	assert.deepEqual(await read(known), [before, before, before, 'Bến đò, bến phà.\n', 'Bến đò, bến phà, cầu.\n']);
	assert.equal(await said(done.address('DIEU-1')), 'Bến đò, bến phà.\n', 'today it reads as before');
	const windows = await query(system, 'SELECT v.in_force_from::text AS from, v.in_force_until::text AS until FROM public.tac_unit_version v WHERE v.unit_id = $1 ORDER BY v.in_force_from', [one]);
	assert.deepEqual(windows.map(({ from, until }) => [from, until]), [['2020-07-01', '2022-01-01'], ['2022-01-01', '2024-01-01'], ['2024-01-01', '2035-01-01'], ['2035-01-01', null]]);

	// The newest text is the one of the last day, wherever it is asked for.
	const history = await system.clients.reviewer.get(`/cutter/units/${one}/history`);
	assert.deepEqual(history.versions.map(({ body }) => body), ['Bến đò, bến phà, cầu.\n', 'Bến đò, bến phà.\n', 'Bến đò, bến thuyền.\n', before]);
	await carryOut(`${one}/retire`, { effective_on: '2040-01-01' });
	assert.equal((await readUnit(done.address('DIEU-1'), { asOf: '2040-01-01' })).status, 410);
	const gone = await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: done.address('DIEU-1'), as_of: '2041-01-01' })}`);
	assert.deepEqual([gone.status, gone.body.data.outcome], [410, 'gone']);

	// A text that was made from the one that stood there fits on no other.
	await carryOut(`${two}/substitute`, { body: 'Người lái đò có bằng và áo phao.\n', effective_on: '2024-01-01', derived: true });
	const { body } = await ask(`${two}/substitute`, { body: 'Người lái phà có bằng.\n', effective_on: '2023-01-01' });
	assert.deepEqual([body.errors[0].extensions.code, /substitute of 2024-01-01/.test(body.errors[0].message)], ['CUTTER_EFFECTIVE_CONFLICT', true]);

	// What was entered late is taken back like everything else, and the ledger holds.
	const withdrawal = await system.clients.executor.post(`/cutter/change-sets/${late.cut.change_set_id}/withdraw`, { rationale: 'It never was enacted.' });
	await approveOperation(withdrawal);
	assert.equal((await verify(await cut(withdrawal))).verdict, 'pass');
	assert.deepEqual(await read(), await read(known));
	const { code, stdout } = await system.cutter(['ledger', 'verify', '--json']);
	assert.equal(code, 0, stdout);
});

test('an address is answered as it was known: what was withdrawn never was, and was then', async () => {
	const done = await law(ENACT);
	const four = done.address('DIEU-4');
	const nine = done.address('DIEU-9');
	const renumbered = await carryOut(`${await done.id('DIEU-4')}/renumber`, { address: nine, effective_on: '2022-01-01' });
	const knownAt = await now();
	const withdrawal = await system.clients.executor.post(`/cutter/change-sets/${renumbered.cut.change_set_id}/withdraw`, { rationale: 'It never was enacted.' });
	await approveOperation(withdrawal);
	assert.equal((await verify(await cut(withdrawal))).verdict, 'pass');

	const resolve = async (address, when) => (await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address, ...when })}`)).body.data;
	const outcome = async (address, when) => (await resolve(address, when)).outcome;
	// On the very day of it, too.
	for (const as_of of ['2022-01-01', '2023-01-01']) {
		assert.deepEqual([await outcome(four, { as_of }), await outcome(nine, { as_of })], ['canonical', 'not_found'], as_of);
		assert.deepEqual([await outcome(four, { as_of, known_at: knownAt }), await outcome(nine, { as_of, known_at: knownAt })], ['alias', 'canonical'], `${as_of}, as it was known`);
	}
	const [posted] = (await system.clients.reviewer.send('POST', '/cutter/resolve', { addresses: [nine, four], as_of: '2023-01-01', known_at: knownAt })).body.data;
	assert.deepEqual([posted.outcome, posted.units[0].doc_code, posted.units[0].canonical_address], ['canonical', done.docCode, nine]);
	assert.equal((await readUnit(nine, { asOf: '2023-01-01' })).status, 404);
	assert.equal((await readUnit(nine, { asOf: '2023-01-01', knownAt })).body.data.readings[0].units[0].canonical_address, nine);
	const line = await system.cutter(['resolve', nine, '--as-of', '2023-01-01', '--known-at', knownAt, '--as', system.users.reviewer.email]);
	assert.deepEqual([line.code, line.stdout], [0, `${nine}: canonical ${nine}\n`]);
	const { code, stdout } = await system.cutter(['ledger', 'verify', '--json']);
	assert.equal(code, 0, stdout);
});

test('a day before anything is registered, and an instant before anything was recorded, are told in words through every door', async () => {
	const done = await law(ENACT);
	const address = done.address('DIEU-1');
	const words = { BEFORE_FIRST_DAY: /^Nothing of this document is registered before 2020-07-01: /, NOT_RECORDED_THEN: /^Nothing of this document was recorded by 2020-07-01/ };
	const { reviewer } = system.clients;
	for (const [code, when] of Object.entries({ BEFORE_FIRST_DAY: { as_of: '2020-06-30' }, NOT_RECORDED_THEN: { as_of: '2020-08-01', known_at: '2020-07-01' } })) {
		const told = (answer) => assert.match(assertRefused(answer, 404, `CUTTER_${code}`).message ?? answer.body.errors[0].message, words[code]);
		const query = new URLSearchParams(when);
		told(await reviewer.send('GET', `/cutter/documents/${done.documentId}/reading?${query}`));
		told(await reviewer.send('GET', `/cutter/documents/${done.documentId}/export?${query}`));
		const resolved = await reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address, ...when })}`);
		const read = await readUnit(address, { asOf: when.as_of, knownAt: when.known_at });
		for (const [status, { outcome, suggestions, nothing_yet: nothing }] of [[resolved.status, resolved.body.data], [read.status, read.body.data.resolution]]) {
			assert.deepEqual([status, outcome, suggestions, nothing.code], [404, 'not_found', [], code]);
			assert.match(nothing.message, words[code]);
		}
		const as = ['--as', system.users.reviewer.email, '--as-of', when.as_of, ...(when.known_at ? ['--known-at', when.known_at] : [])];
		for (const command of [['read', address], ['read', '--document', done.docCode], ['export', done.docCode]]) {
			const { code: exit, stdout, stderr } = await system.cutter([...command, ...as]);
			assert.deepEqual([exit, /Nothing of this document (is registered before|was recorded by) 2020-0/.test(stdout + stderr)], [1, true], `${command.join(' ')}: ${stdout}${stderr}`);
		}
		const line = await system.cutter(['resolve', address, ...as]);
		assert.match(line.stdout.replace(`${address}: not_found `, ''), words[code]);
	}
	// One that lies ahead is answered as far as is known.
	assert.equal((await readUnit(address, { asOf: '2090-01-01' })).status, 200);
});

describe('a change of a day', () => {
	test('moves citations on its day, and not before', async () => {
		const done = await law(ENACT);
		await carryOut(`${await done.id('DIEU-4')}/renumber`, { address: done.address('DIEU-9'), effective_on: '2034-01-01' });
		const resolved = async (path, asOf) => {
			const { body } = await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: done.address(path), ...(asOf ? { as_of: asOf } : {}) })}`);
			return [body.data.outcome, body.data.units.length];
		};
		assert.deepEqual([await resolved('DIEU-4'), await resolved('DIEU-4', '2034-01-01')], [['alias', 1], ['alias', 1]]);
		assert.deepEqual([await resolved('DIEU-9'), await resolved('DIEU-9', '2034-01-01')], [['not_found', 0], ['canonical', 1]]);
		const units = async (asOf) => (await readDocument(done, { asOf })).body.data.units.map(({ canonical_address: address }) => address.split('/')[1]);
		assert.deepEqual([await units(), await units('2034-01-01')], [['DIEU-1', 'DIEU-2', 'DIEU-3', 'DIEU-4'], ['DIEU-1', 'DIEU-2', 'DIEU-3', 'DIEU-9']]);
	});

	test('keeps what it replaces law: parts of law are law, an insert says it itself', async () => {
		const done = await law(ENACT);
		const two = await done.id('DIEU-2');
		const bytes = (text) => Buffer.byteLength(text);
		const split = await carryOut(`${two}/split`, { parts: [bytes('Người lái đò '), bytes('Người lái đò có bằng.\n')].map((ends_at) => ({ ends_at })), effective_on: '2025-01-01' });
		assert.deepEqual(split.proposed.results.map(({ authority }) => authority), ['enacted', 'enacted']);
		const insert = { place: 'after', section_type: 'article', label: 'Điều 5', heading: 'Điều 5. Phao\n', body: 'Đò có phao.\n', effective_on: '2025-01-01' };
		await carryOut(`${await done.id('DIEU-4')}/insert`, { ...insert, address: done.address('DIEU-5'), enact: true });
		await carryOut(`${await done.id('DIEU-5')}/insert`, { ...insert, label: 'Điều 6', heading: 'Điều 6. Còi\n', address: done.address('DIEU-6') });
		const authority = async (path) => (await query(system, 'SELECT authority, in_force_from::text AS from FROM public.tac_logical_unit WHERE canonical_address = $1', [done.address(path)])).map((row) => Object.values(row))[0];
		assert.deepEqual([await authority('DIEU-5'), await authority('DIEU-6'), await authority('DIEU-2-P1')], [['enacted', '2025-01-01'], ['draft', null], ['enacted', '2025-01-01']]);
		await carryOut(`${await done.id('DIEU-6')}/enact`, { effective_on: '2026-01-01' });
		assert.deepEqual(await authority('DIEU-6'), ['enacted', '2026-01-01']);
	});

	test('is of today in a document with legal days, where nobody says another', async () => {
		const done = await law(ENACT);
		const proposed = await propose(`${await done.id('DIEU-1')}/substitute`, { body: 'Hôm nay.\n', dry_run: true });
		assert.match(proposed.effective_on, /^20\d\d-\d\d-\d\d$/);
	});

	test('that fails its VERIFY is taken off every day, and whoever asks as of before is told what was answered then', async () => {
		const done = await law(ENACT);
		const two = await done.id('DIEU-2');
		const proposed = await propose(`${two}/substitute`, { body: 'Sai.\n', effective_on: '2022-01-01' });
		await approveOperation(proposed);
		const changeSet = await cut(proposed);
		const between = await now();
		const signer = (change) => tamper(system, `UPDATE cutter_governance.dot_pair_signature SET signer_identity = ${change} WHERE cross_reference_change_set_id = $1`, [changeSet.change_set_id]);
		await signer("signer_identity || '!'");
		assert.equal((await verify(changeSet)).verdict, 'fail');
		await signer('left(signer_identity, -1)');
		assert.equal(await said(done.address('DIEU-2'), { asOf: '2023-01-01' }), 'Người lái đò có bằng.\n');
		assert.equal(await said(done.address('DIEU-2'), { asOf: '2023-01-01', knownAt: between }), 'Sai.\n');
	});
});

test('a first cut of law that fails its VERIFY is taken back whole', async () => {
	const done = await carry(system, { text: TEXT, profile: 'vn-law' }, 'register');
	const { executor, reviewer, verifier } = system.clients;
	const mark = await executor.post(`/cutter/documents/${done.documentId}/mark`, { enact: ENACT });
	for (let swept; swept?.promoted !== 0 && !swept?.entry_ids.includes(mark.entry_id); ) swept = await executor.post('/cutter/sweep', { batch_size: 1000 });
	await approve(reviewer, mark.manifest_id, { rationale: 'Read beside the gazette.' });
	const changeSet = await executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	const signer = (change) => tamper(system, `UPDATE cutter_governance.dot_pair_signature SET signer_identity = ${change} WHERE cross_reference_change_set_id = $1`, [changeSet.change_set_id]);
	await signer("signer_identity || '!'");
	const verdict = await verifier.post(`/cutter/change-sets/${changeSet.change_set_id}/verify`);
	await signer('left(signer_identity, -1)');
	assert.deepEqual([verdict.verdict, verdict.status], ['fail', 'verify_failed_escalated']);
	assert.deepEqual(await query(system, 'SELECT 1 FROM public.tac_logical_unit WHERE doc_code = $1', [done.docCode]), []);
});

test('a draft is law from the days that its text says, with the lines that say so; one that says none is refused', async () => {
	const text = `QUỐC HỘI\nLUẬT BẾN ĐÒ\n\nĐiều 1. Bến\n1. Bến có đèn.\n2. Bến có chuông.\nĐiều 2. Đò\nĐò có phao.\nĐiều 3. Hiệu lực thi hành\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2021.\n2. Khoản 2 Điều 1 Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.\n`;
	const done = await carry(system, { text, profile: 'vn-law' }, 'register');
	const { executor, reviewer } = system.clients;
	const mark = await executor.post(`/cutter/documents/${done.documentId}/mark`, { enact: 'as_said' });
	const { enact } = await reviewer.get(`/cutter/manifests/${mark.manifest_id}`);
	assert.deepEqual([enact.in_force_from, enact.units], ['2021-07-01', [{ address: `${done.prefix}/DIEU-1-KHOAN-2`, in_force_from: '2022-01-01' }]]);
	assert.match(enact.evidence, /^1\. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2021\. \(line 10\); .*DIEU-3-KHOAN-2\)$/);
	assert.equal((await executor.post(`/cutter/documents/${done.documentId}/mark`, { enact: 'as_said' })).already_marked, true);
	const said = await system.cutter(['mark', done.docCode, '--in-force-from', 'as-said', '--as', system.users.executor.email, '--json']);
	assert.equal(JSON.parse(said.stdout).data.manifest_id, mark.manifest_id, 'the same on the command line');
	assert.equal((await system.cutter(['mark', done.docCode, '--in-force-from', 'as-said', '--evidence', 'x', '--as', system.users.executor.email])).code, 2);
	const silent = await carry(system, { text: text.slice(0, text.indexOf('Điều 3.')), profile: 'vn-law' }, 'register');
	assertRefused(await executor.send('POST', `/cutter/documents/${silent.documentId}/mark`, { enact: 'as_said' }), 422, 'CUTTER_NO_DAY_SAID');
	assertRefused(await executor.send('POST', `/cutter/documents/${silent.documentId}/mark`, { enact: 'as_said_so' }), 400, 'CUTTER_REQUEST_INVALID');
});

test('what MARK refuses of legal days', async () => {
	const done = await carry(system, { text: TEXT, profile: 'vn-law' }, 'register');
	const mark = (enact) => system.clients.executor.send('POST', `/cutter/documents/${done.documentId}/mark`, { enact });
	assertRefused(await mark({ in_force_from: '2020-07-01', evidence: ' ' }), 422, 'CUTTER_ENACT_EVIDENCE_MISSING');
	assertRefused(await mark({ ...ENACT, units: [{ address: `${done.prefix}/DIEU-9`, in_force_from: '2021-01-01' }] }), 422, 'CUTTER_ENACT_UNIT_UNKNOWN');
	const twice = ['2021-01-01', '2022-01-01'].map((day) => ({ address: `${done.prefix}/DIEU-3`, in_force_from: day }));
	assertRefused(await mark({ ...ENACT, units: twice }), 422, 'CUTTER_ENACT_UNIT_TWICE');
	assertRefused(await mark({ ...ENACT, in_force_from: '2021-02-30' }), 400, 'CUTTER_REQUEST_INVALID');
});

test('a document without legal days knows of none', async () => {
	const done = await law(null);
	const { body } = await readDocument(done);
	assert.ok(body.data.units.every((unit) => !('legal' in unit)));
	assert.deepEqual(await query(system, 'SELECT 1 FROM public.tac_logical_unit WHERE doc_code = $1 AND (born_on IS NOT NULL OR in_force_from IS NOT NULL)', [done.docCode]), []);
});
