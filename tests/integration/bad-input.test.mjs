// Everything that can be wrong with what comes in: a status, a stable code, one sentence, and nothing half-written.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fingerprint } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle, smallLaw } from '../support/texts.mjs';

const MEBIBYTE = 1024 * 1024;
const NOBODY_HAS = '00000000-0000-4000-8000-000000000000';

let system;
let executor;
let registered;
before(async () => {
	system = await sharedSystem();
	executor = system.clients.executor;
	registered = await carry(system, { text: smallLaw('đan lát') }, 'register');
});
after(() => system.close());

let untouched;
beforeEach(async () => {
	untouched = await fingerprint(system);
});

/** Sends, expects this refusal, and that no table changed. Gives the error's extensions. */
async function refused(sending, status, code) {
	const extensions = assertRefused(await sending, status, code);
	assert.deepEqual(await fingerprint(system), untouched, 'nothing was written');
	return extensions;
}

const about = (fields = {}) => ({ title: 'Văn bản thử', doc_code: newPrefix('BAD'), prefix: newPrefix('BAD'), ...fields });
const registerJson = (fields) => executor.send('POST', '/cutter/documents', { ...about(), text: oneArticle('mây tre'), ...fields });
const registerBytes = (bytes, fields) => executor.send('POST', `/cutter/documents?${new URLSearchParams(about(fields))}`, bytes);
const stillWorks = async () => {
	await calm();
	assert.equal((await carry(system, { text: oneArticle(`sau ${newPrefix()}`) })).verify.verdict, 'pass');
};

/** Sends a body that fetch or JSON.stringify would never make. */
async function sendRaw(path, body, type = 'application/json') {
	const response = await fetch(new URL(path, system.url), {
		method: 'POST',
		headers: { authorization: `Bearer ${system.users.executor.token}`, 'content-type': type },
		body,
	});
	return { status: response.status, body: await response.json() };
}

describe('texts', () => {
	for (const [title, text] of [['no text', ''], ['spaces and line ends only', ' \r\n\t\n'], ['a byte-order mark only', '\ufeff']]) {
		test(`${title} is empty, in JSON and streamed`, async () => {
			await refused(registerJson({ text }), 422, 'CUTTER_EMPTY_TEXT');
			await refused(registerBytes(Buffer.from(text)), 422, 'CUTTER_EMPTY_TEXT');
		});
	}

	test('bytes that are not UTF-8 are refused at the first of them', async () => {
		const good = Buffer.from('Điều 1. Tên\nNội dung ');
		const { at } = await refused(registerBytes(Buffer.concat([good, Buffer.from([0xff, 0xfe]), good])), 422, 'CUTTER_INVALID_UTF8');
		assert.equal(at, good.length);
	});

	test('a text in another encoding is refused, not guessed', async () => {
		await refused(registerBytes(Buffer.from('Điều 1. Tên\n', 'utf16le')), 422, 'CUTTER_INVALID_UTF8');
	});

	test('a NUL byte is refused with its place, in JSON and streamed', async () => {
		for (const send of [registerBytes(Buffer.from('Điều 1. A\0B')), registerJson({ text: 'Điều 1. A\0B' })]) {
			assert.equal((await refused(send, 422, 'CUTTER_BINARY_TEXT')).at, Buffer.byteLength('Điều 1. A'));
		}
	});

	test('a text no profile knows is not registered without one', async () => {
		await refused(registerJson({ text: 'Sáng nay trời đẹp.\nChiều nay trời mưa.\n' }), 422, 'CUTTER_NO_PROFILE_FITS');
	});

	test('a document with no article is registered with a profile, and not marked', async () => {
		const done = await carry(system, { text: `Sáng nay trời đẹp ${newPrefix()}.\n`, profile: 'vn-law' }, 'register');
		untouched = await fingerprint(system);
		await refused(executor.send('POST', `/cutter/documents/${done.documentId}/mark`, {}), 422, 'CUTTER_NO_UNIT_FOUND');
	});

	test('the same number twice is an anomaly with its line', async () => {
		const text = `Điều 1. Một\nNội dung ${newPrefix()}.\n\nĐiều 2. Hai\n1. Khoản một.\n1. Khoản một lần nữa.\n`;
		const done = await carry(system, { text, profile: 'vn-law' }, 'register');
		untouched = await fingerprint(system);
		const answer = await executor.send('POST', `/cutter/documents/${done.documentId}/mark`, {});
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
		assert.ok(answer.body.data.anomalies.some(({ code, line }) => code === 'repeat' && line === 6), JSON.stringify(answer.body.data.anomalies));
		untouched = await fingerprint(system);
	});
});

