// The law as a web: what texts cite is read when they are proven, and answered from the library as it is. A law, five circulars that cite it, and
// what each citation answers after a clause of it was repealed; citations as people write them; names of documents; what a library lacks.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BOAT_LAW, circular } from '../support/citing-laws.mjs';
import { schemaErrors } from '../support/akn.mjs';
import { query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { commandLineOf, ownSystem } from '../support/system.mjs';

const CIRCULARS = [
	'Đèn của bến làm theo khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18.',
	'Đèn của bến làm theo khoản 2 Điều 2 Luật Bến thuyền.',
	'Bến làm theo Điều 2 Luật số 09/2031/QH18 và khoản 1 Điều 4 Nghị định số 77/2031/NĐ-CP.',
	'Chủ bến đọc khoản 2 Điều 2 Luật số 09/2031/QH18 và Nghị định số 77/2031/NĐ-CP.',
	'Người gác đọc các khoản 1, 2 Điều 2 Luật số 09/2031/QH18, Luật Đò dọc số 10/2031/QH18.',
];

let system;
let law;
const circulars = [];
const operations = operationsOn(() => system);
const send = (path, values) => system.clients.reviewer.send('GET', `/cutter/${path}?${new URLSearchParams(values ?? {})}`);
const get = async (path, values) => (await send(path, values)).body.data;
const citedBy = (address, values) => get(`units/${encodeURIComponent(address)}/cited-by`, values);
const address = (path) => `${law.prefix}/${path}`;

before(async () => {
	system = await ownSystem();
	law = await carry(system, { text: BOAT_LAW, profile: 'vn-law', title: 'Luật Bến thuyền' });
	for (const [at, body] of CIRCULARS.entries()) circulars.push(await carry(system, { text: circular(at + 1, body), profile: 'vn-law', title: `Thông tư về bến số ${at + 1}` }));
});
after(() => system?.close());

/** Who cites, in which words, which unit it means, and how that concerns the unit asked for. */
const told = ({ references }) => references.map(({ canonical_address: from, words, settled, concerns }) => [from.split('/').at(-1), words, settled.outcome, settled.address?.split('/').at(-1) ?? null, concerns]);

describe('who cites a clause', () => {
	test('its own law and four circulars, by number and by title, in a list and alone', async () => {
		const answer = await citedBy(address('DIEU-2-KHOAN-2'));
		assert.deepEqual(told(answer).filter(([, , , meant]) => meant !== 'DIEU-2-KHOAN-2'), []);
		assert.deepEqual(answer.references.map(({ words }) => words).sort(), [
			'các khoản 1, 2 Điều 2 Luật số 09/2031/QH18', 'khoản 2 Điều 2 Luật Bến thuyền', 'khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18', 'khoản 2 Điều 2 Luật số 09/2031/QH18', 'khoản 2 Điều 2 và khoản 7 Điều 2 của Luật này',
		]);
		assert.deepEqual([...new Set(answer.references.map(({ settled, concerns }) => `${settled.outcome} ${concerns}`))], ['resolved itself']);
		assert.equal(answer.next, null);
	});

	test('of an article also who cites what stands in it', async () => {
		const answer = await citedBy(address('DIEU-2'));
		const direct = answer.references.filter(({ concerns }) => concerns === 'itself').map(({ words }) => words);
		assert.deepEqual(direct, ['Điều 2 Luật số 09/2031/QH18']);
		assert.ok(answer.references.filter(({ concerns }) => concerns === 'part').length >= 6, JSON.stringify(told(answer)));
	});

	test('in pages, each citation once', async () => {
		const all = await citedBy(address('DIEU-2'));
		const found = [];
		for (let after; after !== null; ) {
			const page = await citedBy(address('DIEU-2'), { limit: 2, ...(after ? { after } : {}) });
			found.push(...page.references);
			after = page.next;
		}
		assert.deepEqual(found, all.references);
		assertRefused(await send(`units/${encodeURIComponent(address('DIEU-2'))}/cited-by`, { after: 'nowhere' }), 400, 'CUTTER_REQUEST_INVALID');
	});
});

describe('what a text cites', () => {
	test('each with what it means; a clause that the law does not have is named', async () => {
		const { references } = await get(`documents/${law.documentId}/references`);
		assert.deepEqual(
			references.map(({ words, settled }) => [words, settled.outcome, settled.address?.replace(`${law.prefix}/`, '') ?? null]),
			[
				['Luật này', 'resolved', null],
				['khoản 1 Điều này', 'resolved', 'DIEU-2-KHOAN-1'],
				['khoản 2 Điều 2 và khoản 7 Điều 2 của Luật này', 'resolved', 'DIEU-2-KHOAN-2'],
				['khoản 2 Điều 2 và khoản 7 Điều 2 của Luật này', 'provision_unknown', null],
			],
		);
		const { references: ofArticle } = await get(`units/${encodeURIComponent(address('DIEU-2'))}/references`);
		assert.deepEqual(ofArticle.map(({ words }) => words), ['khoản 1 Điều này']);
		const [first] = ofArticle;
		const { readings } = await get(`units/${encodeURIComponent(first.canonical_address)}`);
		assert.equal(Buffer.from(readings[0].units[0].body).subarray(first.starts, first.ends).toString(), first.words);
	});

	test('is a reference in Akoma Ntoso, valid, within the document and to another', async () => {
		const exported = async (id) => (await fetch(`${system.url}/cutter/documents/${id}/export`, { headers: { authorization: `Bearer ${system.users.reviewer.token}` } })).text();
		const [own, other] = [await exported(law.documentId), await exported(circulars[0].documentId)];
		assert.deepEqual(await schemaErrors([{ fileName: 'law.xml', contents: own }, { fileName: 'circular.xml', contents: other }]), []);
		const clause = (path) => own.match(new RegExp(`<mapping [^>]*original="#[^"]*/${path}" current="#([^"]+)"`))[1];
		const [one, two] = [clause('DIEU-2-KHOAN-1'), clause('DIEU-2-KHOAN-2')];
		assert.ok(own.includes(`đèn theo <ref eId="${two}__ref_1" href="#${one}">khoản 1 Điều này</ref>.`), own);
		// Its seventh clause is not there: the words lead to the second alone.
		assert.match(own, new RegExp(`<ref eId="[^"]+" href="#${two}">khoản 2 Điều 2 và khoản 7 Điều 2 của Luật này</ref>`));
		const iri = own.match(/<FRBRuri value="([^"]+)"\/>/)[1];
		assert.ok(other.includes(`href="${iri}" cutter:address="${address('DIEU-2-KHOAN-2')}">khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18</ref>`), other);
		const known = await fetch(`${system.url}/cutter/documents/${law.documentId}/export?known_at=${new Date().toISOString()}`, { headers: { authorization: `Bearer ${system.users.reviewer.token}` } });
		assert.doesNotMatch(await known.text(), /<ref /);
	});

	test('documents that nobody registered are told, those that most documents cite first; a name that is added finds one', async () => {
		assert.deepEqual((await get('wanted-documents')).documents.map(({ name, documents, references }) => [name, documents, references]), [['77/2031/NĐ-CP', 2, 2], ['10/2031/QH18', 1, 1]]);
		const names = await system.clients.executor.post(`/cutter/documents/${law.documentId}/names`, { add: ['Luật Đò dọc', '10/2031/QH18'] });
		assert.deepEqual(names.names.map(({ name, kind }) => [name, kind]).filter(([, kind]) => kind !== 'title'), [['09/2031/QH18', 'number'], ['10/2031/QH18', 'added'], ['Luật Đò dọc', 'added']]);
		assert.deepEqual((await get('wanted-documents')).documents.map(({ name }) => name), ['77/2031/NĐ-CP']);
		const fewer = await system.clients.executor.post(`/cutter/documents/${law.documentId}/names`, { remove: ['luật  đò dọc', '10/2031/qh18'] });
		assert.equal(fewer.names.some(({ kind }) => kind === 'added'), false);
		assertRefused(await system.clients.executor.send('POST', `/cutter/documents/${law.documentId}/names`, { add: ['…'] }), 422, 'CUTTER_NAME_EMPTY');
		assertRefused(await system.clients.reviewer.send('POST', `/cutter/documents/${law.documentId}/names`, { add: ['X'] }), 403, 'CUTTER_DUTY_MISSING');
	});
});

