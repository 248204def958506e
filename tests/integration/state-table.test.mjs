// Every state of an entry and every move over HTTP: allowed, or refused with the sentence that the state machine gives.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { inProject } from '../../scripts/lib/paths.mjs';
import { fingerprint, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

/** The core's own table, which a test of the core keeps equal to `backlog::TRANSITIONS`. */
const TRANSITIONS = JSON.parse(readFileSync(inProject('core/pipeline/tests/transitions.json'), 'utf8'));
const movesFrom = (state) => TRANSITIONS.filter(({ from }) => from === state);
/** What the core says of a move that is not in the table. */
const refusalOf = (state, move) => {
	const legal = movesFrom(state).map((each) => each.move).join(', ') || 'nothing, the state is final';
	return `An entry in state ${state} cannot do ${move}; legal here: ${legal}.`;
};

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system.close());

let words = 0;
const upTo = (step) => carry(system, { text: oneArticle(`ô cờ thứ ${(words += 1)}`) }, step);
const post = (person, path, body = {}) => system.clients[person].send('POST', path, body);
const review = (done, verdict) => post('reviewer', `/cutter/manifests/${done.manifestId}/review`, { verdict, rationale: `Verdict ${verdict}.` });
const abandon = (done) => post('executor', `/cutter/entries/${done.entryId}/abandon`, { rationale: 'Given up.' });
const statusOf = async ({ entryId }) => (await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [entryId]))[0].status;
const NOT_THERE = '00000000-0000-4000-8000-000000000000';

/** How an entry really gets into each state. The two inner states are forced, for no commit leaves an entry there. */
const INTO = {
	marked: () => upTo('mark'),
	review_pending: () => upTo('sweep'),
	reviewed_approved: () => upTo('review'),
	reviewed_deferred: async () => then(await upTo('sweep'), (done) => review(done, 'NEEDS_HUMAN')),
	reviewed_rejected: async () => then(await upTo('sweep'), (done) => review(done, 'FAIL')),
	cut_in_progress: async () => forced(await upTo('cut'), 'cut_in_progress'),
	cut_applied: () => upTo('cut'),
	verify_in_progress: async () => forced(await upTo('cut'), 'verify_in_progress'),
	verified_complete: () => upTo('verify'),
	verify_failed_escalated: async () => {
		const done = await upTo('cut');
		await tamper(system, 'UPDATE public.tac_logical_unit SET sort_order = 99 WHERE doc_code = $1', [done.docCode]);
		return then(done, ({ changeSetId }) => post('verifier', `/cutter/change-sets/${changeSetId}/verify`));
	},
	abandoned: async () => then(await upTo('mark'), abandon),
};

async function then(done, work) {
	assert.equal((await work(done)).status, 200);
	return done;
}

async function forced(done, status) {
	await tamper(system, 'UPDATE cutter_governance.decision_backlog_entry SET status = $2 WHERE entry_id = $1', [done.entryId, status]);
	return { ...done, forced: true };
}

/** The moves a person can ask for, with the move of the state machine each begins with. */
const ASKED = {
	'review PASS': { move: 'review:approve', ask: (done) => review(done, 'PASS') },
	'review NEEDS_HUMAN': { move: 'review:defer', ask: (done) => review(done, 'NEEDS_HUMAN') },
	'review FAIL': { move: 'review:reject', ask: (done) => review(done, 'FAIL') },
	cut: { move: 'cut:begin', ends: 'cut_applied', ask: (done) => post('executor', `/cutter/manifests/${done.manifestId}/cut`) },
	verify: { move: 'verify:begin', ends: 'verified_complete', ask: (done) => post('verifier', `/cutter/change-sets/${done.changeSetId ?? NOT_THERE}/verify`) },
	abandon: { move: 'abandon', ask: abandon },
};

/** Refusals that come before the state is looked at: there is no change set, or it has its verdict. */
const EARLIER = {
	verify: (state) => {
		if (['verified_complete', 'verify_failed_escalated'].includes(state)) return [409, 'CUTTER_VERIFY_REFUSED'];
		return ['cut_in_progress', 'cut_applied', 'verify_in_progress'].includes(state) ? null : [404, 'CUTTER_CHANGE_SET_NOT_FOUND'];
	},
};

/** States whose entry is over without a proven cut: the same text is a new request. */
const ANEW = ['reviewed_rejected', 'verify_failed_escalated', 'abandoned'];

