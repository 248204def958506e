// What one person with a script can ask for: pages of manifests, full lines, people who go away, bodies without end.

import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { httpClient } from '../../scripts/lib/http.mjs';
import { pause } from '../../scripts/lib/process.mjs';
import { documentLock, eventually, holding } from '../support/hold.mjs';
import { query } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { insertReferenceUnits, REFERENCE_DOCUMENTS } from '../support/reference-units.mjs';
import { commandLineOf, newPrefix, ownSystem, secondDirectus } from '../support/system.mjs';
import { oneArticle, smallLaw } from '../support/texts.mjs';

const [WORKERS, QUEUE] = [1, 2];
/** At once; one person leaves the last of them to somebody else, and waits in half of the queue. */
const PLACES = 2 * WORKERS + 2;
const OF_ONE = PLACES - 1 + QUEUE / 2;

let system;
before(async () => {
	system = await ownSystem({ environment: { CUTTER_WORKERS: String(WORKERS), CUTTER_QUEUE: String(QUEUE), PRESSURE_LIMITER_ENABLED: 'false' } });
});
after(() => system?.close());

let words = 0;
const word = () => `bến sông thứ ${(words += 1)}`;
const authorization = (person) => ({ authorization: `Bearer ${system.users[person].token}` });
const asIs = (person, path, headers = {}) => fetch(`${system.url}/cutter${path}`, { headers: { ...authorization(person), ...headers } });
const get = (path) => system.clients.reviewer.get(`/cutter${path}`);

describe('a page of a manifest is what it was when the whole of it was read', () => {
	/** The answers of before: made of the whole manifest and the whole text. */
	async function whole(manifestId) {
		const [row] = await query(system, 'SELECT b.body, s.canonical_text FROM cutter_control.manifest_body b LEFT JOIN cutter_control.source_version s ON s.sha256 = b.source_sha256 WHERE b.envelope_id = $1', [manifestId]);
		const { units, ...header } = JSON.parse(row.body);
		const bytes = Buffer.from(row.canonical_text ?? '', 'utf8');
		const join = (spans) => spans.map(([start, end]) => bytes.toString('utf8', start, end)).join('');
		return { units, header, withTexts: (unit) => ({ ...unit, heading: join(unit.heading_spans), body: join(unit.body_spans) }) };
	}
	/** To the byte, so that members are in their order too. */
	const same = (answer, expected) => assert.equal(JSON.stringify(answer), JSON.stringify(expected));

	const PAGES = (total) => [[0, 1], [0, 3], [0, total], [0, 1000], [1, 1], [2, 3], [total - 2, 1], [total - 2, 50], [total - 1, 1], [total, 10], [total + 7, 10]];

	test('of a first cut, whatever stands in its texts', async () => {
		const odd = `${smallLaw(word())}\nĐiều 4. Câu "},{"address":"X","local_id":"r2","parent_ 𝄞 \\" ],"units":[\nMột câu có "],"units_by_section_type": và chữ Ắ hai dạng.\n`;
		for (const text of [odd, oneArticle(word())]) {
			const { manifestId } = await carry(system, { text }, 'mark');
			const { units, header, withTexts } = await whole(manifestId);
			for (const [after, limit] of PAGES(units.length)) {
				if (after < 0) continue;
				same(await get(`/manifests/${manifestId}/units?after=${after}&limit=${limit}`), { total: units.length, units: units.slice(after, after + limit).map(withTexts) });
			}
			const { id, status, document_id, marked_by, created_at, reviewer, change_set_id, ...shown } = await get(`/manifests/${manifestId}`);
			assert.ok([id, status, document_id, marked_by, created_at].every(Boolean));
			assert.deepEqual([id, reviewer, change_set_id], [manifestId, null, null]);
			same(shown, header);
		}
	});

	test('of an attestation', async () => {
		await insertReferenceUnits(system);
		const [docCode, count] = Object.entries(REFERENCE_DOCUMENTS)[0];
		const { manifest_id: manifestId } = await system.clients.executor.post('/cutter/units/attest', { doc_code: docCode, rationale: 'Taken over.' });
		const { units, header } = await whole(manifestId);
		assert.equal(units.length, count);
		for (const [after, limit] of PAGES(count)) {
			const page = await get(`/manifests/${manifestId}/units?after=${after}&limit=${limit}`);
			assert.equal(page.total, count);
			same(page.units.map(({ heading: _heading, body: _body, ...unit }) => unit), units.slice(after, after + limit));
			assert.ok(page.units.every(({ heading, body }) => typeof heading === 'string' && typeof body === 'string'));
		}
		const { id: _id, status: _status, document_id: _document, marked_by: _by, created_at: _at, reviewer: _reviewer, change_set_id: _set, ...shown } = await get(`/manifests/${manifestId}`);
		same(shown, header);
	});

	test('of an operation, which names few units', async () => {
		const done = await carry(system, { text: smallLaw(word()) });
		const [{ id }] = await query(system, "SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1", [`${done.prefix}/DIEU-1`]);
		const { manifest_id: manifestId } = await system.clients.executor.post(`/cutter/units/${id}/substitute`, { rationale: 'The amending law.', body: 'Câu mới.\n' });
		const page = await get(`/manifests/${manifestId}/units`);
		assert.deepEqual([page.total, page.units[0].body], [1, 'Câu mới.\n']);
		const { header } = await whole(manifestId);
		const shown = await get(`/manifests/${manifestId}`);
		for (const member of Object.keys(header)) assert.deepEqual(shown[member], header[member], member);
		for (const of of [done.manifestId, manifestId]) assert.equal((await asIs('reviewer', `/manifests/${of}/operation`)).status, of === manifestId ? 200 : 404);
	});
});

