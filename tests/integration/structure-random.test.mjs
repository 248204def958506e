// Sequences of operations drawn at random, through the whole pipeline and PostgreSQL, a part of them taken back: what must hold after
// each, and at the end the document as of every time in between. CUTTER_SEED and CUTTER_SEQUENCES draw others, and more of them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { query, tamper } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { operationsOn } from '../support/structure.mjs';
import { sharedSystem } from '../support/system.mjs';

const SEED = Number(process.env.CUTTER_SEED ?? 8);
const SEQUENCES = Number(process.env.CUTTER_SEQUENCES ?? 6);
const LENGTH = 8;

const LAW = (word) => `NỘI QUY ${word.toUpperCase()}

Chương I
QUY ĐỊNH CHUNG
Điều 1. Một
Câu đầu của điều một. Câu sau của điều một.
Điều 2. Hai
1. Khoản một của điều hai.
2. Khoản hai của điều hai.
3. Khoản ba của điều hai.
Chương II
GIỮ GÌN
Điều 3. Ba
Câu đầu của điều ba. Câu sau của điều ba.
Điều 4. Bốn
Câu đầu của điều bốn. Câu sau của điều bốn.
`;

/** Mulberry32: the same seed draws the same. */
function drawing(seed) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return { below: (count) => Math.floor(next() * count), one: (list) => list[Math.floor(next() * list.length)] };
}

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system?.close());

const { ask, approve, cut, verify, moment, reading, stateOf } = operationsOn(() => system);

/** Live units with their own text, in document order. */
const liveUnits = (docCode) =>
	query(
		system,
		`SELECT u.id, u.canonical_address AS address, u.parent_id, u.section_type, u.authority, v.body, EXISTS (
				SELECT FROM public.tac_logical_unit c WHERE c.parent_id = u.id AND c.lifecycle_status <> 'retired') AS has_children
		FROM public.tac_logical_unit u JOIN LATERAL (SELECT body FROM public.tac_unit_version WHERE unit_id = u.id ORDER BY version_seq DESC LIMIT 1) v ON true
		WHERE u.doc_code = $1 AND u.lifecycle_status <> 'retired' ORDER BY u.sort_order`,
		[docCode],
	);

/** One operation, as somebody might ask for it: most are possible, some are not. */
function anyOperation({ below, one }, units, prefix, step) {
	const articles = units.filter(({ section_type: type }) => type === 'article');
	const leaves = units.filter(({ body, has_children: inner }) => body && !inner);
	const unit = one(articles.length > 0 && below(3) > 0 ? articles : units);
	const number = 1 + below(12);
	const address = `${prefix}/DIEU-${number}${one(['', '', 'A', 'B'])}`;
	const leaf = leaves.length > 0 ? one(leaves) : unit;
	const siblings = leaves.filter(({ parent_id: parent, section_type: type }) => parent === leaf.parent_id && type === leaf.section_type);
	const place = siblings.indexOf(leaf);
	const halfway = () => {
		const at = (leaf.body ?? '').indexOf(' ', Math.floor((leaf.body ?? '').length / 2));
		return [{ ends_at: Buffer.byteLength((leaf.body ?? '').slice(0, at + 1)) }, { ends_at: Buffer.byteLength(leaf.body ?? '') }];
	};
	const other = one(units.filter(({ section_type: type }) => type === 'chapter').concat(articles));
	return one([
		() => [`${unit.id}/renumber`, { address, label: `Điều ${number}` }],
		() => [`${leaf.id}/substitute`, { body: `Lời mới ở bước ${step}, sau khi bàn lại.\n` }],
		() => [`${unit.id}/insert`, { address, section_type: 'article', label: `Điều ${number}`, title: `Mới ${step}`, heading: `Điều ${number}. Mới ${step}\n`, body: `Được thêm ở bước ${step}.\n` }],
		() => [`${leaf.id}/split`, { parts: halfway() }],
		() => ['join', { unit_ids: siblings.slice(Math.max(0, place - 1), place + 1).map(({ id }) => id) }],
		() => [`${unit.id}/move`, { parent_id: other?.id ?? null, after: null }],
		() => [`${leaf.id}/retire`, {}],
		() => [`${unit.id}/enact`, {}],
	])();
}

