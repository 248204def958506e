// What waits for what, what was deferred, and what a later review makes of an earlier one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fingerprint, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

const NOBODY_HAS = '00000000-0000-4000-8000-000000000000';

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system.close());

let words = 0;
const upTo = (step) => carry(system, { text: oneArticle(`dây chuyền thứ ${(words += 1)}`) }, step);
const depend = ({ entryId }, on, kind) => system.clients.executor.send('POST', `/cutter/entries/${entryId}/dependencies`, { on: on.entryId, ...(kind ? { kind } : {}) });
const dependDone = async (entry, on, kind) => {
	const answer = await depend(entry, on, kind);
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
	return answer.body.data;
};
const sweep = () => system.clients.executor.post('/cutter/sweep', { batch_size: 1000 });
const review = ({ manifestId }, verdict = 'PASS') => system.clients.reviewer.post(`/cutter/manifests/${manifestId}/review`, { verdict, rationale: `Verdict ${verdict}.` });
const cut = ({ manifestId }) => system.clients.executor.send('POST', `/cutter/manifests/${manifestId}/cut`, {});
const verify = (changeSetId) => system.clients.verifier.post(`/cutter/change-sets/${changeSetId}/verify`);
const abandon = ({ entryId }) => system.clients.executor.post(`/cutter/entries/${entryId}/abandon`, { rationale: 'Given up.' });
const statusOf = async ({ entryId }) => (await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [entryId]))[0].status;
const refusedUnwritten = async (send, status, code) => {
	const before = await fingerprint(system);
	const answer = await send();
	const extensions = assertRefused(answer, status, code);
	assert.deepEqual(await fingerprint(system), before);
	return { ...extensions, message: answer.body.errors[0].message };
};
/** Takes an entry that waits for review to its proof. */
async function finish(done) {
	await review(done);
	const answer = await cut(done);
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
	assert.equal((await verify(answer.body.data.change_set_id)).verdict, 'pass');
}

describe('waiting', () => {
	test('SWEEP passes over an entry until what it waits for is verified (G-DEP)', async () => {
		const [first, second] = [await upTo('mark'), await upTo('mark')];
		const written = await dependDone(second, first);
		assert.deepEqual([written.already_there, written.from_entry_id, written.to_entry_id, written.dependency_kind], [false, first.entryId, second.entryId, 'blocks']);
		const swept = await sweep();
		assert.deepEqual([swept.entry_ids.includes(first.entryId), swept.entry_ids.includes(second.entryId)], [true, false]);
		const [log] = await query(system, 'SELECT findings FROM cutter_governance.decision_backlog_sweep_log WHERE sweep_id = $1', [swept.sweep_id]);
		assert.ok(log.findings.blocked.includes(second.entryId), 'the log says who was passed over');
		assert.equal(await statusOf(second), 'marked');
		await review(first);
		const { change_set_id: changeSetId } = (await cut(first)).body.data;
		assert.ok(!(await sweep()).entry_ids.includes(second.entryId), 'cut is not verified');
		await verify(changeSetId);
		assert.ok((await sweep()).entry_ids.includes(second.entryId));
		await finish(second);
	});

	test('entries that wait take no place in the batch: what stands behind them is promoted', async () => {
		while ((await sweep()).promoted > 0);
		const [first, ...rest] = [await upTo('mark'), await upTo('mark'), await upTo('mark'), await upTo('mark')];
		const last = rest.pop();
		for (const each of rest) await dependDone(each, first);
		const one = () => system.clients.executor.post('/cutter/sweep', { batch_size: 1 });
		assert.deepEqual((await one()).entry_ids, [first.entryId]);
		assert.deepEqual((await one()).entry_ids, [last.entryId]);
		assert.deepEqual(await one(), { sweep_id: null, scanned: 0, promoted: 0, entry_ids: [], next: null });
		await finish(first);
		assert.deepEqual([(await one()).entry_ids, (await one()).entry_ids], rest.map((each) => [each.entryId]));
		for (const each of [...rest, last]) await abandon(each);
	});

	test('CUT refuses an approved entry that waits, by name, and takes it once the other is verified (G-CUT-DEPS)', async () => {
		const [first, second] = [await upTo('sweep'), await upTo('review')];
		await dependDone(second, first);
		const { gates } = await refusedUnwritten(() => cut(second), 409, 'CUTTER_CUT_REFUSED');
		assert.deepEqual(gates.map(({ id, observed }) => [id, observed]), [['G-CUT-DEPS', first.entryId]]);
		await refusedUnwritten(() => system.clients.executor.send('POST', `/cutter/manifests/${second.manifestId}/cut`, { target: 'sandbox' }), 409, 'CUTTER_CUT_REFUSED');
		await finish(first);
		const answer = await cut(second);
		assert.equal(answer.status, 200);
		assert.equal((await verify(answer.body.data.change_set_id)).verdict, 'pass');
		const { row_matrix: matrix } = await system.clients.reviewer.get(`/cutter/change-sets/${answer.body.data.change_set_id}`);
		assert.equal(matrix.decision_backlog_dependency, 1);
	});

	test('the backlog says what an entry waits for', async () => {
		const [first, second] = [await upTo('mark'), await upTo('mark')];
		await dependDone(second, first);
		await dependDone(second, first, 'refines');
		let found;
		for (let after = ''; !found && after !== null; ) {
			const page = await system.clients.reviewer.get(`/cutter/backlog?status=marked&limit=1000${after && `&after=${encodeURIComponent(after)}`}`);
			found = page.entries.find((entry) => entry.entry_id === second.entryId);
			after = page.next;
		}
		assert.deepEqual(found.waits_for, [{ entry_id: first.entryId, status: 'marked' }]);
		await abandon(second);
		await abandon(first);
	});
});

