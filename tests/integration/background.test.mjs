// Long decisions are made in worker threads: the answer is the same, and each gets its own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from '../support/hold.mjs';
import { query } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { newPrefix, ownSystem } from '../support/system.mjs';

let system;
before(async () => {
	// Directus' own limiter refuses requests on a machine that is busy with other things; here the question is who answers at all.
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
});
after(() => system?.close());

const ARTICLES = 1500;
/** About half a megabyte: three units for each article. */
const longLaw = (word) =>
	`QUY ĐỊNH VỀ ${word}\n${Array.from({ length: ARTICLES }, (_, index) => `
Điều ${index + 1}. Nội dung số ${index + 1}
1. Người phụ trách ${word} giữ sổ và ghi mỗi lần mượn, mỗi lần trả trong ngày làm việc ấy.
2. Ai làm hỏng thì sửa; không sửa được thì báo cho người phụ trách trong ba ngày.
`).join('')}`;

test('a refusal from a worker is the refusal: same code, same place, same status', async () => {
	const prefix = newPrefix('LONG');
	const path = `/cutter/documents?${new URLSearchParams({ title: 'Thuyền', doc_code: prefix, prefix })}`;
	for (const padding of ['', longLaw('bè')]) {
		const bytes = Buffer.concat([Buffer.from(padding), Buffer.from([0xff]), Buffer.from('\n')]);
		const { at } = assertRefused(await system.clients.executor.send('POST', path, bytes), 422, 'CUTTER_INVALID_UTF8');
		assert.equal(at, Buffer.byteLength(padding));
	}
});

test('many long documents at once are each answered with their own', async () => {
	const words = ['chèo', 'neo', 'buồm', 'lưới', 'phao'];
	const documents = await Promise.all(words.map((word) => carry(system, { text: longLaw(word), prefix: newPrefix('LONG') }, 'mark')));
	assert.equal(new Set(documents.map(({ mark }) => mark.manifest_digest)).size, words.length);
	for (const { mark } of documents) assert.deepEqual([mark.counts.units, mark.coverage.reconstruction_ok], [3 * ARTICLES, true]);
});

/** Few units of many words: what takes time is the text, not the rows. */
const TWENTY_MEGABYTES = 20_000_000;
const hugeLaw = () => {
	const sentence = 'Người phụ trách kho ghi vào sổ giờ nhận, giờ trả và tình trạng của từng dụng cụ, thiếu thì báo ngay trong ngày làm việc ấy.\n';
	const article = (number) => `\nĐiều ${number}. Nội dung số ${number}\n${sentence.repeat(200)}`;
	const bytes = Buffer.byteLength(article(1000));
	return `QUY ĐỊNH VỀ KHO LỚN\n${Array.from({ length: Math.ceil(TWENTY_MEGABYTES / bytes) }, (_, index) => article(index + 1)).join('')}`;
};

/** The transaction of the MARK that has read all it needs, the card last, and written nothing yet: the core is deciding. Told apart by when that began. */
const deciding = async () => {
	const rows = await query(
		system,
		`SELECT a.pid, a.state_change::text AS since FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'advisory'
		WHERE a.state = 'idle in transaction' AND a.query LIKE '%confirmed_card%' AND a.backend_xid IS NULL`,
	);
	return rows.length === 1 ? rows[0] : undefined;
};

test('while the core decides about 20 MB, others are answered', async () => {
	const text = hugeLaw();
	assert.ok(Buffer.byteLength(text) >= TWENTY_MEGABYTES);
	const { documentId } = await carry(system, { text, prefix: newPrefix('HUGE') }, 'register');
	const mark = system.clients.executor.post(`/cutter/documents/${documentId}/mark`);
	const begun = await eventually('the core to decide', deciding);
	// One after the other, for as long as the core is at it.
	const paths = ['/server/ping', '/cutter/backlog?limit=1', '/cutter/resolve?address=NOBODY/DIEU-1'];
	let answered = 0;
	while ((await deciding())?.since === begun.since) {
		const { status } = await system.clients.reviewer.send('GET', paths[answered % paths.length]);
		assert.ok(status === 200 || status === 404, `${paths[answered % paths.length]}: ${status}`);
		answered += 1;
	}
	// The last of them may have been answered when the decision was made.
	assert.ok(answered > 2, `${answered} were answered while the core decided`);
	assert.equal((await mark).coverage.reconstruction_ok, true);
});
