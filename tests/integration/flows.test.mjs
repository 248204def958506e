// The operations of flows: the same answers and codes as over HTTP, on both paths of a flow.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { operation, WEBHOOK, withFlow } from '../support/flows.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

const NOON = '2099-01-01T12:00:00Z';

let system;
let law;
let reviewer;
const address = (path = 'DIEU-1') => `${law.prefix}/${path}`;
before(async () => {
	system = await sharedSystem();
	({ reviewer } = system.clients);
	law = await carry(system, { text: oneArticle('luồng tự động') });
});
after(() => system?.close());

const validate = (options, next) => operation('validator', 'cutter-validate-address', options, next);
const resolve = (options, next) => operation('resolver', 'cutter-resolve', options, next);
const parsed = (...addresses) => reviewer.post('/cutter/addresses/parse', { addresses });
const resolved = (addresses, more = {}) => reviewer.post('/cutter/resolve', { addresses, as_of: NOON, ...more });

describe('cutter-validate-address', () => {
	const fromBody = validate({ address: '{{ $trigger.body.address }}' });

	test('answers as over HTTP: one for one text, a list for a list', () =>
		withFlow(system, { ...WEBHOOK, operation: fromBody }, async ({ trigger }) => {
			const [one] = await parsed('GDPR/ART-6');
			const alone = await trigger(reviewer, { address: 'GDPR/ART-6' });
			assert.deepEqual([alone.status, alone.body], [200, one]);
			const several = ['D38-DIEU28-S3', 'GDPR/ART-6', address()];
			assert.deepEqual((await trigger(reviewer, { address: several })).body, await parsed(...several));
			assert.deepEqual((await trigger(reviewer, { address: several.slice(0, 1) })).body, await parsed(several[0]), 'a list of one is a list');
		}));

	test('fails on a wrong one with code, place and what was expected; of several it says which', () =>
		withFlow(system, { ...WEBHOOK, operation: fromBody }, async ({ trigger }) => {
			for (const wrong of ['gdpr/ART-6', 'GDPR/ART–6', 'D38-DIEU28-ROOT-P1', ' GDPR/ART-6', 'D038-DIEU28-S1', 'x'.repeat(300)]) {
				const [{ code, at, expected, message }] = await parsed(wrong);
				const refused = await trigger(reviewer, { address: wrong });
				const extensions = assertRefused(refused, 422, `CUTTER_${code}`);
				assert.deepEqual([extensions.at, extensions.expected, refused.body.errors[0].message], [at, expected, message], wrong);
			}
			const second = await trigger(reviewer, { address: ['GDPR/ART-6', 'GDPR/art-6', 'gdpr'] });
			assert.equal(assertRefused(second, 422, 'CUTTER_LOWERCASE').at, 5);
			assert.match(second.body.errors[0].message, /^Text 2 of 3: A lower-case letter stands at byte 5: expected /);
		}));

	test('told to answer, it answers what is wrong and the flow goes on', () =>
		withFlow(system, { ...WEBHOOK, operation: validate({ address: '{{ $trigger.body.address }}', if_wrong: 'answer' }) }, async ({ trigger }) => {
			const several = ['GDPR/ART-6', '', 'gdpr'];
			assert.deepEqual((await trigger(reviewer, { address: several })).body, await parsed(...several));
			const { status, body } = await trigger(reviewer, { address: 'gdpr' });
			assert.deepEqual([status, body.outcome, body.code, body.at], [200, 'invalid', 'LOWERCASE', 0]);
		}));

	test('a flow that expects failures goes on with the error', () => {
		const rejected = operation('told', 'transform', { json: { code: '{{ $last.code }}', at: '{{ $last.extensions.at }}' } });
		return withFlow(system, { ...WEBHOOK, operation: validate({ address: '{{ $trigger.body.address }}' }, { reject: rejected }) }, async ({ trigger }) => {
			const { status, body } = await trigger(reviewer, { address: 'GDPR/ART_6' });
			assert.deepEqual([status, body], [200, { code: 'CUTTER_BAD_CHARACTER', at: 8 }]);
		});
	});
});