describe('dependencies that cannot be', () => {
	test('a circle is refused with the way round, also one of two; a diamond is none', async () => {
		const [a, b, c, d] = [await upTo('mark'), await upTo('mark'), await upTo('mark'), await upTo('mark')];
		await dependDone(b, a);
		await dependDone(c, b);
		const round = await refusedUnwritten(() => depend(a, c), 409, 'CUTTER_DEPENDENCY_CYCLE');
		assert.equal(round.message, `This would close a circle of dependencies: ${[a, b, c, a].map((each) => each.entryId).join(' → ')}.`);
		const two = await refusedUnwritten(() => depend(a, b), 409, 'CUTTER_DEPENDENCY_CYCLE');
		assert.equal(two.message, `This would close a circle of dependencies: ${[a, b, a].map((each) => each.entryId).join(' → ')}.`);
		await dependDone(d, a);
		await dependDone(d, c);
		await refusedUnwritten(() => depend(a, a), 422, 'CUTTER_DEPENDENCY_ON_ITSELF');
		for (const kind of ['supersedes', 'refines']) {
			await dependDone(a, b, kind);
			await refusedUnwritten(() => depend(b, a, kind), 409, 'CUTTER_DEPENDENCY_CYCLE');
		}
		await dependDone(a, b, 'related_to');
		await dependDone(b, a, 'related_to');
		for (const each of [d, c, b, a]) await abandon(each);
	});

	test('two halves of a circle at the same moment: one is refused', async () => {
		const [a, b] = [await upTo('mark'), await upTo('mark')];
		const answers = await Promise.all([depend(a, b), depend(b, a)]);
		assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
		assertRefused(answers.find(({ status }) => status === 409), 409, 'CUTTER_DEPENDENCY_CYCLE');
		await abandon(a);
		await abandon(b);
	});

	test('too late, never met, not there, no cut request, unknown kind', async () => {
		const [waits, over, gone] = [await upTo('mark'), await upTo('cut'), await upTo('mark')];
		await abandon(gone);
		await refusedUnwritten(() => depend(over, waits), 409, 'CUTTER_DEPENDENCY_TOO_LATE');
		await refusedUnwritten(() => depend(waits, gone), 409, 'CUTTER_DEPENDENCY_NEVER_MET');
		await refusedUnwritten(() => depend(waits, { entryId: NOBODY_HAS }), 404, 'CUTTER_ENTRY_NOT_FOUND');
		await refusedUnwritten(() => depend({ entryId: NOBODY_HAS }, waits), 404, 'CUTTER_ENTRY_NOT_FOUND');
		await refusedUnwritten(() => depend(waits, over, 'follows'), 400, 'CUTTER_REQUEST_INVALID');
		const deferred = await upTo('sweep');
		const { escalation_entry_id: escalation } = await review(deferred, 'NEEDS_HUMAN');
		await refusedUnwritten(() => depend(waits, { entryId: escalation }), 409, 'CUTTER_NOT_A_CUT_REQUEST');
		await abandon(deferred);
		await abandon(waits);
	});

	test('the same twice is one row', async () => {
		const [first, second] = [await upTo('mark'), await upTo('mark')];
		const once = await dependDone(second, first);
		const before = await fingerprint(system);
		const twice = await dependDone(second, first);
		assert.deepEqual([twice.already_there, twice.dependency_id], [true, once.dependency_id]);
		assert.deepEqual(await fingerprint(system), before);
		await abandon(second);
		await abandon(first);
	});
});