/** What holds of the rows whatever was done. */
async function assertLaws(docCode) {
	const rows = await query(system, "SELECT id, canonical_address AS address, parent_id, sort_order, section_code, lifecycle_status AS lifecycle FROM public.tac_logical_unit WHERE doc_code = $1", [docCode]);
	const byId = new Map(rows.map((row) => [row.id, row]));
	assert.equal(new Set(rows.map(({ address }) => address)).size, rows.length, 'no address has two units');
	assert.equal(new Set(rows.map(({ sort_order }) => sort_order)).size, rows.length, 'each position once');
	for (const row of rows) {
		const above = [];
		for (let at = row; at; at = byId.get(at.parent_id)) {
			assert.ok(!above.includes(at.id), `a circle above ${row.address}`);
			above.push(at.id);
		}
		if (row.parent_id) assert.ok(byId.get(row.parent_id).sort_order < row.sort_order, `${row.address} comes after what it stands in`);
		assert.equal(row.section_code, row.address.split('/').at(-1));
	}
	return rows;
}

const answerOf = async (text, asOf) => {
	const { body } = await system.clients.reviewer.send('GET', `/cutter/resolve?${new URLSearchParams({ address: text, follow: asOf ? 'none' : 'latest', ...(asOf ? { as_of: asOf } : {}) })}`);
	return { outcome: body.data.outcome, ids: body.data.units.map(({ id }) => id) };
};

for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
	test(`a sequence of operations drawn from ${SEED}+${sequence}`, async (context) => {
		const draw = drawing(SEED * 1000 + sequence);
		const { documentId, docCode, prefix } = await carry(system, { text: LAW(`${process.pid} ${SEED} ${sequence}`) });
		const told = { done: 0, refused: {}, back: 0 };
		/** What the document was at a time: its text, and who held which address. */
		const times = [];
		const held = new Map();
		const remember = async () => {
			const units = await liveUnits(docCode);
			const now = await moment();
			for (const { id, address } of units) held.set(`${address} ${id}`, { address, id, at: now });
			times.push({ now, text: await reading(docCode) });
		};
		await remember();
		for (let step = 0; step < LENGTH; step += 1) {
			const [path, body] = anyOperation(draw, await liveUnits(docCode), prefix, step);
			const asked = await ask(path, body);
			if (asked.status !== 200) {
				const [{ extensions: { code } }] = asked.body.errors;
				assert.ok(asked.status < 500 && code.startsWith('CUTTER_'), `${path}: ${JSON.stringify(asked.body)}`);
				told.refused[code] = (told.refused[code] ?? 0) + 1;
				continue;
			}
			const was = await stateOf(docCode);
			await approve(asked.body.data);
			const done = await cut(asked.body.data);
			if (draw.below(4) === 0) {
				// Somebody took the signature away: VERIFY cannot prove it.
				await tamper(system, 'DELETE FROM cutter_governance.dot_pair_signature WHERE cross_reference_change_set_id = $1', [done.change_set_id]);
				const verdict = await verify(done);
				assert.equal(verdict.verdict, 'fail');
				assert.ok(verdict.compensation.change_set_id, `${path}: ${verdict.compensation.reason}`);
				assert.deepEqual(await stateOf(docCode), was, `${path} is taken back exactly`);
				told.back += 1;
			} else {
				const verdict = await verify(done);
				assert.deepEqual([verdict.verdict, verdict.findings], ['pass', []], `${path} ${JSON.stringify(body)}`);
				told.done += 1;
			}
			await assertLaws(docCode);
			await remember();
		}
		for (const { now, text } of times) {
			const { units } = await system.clients.reviewer.get(`/cutter/documents/${documentId}/reading?as_of=${encodeURIComponent(now)}`);
			assert.equal(units.map(({ heading, body }) => (heading ?? '') + (body ?? '')).join(''), text, `as of ${now}`);
		}
		const rows = await assertLaws(docCode);
		const live = new Set(rows.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ id }) => id));
		for (const { address, id, at } of held.values()) {
			// What a compensation removed was a draft that nobody could cite for long; its row is gone.
			if (!rows.some((row) => row.id === id)) continue;
			assert.deepEqual((await answerOf(address, at)).ids, [id], `${address} as of ${at}`);
			const now = await answerOf(address);
			assert.ok(['canonical', 'alias', 'many', 'gone'].includes(now.outcome), `${address} answers ${now.outcome}`);
			if (now.outcome !== 'gone') assert.ok(now.ids.every((each) => live.has(each)), `${address} leads to a live unit`);
		}
		context.diagnostic(JSON.stringify(told));
	});
}
