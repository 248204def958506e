// The steps of the pipeline in flows: each acts as the user who triggered it; on a schedule nobody acts, who marks and sweeps and
// neither cuts nor verifies.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { EVERY_SECOND, operation, WEBHOOK, withFlow } from '../support/flows.mjs';
import { fingerprint, governanceRows, happyMatrix, query } from '../support/ledger.mjs';
import { newPerson } from '../support/people.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

const UNITS = SMALL_LAW_PATHS.length;
const SCHEDULED = 'No person is acting: a flow on a schedule may validate, resolve, mark and sweep, nothing else.';

let system;
let everything;
before(async () => {
	system = await sharedSystem();
	everything = await newPerson(system, { duties: ['Observer', 'Executor', 'Reviewer', 'Verifier'] });
});
after(async () => {
	if (everything) await system.clients.admin.patch(`/users/${everything.id}`, { status: 'suspended' });
	await system?.close();
});

const text = (() => {
	let words = 0;
	return () => smallLaw(`luồng sông số ${process.pid}-${(words += 1)}`);
})();
const mark = (options) => operation('mark', 'cutter-mark', options);
const sweep = (options = { batch_size: 1000 }) => operation('sweep', 'cutter-sweep', options);
const cut = (options) => operation('cut', 'cutter-cut', options);
const verify = (options) => operation('verify', 'cutter-verify', options);
const fromBody = (option) => ({ [option]: `{{ $trigger.body.${option} }}` });
const historyOf = (entryId) => query(system, 'SELECT change_kind, changed_by FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 ORDER BY changed_at', [entryId]);
const review = ({ manifestId }) => system.clients.reviewer.post(`/cutter/manifests/${manifestId}/review`, { verdict: 'PASS', rationale: 'Read beside the source.' });

describe('run by hand on source documents', () => {
	const byHand = (first) => ({ trigger: 'manual', options: { collections: ['cutter_source_document'], error_on_reject: true }, operation: first });
	const press = (flow, client, ...keys) => flow.trigger(client, { collection: 'cutter_source_document', keys });
	const KEYS = '{{ $trigger.body.keys }}';

	test('a document goes the whole way, each step as the person at the button', async () => {
		const { executor, verifier } = system.clients;
		const { documentId } = await carry(system, { text: text() }, 'register');
		const done = { documentId };
		await withFlow(system, byHand(mark({ document: KEYS })), async (flow) => {
			const { status, body } = await press(flow, executor, documentId);
			assert.deepEqual([status, body.length, body[0].status, body[0].counts.units], [200, 1, 'marked', UNITS], 'a list for a list');
			Object.assign(done, { entryId: body[0].entry_id, manifestId: body[0].manifest_id });
			const before = await fingerprint(system);
			assertRefused(await press(flow, verifier, documentId), 403, 'CUTTER_DUTY_MISSING');
			assert.equal((await press(flow, executor, documentId)).body[0].already_marked, true);
			assert.deepEqual(await fingerprint(system), before);
		});
		await withFlow(system, byHand(sweep()), async (flow) => assert.ok((await press(flow, executor, documentId)).body.entry_ids.includes(done.entryId)));
		await withFlow(system, byHand(cut({ manifest: KEYS })), async (flow) => {
			const early = await press(flow, executor, documentId);
			assertRefused(early, 409, 'CUTTER_NOTHING_TO_DO');
			assert.equal(early.body.errors[0].message, `The document ${documentId} has no approved manifest: its newest entry is review_pending.`);
			await review(done);
			const { status, body } = await press(flow, executor, documentId);
			assert.deepEqual([status, body[0].status, body[0].entry_id], [200, 'cut_applied', done.entryId]);
			done.changeSetId = body[0].change_set_id;
		});
		await withFlow(system, byHand(verify({ change_set: KEYS })), async (flow) => {
			const { status, body } = await press(flow, verifier, documentId);
			assert.deepEqual([status, body[0].verdict, body[0].change_set_id], [200, 'pass', done.changeSetId]);
			assertRefused(await press(flow, verifier, documentId), 409, 'CUTTER_NOTHING_TO_DO');
		});
		assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
		const { executor: e, reviewer: r, verifier: v } = system.users;
		assert.deepEqual((await historyOf(done.entryId)).map(({ changed_by: by }) => by), [e.id, e.id, r.id, e.id, v.id]);
	});

	test('several at once are done one after the other; the one that fails is named, what was done before stays done', async () => {
		const [first, second] = [await carry(system, { text: text() }, 'review'), await carry(system, { text: text() }, 'sweep')];
		await withFlow(system, byHand(cut({ manifest: KEYS })), async (flow) => {
			const refused = await press(flow, system.clients.executor, first.documentId, second.documentId);
			assertRefused(refused, 409, 'CUTTER_NOTHING_TO_DO');
			assert.match(refused.body.errors[0].message, /^2 of 2: The document /);
		});
		assert.deepEqual((await historyOf(first.entryId)).map(({ change_kind: kind }) => kind).at(-1), 'cut');
		assert.deepEqual((await historyOf(second.entryId)).map(({ change_kind: kind }) => kind).at(-1), 'sweep_promote');
	});
});

