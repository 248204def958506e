// What a text says of itself, confirmed or corrected where it is registered: kept, in the manifest that is reviewed, and in exports.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { schemaErrors } from '../support/akn.mjs';
import { query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system?.close());

const decree = (name) => `CHÍNH PHỦ

Số: 12/2030/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày 9 tháng 12 năm 2030

NGHỊ ĐỊNH
Quy định về bến ${name}

Căn cứ Luật Sông hồ;

Điều 1. Phạm vi
Bến ${name}.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 15 tháng 02 năm 2031, trừ khoản 3.
`;
const about = (prefix) => ({ title: `Nghị định ${prefix}`, doc_code: prefix, prefix });
const exportOf = async (documentId, format) => (await fetch(`${system.url}/cutter/documents/${documentId}/export?format=${format}`, { headers: { authorization: `Bearer ${system.users.reviewer.token}` } })).text();

test('what was confirmed and corrected goes into the manifest, to the reviewer, and into exports', async () => {
	const prefix = newPrefix('CARD');
	const card = { number: '12/2030/NĐ-CP', adopted_on: '2030-12-08', in_force_from: '2031-02-15' };
	const registered = await system.clients.executor.post('/cutter/documents', { ...about(prefix), text: decree(prefix), card });
	assert.deepEqual(
		registered.confirmed.map(({ member, read, value }) => [member, read, value]),
		[['number', '12/2030/NĐ-CP', '12/2030/NĐ-CP'], ['adopted_on', '2030-12-09', '2030-12-08'], ['in_force_from', '2031-02-15', '2031-02-15']],
	);
	const done = await carry(system, { text: decree(prefix), prefix, title: `Nghị định ${prefix}` });
	assert.equal(done.register.is_new, false);
	const { card: sealed } = await system.clients.reviewer.get(`/cutter/manifests/${done.manifestId}`);
	assert.deepEqual([sealed.adopted_on.value, sealed.read], ['2030-12-08', { adopted_on: '2030-12-09', in_force_from: '2031-02-15', number: '12/2030/NĐ-CP' }]);

	const shown = await system.clients.reviewer.get(`/cutter/manifests/${done.manifestId}/card`);
	const fact = (name) => shown.facts.find(({ member }) => member === name);
	assert.deepEqual([fact('adopted_on').value, fact('adopted_on').read, fact('adopted_on').line], ['2030-12-08', '2030-12-09', 7]);
	assert.deepEqual([fact('in_force_from').read, fact('in_force_from').doubt], ['2031-02-15', 'exceptions'], 'whoever reviews sees the doubt');
	assert.equal(fact('title').read, null, 'nobody confirmed it');
	assert.equal(shown.confirmed.by, system.users.executor.id);
	assert.ok(shown.names[shown.confirmed.by]);

	const xml = await exportOf(done.documentId, 'akn');
	assert.match(xml, /<FRBRdate date="2030-12-08" name="adoption"\/>/);
	assert.match(xml, /<FRBRnumber value="12\/2030\/NĐ-CP"\/>/);
	assert.deepEqual(await schemaErrors([{ fileName: 'decree.xml', contents: xml }]), []);
	assert.deepEqual(JSON.parse(await exportOf(done.documentId, 'json')).card.read, sealed.read);
	const rows = await query(system, 'SELECT confirmed_by, card FROM cutter_control.confirmed_card WHERE source_document_id = $1', [done.documentId]);
	assert.deepEqual(rows.map(({ confirmed_by: by, card: kept }) => [by, kept.length]), [[system.users.executor.id, 3]]);
});