describe('what a draft cites of itself and does not have', () => {
	test('is told to whoever judges it, before anything is cut; what it cites of others, and what it quotes, is not', async () => {
		const text = circular(9, 'Làm theo khoản 3 Điều này. Ghi sổ theo Điều 9 Thông tư này. Đọc khoản 8 Điều 2 Luật Bến thuyền.\n1. Bến có phao như sau: “theo Điều 70 của Luật này”.\n2. Phao sơn đỏ theo khoản 1 Điều này.');
		const draft = await carry(system, { text, profile: 'vn-law', title: 'Thông tư về phao' }, 'mark');
		const expected = [['DIEU-1', 'khoản 3 Điều này', 'khoản 3 Điều 1'], ['DIEU-1', 'Điều 9 Thông tư này', 'Điều 9']];
		const { citations } = await get(`manifests/${draft.manifestId}/lacking`);
		assert.deepEqual(citations.map(({ address: from, words, provision }) => [from.split('/').at(-1), words, provision]), expected);
		const { code, stdout } = await commandLineOf(system, {})(['references', draft.manifestId, '--draft', '--as', system.users.reviewer.email, '--json']);
		assert.equal(code, 0, stdout);
		assert.deepEqual(JSON.parse(stdout).data.citations, citations);
		const complete = await carry(system, { text: circular(10, 'Bến có phao theo Điều này.'), profile: 'vn-law', title: 'Thông tư về phao nhỏ' }, 'mark');
		assert.deepEqual((await get(`manifests/${complete.manifestId}/lacking`)).citations, []);
	});
});

