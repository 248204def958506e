// The stories of addresses over time, told over HTTP: redirects are written as an executor writes them.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { bear, forceAlias, inDays, resolve, retire, told } from '../support/aliases.mjs';
import { liveUnits, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system?.close());

/** A law of the story's own: its addresses by path, its unit ids by path. */
async function newLaw(text) {
	const law = await carry(system, { text });
	const units = await liveUnits(system, law.docCode);
	const ids = Object.fromEntries(units.map((unit) => [unit.canonical_address.split('/')[1], unit.id]));
	return { ...law, ids, at: (path) => `${law.prefix}/${path}` };
}

/** Many articles and nothing else. */
const manyArticles = (word, count) =>
	`NỘI QUY VỀ ${word.toUpperCase()}\n\n${Array.from({ length: count }, (_, n) => `Điều ${n + 1}. Việc số ${n + 1}\nThành viên làm việc số ${n + 1} của ${word}.\n`).join('\n')}`;

const post = (body, path = '/cutter/aliases') => system.clients.executor.send('POST', path, body);
const redirect = (law, from, to, more = {}) => ({ alias_text: law.at(from), target: law.at(to), kind: 'redirect', valid_from: inDays(-9), rationale: 'Replaced.', ...more });

/** Replaces the unit at `from` by those at `to`, over HTTP, and retires it. */
async function replace(law, from, to, { when = inDays(-9), more = {} } = {}) {
	for (const path of to) {
		const { status, body } = await post(redirect(law, from, path, { valid_from: when, scenario_ref: `${from} became ${to}`, ...more }));
		assert.equal(status, 200, JSON.stringify(body));
	}
	await retire(system, law.ids[from], when);
}

const trailOf = async (address, query) => (await resolve(system, address, query)).body.data.trail;
const kinds = (trail) => trail.map((hop) => [hop.kind, hop.text, hop.unit_id]);

describe('6A becomes 6B at T, and at T2 a new unit takes the address 6A', () => {
	const [before6b, T, between, T2, afterwards] = [5, 10, 15, 20, 25].map(inDays);
	const justBefore = (time) => new Date(Date.parse(time) - 1).toISOString();
	let law;
	let u;
	let v;
	let renamed;
	const [sixA, sixB] = ['DIEU-1', 'DIEU-1B'];
	const ask = (path, as_of) => told(system, law.at(path), { as_of });

	before(async () => {
		law = await newLaw(smallLaw('đánh số lại'));
		u = law.ids[sixA];
		await tamper(system, 'UPDATE public.tac_logical_unit SET canonical_address = $2 WHERE id = $1', [u, law.at(sixB)]);
		const [{ born }] = await query(system, 'SELECT created_at AS born FROM public.tac_logical_unit WHERE id = $1', [u]);
		await forceAlias(system, { kind: 'previous_canonical', text: law.at(sixA), target: u, from: born, until: T });
		renamed = await forceAlias(system, { kind: 'rename', text: law.at(sixA), target: u, from: T });
	});

	test('once renumbered, 6A is the same unit before and after T, and 6B from T on', async () => {
		for (const time of [before6b, justBefore(T), T, between, afterwards]) assert.deepEqual(await ask(sixA, time), [200, 'alias', [u]], time);
		for (const time of [T, between, afterwards]) assert.deepEqual(await ask(sixB, time), [200, 'canonical', [u]], time);
		for (const time of [before6b, justBefore(T)]) assert.deepEqual((await ask(sixB, time)).slice(0, 2), [404, 'not_found'], time);
	});

	test('at T2 the old alias is closed and another unit born: each citation still finds what was meant', async () => {
		const { status, body } = await post({ at: T2 }, `/cutter/aliases/${renamed}/close`);
		assert.equal(status, 200, JSON.stringify(body));
		v = await bear(system, { address: law.at(sixA), docCode: law.docCode, when: T2 });
		for (const [time, answer] of [[before6b, [200, 'alias', [u]]], [between, [200, 'alias', [u]]], [justBefore(T2), [200, 'alias', [u]]], [T2, [200, 'canonical', [v]]], [afterwards, [200, 'canonical', [v]]]]) {
			assert.deepEqual(await ask(sixA, time), answer, time);
		}
		for (const time of [T, between, T2, afterwards]) assert.deepEqual(await ask(sixB, time), [200, 'canonical', [u]], time);
	});

	test('the trail says why at each of the three times', async () => {
		const [was] = await trailOf(law.at(sixA), { as_of: before6b });
		const [as] = await trailOf(law.at(sixA), { as_of: between });
		const [is] = await trailOf(law.at(sixA), { as_of: afterwards });
		const micro = (time) => time.replace('Z', '000Z');
		assert.deepEqual([was.kind, was.unit_id, was.window.valid_until], ['previous_canonical', u, micro(T)]);
		assert.deepEqual([as.kind, as.unit_id, as.alias_id, as.window], ['rename', u, renamed, { valid_from: micro(T), valid_until: micro(T2) }]);
		assert.deepEqual([is.kind, is.unit_id, is.alias_id, is.window], ['canonical', v, null, { valid_from: micro(T2), valid_until: null }]);
	});
});

