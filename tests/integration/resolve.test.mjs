// Every address that was ever cited keeps answering: a renumbering, a split, a retirement, told over HTTP at several times.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bear, forceAlias, inDays as at, resolve as resolveIn, retire, told as toldIn } from '../support/aliases.mjs';
import { liveUnits } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
let law;
/** Ids of the units by their path. */
let ids;
const alias = (kind, text, target, from, until = null, scenario = null) => forceAlias(system, { kind, text, target, from, until, scenario });
const resolve = (address, query) => resolveIn(system, address, query);
const told = (address, query) => toldIn(system, address, query);

before(async () => {
	system = await sharedSystem();
	law = await carry(system, { text: smallLaw('địa chỉ cũ và mới') });
	ids = Object.fromEntries((await liveUnits(system, law.docCode)).map((unit) => [unit.canonical_address.split('/')[1], unit.id]));
});
after(() => system?.close());

describe('a renumbering: DIEU-90 became DIEU-1 on day 10, and a new unit takes DIEU-90 on day 20', () => {
	let old;
	before(async () => {
		old = `${law.prefix}/DIEU-90`;
		await alias('previous_canonical', old, ids['DIEU-1'], at(-1), at(10));
		await alias('rename', old, ids['DIEU-1'], at(10), at(20));
		ids.new = await bear(system, { address: old, docCode: law.docCode, when: at(20) });
	});

	test('before, between and after, a citation finds the unit that was meant', async () => {
		assert.deepEqual(await told(old, { as_of: at(5) }), [200, 'alias', [ids['DIEU-1']]]);
		assert.deepEqual(await told(old, { as_of: at(15) }), [200, 'alias', [ids['DIEU-1']]]);
		assert.deepEqual(await told(old, { as_of: at(25) }), [200, 'canonical', [ids.new]]);
	});

	test('the new address names the unit only since it has it', async () => {
		assert.deepEqual(await told(`${law.prefix}/DIEU-1`, { as_of: at(15) }), [200, 'canonical', [ids['DIEU-1']]]);
		assert.deepEqual((await told(`${law.prefix}/DIEU-1`, { as_of: at(5) })).slice(0, 2), [404, 'not_found']);
	});

	test('the trail says why: kind, alias and window of each hop', async () => {
		const { body } = await resolve(old, { as_of: at(15) });
		const [hop] = body.data.trail;
		assert.equal(hop.kind, 'rename');
		assert.equal(hop.unit_id, ids['DIEU-1']);
		assert.match(hop.alias_id, /^[0-9a-f-]{36}$/);
	});
});

describe('a split and a retirement', () => {
	test('a unit split in two answers 300 with both in order, and 410 once it has no successor', async () => {
		const parts = ['DIEU-2-KHOAN-1', 'DIEU-2-KHOAN-2'];
		const address = `${law.prefix}/DIEU-2`;
		await retire(system, ids['DIEU-2'], at(1));
		assert.deepEqual(await told(address), [200, 'canonical', [ids['DIEU-2']]], 'not retired yet');
		const gone = await resolve(address, { as_of: at(2) });
		assert.deepEqual([gone.status, gone.body.data.outcome, gone.body.data.tombstone.unit.id], [410, 'gone', ids['DIEU-2']]);

		for (const part of parts) await alias('redirect', address, ids[part], at(1), null, 'split-of-2');
		assert.deepEqual(await told(address, { as_of: at(2) }), [300, 'many', parts.map((part) => ids[part])]);
		assert.deepEqual(await told(address, { as_of: at(2), follow: 'none' }), [200, 'canonical', [ids['DIEU-2']]]);
	});
});

describe('what a third party calls a unit', () => {
	test('an external reference resolves, two different ones are ambiguous and never guessed', async () => {
		const text = `Quy định ${law.prefix} Điều 1`;
		await alias('external_reference', text, ids['DIEU-1'], at(-1));
		assert.deepEqual(await told(` ${text.normalize('NFD')} `), [200, 'alias', [ids['DIEU-1']]]);
		await alias('external_reference', text, ids['DIEU-3'], at(-1));
		const { status, body } = await resolve(text);
		assert.deepEqual([status, body.data.outcome], [409, 'ambiguous']);
		assert.deepEqual(body.data.candidates.map((unit) => unit.id).sort(), [ids['DIEU-1'], ids['DIEU-3']].sort());
	});
});