describe('a citation where an address is expected', () => {
	for (const [text, path] of [
		['khoản 2 Điều 2 Luật số 09/2031/QH18', 'DIEU-2-KHOAN-2'],
		['k2 đ2 luật 09/2031/qh18', 'DIEU-2-KHOAN-2'],
		['điều 3, luật bến thuyền', 'DIEU-3'],
		['điểm a khoản 1 Điều 2 Luật Bến thuyền', 'DIEU-2-KHOAN-1'],
	]) {
		test(text, async () => {
			const { status, body } = await send('resolve', { address: text });
			assert.equal(status, 200, JSON.stringify(body));
			assert.deepEqual([body.data.outcome, body.data.units.map((unit) => unit.canonical_address)], ['canonical', [address(path)]]);
			assert.equal(body.data.citation.means[0].outcome, 'resolved');
			assert.equal((await get(`units/${encodeURIComponent(text)}`)).readings[0].units[0].canonical_address, address(path));
		});
	}

	test('what it lacks is said', async () => {
		assert.deepEqual([(await get('resolve', { address: 'Điều 2' })).outcome, (await get('resolve', { address: 'Điều 2' })).no_citation.code], ['malformed', 'CITATION_NEEDS_DOCUMENT']);
		const unknown = await send('resolve', { address: 'Điều 2 Luật số 99/2031/QH18' });
		assert.deepEqual([unknown.status, unknown.body.data.outcome, unknown.body.data.citation.means[0].outcome], [404, 'not_found', 'document_unknown']);
		const missing = await get('resolve', { address: 'khoản 7 Điều 2 Luật Bến thuyền' });
		assert.deepEqual([missing.outcome, missing.citation.means[0].outcome], ['not_found', 'provision_unknown']);
		const { no_citation: none, outcome } = await get('resolve', { address: 'trời hôm nay đẹp' });
		assert.deepEqual([outcome, none], ['malformed', undefined]);
	});
});