describe('what was replaced is followed', () => {
	let law;
	before(async () => {
		law = await newLaw(smallLaw('thay thế'));
	});
	const ids = (...paths) => paths.map((path) => law.ids[path]);

	test('through a split of a split, to all parts in render order, each hop told', async () => {
		await replace(law, 'DIEU-2', ['DIEU-2-KHOAN-2', 'DIEU-2-KHOAN-1']);
		await replace(law, 'DIEU-2-KHOAN-2', ['DIEU-2-KHOAN-2-DIEM-A', 'DIEU-2-KHOAN-2-DIEM-B']);
		const parts = ['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2-DIEM-A', 'DIEU-2-KHOAN-2-DIEM-B'];
		assert.deepEqual(await told(system, law.at('DIEU-2')), [300, 'many', ids(...parts)]);
		const trail = kinds(await trailOf(law.at('DIEU-2')));
		const hop = (from, to, kind = 'redirect') => [kind, law.at(from), law.ids[to]];
		assert.deepEqual(trail, [
			hop('DIEU-2', 'DIEU-2', 'canonical'), hop('DIEU-2', 'DIEU-2-KHOAN-1'), hop('DIEU-2', 'DIEU-2-KHOAN-2'),
			hop('DIEU-2-KHOAN-2', 'DIEU-2-KHOAN-2-DIEM-A'), hop('DIEU-2-KHOAN-2', 'DIEU-2-KHOAN-2-DIEM-B'),
		]);
		assert.deepEqual(await told(system, law.at('DIEU-2'), { follow: 'none' }), [200, 'canonical', ids('DIEU-2')]);
	});

	test('where the branches of a split meet in one unit again, that unit is the answer, once', async () => {
		const diamond = await newLaw(smallLaw('hai ngả gặp nhau'));
		await replace(diamond, 'DIEU-2', ['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2']);
		for (const branch of ['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2']) await replace(diamond, branch, ['DIEU-3']);
		const { status, body } = await resolve(system, diamond.at('DIEU-2'));
		assert.deepEqual([status, body.data.outcome, body.data.units.map((unit) => unit.id), body.data.problems], [200, 'alias', [diamond.ids['DIEU-3']], []]);
		assert.equal(body.data.trail.length, 5, 'both ways are told');
	});

	test('a branch that is gone or leads nowhere does not hide the good one', async () => {
		const broken = await newLaw(smallLaw('nhánh hỏng'));
		await replace(broken, 'DIEU-2', ['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2']);
		await retire(system, broken.ids['DIEU-2-KHOAN-1'], inDays(-8));
		const answer = async () => (await resolve(system, broken.at('DIEU-2'))).body.data;
		const problems = ({ problems }) => problems.map(({ kind, unit_id }) => [kind, unit_id]);
		const gone = ['gone', broken.ids['DIEU-2-KHOAN-1']];
		const one = await answer();
		assert.deepEqual([one.outcome, one.units.map((unit) => unit.id), problems(one)], ['alias', [broken.ids['DIEU-2-KHOAN-2']], [gone]]);

		const nowhere = randomUUID();
		await forceAlias(system, { kind: 'redirect', text: broken.at('DIEU-2'), target: nowhere, from: inDays(-9), scenario: 'DIEU-2 became DIEU-2-KHOAN-1,DIEU-2-KHOAN-2' });
		await forceAlias(system, { kind: 'redirect', text: broken.at('DIEU-2'), target: broken.ids['DIEU-3'], from: inDays(-9), scenario: 'DIEU-2 became DIEU-2-KHOAN-1,DIEU-2-KHOAN-2' });
		const two = await answer();
		assert.deepEqual([two.outcome, two.units.length, problems(two)], ['many', 2, [['dangling', nowhere], gone]]);

		for (const path of ['DIEU-2-KHOAN-2', 'DIEU-3']) await retire(system, broken.ids[path], inDays(-7));
		const none = await resolve(system, broken.at('DIEU-2'));
		assert.deepEqual([none.status, none.body.data.outcome, none.body.data.units, none.body.data.problems.length], [409, 'dangling', [], 4]);
	});

	test('at the time that is asked about: one successor, then another, and between them none', async () => {
		const windows = await newLaw(smallLaw('kế nhiệm theo thời gian'));
		await retire(system, windows.ids['DIEU-1'], inDays(10));
		const first = await post(redirect(windows, 'DIEU-1', 'DIEU-2', { valid_from: inDays(10), valid_until: inDays(20) }));
		const second = await post(redirect(windows, 'DIEU-1', 'DIEU-3', { valid_from: inDays(30) }));
		assert.deepEqual([first.status, second.status], [200, 200]);
		const ask = (days) => told(system, windows.at('DIEU-1'), { as_of: inDays(days) });
		assert.deepEqual(await ask(5), [200, 'canonical', [windows.ids['DIEU-1']]]);
		assert.deepEqual(await ask(15), [200, 'alias', [windows.ids['DIEU-2']]]);
		assert.deepEqual((await ask(25)).slice(0, 2), [410, 'gone']);
		assert.deepEqual(await ask(35), [200, 'alias', [windows.ids['DIEU-3']]]);
	});
});

