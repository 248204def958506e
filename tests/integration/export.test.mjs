// A cut document as one file: over HTTP and on the command line, in three formats, for those who may read and nobody else.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { temporaryFolder } from '../../scripts/lib/leash.mjs';
import { schemaErrors } from '../support/akn.mjs';
import { liveUnits } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sha256 } from '../support/proof.mjs';
import { sharedMaterial } from '../support/shared-material.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
let done;
let folder;
const text = smallLaw('xuất bản & <in ấn>');
before(async () => {
	system = await sharedSystem();
	done = await carry(system, { text, title: 'Quy định "mẫu" về in ấn' });
	folder = temporaryFolder('iu-cutter-export-');
});
after(async () => {
	folder?.remove();
	await system?.close();
});

const url = (query = '', id = done.documentId) => `${system.url}/cutter/documents/${id}/export${query}`;
const get = (query, id) => fetch(url(query, id), { headers: { authorization: `Bearer ${system.users.reviewer.token}` } });

test('Akoma Ntoso: valid, every unit once, the name of the file', async () => {
	const response = await get('?format=akn&date=2024-06-27');
	assert.equal(response.status, 200);
	assert.equal(response.headers.get('content-type'), 'application/akn+xml; charset=utf-8');
	assert.equal(response.headers.get('content-disposition'), `attachment; filename="${done.prefix}.akn.xml"`);
	const xml = await response.text();
	assert.deepEqual(await schemaErrors([{ fileName: 'law.xml', contents: xml }]), []);
	for (const path of SMALL_LAW_PATHS) assert.equal(xml.split(`address="${done.prefix}/${path}"`).length, 2, path);
	assert.match(xml, new RegExp(`<FRBRuri value="/akn/vn/act/2024-06-27/${done.prefix.toLowerCase()}"/>`));
	assert.match(xml, /<cutter:cut [^>]*verdict="pass"/);
	assert.match(xml, /<mapping [^>]*original="#[^"]*\/DIEU-2-KHOAN-2-DIEM-A" current="#art_2__cl_2__point_a"\/>/);
	assert.equal(await (await get('?date=2024-06-27')).text(), xml, 'akn is the default');
});

test('JSON: every text as it lives, and as it was hashed', async () => {
	const response = await get('?format=json');
	assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
	const said = await response.json();
	const live = await liveUnits(system, done.docCode);
	assert.deepEqual(said.units.map(({ address, text: own, content_hash }) => [address, own, content_hash]), live.map((unit) => [unit.canonical_address, unit.body, unit.content_hash]));
	for (const { text: own, content_hash } of said.units) assert.equal(sha256(own ?? ''), content_hash);
	assert.deepEqual([said.cut.change_set_id, said.cut.verdict, said.document.id], [done.changeSetId, 'pass', done.documentId]);
});

test('Markdown: an anchor for each unit', async () => {
	const response = await get('?format=markdown');
	assert.equal(response.headers.get('content-type'), 'text/markdown; charset=utf-8');
	const markdown = await response.text();
	for (const path of SMALL_LAW_PATHS) assert.ok(markdown.includes(`<a id="${done.prefix}/${path}"></a>`), path);
});

test('an alias is a mapping with its window', async () => {
	const aliasText = `Luật mẫu ${done.prefix} Điều 2`;
	await system.clients.executor.post('/cutter/aliases', { alias_text: aliasText, target: `${done.prefix}/DIEU-2`, kind: 'external_reference', valid_from: '2024-01-01', rationale: 'Cited so.' });
	const eid = `art_2-of-${done.prefix}`;
	await system.clients.executor.post('/cutter/aliases', { alias_text: eid, target: `${done.prefix}/DIEU-2`, kind: 'external_reference', rationale: 'Its eId.' });
	const xml = await (await get()).text();
	assert.ok(xml.includes(`original="#${encodeURIComponent(aliasText)}" current="#art_2" start="#eref_`), xml.slice(0, 3000));
	assert.match(xml, /<eventRef eId="eref_\d+" date="2024-01-01T00:00:00.000000Z" source="#cutter"\/>/);
	assert.deepEqual(await schemaErrors([{ fileName: 'law.xml', contents: xml }]), []);
	const [resolved] = await system.clients.reviewer.post('/cutter/resolve', { addresses: [eid] });
	assert.equal(resolved.units[0].canonical_address, `${done.prefix}/DIEU-2`);
});

test('what cannot be exported is refused, and nobody is told without duty', async () => {
	const { reviewer, anonymous } = system.clients;
	const path = (query, id) => url(query, id).slice(system.url.length);
	const marked = await carry(system, { text: smallLaw('chưa cắt') }, 'mark');
	assertRefused(await reviewer.send('GET', path('', marked.documentId)), 409, 'CUTTER_EXPORT_NOT_CUT');
	assertRefused(await reviewer.send('GET', path('', done.entryId)), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
	assertRefused(await reviewer.send('GET', path('?country=VN')), 422, 'CUTTER_EXPORT_COUNTRY_INVALID');
	assertRefused(await reviewer.send('GET', path('?format=pdf')), 400, 'CUTTER_REQUEST_INVALID');
	for (const id of [done.documentId, done.entryId]) assert.equal((await anonymous.send('GET', path('', id))).status, 403);
});

test('the command line writes the same file', async () => {
	const { email } = system.users.reviewer;
	const file = join(folder.path, 'law.json');
	const [written, printed, unknown, bad, elsewhere] = await Promise.all([
		system.cutter(['export', done.prefix, '--as', email, '--format', 'json', '--out', file, '--json']),
		system.cutter(['export', done.documentId, '--as', email, '--format', 'json']),
		system.cutter(['export', 'NO-SUCH-DOCUMENT', '--as', email, '--json']),
		system.cutter(['export', done.prefix, '--as', email, '--format', 'pdf']),
		system.cutter(['export', done.prefix, '--as', email, '--out', join(folder.path, 'no', 'such', 'folder')]),
	]);
	const overHttp = await (await get('?format=json')).text();
	assert.equal(written.code, 0, written.stderr);
	const report = JSON.parse(written.stdout);
	assert.deepEqual([report.ok, report.data.file, report.data.units, report.data.sha256], [true, file, SMALL_LAW_PATHS.length, sha256(overHttp)]);
	assert.equal(readFileSync(file, 'utf8'), overHttp);
	assert.ok(!existsSync(`${file}.part`));
	assert.deepEqual([printed.code, printed.stdout], [0, overHttp]);
	assert.deepEqual([unknown.code, JSON.parse(unknown.stdout).error.code, bad.code], [1, 'CUTTER_DOCUMENT_NOT_FOUND', 2]);
	assert.equal(elsewhere.code, 1);
	assert.match(elsewhere.stderr, /^CUTTER_FILE_UNWRITABLE: /);
});

test('a real code is exported whole', async (t) => {
	const source = sharedMaterial('corpus', 'vn-labour-code-2019-congbao', 'source.txt');
	if (!source) return t.skip('the corpus of real laws is not on this machine (set CUTTER_SHARED)');
	const law = await carry(system, { bytes: readFileSync(source), prefix: newPrefix('EXPORTED'), profile: 'vn-law' }, 'cut');
	const xml = await (await get('', law.documentId)).text();
	assert.match(xml, /verdict="waiting"/);
	assert.equal(xml.match(/<cutter:unit /g).length, law.mark.counts.units);
	assert.deepEqual(await schemaErrors([{ fileName: 'code.xml', contents: xml }]), []);
});