test('the table has every state of the machine', () => {
	const states = new Set(TRANSITIONS.flatMap(({ from, to }) => [from, to]));
	assert.deepEqual(Object.keys(INTO).sort(), [...states].sort());
	assert.equal(states.size, 11);
	const moves = new Set(TRANSITIONS.map(({ move }) => move));
	const inner = ['cut', 'verify:pass', 'verify:fail', 'sweep_promote'];
	assert.deepEqual([...Object.values(ASKED).map(({ move }) => move), ...inner].sort(), [...moves].sort());
});

for (const [state, bring] of Object.entries(INTO)) {
	describe(state, () => {
		let standing;
		before(async () => {
			standing = await bring();
			assert.equal(await statusOf(standing), state);
		});
		after(async () => {
			if (standing?.forced) await forced(standing, 'cut_applied');
		});

		for (const [name, { move, ask, ends }] of Object.entries(ASKED)) {
			const legal = movesFrom(state).find((each) => each.move === move);
			if (legal) {
				test(`${name} → ${ends ?? legal.to}`, async () => {
					const done = await bring();
					const answer = await ask(done);
					assert.equal(answer.status, 200, JSON.stringify(answer.body));
					assert.equal(answer.body.data.status, ends ?? legal.to);
					assert.equal(await statusOf(done), ends ?? legal.to);
				});
				continue;
			}
			test(`${name}: refused`, async () => {
				const before = await fingerprint(system);
				const answer = await ask(standing);
				const earlier = EARLIER[name]?.(state);
				if (earlier) assertRefused(answer, ...earlier);
				else {
					assertRefused(answer, 409, 'CUTTER_MOVE_NOT_ALLOWED');
					assert.equal(answer.body.errors[0].message, refusalOf(state, move));
				}
				assert.deepEqual(await fingerprint(system), before, 'nothing was written');
			});
		}

		const promoted = movesFrom(state).find((each) => each.move === 'sweep_promote');
		test(promoted ? `sweep → ${promoted.to}` : 'sweep: passes over it', async () => {
			const done = promoted ? await bring() : standing;
			const swept = [];
			for (let answer; answer === undefined || answer.promoted > 0; ) {
				answer = (await post('executor', '/cutter/sweep', { batch_size: 1000 })).body.data;
				swept.push(...answer.entry_ids);
			}
			assert.equal(swept.includes(done.entryId), Boolean(promoted));
			assert.equal(await statusOf(done), promoted?.to ?? state);
		});

		test(ANEW.includes(state) ? 'mark again: a new entry' : 'mark again: the same entry', async () => {
			const answer = await post('executor', `/cutter/documents/${standing.documentId}/mark`);
			assert.equal(answer.status, 200);
			const { entry_id: id, already_marked: already } = answer.body.data;
			assert.deepEqual([already, id === standing.entryId], ANEW.includes(state) ? [false, false] : [true, true]);
			if (!already) await post('executor', `/cutter/entries/${id}/abandon`, { rationale: 'Only to see that it can be marked.' });
		});
	});
}

describe('S5 and S7 exist inside a transaction only', () => {
	const commitAs = async (role, entryId, status) => {
		const client = new pg.Client({ connectionString: system.databaseUrl });
		await client.connect();
		try {
			await client.query('BEGIN');
			await client.query(`SET LOCAL ROLE ${role}`);
			await client.query('UPDATE cutter_governance.decision_backlog_entry SET status = $2 WHERE entry_id = $1', [entryId, status]);
			await client.query('COMMIT');
			return undefined;
		} catch (error) {
			return error.message;
		} finally {
			await client.end();
		}
	};

	for (const [from, role, inner] of [['reviewed_approved', 'cutter_exec', 'cut_in_progress'], ['cut_applied', 'cutter_verify', 'verify_in_progress']]) {
		test(`no commit of ${role} leaves an entry in ${inner}`, async () => {
			const done = await INTO[from]();
			assert.match(await commitAs(role, done.entryId, inner), new RegExp(`^STATUS_UNSETTLED: entry ${done.entryId} would stay in state ${inner}`));
			assert.equal(await statusOf(done), from);
			const other = role === 'cutter_exec' ? 'cutter_verify' : 'cutter_exec';
			assert.match(await commitAs(other, done.entryId, inner), /^STATUS_LANE: /);
			assert.equal(await statusOf(done), from);
		});
	}

	test('and none is there', async () => {
		assert.deepEqual(await query(system, "SELECT entry_id FROM cutter_governance.decision_backlog_entry WHERE status IN ('cut_in_progress', 'verify_in_progress')"), []);
	});
});