describe('a chain of forty articles, each replaced by the next', () => {
	let law;
	before(async () => {
		law = await newLaw(manyArticles('chuỗi dài', 40));
		for (let n = 1; n < 40; n += 1) await replace(law, `DIEU-${n}`, [`DIEU-${n + 1}`]);
	});

	test('32 units on a path are followed to the end, 33 are too many', async () => {
		assert.deepEqual(await told(system, law.at('DIEU-9')), [200, 'alias', [law.ids['DIEU-40']]]);
		assert.equal((await trailOf(law.at('DIEU-9'))).length, 32);
		for (const path of ['DIEU-8', 'DIEU-7', 'DIEU-1']) {
			const { status, body } = await resolve(system, law.at(path));
			assert.deepEqual([status, body.data.outcome, body.data.units, body.data.problems.map(({ kind }) => kind)], [409, 'too_deep', [], ['too_deep']], path);
		}
	});

	test('a redirect that would close it to a ring is refused, however long the ring', async () => {
		for (const back of ['DIEU-39', 'DIEU-8', 'DIEU-1']) assertRefused(await post(redirect(law, 'DIEU-40', back)), 409, 'CUTTER_ALIAS_CYCLE');
	});
});

describe('a cycle forced in by SQL', () => {
	let law;
	before(async () => {
		law = await newLaw(smallLaw('đi vòng'));
		const ring = ['DIEU-1', 'DIEU-2', 'DIEU-3'];
		for (const [index, path] of ring.entries()) {
			await retire(system, law.ids[path], inDays(-2));
			await forceAlias(system, { kind: 'redirect', text: law.at(path), target: law.ids[ring[(index + 1) % 3]], from: inDays(-2) });
		}
	});

	test('is reported over HTTP with the path and the row that closes it', async () => {
		const { status, body } = await resolve(system, law.at('DIEU-1'));
		assert.deepEqual([status, body.data.outcome, body.data.units], [409, 'cycle', []]);
		assert.deepEqual(body.data.problems.map(({ kind, unit_id }) => [kind, unit_id]), [['cycle', law.ids['DIEU-1']]]);
		assert.deepEqual(body.data.trail.map((hop) => hop.unit_id), ['DIEU-1', 'DIEU-2', 'DIEU-3', 'DIEU-1'].map((path) => law.ids[path]));
		assert.deepEqual(await told(system, law.at('DIEU-1'), { follow: 'none' }), [200, 'canonical', [law.ids['DIEU-1']]]);
	});

	test('and on the command line, which fails', async () => {
		const { code, stdout } = await system.cutter(['resolve', law.at('DIEU-2'), '--as', system.users.reviewer.email]);
		assert.deepEqual([code, stdout.trim()], [1, `${law.at('DIEU-2')}: cycle`]);
	});
});