describe('deferral', () => {
	const escalationOf = async (id) => (await query(system, 'SELECT kind, status, payload FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [id]))[0];

	test('NEEDS_HUMAN opens an escalation, SWEEP brings the entry back, a verdict closes it', async () => {
		const done = await upTo('sweep');
		const deferred = await review(done, 'NEEDS_HUMAN');
		assert.equal(deferred.status, 'reviewed_deferred');
		const opened = await escalationOf(deferred.escalation_entry_id);
		assert.deepEqual([opened.kind, opened.status, opened.payload.cause, opened.payload.entry_id, opened.payload.reason], ['escalation', 'open', 'needs_human', done.entryId, 'Verdict NEEDS_HUMAN.']);
		const [decision] = await query(system, 'SELECT escalation_ref FROM cutter_governance.review_decision WHERE review_decision_id = $1', [deferred.review_decision_id]);
		assert.equal(decision.escalation_ref, deferred.escalation_entry_id);

		assert.ok((await sweep()).entry_ids.includes(done.entryId));
		assert.equal((await escalationOf(deferred.escalation_entry_id)).status, 'open', 'back in the queue is not settled');
		const again = await review(done, 'NEEDS_HUMAN');
		assert.notEqual(again.escalation_entry_id, deferred.escalation_entry_id);
		await sweep();
		const passed = await review(done);
		assert.equal(passed.escalation_entry_id, null);
		for (const each of [deferred, again]) assert.equal((await escalationOf(each.escalation_entry_id)).status, 'closed');
		const answer = await cut(done);
		assert.equal((await verify(answer.body.data.change_set_id)).verdict, 'pass');
		const history = await query(system, 'SELECT change_kind FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 ORDER BY changed_at', [done.entryId]);
		assert.deepEqual(history.map((row) => row.change_kind), ['mark', 'sweep_promote', 'review:defer', 'sweep_promote', 'review:defer', 'sweep_promote', 'review:approve', 'cut', 'verify:pass']);
	});

	test('abandoning a deferred entry closes its escalation', async () => {
		const done = await upTo('sweep');
		const { escalation_entry_id: id } = await review(done, 'NEEDS_HUMAN');
		await abandon(done);
		assert.equal((await escalationOf(id)).status, 'closed');
	});
});

describe('superseded reviews', () => {
	/** A later review of the same manifest, as someone with the server's password would slip it in. */
	const slipIn = ({ manifestId }, prior, verdict) =>
		tamper(
			system,
			`INSERT INTO cutter_governance.review_decision SELECT (jsonb_populate_record(r, jsonb_build_object('review_decision_id', gen_random_uuid(),
				'verdict', $3::text, 'prior_review_decision_id', r.review_decision_id, 'decided_at', now()))).*
			FROM cutter_governance.review_decision r WHERE r.manifest_id = $1 AND r.review_decision_id = $2`,
			[manifestId, prior, verdict],
		);

	test('each review names the one before it', async () => {
		const done = await upTo('sweep');
		const first = await review(done, 'NEEDS_HUMAN');
		await sweep();
		const second = await review(done);
		const [row] = await query(system, 'SELECT prior_review_decision_id AS prior FROM cutter_governance.review_decision WHERE review_decision_id = $1', [second.review_decision_id]);
		assert.equal(row.prior, first.review_decision_id);
		const answer = await cut(done);
		const [changeSet] = await query(system, 'SELECT review_decision_id AS id FROM cutter_governance.cut_change_set WHERE change_set_id = $1', [answer.body.data.change_set_id]);
		assert.equal(changeSet.id, second.review_decision_id, 'the cut rests on the last one');
		assert.equal((await verify(answer.body.data.change_set_id)).verdict, 'pass');
	});

	test('a later review that fails takes the approval back (G-CUT-APPROVED)', async () => {
		const done = await upTo('review');
		assert.equal(await slipIn(done, done.review.review_decision_id, 'FAIL'), 1);
		const { gates } = await refusedUnwritten(() => cut(done), 409, 'CUTTER_CUT_REFUSED');
		assert.deepEqual(gates.map(({ id }) => id), ['G-CUT-APPROVED']);
		assert.match(gates[0].observed, /^Fail for /);
		await abandon(done);
	});

	test('a cut whose review was superseded since does not verify', async () => {
		const done = await upTo('cut');
		await slipIn(done, done.review.review_decision_id, 'PASS');
		const verdict = await verify(done.changeSetId);
		assert.deepEqual([verdict.verdict, verdict.findings.map((finding) => finding.code)], ['fail', ['REVIEW_SUPERSEDED']]);
	});
});