test('a later correction of the same text is another proposal; without one there is no second', async () => {
	const prefix = newPrefix('CARD');
	const { executor } = system.clients;
	const send = (card) => executor.send('POST', `/cutter/documents?${new URLSearchParams({ ...about(prefix), card })}`, Buffer.from(decree(prefix)));
	const first = (await send('{"number":"12/2030/NĐ-CP"}')).body.data;
	const mark = () => executor.post(`/cutter/documents/${first.id}/mark`);
	const one = await mark();
	assert.equal((await mark()).already_marked, true);
	assert.equal((await send('{"number":"13/2030/NĐ-CP"}')).status, 200);
	const two = await mark();
	assert.deepEqual([two.already_marked, two.card.find(({ member }) => member === 'number').value], [false, '13/2030/NĐ-CP']);
	assert.notEqual(two.manifest_id, one.manifest_id);
	const { confirmed } = await executor.get(`/cutter/manifests/${one.manifest_id}/card`);
	assert.equal(confirmed.by, system.users.executor.id);
	const nobody = await carry(system, { text: decree(newPrefix('CARD')) }, 'mark');
	assert.equal((await executor.get(`/cutter/manifests/${nobody.manifestId}/card`)).confirmed, null);
});

test('what cannot be confirmed is refused by its name, and nothing is registered', async () => {
	const prefix = newPrefix('CARD');
	const { executor } = system.clients;
	const json = (card) => executor.send('POST', '/cutter/documents', { ...about(prefix), text: decree(prefix), card });
	assert.equal(assertRefused(await json({ gazette: '7' }), 422, 'CUTTER_CARD_MEMBER_UNKNOWN').values.member, 'gazette');
	assertRefused(await json({ adopted_on: '9/12/2030' }), 422, 'CUTTER_CARD_DAY_INVALID');
	assertRefused(await json({ number: ' ' }), 422, 'CUTTER_CARD_VALUE_INVALID');
	assertRefused(await json({ number: 7 }), 400, 'CUTTER_REQUEST_INVALID');
	const streamed = await executor.send('POST', `/cutter/documents?${new URLSearchParams({ ...about(prefix), card: '{' })}`, Buffer.from(decree(prefix)));
	assertRefused(streamed, 400, 'CUTTER_REQUEST_INVALID');
	assert.deepEqual((await executor.get(`/cutter/documents?search=${prefix}`)).documents, []);
});

const consolidated = (name) => `Quốc hội ban hành Luật ${name} về xưởng1.

Điều 1. Phạm vi
1.2 Người ở xưởng3 này.
2. Khách.

1 Luật số 1/2020 có căn cứ ban hành như sau:
“Căn cứ Hiến pháp;”.
2 Khoản này được thêm.
3 Cụm từ này được thay.

CÔNG BÁO/Số 7/Ngày 1-2-2020
2

Điều 2. Hết
X.
`;

test('notes of a consolidated text are read with the units that carry their marks', async () => {
	const done = await carry(system, { text: consolidated(newPrefix()), profile: 'vn-law' });
	const { reviewer } = system.clients;
	const { units } = await reviewer.get(`/cutter/documents/${done.documentId}/reading`);
	const clause = units.find(({ canonical_address: address }) => address.endsWith('/DIEU-1-KHOAN-1'));
	assert.deepEqual(clause.notes, [
		{ number: 2, part: 'heading', at: 2, text: 'Khoản này được thêm.' },
		{ number: 3, part: 'body', at: Buffer.byteLength('Người ở xưởng'), text: 'Cụm từ này được thay.' },
	]);
	assert.equal(clause.body, 'Người ở xưởng này.\n');
	assert.deepEqual(units.filter(({ notes }) => notes.length > 0).map(({ id }) => id), [clause.id]);
	const { readings } = await reviewer.get(`/cutter/units/${encodeURIComponent(clause.canonical_address)}`);
	assert.deepEqual(readings[0].units[0].notes, clause.notes);
	assert.deepEqual((await reviewer.get(`/cutter/units/${clause.id}/surroundings`)).unit.notes, clause.notes);
	const { notes } = JSON.parse(await exportOf(done.documentId, 'json'));
	assert.deepEqual(notes.map(({ number, address }) => [number, address]), [[1, null], [2, clause.canonical_address], [3, clause.canonical_address]]);
	const xml = await exportOf(done.documentId, 'akn');
	assert.match(xml, /<p>Quốc hội ban hành Luật [^<]*<authorialNote eId="authorialNote_1" marker="1"/);
	assert.deepEqual(await schemaErrors([{ fileName: 'law.xml', contents: xml }]), []);
});