test('a text that somebody has is not sent again, and is asked for each time', async () => {
	const text = oneArticle(word());
	const { manifestId, register } = await carry(system, { text }, 'mark');
	const path = `/manifests/${manifestId}/source`;
	const first = await asIs('reviewer', path);
	assert.deepEqual([first.status, await first.text(), first.headers.get('etag'), first.headers.get('cache-control')], [200, text, `"${register.source_sha256}"`, 'private, no-cache']);
	const again = await asIs('reviewer', path, { 'if-none-match': first.headers.get('etag') });
	assert.deepEqual([again.status, await again.text()], [304, '']);
	assert.equal((await asIs('reviewer', path, { 'if-none-match': `"${'0'.repeat(64)}"` })).status, 200);
	const stranger = await newPerson(system);
	assert.equal((await fetch(`${system.url}/cutter${path}`, { headers: { authorization: `Bearer ${stranger.token}`, 'if-none-match': first.headers.get('etag') } })).status, 403);
});

describe('the line before what takes long', () => {
	/** Requests by one person for a document that the test holds, each with how it ends; `abort` of one ends its connection. */
	const marks = (documents, signal) => documents.map((documentId) => fetch(`${system.url}/cutter/documents/${documentId}/mark`, { method: 'POST', headers: { ...authorization('executor'), 'content-type': 'application/json' }, body: '{}', signal }));
	const work = async () => (await get('/health')).work;
	const times = (count, value) => Array.from({ length: count }, () => value);

	test('is told to people with a duty, and to strangers not', async () => {
		assert.deepEqual(await work(), { workers: WORKERS, places: PLACES, queue: QUEUE, in_hand: 0, waiting: 0 });
		assert.deepEqual(Object.keys(await (await fetch(`${system.url}/cutter/health`)).json().then(({ data }) => data)), ['ok']);
	});

	test('one person fills their share of it and is refused; everybody else is served meanwhile', async () => {
		const held = await carry(system, { text: smallLaw(word()) }, 'register');
		const other = await carry(system, { text: smallLaw(word()) }, 'mark');
		await holding(system, documentLock(held), async ({ release }) => {
			const asked = marks(times(OF_ONE, held.documentId));
			await eventually('a full share', async () => (await work()).waiting === QUEUE / 2);
			assert.deepEqual([(await work()).in_hand, (await work()).waiting], [PLACES - 1, QUEUE / 2]);
			const refused = await system.clients.executor.send('POST', `/cutter/documents/${held.documentId}/mark`, {});
			assertRefused(refused, 503, 'CUTTER_BUSY');
			assert.match(refused.body.errors[0].message, /^You have /);
			assert.match(refused.headers.get('retry-after'), /^[1-9]\d*$/);
			// What is short is never in that line, not even for them.
			assert.equal((await system.clients.executor.send('GET', `/cutter/manifests/${other.manifestId}/standing`)).status, 200);
			assert.equal((await get(`/manifests/${other.manifestId}/units`)).total, 9);
			await release();
			const statuses = await Promise.all(asked.map(async (answer) => (await answer).status));
			assert.deepEqual(statuses, times(OF_ONE, 200));
		});
		await eventually('an empty line', async () => (await work()).in_hand + (await work()).waiting === 0);
	});

	test('a refusal for want of room leaves an Idempotency-Key as it was', async () => {
		const held = await carry(system, { text: smallLaw(word()) }, 'register');
		const key = { 'Idempotency-Key': '"3f0c5d1e-77c1-4d4e-9d8f-0a6f3a1d2b4c"' };
		const mark = () => system.clients.executor.send('POST', `/cutter/documents/${held.documentId}/mark`, {}, key);
		await holding(system, documentLock(held), async ({ release }) => {
			const asked = marks(times(OF_ONE, held.documentId));
			await eventually('a full share', async () => (await work()).waiting === QUEUE / 2);
			assertRefused(await mark(), 503, 'CUTTER_BUSY');
			await release();
			await Promise.all(asked);
		});
		const done = await mark();
		assert.deepEqual([done.status, done.headers.get('idempotent-replayed')], [200, null]);
	});

	test('who goes away while waiting is forgotten', async () => {
		const held = await carry(system, { text: smallLaw(word()) }, 'register');
		const wanted = await carry(system, { text: smallLaw(word()) }, 'register');
		await holding(system, documentLock(held), async ({ release }) => {
			const asked = marks(times(PLACES - 1, held.documentId));
			await eventually('all places of one person', async () => (await work()).in_hand === PLACES - 1);
			const gone = new AbortController();
			const [waiting] = marks([wanted.documentId], gone.signal);
			await eventually('somebody to wait', async () => (await work()).waiting === 1);
			gone.abort();
			await assert.rejects(waiting, { name: 'AbortError' });
			await eventually('nobody to wait', async () => (await work()).waiting === 0);
			await release();
			await Promise.all(asked);
		});
		assert.deepEqual(await query(system, "SELECT FROM cutter_governance.decision_backlog_entry WHERE payload->>'source_document_id' = $1", [wanted.documentId]), []);
	});

	test('as many connections of the database are held as there are places, however many ask', async () => {
		const held = await carry(system, { text: smallLaw(word()) }, 'register');
		const [one, two] = [await newPerson(system, { duties: ['Observer', 'Executor'] }), await newPerson(system, { duties: ['Observer', 'Executor'] })];
		await holding(system, documentLock(held), async ({ release }) => {
			const asked = [one, two].flatMap(({ client }) => times(OF_ONE, client)).map((client) => client.send('POST', `/cutter/documents/${held.documentId}/mark`, {}));
			await eventually('a full line', async () => {
				const { in_hand: inHand, waiting } = await work();
				return inHand === PLACES && waiting === QUEUE;
			});
			const [{ count }] = await query(system, "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
			assert.equal(count, PLACES);
			// Nobody has room now; what is short is answered all the same.
			assertRefused(await system.clients.reviewer.send('GET', `/cutter/documents/${held.documentId}/reading`), 503, 'CUTTER_BUSY');
			assert.equal((await system.clients.reviewer.send('GET', '/cutter/resolve?address=NOBODY/DIEU-1')).status, 404);
			await release();
			const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
			assert.deepEqual(statuses, [...times(PLACES + QUEUE, 200), ...times(2 * OF_ONE - PLACES - QUEUE, 503)]);
		});
	});

	test('a setting that is none is said, and nothing is served with it', async () => {
		const { code, stderr } = await commandLineOf(system, { CUTTER_WORKERS: '0' })(['status'], { process: true });
		assert.equal(code, 1);
		assert.match(stderr, /CUTTER_SETTING_INVALID: CUTTER_WORKERS must be a whole number from 1 to 64\./);
		const wrong = await secondDirectus({ ...system, env: { ...system.env, CUTTER_QUEUE: 'long' } });
		try {
			for (const path of ['health', 'overview']) assertRefused(await httpClient(wrong.url, system.users.reviewer.token).send('GET', `/cutter/${path}`), 409, 'CUTTER_SETTING_INVALID');
		} finally {
			await wrong.stop();
		}
	});
});

describe('bodies', () => {
	const MEBIBYTE = 2 ** 20;
	const path = (prefix) => `/cutter/documents?${new URLSearchParams({ title: 'Bến', doc_code: prefix, prefix })}`;

	/** A request whose body `write` writes; gives the answer. */
	function sending(headers, write) {
		return new Promise((resolve, reject) => {
			const sent = httpRequest(`${system.url}${path(newPrefix('BODY'))}`, { method: 'POST', headers: { ...authorization('executor'), 'content-type': 'text/plain', ...headers } }, (response) => {
				let text = '';
				response.on('data', (piece) => (text += String(piece))).on('end', () => resolve({ status: response.statusCode, headers: new Map(Object.entries(response.headers)), body: JSON.parse(text) }));
			});
			sent.on('error', reject);
			void write(sent);
		});
	}

	test('a JSON body beyond MAX_PAYLOAD_SIZE is refused by Directus, before the cutter hears of it', async () => {
		const { status, body } = await system.clients.executor.send('POST', '/cutter/addresses/parse', { addresses: ['A'.repeat(2 * MEBIBYTE)] });
		assert.deepEqual([status, body.errors[0].extensions.code], [400, 'INVALID_PAYLOAD']);
		assert.match(body.errors[0].message, /request entity too large/);
	});

	test('a text that never ends is refused after twice the longest, and its connection is closed', async () => {
		const piece = Buffer.alloc(MEBIBYTE, 'a');
		let [pieces, ended] = [0, false];
		const answer = await sending({}, async (sent) => {
			const closed = new Promise((resolve) => sent.once('close', resolve)).then(() => (ended = true));
			while (!ended && pieces < 400) {
				pieces += 1;
				if (!sent.write(piece)) await Promise.race([new Promise((resolve) => sent.once('drain', resolve)), closed]);
			}
			sent.destroy();
		});
		assertRefused(answer, 413, 'CUTTER_TEXT_TOO_LARGE');
		assert.equal(answer.headers.get('connection'), 'close');
		assert.ok(pieces < 200, `${pieces} MiB were taken`);
	});

	test('a text that hardly comes is refused, and leaves its place', async () => {
		const answer = await sending({}, async (sent) => {
			for (let second = 0; !sent.destroyed && second < 60; second += 1) {
				sent.write('a');
				await pause(1_000);
			}
		});
		assertRefused(answer, 408, 'CUTTER_BODY_TOO_SLOW');
		assert.equal((await get('/health')).work.in_hand, 0);
		assert.equal((await carry(system, { text: oneArticle(word()) }, 'register')).register.is_new, true);
	});

	test('headers longer than Node takes never arrive', async () => {
		const { hostname, port } = new URL(system.url);
		const answer = await new Promise((resolve, reject) => {
			let text = '';
			const socket = connect(Number(port), hostname, () => socket.write(`GET /cutter/health?${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`));
			socket.on('data', (piece) => (text += String(piece))).on('close', () => resolve(text)).on('error', reject);
		});
		assert.match(answer, /^HTTP\/1\.1 431 /);
	});
});
