// Long decisions are made in worker threads: the answer is the same, and each gets its own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