describe('what cannot be answered', () => {
	test('a cycle forced in behind the back is reported, never followed for ever', async () => {
		const other = await carry(system, { text: smallLaw('vòng tròn') });
		const units = Object.fromEntries((await liveUnits(system, other.docCode)).map((unit) => [unit.canonical_address, unit.id]));
		const [first, second] = [`${other.prefix}/DIEU-1`, `${other.prefix}/DIEU-2`];
		for (const address of [first, second]) await retire(system, units[address], at(-1));
		await alias('redirect', first, units[second], at(-1));
		await alias('redirect', second, units[first], at(-1));
		const { status, body } = await resolve(first);
		assert.deepEqual([status, body.data.outcome], [409, 'cycle']);
	});

	test('nobody has it: 404 with what is near', async () => {
		const { status, body } = await resolve(`${law.prefix}/DIEU-11`);
		assert.deepEqual([status, body.data.outcome], [404, 'not_found']);
		assert.ok(body.data.suggestions.length > 0 && body.data.suggestions.length <= 5);
		assert.equal(body.data.suggestions[0], `${law.prefix}/DIEU-1`);
	});

	test('no address: 422 with code and place', async () => {
		const { status, body } = await resolve('gdpr/ART-6');
		assert.deepEqual([status, body.data.outcome, body.data.error.code, body.data.error.at], [422, 'malformed', 'LOWERCASE', 0]);
	});

	test('a text that could be read as SQL or as a place in it is a text', async () => {
		for (const text of ["D1'; SELECT 1 --", "D1\\'); RESET ROLE; --", 'D1 :given ? $1 \\x41', "'{\"D1\"}'"]) {
			const { status, body } = await resolve(text);
			assert.deepEqual([status, body.data.outcome, body.data.text], [422, 'malformed', text]);
		}
	});

	test('a NUL, which no text in the database can hold: 400, alone as in a batch', async () => {
		assertRefused(await resolve(`${law.prefix}/DIEU-1\0`), 400, 'CUTTER_REQUEST_INVALID');
		assertRefused(await system.clients.reviewer.send('POST', '/cutter/resolve', { addresses: ['\0'] }), 400, 'CUTTER_REQUEST_INVALID');
	});

	test('a time that is none: 400', async () => {
		assertRefused(await resolve(`${law.prefix}/DIEU-1`, { as_of: 'yesterday' }), 400, 'CUTTER_TIME_UNREADABLE');
	});
});

test('a batch answers each text in its place, as one by one', async () => {
	const texts = [`${law.prefix}/DIEU-90`, `${law.prefix}/DIEU-1`, 'x', `${law.prefix}/DIEU-1`, `${law.prefix}/DIEU-77`];
	const batch = await system.clients.reviewer.post('/cutter/resolve', { addresses: texts, as_of: at(15) });
	const single = await Promise.all(texts.map((text) => resolve(text, { as_of: at(15) })));
	assert.deepEqual(batch.map((each) => [each.outcome, each.units]), single.map(({ body }) => [body.data.outcome, body.data.units]));
	const many = await system.clients.reviewer.post('/cutter/resolve', { addresses: Array.from({ length: 10_000 }, (_, index) => `${law.prefix}/DIEU-${index}`) });
	assert.equal(many.length, 10_000);
	assertRefused(await system.clients.reviewer.send('POST', '/cutter/resolve', { addresses: Array.from({ length: 10_001 }, () => 'x') }), 400, 'CUTTER_REQUEST_INVALID');
});

describe('directus cutter resolve', () => {
	const run = (...args) => system.cutter(['resolve', ...args]);
	const reader = () => system.users.reviewer.email;

	test('answers as a person, one report, exit 0 where every text names a unit', async () => {
		const { code, stdout } = await run(`${law.prefix}/DIEU-90`, '--as', reader(), '--as-of', at(15), '--json');
		const report = JSON.parse(stdout);
		assert.deepEqual([code, report.ok, report.data[0].outcome, report.data[0].units[0].id], [0, true, 'alias', ids['DIEU-1']]);
	});

	test('exit 1 where one does not, or nobody is proven to ask', async () => {
		const missed = await run(`${law.prefix}/DIEU-90`, `${law.prefix}/DIEU-77`, '--as', reader());
		assert.equal(missed.code, 1);
		assert.match(missed.stdout, new RegExp(`${law.prefix}/DIEU-77: not_found`));
		for (const [words, code] of [[['--as', 'nobody@example.com'], 'PERSON_NOT_PROVEN'], [[], 'TOKEN_MISSING']]) {
			const nobody = await run('GDPR/ART-6', ...words, '--json');
			assert.deepEqual([nobody.code, JSON.parse(nobody.stdout).error.code], [1, `CUTTER_${code}`]);
		}
	});
});