describe('what a document is registered as', () => {
	test('an unknown profile, at registration and at MARK', async () => {
		await refused(registerJson({ profile: 'fr-code' }), 422, 'CUTTER_UNKNOWN_PROFILE');
		await refused(executor.send('POST', `/cutter/documents/${registered.documentId}/mark`, { profile: 'fr-code' }), 422, 'CUTTER_UNKNOWN_PROFILE');
	});

	test('an unknown leaf', async () => {
		await refused(executor.send('POST', `/cutter/documents/${registered.documentId}/mark`, { leaf: 'tiet' }), 422, 'CUTTER_UNKNOWN_LEAF');
	});

	for (const [prefix, at] of [['luat-2020', 0], ['LUẬT-2020', 2], ['LUAT 2020', 4], ['LUAT--2020', 5], ['LUAT-', 5], ['', 0], ['A'.repeat(49), 48], ["A'; DROP TABLE x", 1]]) {
		test(`the prefix ${JSON.stringify(prefix)} is wrong at byte ${at}`, async () => {
			const extensions = await refused(registerJson({ prefix }), 422, 'CUTTER_PREFIX_INVALID');
			assert.equal(extensions.at, at);
			assert.equal(typeof extensions.expected, 'string');
		});
	}

	test('a document code with other characters is refused at the first', async () => {
		assert.equal((await refused(registerJson({ doc_code: 'BỘ LUẬT' }), 422, 'CUTTER_DOC_CODE_INVALID')).at, 1);
		assert.equal((await refused(registerJson({ doc_code: 'D'.repeat(65) }), 422, 'CUTTER_DOC_CODE_INVALID')).at, 64);
	});

	test('a title that is empty, too long or has a NUL', async () => {
		for (const title of ['', '   ', 'T'.repeat(501), 'A\0B']) await refused(registerJson({ title }), 422, 'CUTTER_TITLE_INVALID');
		assert.equal((await refused(registerJson({ title: 'A\ud800' }), 400, 'CUTTER_REQUEST_INVALID')).field, 'title');
	});

	test("another document's prefix or code is taken", async () => {
		await refused(registerJson({ prefix: registered.prefix }), 409, 'CUTTER_PREFIX_TAKEN');
		await refused(registerJson({ doc_code: registered.docCode }), 409, 'CUTTER_DOC_CODE_TAKEN');
	});

	test('two documents at once with one prefix: one is registered, the other told so', async () => {
		const prefix = newPrefix('RACE');
		const answers = await Promise.all([1, 2].map((each) => registerJson({ prefix, doc_code: `${prefix}-${each}` })));
		assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
		const lost = answers.find(({ status }) => status === 409);
		assert.match(lost.body.errors[0].extensions.code, /^CUTTER_(PREFIX_TAKEN|WRITTEN_MEANWHILE)$/);
	});
});

