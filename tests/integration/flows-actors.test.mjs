// Who acts in a flow that reads: the user who triggered it; on a schedule nobody, who may; otherwise nobody may nothing.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { EVERY_SECOND, operation, WEBHOOK, withFlow } from '../support/flows.mjs';
import { fingerprint } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

/** A collection of the test's own, in which addresses are written down. */
const NOTES = `flow_notes_${process.pid}`;
const notes = `/items/${NOTES}`;

let system;
let admin;
let law;
let address;
/** People who may all write notes: one with a duty, one without any. */
let observer;
let stranger;
let policy;

before(async () => {
	system = await sharedSystem();
	({ admin } = system.clients);
	law = await carry(system, { text: oneArticle('ai kích hoạt luồng') });
	address = `${law.prefix}/DIEU-1`;
	const key = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: { hidden: true } };
	await admin.post('/collections', { collection: NOTES, schema: {}, meta: {}, fields: [key, { field: 'address', type: 'string', schema: {}, meta: {} }] });
	const permissions = ['create', 'read'].map((action) => ({ collection: NOTES, action, fields: ['*'] }));
	policy = (await admin.post('/policies', { name: `Writes ${NOTES}`, permissions })).id;
	[observer, stranger] = await Promise.all([newPerson(system, { duties: ['Observer'] }), newPerson(system)]);
	for (const { id } of [observer, stranger]) await admin.patch(`/users/${id}`, { policies: { create: [{ policy }], update: [], delete: [] } });
});
after(async () => {
	for (const person of [observer, stranger]) if (person) await admin.delete(`/users/${person.id}`);
	if (policy) await admin.delete(`/policies/${policy}`);
	if (law) await admin.delete(`/collections/${NOTES}`);
	await system?.close();
});

const OPERATIONS = ['cutter-validate-address', 'cutter-resolve'];
const acting = (type, next) => operation('act', type, { address: '{{ $trigger.body.address }}' }, next);
const fixed = (type, next) => operation('act', type, { address }, next);

describe('a webhook', () => {
	for (const type of OPERATIONS) {
		test(`${type} acts as the user who calls it`, () =>
			withFlow(system, { ...WEBHOOK, operation: acting(type) }, async ({ trigger }) => {
				const call = (client) => trigger(client, { address });
				for (const client of [observer.client, system.clients.executor, admin]) assert.equal((await call(client)).status, 200);
				assertRefused(await call(stranger.client), 403, 'CUTTER_DUTY_MISSING');
				assertRefused(await call(system.clients.anonymous), 403, 'CUTTER_NOBODY');
			}));

		test(`${type} tells an anonymous caller nothing, whatever the options are`, () =>
			withFlow(system, { ...WEBHOOK, operation: acting(type) }, async ({ trigger }) => {
				for (const asked of [undefined, 'gdpr', `${law.prefix}/DIEU-77`]) assertRefused(await trigger(system.clients.anonymous, { address: asked }), 403, 'CUTTER_NOBODY');
			}));
	}

	test('what the caller sends counts for nothing', () =>
		withFlow(system, { ...WEBHOOK, operation: acting('cutter-resolve') }, async ({ trigger }) => {
			const claims = { address, accountability: null, $accountability: null, flow: { trigger: 'schedule' }, trigger: 'schedule' };
			assertRefused(await trigger(system.clients.anonymous, claims), 403, 'CUTTER_NOBODY');
		}));
});

describe('a flow run by hand', () => {
	const byHand = (type) => ({ trigger: 'manual', options: { collections: ['tac_logical_unit'], requireSelection: false, error_on_reject: true }, operation: fixed(type) });
	for (const type of OPERATIONS) {
		test(`${type} acts as the person at the button`, () =>
			withFlow(system, byHand(type), async ({ trigger }) => {
				const press = (client) => trigger(client, { collection: 'tac_logical_unit', keys: [] });
				const { status, body } = await press(observer.client);
				assert.deepEqual([status, body.outcome], [200, type === 'cutter-resolve' ? 'canonical' : 'valid']);
				for (const client of [stranger.client, system.clients.anonymous]) assert.equal((await press(client)).status, 403);
			}));
	}
});

describe('a schedule', () => {
	test('validates and resolves, and leaves no trace in the ledger', async () => {
		const before = await fingerprint(system);
		const resolve = operation('resolver', 'cutter-resolve', { address: [address, 'gdpr'] });
		await withFlow(system, { ...EVERY_SECOND, operation: fixed('cutter-validate-address', { resolve }) }, async ({ lastRun }) => {
			const { act, resolver, $accountability } = await lastRun();
			assert.equal($accountability, null);
			assert.deepEqual([act.outcome, act.address], ['valid', address]);
			assert.deepEqual(resolver.map(({ outcome }) => outcome), ['canonical', 'malformed']);
		});
		assert.deepEqual(await fingerprint(system), before);
	});

	test('fails on a wrong address like anyone', () =>
		withFlow(system, { ...EVERY_SECOND, operation: operation('act', 'cutter-validate-address', { address: 'gdpr' }) }, async ({ lastRun }) => {
			assert.match((await lastRun()).act.message, /^A lower-case letter stands at byte 0: /);
		}));
});