describe('a webhook', () => {
	test('cuts and verifies as the user who calls it, and separation of duty holds', async () => {
		const done = await carry(system, { text: text() }, 'review');
		await withFlow(system, { ...WEBHOOK, operation: cut(fromBody('manifest')) }, async ({ trigger }) => {
			const before = await fingerprint(system);
			const ask = (client) => trigger(client, { manifest: done.manifestId });
			assertRefused(await ask(system.clients.anonymous), 403, 'CUTTER_NOBODY');
			assertRefused(await ask(system.clients.reviewer), 403, 'CUTTER_DUTY_MISSING');
			assert.deepEqual(await fingerprint(system), before);
			const { status, body } = await ask(everything.client);
			assert.deepEqual([status, body.status], [200, 'cut_applied'], 'one answer for one id');
			done.changeSetId = body.change_set_id;
		});
		await withFlow(system, { ...WEBHOOK, operation: verify(fromBody('change_set')) }, async ({ trigger }) => {
			const before = await fingerprint(system);
			const ask = (client) => trigger(client, { change_set: done.changeSetId });
			assertRefused(await ask(system.clients.anonymous), 403, 'CUTTER_NOBODY');
			const { gates } = assertRefused(await ask(everything.client), 403, 'CUTTER_VERIFY_SOD');
			assert.deepEqual(gates.map(({ id }) => id), ['G-VERIFY-SOD']);
			assert.deepEqual(await fingerprint(system), before);
			assert.equal((await ask(system.clients.verifier)).body.verdict, 'pass');
		});
	});

	test('rehearses and tries without writing, as its options say', async () => {
		const done = await carry(system, { text: text() }, 'review');
		const options = { ...fromBody('manifest'), target: '{{ $trigger.body.target }}', dry_run: '{{ $trigger.body.dry_run }}' };
		await withFlow(system, { ...WEBHOOK, operation: cut(options) }, async ({ trigger }) => {
			const ask = (how) => trigger(system.clients.executor, { manifest: done.manifestId, ...how });
			const before = await fingerprint(system);
			const dry = await ask({ dry_run: true });
			assert.deepEqual([dry.status, dry.body.dry_run, dry.body.target], [200, true, 'public'], JSON.stringify(dry.body));
			assert.deepEqual(await fingerprint(system), before);
			const { body } = await ask({ target: 'sandbox' });
			assert.deepEqual([body.target, body.dry_run, body.status], ['sandbox', false, 'reviewed_approved']);
		});
	});

	test('what is no option is refused with its name, and nothing happens', async () => {
		const { executor, verifier } = system.clients;
		const before = await fingerprint(system);
		for (const [first, client, wrong] of [
			[mark(fromBody('document')), executor, [{}, { document: 'gdpr' }, { document: [] }, { document: Array(101).fill(randomUUID()) }]],
			[mark({ document: randomUUID(), scope: '{{ $trigger.body.scope }}' }), executor, [{ scope: 'some' }]],
			[sweep({ batch_size: '{{ $trigger.body.size }}' }), executor, [{ size: 0 }, { size: 1001 }, { size: 'ten' }, { size: 1.5 }]],
			[cut(fromBody('manifest')), executor, [{}, { manifest: 7 }, { manifest: [randomUUID(), 'x'] }]],
			[cut({ manifest: randomUUID(), target: '{{ $trigger.body.target }}', dry_run: '{{ $trigger.body.dry }}' }), executor, [{ target: 'moon' }, { dry: 'maybe' }]],
			[verify(fromBody('change_set')), verifier, [{}, { change_set: 'x' }]],
		]) {
			await withFlow(system, { ...WEBHOOK, operation: first }, async ({ trigger }) => {
				for (const body of wrong) assertRefused(await trigger(client, body), 400, 'CUTTER_REQUEST_INVALID');
			});
		}
		assert.deepEqual(await fingerprint(system), before);
	});

	test('an id of nothing is not found, as over HTTP', async () => {
		const id = randomUUID();
		for (const [first, client, code] of [
			[mark({ document: id }), 'executor', 'CUTTER_DOCUMENT_NOT_FOUND'],
			[cut({ manifest: id }), 'executor', 'CUTTER_MANIFEST_NOT_FOUND'],
			[verify({ change_set: id }), 'verifier', 'CUTTER_CHANGE_SET_NOT_FOUND'],
		]) {
			await withFlow(system, { ...WEBHOOK, operation: first }, async ({ trigger }) => assertRefused(await trigger(system.clients[client]), 404, code));
		}
	});
});