describe('a clause that is repealed', () => {
	test('its preview and its review list who cites it, and afterwards each of them says that it ended', async () => {
		const unit = await operations.idOf(address('DIEU-2-KHOAN-2'));
		const preview = await operations.propose(`${unit}/retire`, { dry_run: true });
		assert.equal(preview.cited_by.references.length, 5);
		assert.deepEqual([...new Set(preview.cited_by.references.map(({ settled }) => settled.outcome))], ['resolved']);
		let reviewed;
		await operations.carryOut(`${unit}/retire`, {}, async (proposed) => {
			reviewed = await get(`manifests/${proposed.manifest_id}/operation`);
			assert.deepEqual((await get(`manifests/${proposed.manifest_id}/lacking`)).citations, [], 'an operation is no text that is cut');
		});
		assert.deepEqual(reviewed.cited_by.references.map(({ words }) => words), preview.cited_by.references.map(({ words }) => words));
		const after = await citedBy(address('DIEU-2-KHOAN-2'));
		assert.deepEqual([...new Set(after.references.map(({ settled }) => settled.outcome))], ['ended'], JSON.stringify(told(after)));
		assert.equal(after.references.length, 5);
		assert.equal((await get(`documents/${circulars[0].documentId}/references`)).references[0].settled.outcome, 'ended');
	});

	test('a clause that is renumbered is meant by those who cited it under its old number', async () => {
		await operations.carryOut(`${await operations.idOf(address('DIEU-3'))}/renumber`, { address: address('DIEU-3A'), label: 'Điều 3a' });
		const later = await carry(system, { text: circular(6, 'Giá vé theo Điều 3 Luật Bến thuyền, Điều 3a Luật Bến thuyền.'), profile: 'vn-law', title: 'Thông tư về bến số 6' });
		const { references } = await get(`documents/${later.documentId}/references`);
		assert.deepEqual(references.map(({ words, settled }) => [words, settled.outcome, settled.answers.map((each) => each.split('/')[1])]), [
			['Điều 3 Luật Bến thuyền', 'resolved', ['DIEU-3A']], ['Điều 3a Luật Bến thuyền', 'resolved', ['DIEU-3A']],
		]);
	});
});

