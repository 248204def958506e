// A registered act and the documents it amends: told from its own text, one proposal on each, outstanding until each is carried out or somebody
// says why it need not be.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { approve as review } from '../../scripts/lib/main-job.mjs';
import { actOn, circular } from '../support/circulars.mjs';
import { asSuperuser, query, tamper } from '../support/ledger.mjs';
import { personFor } from '../support/narrow.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { ownSystem } from '../support/system.mjs';

const NUMBERS = ['07/2029/TT-BKC', '08/2029/TT-BKC', '09/2029/TT-BKC', '01/2020/TT-BKC'];

let system;
let act;
const laws = [];
const { approve, cut, verify } = operationsOn(() => system);
const get = async (path, client = system.clients.reviewer) => client.get(`/cutter/${path}`);
const report = async (...words) => {
	const { code, stdout, stderr } = await system.cutter([...words, '--as', system.users.executor.email, '--json']);
	assert.notEqual(stdout, '', stderr);
	return { code, ...JSON.parse(stdout) };
};
const standing = ({ acts }) => acts.map(({ name, relation, stands, document }) => [name, relation, stands, document?.prefix ?? null]);
const entries = async () => (await query(system, "SELECT count(*)::int AS count FROM cutter_governance.decision_backlog_entry WHERE payload->>'operation_kind' = 'amendment'"))[0].count;

/** Registered and cut as law since March 2029. */
async function cutLaw(number, about) {
	const done = await carry(system, { text: circular(number, about), title: `Thông tư về ${about}`, profile: 'vn-law' }, 'register');
	const { executor, reviewer, verifier } = system.clients;
	const mark = await executor.post(`/cutter/documents/${done.documentId}/mark`, { enact: { in_force_from: '2029-03-01', evidence: 'Điều 3.' } });
	await executor.post('/cutter/sweep', { manifests: [mark.manifest_id] });
	await review(reviewer, mark.manifest_id, { rationale: 'Read beside the original.' });
	const { change_set_id: changeSet } = await executor.post(`/cutter/manifests/${mark.manifest_id}/cut`);
	assert.deepEqual((await verifier.post(`/cutter/change-sets/${changeSet}/verify`)).findings, []);
	return done;
}

before(async () => {
	system = await ownSystem();
	// The act comes first: what it amends is told whenever it is asked.
	act = await carry(system, { text: actOn('12/2031/TT-BKC', NUMBERS), title: 'Thông tư sửa đổi các thông tư về kho', profile: 'vn-law' }, 'register');
	laws.push(await cutLaw(NUMBERS[0], 'giữ kho'), await cutLaw(NUMBERS[1], 'sổ kho'));
	laws.push(await carry(system, { text: circular(NUMBERS[2], 'gác kho'), title: 'Thông tư về gác kho', profile: 'vn-law' }, 'register'));
});
after(() => system?.close());

test('which documents it amends and repeals is told from its text, those that are not registered among them', async () => {
	const told = await get(`documents/${act.prefix}/amends`);
	assert.deepEqual(standing(told).sort(), [
		[NUMBERS[3], 'repeals', 'outstanding', null],
		...laws.map(({ prefix }, at) => [NUMBERS[at], 'amends', 'outstanding', prefix]),
	]);
	assert.equal(told.acts.at(-1).document, null, 'what is not registered comes last');
	assert.deepEqual(standing(await get(`documents/${laws[0].prefix}/amended-by`)), [[NUMBERS[0], 'amends', 'outstanding', laws[0].prefix]]);
	assert.deepEqual((await get('outstanding')).acts.map(({ document }) => document.prefix).sort(), laws.map(({ prefix }) => prefix).sort());
	assert.deepEqual((await get(`documents/${laws[0].prefix}/amends`)).acts, []);
});

test('who reads or exports the law is told what its text does not have', async () => {
	const [{ title, docCode: doc_code }] = [{ title: 'Thông tư sửa đổi các thông tư về kho', docCode: act.docCode }];
	assert.deepEqual((await get(`documents/${laws[0].prefix}/reading?as_of=2031-01-01`)).not_consolidated, [{ doc_code, title }]);
	assert.deepEqual((await get(`documents/${laws[0].prefix}/reading?as_of=2031-01-01&known_at=2100-01-01`)).not_consolidated, []);
	const { body } = await system.clients.reviewer.send('GET', `/cutter/documents/${laws[0].prefix}/export?format=markdown&as_of=2031-01-01`);
	assert.match(JSON.stringify(body), new RegExp(`(Not yet consolidated|Chưa hợp nhất): ${title} \\(\`${doc_code}\`\\)`));
});