describe('a flow that another flow triggers', () => {
	const INNER = { trigger: 'operation', options: { return: '$last' } };
	const outer = (inner) => operation('outer', 'trigger', { flow: inner.id, payload: { body: { address } } });

	test('acts for whoever triggered the first', () =>
		withFlow(system, { ...INNER, operation: acting('cutter-resolve') }, async (inner) => {
			await withFlow(system, { ...WEBHOOK, operation: outer(inner) }, async ({ trigger }) => {
				assert.equal((await trigger(observer.client)).body.outcome, 'canonical');
				// The outer flow goes on with what the inner one answers: its error.
				for (const [client, code] of [[stranger.client, 'CUTTER_DUTY_MISSING'], [system.clients.anonymous, 'CUTTER_NOBODY']]) {
					assert.equal((await trigger(client)).body.code, code);
				}
			});
			await withFlow(system, { ...EVERY_SECOND, operation: outer(inner) }, async ({ lastRun }) => assert.equal((await lastRun()).outer.outcome, 'canonical'));
		}));
});

describe('a flow that blocks what is saved', () => {
	const blocking = (first) => ({ trigger: 'event', options: { type: 'filter', scope: ['items.create'], collections: [NOTES] }, operation: first });
	const validate = (next) => operation('act', 'cutter-validate-address', { address: '{{ $trigger.payload.address }}' }, next);
	const saved = async () => (await admin.get(`${notes}?limit=-1&sort=id`)).map((note) => note.address);

	test('a wrong address is not saved, and the caller reads code and place', () =>
		withFlow(system, blocking(validate()), async () => {
			const before = await saved();
			for (const [client, wrong, code, at] of [
				[observer.client, 'gdpr/ART-6', 'CUTTER_LOWERCASE', 0],
				[admin, 'GDPR/ART_6', 'CUTTER_BAD_CHARACTER', 8],
				[observer.client, 'D38-DIEU28-ROOT-P1', 'CUTTER_TAIL_ON_ROOT', 15],
			]) {
				assert.equal(assertRefused(await client.send('POST', notes, { address: wrong }), 422, code).at, at, wrong);
			}
			assertRefused(await observer.client.send('POST', notes, [{ address: 'GDPR/ART-6' }, { address: 'gdpr' }]), 422, 'CUTTER_LOWERCASE');
			assertRefused(await observer.client.send('POST', notes, {}), 400, 'CUTTER_REQUEST_INVALID');
			assert.deepEqual(await saved(), before, 'nothing of all that was saved');
			assert.equal((await observer.client.post(notes, { address: 'GDPR/ART-6' })).address, 'GDPR/ART-6');
			assert.deepEqual(await saved(), [...before, 'GDPR/ART-6']);
		}));

	test('it looks into the ledger within the transaction that saves, which goes on as itself', () => {
		const known = operation('known', 'condition', { filter: { resolver: { outcome: { _eq: 'canonical' } } } });
		const resolve = operation('resolver', 'cutter-resolve', { address: '{{ $trigger.payload.address }}' }, { resolve: known });
		return withFlow(system, blocking(validate({ resolve })), async () => {
			const before = await saved();
			assert.equal((await observer.client.post(notes, { address })).address, address);
			assert.equal((await observer.client.post(notes, [{ address }, { address }])).length, 2);
			assert.notEqual((await observer.client.send('POST', notes, { address: `${law.prefix}/DIEU-77` })).status, 200);
			assert.deepEqual(await saved(), [...before, address, address, address]);
		});
	});

	test('whoever saves needs the duty; an anonymous visitor and nobody at all are refused', async () => {
		await withFlow(system, blocking(validate()), async () => {
			assertRefused(await stranger.client.send('POST', notes, { address }), 403, 'CUTTER_DUTY_MISSING');
			const before = await saved();
			// A schedule that saves is no schedule to the flow which its saving triggers.
			for (const permissions of ['$trigger', '$full']) {
				const save = operation('save', 'item-create', { collection: NOTES, permissions, emitEvents: true, payload: { address } });
				await withFlow(system, { ...EVERY_SECOND, operation: save }, async ({ lastRun }) => assert.match((await lastRun()).save.message, /^No person is acting: /, permissions));
				await withFlow(system, { ...WEBHOOK, operation: save }, async ({ trigger }) => assert.notEqual((await trigger(system.clients.anonymous)).status, 200, permissions));
			}
			assert.deepEqual(await saved(), before);
		});
	});
});