describe('requests', () => {
	test('ids nobody has are 404, each with its code', async () => {
		const { reviewer, verifier } = system.clients;
		const post = (client, path, body = {}) => client.send('POST', `/cutter/${path.replace(':id', NOBODY_HAS)}`, body);
		await refused(post(executor, 'documents/:id/mark'), 404, 'CUTTER_DOCUMENT_NOT_FOUND');
		await refused(post(reviewer, 'manifests/:id/review', { verdict: 'PASS', rationale: 'R.' }), 404, 'CUTTER_MANIFEST_NOT_FOUND');
		await refused(post(executor, 'manifests/:id/cut'), 404, 'CUTTER_MANIFEST_NOT_FOUND');
		await refused(post(verifier, 'change-sets/:id/verify'), 404, 'CUTTER_CHANGE_SET_NOT_FOUND');
		await refused(post(executor, 'entries/:id/abandon', { rationale: 'R.' }), 404, 'CUTTER_ENTRY_NOT_FOUND');
		for (const path of ['manifests/:id', 'manifests/:id/units', 'manifests/:id/source', 'manifests/:id/diff/:id']) {
			await refused(executor.send('GET', `/cutter/${path.replaceAll(':id', NOBODY_HAS)}`), 404, 'CUTTER_MANIFEST_NOT_FOUND');
		}
		await refused(executor.send('GET', `/cutter/change-sets/${NOBODY_HAS}`), 404, 'CUTTER_CHANGE_SET_NOT_FOUND');
		await refused(registerJson({ text: undefined, file: NOBODY_HAS }), 404, 'CUTTER_FILE_NOT_FOUND');
	});

	test('an id that is none', async () => {
		for (const path of ["manifests/1'%20OR%20'1'='1", 'manifests/1', 'change-sets/null']) {
			assert.equal((await refused(executor.send('GET', `/cutter/${path}`), 400, 'CUTTER_REQUEST_INVALID')).field, 'id');
		}
	});

	test('wrong types and missing fields name the field', async () => {
		const mark = (body) => executor.send('POST', `/cutter/documents/${registered.documentId}/mark`, body);
		for (const [send, field] of [
			[registerJson({ text: 17 }), 'text'],
			[registerJson({ title: null }), 'title'],
			[registerJson({ prefix: ['A'] }), 'prefix'],
			[registerJson({ doc_code: undefined }), 'doc_code'],
			[registerJson({ file: 'x', text: undefined }), 'file'],
			[registerJson({ text: undefined }), 'body'],
			[registerJson({ file: NOBODY_HAS }), 'body'],
			[mark({ scope: 'some' }), 'scope'],
			[mark({ leaf: 3 }), 'leaf'],
			[mark([]), 'body'],
			[executor.send('POST', '/cutter/sweep', { batch_size: 'ten' }), 'batch_size'],
			[executor.send('POST', '/cutter/sweep', { batch_size: 1.5 }), 'batch_size'],
			[executor.send('POST', `/cutter/manifests/${NOBODY_HAS}/cut`, { dry_run: 'yes' }), 'dry_run'],
			[executor.send('POST', `/cutter/manifests/${NOBODY_HAS}/cut`, { target: 'production' }), 'target'],
			[system.clients.reviewer.send('POST', `/cutter/manifests/${NOBODY_HAS}/review`, { verdict: 'pass', rationale: 'R.' }), 'verdict'],
			[executor.send('GET', '/cutter/resolve'), 'address'],
			[executor.send('GET', '/cutter/resolve?address=A&follow=twice'), 'follow'],
			[executor.send('POST', '/cutter/resolve', { addresses: 'A' }), 'addresses'],
			[executor.send('GET', '/cutter/backlog?limit=0'), 'limit'],
			[executor.send('GET', '/cutter/backlog?after=here'), 'after'],
		]) {
			assert.equal((await refused(send, 400, 'CUTTER_REQUEST_INVALID')).field, field);
		}
	});

	test('a batch that is too small or too large', async () => {
		for (const size of [0, -1, 1001, 1e300]) await refused(executor.send('POST', '/cutter/sweep', { batch_size: size }), 400, 'CUTTER_REQUEST_INVALID');
		await refused(executor.send('POST', '/cutter/addresses/parse', { addresses: Array(10_001).fill('A/B') }), 400, 'CUTTER_REQUEST_INVALID');
	});

	test('a review or an abandonment without a reason', async () => {
		const waiting = await carry(system, { text: smallLaw(`chiếu cói ${newPrefix()}`) }, 'sweep');
		untouched = await fingerprint(system);
		await refused(system.clients.reviewer.send('POST', `/cutter/manifests/${waiting.manifestId}/review`, { verdict: 'PASS', rationale: '  ' }), 422, 'CUTTER_RATIONALE_MISSING');
		await refused(executor.send('POST', `/cutter/entries/${waiting.entryId}/abandon`, { rationale: '' }), 422, 'CUTTER_RATIONALE_MISSING');
		const digest = '0'.repeat(64);
		await refused(
			system.clients.reviewer.send('POST', `/cutter/manifests/${waiting.manifestId}/review`, { verdict: 'PASS', rationale: 'R.', manifest_digest: digest }),
			409,
			'CUTTER_REVIEWED_DIGEST_DIFFERS',
		);
		await executor.post(`/cutter/entries/${waiting.entryId}/abandon`, { rationale: 'Only a test.' });
	});

	test('malformed JSON, and a route nobody made', async () => {
		for (const body of ['{"title": ', 'null,', '{"a":1}}']) {
			const answer = await sendRaw('/cutter/documents', body);
			assert.equal(answer.status, 400);
			assert.equal(answer.body.errors[0].extensions.code, 'INVALID_PAYLOAD');
		}
		for (const body of ['[]', '"text"', '17', 'null']) {
			const answer = await sendRaw('/cutter/documents', body);
			assert.equal(answer.status, 400, body);
		}
		assert.equal((await executor.send('GET', '/cutter/no-such-route')).status, 404);
		assert.deepEqual(await fingerprint(system), untouched);
	});
});