describe('from the registered act to proposals', () => {
	let done;
	test('a dry run says what would be proposed, and writes nothing', async () => {
		const before = await entries();
		const { code, data } = await report('consolidate', act.prefix, '--dry-run');
		assert.equal(code, 1, 'one of them is not cut');
		assert.deepEqual(data.filter(({ proposed }) => proposed).map(({ proposed }) => [proposed.dry_run, proposed.effective_on]), [[true, '2031-05-01'], [true, '2031-05-01']]);
		assert.equal(await entries(), before);
	});

	test('each document gets a change of its own, law from the day of the act, and one that is not cut stops no other', async () => {
		done = await report('consolidate', act.prefix);
		assert.equal(done.code, 1);
		const of = (law) => done.data.find(({ on }) => on.document?.id === law.documentId);
		for (const law of laws.slice(0, 2)) {
			const { proposal, proposed, refusal } = of(law);
			assert.deepEqual([refusal, proposed.status, proposed.operation_kind, proposed.effective_on], [null, 'marked', 'amendment', '2031-05-01']);
			assert.deepEqual([...new Set(proposal.whole.left.map(({ why }) => why.code))], ['INSTRUCTION_OTHER_ACT'], 'what it asks of the others is told as such');
			assert.deepEqual(proposal.whole.doubted, []);
		}
		assert.deepEqual([of(laws[2]).refusal.code, of(laws[2]).proposed], ['CUTTER_DOCUMENT_EMPTY', null]);
		const [unregistered] = done.data.filter(({ on }) => on.document === null);
		assert.deepEqual([unregistered.on.name, unregistered.proposal, unregistered.refusal], [NUMBERS[3], null, null]);
		const [{ rationale }] = await query(system, "SELECT CAST(b.body AS json) #>> '{request,rationale}' AS rationale FROM cutter_control.manifest_body b WHERE b.envelope_id = $1", [of(laws[0]).proposed.manifest_id]);
		assert.equal(rationale, 'Thông tư sửa đổi các thông tư về kho');
	});

	test('asked again nothing is proposed twice', async () => {
		const before = await entries();
		const again = await report('consolidate', act.prefix, '--document', laws[0].prefix, '--document', laws[1].prefix);
		assert.deepEqual([again.code, again.data.map(({ on, proposed }) => [on.stands, proposed])], [0, [['proposed', null], ['proposed', null]]]);
		assert.equal(await entries(), before);
	});

	test('once a change of it is proven it is carried out there, and outstanding elsewhere', async () => {
		const { proposed } = done.data.find(({ on }) => on.document?.id === laws[1].documentId);
		await approve(proposed);
		assert.deepEqual((await verify(await cut(proposed))).findings, []);
		const [on] = (await get(`documents/${laws[1].prefix}/amended-by`)).acts;
		assert.deepEqual([on.stands, on.changes.map(({ status, effective_on: day }) => [status, day])], ['carried_out', [['verified_complete', '2031-05-01']]]);
		assert.deepEqual((await get('outstanding')).acts.map(({ stands, document }) => [document.prefix, stands]).sort(), [[laws[0].prefix, 'proposed'], [laws[2].prefix, 'outstanding']].sort());
		const text = async (asOf) => JSON.stringify((await get(`units/${encodeURIComponent(`${laws[1].prefix}/DIEU-2`)}?as_of=${asOf}`)).readings);
		assert.match(await text('2031-04-30'), /sổ giấy/);
		assert.match(await text('2031-05-01'), /sổ điện tử/);
	});

	test('a proposal that is given up leaves it outstanding again', async () => {
		const { proposed } = done.data.find(({ on }) => on.document?.id === laws[0].documentId);
		await system.clients.executor.post(`/cutter/entries/${proposed.entry_id}/abandon`, { rationale: 'Entered for a try.' });
		assert.deepEqual(standing(await get(`documents/${laws[0].prefix}/amended-by`)), [[NUMBERS[0], 'amends', 'outstanding', laws[0].prefix]]);
	});

	test('a document that the act ends as a whole ends where a person said so', async () => {
		const old = await cutLaw(NUMBERS[3], 'kho cũ');
		const looked = await report('consolidate', act.prefix, '--document', old.prefix);
		const [{ proposal, proposed }] = looked.data;
		assert.deepEqual([looked.code, proposed, [...new Set(proposal.whole.doubted.flatMap(({ doubts }) => doubts.map(({ code }) => code)))]], [0, null, ['REPEALS_ALL']]);
		const { data } = await report('consolidate', act.prefix, '--document', old.prefix, '--with-doubts');
		await approve(data[0].proposed);
		assert.deepEqual((await verify(await cut(data[0].proposed))).findings, []);
		assert.deepEqual(standing(await get(`documents/${old.prefix}/amended-by`)), [[NUMBERS[3], 'repeals', 'carried_out', old.prefix]]);
		const states = async (asOf) => [...new Set((await query(system, 'SELECT CAST(in_force_until AS text) AS until FROM public.tac_logical_unit WHERE doc_code = $1', [old.docCode])).map(({ until }) => (until !== null && until <= asOf ? 'ended' : 'stands')))];
		assert.deepEqual([await states('2031-04-30'), await states('2031-05-01')], [['stands'], ['ended']]);
	});

	test('a document that the act does not name is refused, and bad usage is told', async () => {
		const wrong = await report('consolidate', laws[0].prefix, '--document', laws[1].prefix);
		assert.deepEqual([wrong.code, wrong.error.code], [1, 'CUTTER_ACT_NAMES_NOT']);
		const { stdout, code } = await system.cutter(['consolidate', laws[0].prefix, '--as', system.users.executor.email]);
		assert.deepEqual([code, stdout.trim()], [0, 'Its text names no document that it amends.']);
		assert.equal((await system.cutter(['consolidate', act.prefix, '--effective-on', '2031-02-31', '--as', system.users.executor.email])).code, 2);
		assert.equal((await system.cutter(['amended-by', act.prefix, '--why', 'x', '--as', system.users.executor.email])).code, 2);
	});
});