describe('what a repeal leaves behind', () => {
	const open = (values) => get('open-citations', values);
	const wordsOf = ({ references }) => references.map(({ canonical_address: from, words }) => `${from.split('/')[0]}: ${words}`).sort();
	const accept = (body, person = 'executor') => system.clients[person].send('POST', '/cutter/open-citations', body);
	/** All of them, in pages of one. */
	async function everyPage(values) {
		const found = [];
		for (let after; after !== null; ) {
			const page = await open({ ...values, limit: 1, ...(after ? { after } : {}) });
			assert.ok(page.references.length <= 1);
			found.push(...page.references);
			after = page.next;
		}
		return found;
	}

	test('every citation that does not answer as it was meant is listed, its own and those of five circulars; what is not registered is not', async () => {
		const all = await open();
		assert.deepEqual(all.references.map(({ settled }) => settled.outcome).sort(), ['ended', 'ended', 'ended', 'ended', 'ended', 'provision_unknown']);
		assert.deepEqual(all.references.filter(({ settled }) => !settled.open || settled.asks === null), []);
		assert.equal(all.next, null);
		assert.deepEqual(await everyPage({}), all.references);
		const ofTheLaw = await open({ document: '09/2031/QH18' }).catch(() => null);
		assert.equal(ofTheLaw, undefined, 'a document is named by id, code or prefix');
		const about = await open({ document: law.docCode });
		assert.deepEqual(wordsOf(about), wordsOf(all));
		assert.deepEqual((await everyPage({ document: law.docCode })).map(({ place }) => place), about.references.map(({ place }) => place));
		assert.deepEqual(wordsOf(await open({ document: circulars[0].docCode })), [`${circulars[0].prefix}: khoản 2 Điều 2 Luật Bến thuyền số 09/2031/QH18`]);
		assert.deepEqual(wordsOf(await open({ document: circulars[4].docCode })).length, 1);
	});

	test('a person lets one stand, with a reason, and it is told with that; it opens again when it asks something else, or when that is taken back', async () => {
		const [citation] = (await open({ document: circulars[0].docCode })).references;
		const { place } = citation;
		const { settled: { asks } } = citation;
		assertRefused(await accept({ place, why: 'X.' }, 'reviewer'), 403, 'CUTTER_DUTY_MISSING');
		assertRefused(await accept({ place }), 400, 'CUTTER_REQUEST_INVALID');
		assertRefused(await accept({ place: 'there', why: 'X.' }), 400, 'CUTTER_REQUEST_INVALID');
		assertRefused(await accept({ place, why: 'X.', asks: 'ended elsewhere' }), 409, 'CUTTER_CITATION_ASKS_OTHERWISE');
		assertRefused(await accept({ place: place.replace(/~\d+~(?=[^~]+$)/, '~999~'), why: 'X.' }), 404, 'CUTTER_CITATION_NOT_FOUND');
		const answering = (await get(`documents/${circulars[2].documentId}/references`)).references.find(({ settled }) => settled.outcome === 'resolved');
		assertRefused(await accept({ place: answering.place, why: 'X.' }), 409, 'CUTTER_CITATION_ANSWERS');

		const said = await accept({ place, why: 'The circular ends with the clause.', asks });
		assert.equal(said.status, 200, JSON.stringify(said.body));
		assert.deepEqual((({ asks: then, why, by }) => [then, why, by])(said.body.data.references[0].accepted), [asks, 'The circular ends with the clause.', system.users.executor.id]);
		assert.deepEqual((await open({ document: circulars[0].docCode })).references, []);
		const standing = await open({ document: circulars[0].docCode, accepted: true });
		assert.deepEqual(standing.references.map((each) => [each.place, each.settled.open]), [[place, false]]);
		assert.ok(standing.names[system.users.executor.id]);
		assert.equal((await citedBy(address('DIEU-2-KHOAN-2'))).references.find((each) => each.place === place).settled.open, false);

		await query(system, `ALTER TABLE cutter_control.accepted_citation DISABLE TRIGGER trg_ledger_lane; UPDATE cutter_control.accepted_citation SET asks = 'ended X/DIEU-1'; ALTER TABLE cutter_control.accepted_citation ENABLE ALWAYS TRIGGER trg_ledger_lane`);
		assert.deepEqual((await open({ document: circulars[0].docCode })).references.map((each) => each.place), [place]);
		assert.equal((await accept({ place, why: 'Still.' })).status, 200);
		assert.deepEqual((await open({ document: circulars[0].docCode })).references, []);
		const atOnce = await Promise.all([1, 2, 3, 4].map((times) => accept({ place, why: `Said ${times} times.` })));
		assert.deepEqual(atOnce.map(({ status }) => status), [200, 200, 200, 200], JSON.stringify(atOnce.map(({ body }) => body)));
		assert.equal((await accept({ place, accepted: false })).body.data.references[0].accepted, null);
		assert.deepEqual((await open({ document: circulars[0].docCode })).references.map((each) => each.place), [place]);
	});

	test('the command line does the same; nobody but its lane writes what is kept', async () => {
		const cutter = commandLineOf(system, {});
		const report = async (...words) => JSON.parse((await cutter(['open-citations', ...words, '--as', system.users.executor.email, '--json'])).stdout).data;
		assert.deepEqual((await report()).references, (await open()).references);
		const [{ place }] = (await report('--document', circulars[1].docCode)).references;
		await report('--let-stand', place, '--why', 'Known.');
		assert.deepEqual((await report('--document', circulars[1].docCode)).references, []);
		assert.deepEqual((await report('--document', circulars[1].docCode, '--accepted')).references.map(({ accepted }) => accepted.why), ['Known.']);
		await report('--open-again', place);
		assert.equal((await report('--document', circulars[1].docCode)).references.length, 1);
		assert.equal((await cutter(['references', place, '--draft', '--document', '--as', system.users.executor.email])).code, 2);
		await assert.rejects(query(system, `INSERT INTO cutter_control.accepted_citation SELECT version_id, position, 'x', 'x', 'x', now() FROM cutter_control.reference LIMIT 1`), /cutter_exec/);
	});

	test('before the migration that keeps it citations are told, and letting one stand says what is pending', async () => {
		const [{ place }] = (await open()).references;
		await query(system, 'ALTER TABLE cutter_control.accepted_citation RENAME TO not_there_yet');
		try {
			assert.equal((await open()).references.length, 6);
			assertRefused(await accept({ place, why: 'X.' }), 409, 'CUTTER_CITATION_NOT_KEPT');
		} finally {
			await query(system, 'ALTER TABLE cutter_control.not_there_yet RENAME TO accepted_citation');
		}
	});
});