describe('cutter-resolve', () => {
	const fromBody = resolve({ address: '{{ $trigger.body.address }}', as_of: '{{ $trigger.body.as_of }}', follow: '{{ $trigger.body.follow }}' });

	test('answers as over HTTP whatever the outcome, as of the time named', () =>
		withFlow(system, { ...WEBHOOK, operation: fromBody }, async ({ trigger }) => {
			const texts = [address(), address('DIEU-77'), 'gdpr', `  ${address()} `];
			assert.deepEqual((await trigger(reviewer, { address: texts, as_of: NOON, follow: 'none' })).body, await resolved(texts, { follow: 'none' }));
			for (const text of texts) assert.deepEqual((await trigger(reviewer, { address: text, as_of: NOON })).body, (await resolved([text]))[0], text);
			const before = await trigger(reviewer, { address: address(), as_of: '1999-12-31' });
			assert.deepEqual([before.status, before.body.outcome, before.body.as_of], [200, 'not_found', '1999-12-31T00:00:00.000000Z']);
			const now = await trigger(reviewer, { address: address() });
			assert.deepEqual([now.body.outcome, now.body.units[0].canonical_address], ['canonical', address()], 'no time is now');
		}));

	test('a flow branches on the outcome', () => {
		const say = (word) => operation(word, 'transform', { json: { said: word } });
		const found = operation('found', 'condition', { filter: { resolver: { outcome: { _in: ['canonical', 'alias', 'many'] } } } }, { resolve: say('yes'), reject: say('no') });
		return withFlow(system, { ...WEBHOOK, operation: resolve({ address: '{{ $trigger.body.address }}' }, { resolve: found }) }, async ({ trigger }) => {
			const said = async (text) => (await trigger(reviewer, { address: text })).body.said;
			assert.deepEqual([await said(address()), await said(address('DIEU-77')), await said('gdpr')], ['yes', 'no', 'no']);
		});
	});

	test('a time or a way to follow that is none is refused', () =>
		withFlow(system, { ...WEBHOOK, operation: fromBody }, async ({ trigger }) => {
			assertRefused(await trigger(reviewer, { address: address(), as_of: 'yesterday' }), 400, 'CUTTER_TIME_UNREADABLE');
			assertRefused(await trigger(reviewer, { address: address(), follow: 'all' }), 400, 'CUTTER_REQUEST_INVALID');
		}));
});

describe('an option that is none', () => {
	const EMPTY = 'address: is empty; where it is a template, what it names is not there.';
	const options = { address: '{{ $trigger.body.address }}' };
	for (const make of [validate, resolve]) {
		test(`${make(options).type} refuses it and says so`, () =>
			withFlow(system, { ...WEBHOOK, operation: make(options) }, async ({ trigger }) => {
				for (const body of [{}, { address: null }, { address: '' }, { address: [] }]) {
					const refused = await trigger(reviewer, body);
					assertRefused(refused, 400, 'CUTTER_REQUEST_INVALID');
					assert.equal(refused.body.errors[0].message, EMPTY, JSON.stringify(body));
				}
				for (const wrong of [15, true, { text: 'GDPR/ART-6' }, ['GDPR/ART-6', null], ['GDPR/ART-6', 7], 'GDPR/\0', Array.from({ length: 10_001 }, () => 'x')]) {
					assertRefused(await trigger(reviewer, { address: wrong }), 400, 'CUTTER_REQUEST_INVALID');
				}
			}));
	}

	test('nor does an operation without any options do something', async () => {
		for (const type of ['cutter-validate-address', 'cutter-resolve']) {
			await withFlow(system, { ...WEBHOOK, operation: operation('bare', type, {}) }, async ({ trigger }) => {
				const refused = await trigger(reviewer);
				assertRefused(refused, 400, 'CUTTER_REQUEST_INVALID');
				assert.equal(refused.body.errors[0].message, EMPTY);
			});
		}
	});
});