describe('what a text has already', () => {
	const path = () => `documents/${laws[0].prefix}/amended-by`;
	test('a person says so with a reason, is named with it, and may take it back', async () => {
		const { executor, reviewer } = system.clients;
		assertRefused(await reviewer.send('POST', `/cutter/${path()}`, { act: act.prefix, why: 'x' }), 403, 'CUTTER_DUTY_MISSING');
		assertRefused(await executor.send('POST', `/cutter/${path()}`, { act: act.prefix, why: '' }), 400, 'CUTTER_REQUEST_INVALID');
		const said = await executor.post(`/cutter/${path()}`, { act: act.prefix, why: 'The text is of 2032.' });
		const [on] = said.acts;
		assert.deepEqual([on.stands, on.included.why, said.names[on.included.told_by]], ['included', 'The text is of 2032.', (await get(path())).names[system.users.executor.id]]);
		assert.ok(!(await get('outstanding')).acts.some(({ document }) => document.prefix === laws[0].prefix));
		const { stdout } = await system.cutter(['amended-by', laws[0].prefix, '--not-included', act.prefix, '--why', 'It is not.', '--as', system.users.executor.email]);
		assert.match(stdout, /^outstanding {2}Thông tư sửa đổi/);
	});

	test('a new version of the text keeps what people said, and says anew what it says itself', async () => {
		await system.clients.executor.post(`/cutter/${path()}`, { act: act.prefix, why: 'The text is of 2032.' });
		const { prefix, docCode, documentId } = laws[0];
		await carry(system, { text: circular(NUMBERS[0], 'giữ kho').replace('bảy giờ', 'tám giờ'), title: 'Thông tư về giữ kho', profile: 'vn-law', prefix, docCode }, 'register');
		assert.deepEqual(standing(await get(path())), [[NUMBERS[0], 'amends', 'included', prefix]]);
		await carry(system, { text: actOn('12/2031/TT-BKC', NUMBERS).replaceAll(NUMBERS[2], '10/2029/TT-BKC'), title: 'Thông tư sửa đổi các thông tư về kho', profile: 'vn-law', prefix: act.prefix, docCode: act.docCode }, 'register');
		assert.deepEqual((await get(`documents/${act.prefix}/amends`)).acts.map(({ name }) => name).sort(), ['01/2020/TT-BKC', '07/2029/TT-BKC', '08/2029/TT-BKC', '10/2029/TT-BKC']);
		assert.deepEqual((await query(system, 'SELECT relation, why IS NULL AS of_text FROM cutter_control.document_relation WHERE source_document_id = $1', [documentId])), [{ relation: 'includes', of_text: false }]);
	});
});