/** Waits until Directus, which turns callers away while it is busy, takes requests again. */
async function calm() {
	for (const deadline = Date.now() + 30_000; (await executor.send('GET', '/cutter/health')).status === 503; await setTimeout(200)) {
		assert.ok(Date.now() < deadline, 'the server does not come to rest');
	}
}

describe('sizes', () => {
	/** A law as long as asked for, in articles of about ten kilobytes. */
	function longLaw(bytes) {
		const line = 'Người sử dụng dụng cụ có trách nhiệm giữ gìn, bảo quản và trả lại đúng hạn theo quy định chung.\n';
		const body = line.repeat(Math.ceil(10_000 / Buffer.byteLength(line)));
		const parts = [];
		for (let size = 0, number = 1; size < bytes; number += 1) {
			const article = `Điều ${number}. Quy định số ${number}\n${body}\n`;
			parts.push(article);
			size += Buffer.byteLength(article);
		}
		return Buffer.from(parts.join(''));
	}

	test('JSON larger than Directus takes is refused, and the same text streamed is registered', async () => {
		const bytes = longLaw(1.5 * MEBIBYTE);
		const answer = await registerJson({ text: bytes.toString('utf8') });
		// Directus' own answer: its limit is on every route.
		await refused(answer, 400, 'INVALID_PAYLOAD');
		assert.match(answer.body.errors[0].message, /too large/);
		await calm();
		assert.equal((await registerBytes(bytes)).status, 200);
	});

	test('20 MB of text are registered and marked, and the server goes on working', async () => {
		const bytes = longLaw(20 * MEBIBYTE);
		const done = await registerBytes(bytes);
		assert.equal(done.status, 200, JSON.stringify(done.body)?.slice(0, 300));
		assert.equal(done.body.data.original_bytes, bytes.length);
		await calm();
		const mark = await executor.send('POST', `/cutter/documents/${done.body.data.id}/mark`, { leaf: 'dieu' });
		await calm();
		assert.equal(mark.status, 200, JSON.stringify(mark.body)?.slice(0, 300));
		assert.equal(mark.body.data.coverage.total_bytes, done.body.data.bytes);
		assert.equal(mark.body.data.coverage.reconstruction_ok, true);
		assert.equal(mark.body.data.counts.units, bytes.toString('utf8').match(/^Điều \d+\. /gm).length);
		await executor.post(`/cutter/entries/${mark.body.data.entry_id}/abandon`, { rationale: 'Only a test of size.' });
		await stillWorks();
	});

	test('more than 64 MiB are refused with their own code, and the server goes on working', async () => {
		const bytes = Buffer.alloc(64 * MEBIBYTE + 1, 'a');
		await refused(registerBytes(bytes), 413, 'CUTTER_TEXT_TOO_LARGE');
		await stillWorks();
	});

	for (const [title, framing, part] of [
		['told its length', 'content-length: 100000', 'Điều 1. Tên\n'],
		['came in chunks', 'transfer-encoding: chunked', '5\r\nabcde\r\n'],
	]) {
		test(`a caller who goes away in the middle of a body that ${title} leaves nothing, and the server goes on`, async () => {
			const { hostname, port } = new URL(system.url);
			const path = `/cutter/documents?${new URLSearchParams(about())}`;
			const socket = connect(Number(port), hostname);
			await once(socket, 'connect');
			socket.write(`POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${system.users.executor.token}\r\ncontent-type: text/plain\r\n${framing}\r\n\r\n${part}`);
			// Long enough for the cutter to be reading.
			await setTimeout(500);
			socket.destroy();
			await setTimeout(300);
			assert.equal((await executor.get('/cutter/health')).ok, true);
			assert.deepEqual(await fingerprint(system), untouched);
		});
	}
});