describe('texts that were not read', () => {
	test('a verdict stands where the reading fails, and says so; reading them later finds what they cite', async () => {
		await query(system, 'ALTER TABLE cutter_control.version_read ADD CONSTRAINT nothing_more CHECK (false) NOT VALID');
		const unread = await carry(system, { text: circular(7, 'Bến đọc khoản 1 Điều 4 Luật Bến thuyền.'), profile: 'vn-law', title: 'Thông tư về bến số 7' });
		assert.deepEqual([unread.verify.verdict, unread.verify.references], ['pass', null]);
		assert.deepEqual((await get(`documents/${unread.documentId}/references`)).references, []);
		await query(system, 'ALTER TABLE cutter_control.version_read DROP CONSTRAINT nothing_more');
		const read = await carry(system, { text: circular(8, 'Bến đọc khoản 1 Điều 4 Luật Bến thuyền.'), profile: 'vn-law', title: 'Thông tư về bến số 8' });
		assert.ok(read.verify.references > 0);
		assert.equal((await commandLineOf(system, {})(['read-references', '--as', system.users.executor.email])).code, 0);
		const found = (await get(`documents/${unread.documentId}/references`)).references.map(({ words }) => words);
		assert.deepEqual(found, (await get(`documents/${read.documentId}/references`)).references.map(({ words }) => words));
		assert.equal(found.length, read.verify.references);
	});

	test('are read by one command, twice without a difference; the command line says the same as the routes', async () => {
		const cutter = commandLineOf(system, {});
		const as = ['--as', system.users.executor.email];
		const report = async (...words) => {
			const { code, stdout, stderr } = await cutter([...words, ...as, '--json']);
			assert.equal(code, 0, `${words.join(' ')}: ${stderr}${stdout}`);
			return JSON.parse(stdout).data;
		};
		const before = await get(`documents/${circulars[2].documentId}/references`);
		const rows = () => query(system, 'SELECT version_id, position, targets FROM cutter_control.reference ORDER BY 1, 2');
		const kept = await rows();
		await query(system, 'DELETE FROM cutter_control.version_read');
		await query(system, 'ALTER TABLE cutter_control.document_name DISABLE TRIGGER trg_ledger_lane; DELETE FROM cutter_control.document_name; ALTER TABLE cutter_control.document_name ENABLE ALWAYS TRIGGER trg_ledger_lane');
		assert.deepEqual(await rows(), []);
		const done = await report('read-references');
		assert.deepEqual(await rows(), kept);
		assert.equal(done.references, kept.length);
		assert.ok(done.documents >= 7 && done.names >= 7, JSON.stringify(done));
		assert.deepEqual((({ documents, references, names }) => [documents, references, names])(await report('read-references')), [0, 0, 0]);
		assert.deepEqual(await get(`documents/${circulars[2].documentId}/references`), before);
		assert.deepEqual((await report('references', circulars[2].docCode, '--document')).references, before.references);
		assert.deepEqual((await report('cited-by', 'Điều 2 Luật Bến thuyền')).references, (await citedBy(address('DIEU-2'))).references);
		assert.deepEqual((await report('wanted')).documents.map(({ name }) => name).sort(), ['10/2031/QH18', '77/2031/NĐ-CP']);
		assert.ok((await report('names', law.docCode)).names.some(({ name }) => name === '09/2031/QH18'));
	});
});