test('an act of two days is carried out in part until the rest is, which is asked for by itself', async () => {
	const number = '21/2029/TT-BKC';
	const law = await cutLaw(number, 'hai ngày');
	const twoDays = await carry(system, { text: actOn('22/2031/TT-BKC', [number, '23/2029/TT-BKC', '24/2029/TT-BKC', '25/2029/TT-BKC']), title: 'Thông tư hai ngày', profile: 'vn-law' }, 'register');
	const { executor } = system.clients;
	const { whole } = await executor.post(`/cutter/documents/${law.documentId}/amendments/act`, { document_id: twoDays.documentId, as_one: {} });
	const of = (line) => whole.operation.parts.filter(({ asked_by: by }) => by.some((asked) => asked.line === line));
	const [first, second] = whole.operation.asked;
	assert.deepEqual([whole.operation.asked.length, of(first).length + of(second).length], [2, whole.operation.parts.length]);
	const proposed = await executor.post(`/cutter/documents/${law.documentId}/operations`, { operation: { ...whole.operation, parts: of(first) }, rationale: 'Its first day.', effective_on: '2031-05-01' });
	const standsNow = async () => (await get(`documents/${law.prefix}/amended-by`)).acts.map(({ stands }) => stands);
	await approve(proposed);
	assert.deepEqual(await standsNow(), ['proposed']);
	await verify(await cut(proposed));
	assert.deepEqual(await standsNow(), ['partly']);
	assert.deepEqual((await get(`documents/${law.prefix}/reading?as_of=2031-05-01`)).not_consolidated.map(({ doc_code: code }) => code), [twoDays.docCode]);

	const { data } = await report('consolidate', twoDays.prefix, '--document', law.prefix, '--effective-on', '2032-01-01');
	assert.deepEqual([data[0].proposal.whole.operation.asked, data[0].proposed.effective_on], [[second], '2032-01-01']);
	await approve(data[0].proposed);
	await verify(await cut(data[0].proposed));
	assert.deepEqual(await standsNow(), ['carried_out']);
	await executor.post(`/cutter/documents/${laws[0].prefix}/amended-by`, { act: act.prefix, included: false, why: 'It is not.' });
	// What is carried out was registered later, and takes no place of what is not.
	assert.deepEqual((await get('outstanding?limit=1')).acts.map(({ document }) => document.prefix), [laws[0].prefix]);
	assertRefused(await executor.send('POST', `/cutter/documents/${law.documentId}/amendments/act`, { document_id: twoDays.documentId, withDoubts: true }), 400, 'CUTTER_REQUEST_INVALID');
	const clauses = async (asOf) => (await get(`documents/${law.prefix}/reading?as_of=${asOf}`)).units.filter(({ canonical_address: address }) => /DIEU-1-KHOAN/.test(address)).map(({ body }) => body.trim());
	assert.deepEqual([await clauses('2031-04-30'), await clauses('2031-05-01'), await clauses('2032-01-01')], [
		['Kho mở cửa từ bảy giờ.', 'Ngày lễ kho đóng cửa.'], ['Kho mở cửa từ sáu giờ.', 'Ngày lễ kho đóng cửa.'], ['Kho mở cửa từ sáu giờ.'],
	]);
});

test('who may read one of the documents is told of no other', async () => {
	const person = await personFor(system, [act.docCode, laws[1].docCode], { duties: ['Reviewer'] });
	const told = await get(`documents/${act.prefix}/amends`, person.client);
	assert.deepEqual(told.acts.filter(({ document }) => document).map(({ document }) => document.prefix), [laws[1].prefix]);
	assert.ok(!JSON.stringify(told).includes(laws[0].prefix));
	assertRefused(await person.client.send('GET', `/cutter/documents/${laws[0].prefix}/amended-by`), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
	assert.deepEqual((await get('outstanding', person.client)).acts, []);
});

test('where migration 028 is not applied yet the law is read, documents are registered, and nothing is told of acts', async () => {
	const rename = (from, to) => asSuperuser(system, (client) => client.query(`ALTER TABLE cutter_control.${from} RENAME TO ${to}`));
	await rename('document_relation', 'not_there_yet');
	try {
		const { units, not_consolidated: acts } = await get(`documents/${laws[1].prefix}/reading?as_of=2031-01-01`);
		assert.deepEqual([units.length, acts], [5, []]);
		assert.deepEqual((await get(`documents/${act.prefix}/amends`)).acts, []);
		assert.equal((await report('read-references')).data.relations, 0);
		await carry(system, { text: circular('31/2029/TT-BKC', 'kho mới'), title: 'Thông tư về kho mới', profile: 'vn-law' }, 'register');
	} finally {
		await rename('not_there_yet', 'document_relation');
	}
	assert.equal((await report('read-references')).data.relations, 0, 'it names no other document, and is read now');
});

test('documents that were registered before are read by read-references', async () => {
	await system.clients.executor.post(`/cutter/documents/${laws[0].prefix}/amended-by`, { act: act.prefix, included: false, why: 'It is not.' });
	const before = standing(await get(`documents/${act.prefix}/amends`));
	const [{ count }] = await query(system, "SELECT count(*)::int AS count FROM cutter_control.document_relation WHERE why IS NULL");
	for (const table of ['document_relation', 'relations_read']) await tamper(system, `DELETE FROM cutter_control.${table}`);
	assert.deepEqual((await get(`documents/${act.prefix}/amends`)).acts, []);
	assert.equal((await report('read-references')).data.relations, count);
	assert.deepEqual(standing(await get(`documents/${act.prefix}/amends`)), before);
});