describe('a flow that blocks what is saved', () => {
	const NOTES = `pipeline_notes_${process.pid}`;
	const notes = `/items/${NOTES}`;
	before(async () => {
		const key = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: { hidden: true } };
		await system.clients.admin.post('/collections', { collection: NOTES, schema: {}, meta: {}, fields: [key, { field: 'text', type: 'string', schema: {}, meta: {} }] });
	});
	after(() => system.clients.admin.delete(`/collections/${NOTES}`));
	const blocking = (first) => ({ trigger: 'event', options: { type: 'filter', scope: ['items.create'], collections: [NOTES] }, operation: first });
	const stateOf = async (entryId) => (await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [entryId]))[0].status;

	test('what it writes is a part of the transaction that saves: both or neither', async () => {
		const { admin } = system.clients;
		const done = await carry(system, { text: text() }, 'mark');
		const refused = { ...sweep(), resolve: operation('thrown', 'throw-error', { code: 'NOT_TODAY', status: '409', message: 'Not today' }) };
		await withFlow(system, blocking(refused), async () => {
			const before = await fingerprint(system);
			assert.equal((await admin.send('POST', notes, { text: 'a' })).status, 409);
			assert.equal(await stateOf(done.entryId), 'marked');
			assert.deepEqual(await fingerprint(system), before);
		});
		await withFlow(system, blocking(sweep()), async () => assert.equal((await admin.send('POST', notes, { text: 'b' })).status, 200));
		assert.equal(await stateOf(done.entryId), 'review_pending');
		const { id } = await admin.get('/users/me?fields=id');
		assert.equal((await historyOf(done.entryId)).at(-1).changed_by, id, 'as whoever saves');
		assert.deepEqual((await admin.get(notes)).map((note) => note.text), ['b']);
	});

	test('nobody cuts by what a schedule saves', async () => {
		const approved = await carry(system, { text: text() }, 'review');
		await withFlow(system, blocking(cut({ manifest: approved.manifestId })), async () => {
			const before = await fingerprint(system);
			const save = operation('save', 'item-create', { collection: NOTES, permissions: '$full', emitEvents: true, payload: { text: 'c' } });
			await withFlow(system, { ...EVERY_SECOND, operation: save }, async ({ lastRun }) => assert.match((await lastRun()).save.message, /^No person is acting: /));
			assert.deepEqual(await fingerprint(system), before);
		});
	});
});

describe('a schedule', () => {
	const onSchedule = (first, work) => withFlow(system, { ...EVERY_SECOND, operation: first }, work);

	test('marks and sweeps: the flow is recorded, and no person', async () => {
		const done = await carry(system, { text: text() }, 'register');
		const first = operation('mark', 'cutter-mark', { document: done.documentId }, { resolve: sweep() });
		const flowId = await onSchedule(first, async ({ id, lastRun }) => {
			const { mark: answer, $accountability } = await lastRun();
			assert.equal($accountability, null);
			Object.assign(done, { entryId: answer.entry_id, manifestId: answer.manifest_id });
			return id;
		});
		const by = `flow:${flowId}`;
		assert.deepEqual(await historyOf(done.entryId), [{ change_kind: 'mark', changed_by: by }, { change_kind: 'sweep_promote', changed_by: by }]);
		const [{ swept_by: swept }] = await query(system, "SELECT swept_by FROM cutter_governance.decision_backlog_sweep_log WHERE findings->'promoted' ? $1", [done.entryId]);
		assert.equal(swept, by);
		// What nobody marked is judged by people like anything else, and its evidence holds.
		await review(done);
		done.changeSetId = (await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`)).change_set_id;
		assert.equal((await system.clients.verifier.post(`/cutter/change-sets/${done.changeSetId}/verify`)).verdict, 'pass');
		assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
	});

	test('neither cuts nor verifies: null accountability holds no duty', async () => {
		const [approved, applied] = [await carry(system, { text: text() }, 'review'), await carry(system, { text: text() }, 'cut')];
		const before = await fingerprint(system);
		for (const first of [
			cut({ manifest: approved.manifestId }),
			cut({ manifest: approved.documentId }),
			cut({ manifest: approved.manifestId, dry_run: true }),
			cut({ manifest: approved.manifestId, target: 'sandbox' }),
			verify({ change_set: applied.changeSetId }),
			verify({ change_set: applied.documentId }),
			// Nor does it learn what there is.
			cut({ manifest: randomUUID() }),
			verify({}),
		]) {
			await onSchedule(first, async ({ lastRun }) => {
				const { [first.key]: answer, $accountability } = await lastRun();
				assert.equal($accountability, null);
				assert.equal(answer.message, SCHEDULED, JSON.stringify(first.options));
			});
		}
		assert.deepEqual(await fingerprint(system), before);
	});

	test('nor through a flow that it triggers', async () => {
		const approved = await carry(system, { text: text() }, 'review');
		const before = await fingerprint(system);
		await withFlow(system, { trigger: 'operation', options: { return: '$last' }, operation: cut({ manifest: approved.manifestId }) }, (inner) =>
			onSchedule(operation('outer', 'trigger', { flow: inner.id }), async ({ lastRun }) => assert.equal((await lastRun()).outer.message, SCHEDULED)),
		);
		assert.deepEqual(await fingerprint(system), before);
	});
});
