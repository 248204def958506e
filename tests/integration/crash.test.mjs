// kill -9 in the middle, and two Directus on one database: a request sent again with its key finishes it, once.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { clientsOf } from '../../scripts/lib/main-job.mjs';
import { governanceRows, happyMatrix, liveUnits, query } from '../support/ledger.mjs';
import { beforeWriting, COMMITS, commitsWait, eventually, holding } from '../support/hold.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { ledgerVerifies, playSideBySide } from '../support/side-by-side.mjs';
import { ownSystem, secondDirectus } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
before(async () => {
	system = await ownSystem();
});
after(() => system?.close());

const UNITS = SMALL_LAW_PATHS.length;
const text = (() => {
	let words = 0;
	return () => smallLaw(`cầu phao số ${(words += 1)}`);
})();
const KEYED = () => ({ 'idempotency-key': randomUUID() });
const cutOf = ({ manifestId }) => `/cutter/manifests/${manifestId}/cut`;
const verifyOf = ({ changeSetId }) => `/cutter/change-sets/${changeSetId}/verify`;
const isReplay = ({ headers }) => headers.get('idempotent-replayed') === 'true';
/** A request whose connection breaks has no answer. */
const unanswered = (running) => running.then((answer) => assert.fail(`answered ${answer.status}`), () => undefined);

async function killDirectus() {
	await system.stopDirectus({ signal: 'SIGKILL' });
}

/** Sends until the transaction of the dead process is over. */
const untilOver = (send) =>
	eventually('the end of a transaction whose process is dead', async () => {
		const answer = await send();
		if (answer.body?.errors?.[0]?.extensions?.code !== 'CUTTER_IDEMPOTENCY_IN_PROGRESS') return answer;
		assert.equal(answer.status, 409);
		return undefined;
	});

test('killed while it cuts: nothing is left, and the same request sent again does it', async () => {
	const done = await carry(system, { text: text() }, 'review');
	const key = KEYED();
	const send = () => system.clients.executor.send('POST', cutOf(done), {}, key);
	await holding(system, beforeWriting('cutter_governance.dot_pair_signature'), async ({ someoneWaits }) => {
		const lost = unanswered(send());
		await someoneWaits();
		await killDirectus();
		await lost;
		await system.startDirectus();
		// The server has not noticed: the dead process' transaction still holds the key.
		assertRefused(await send(), 409, 'CUTTER_IDEMPOTENCY_IN_PROGRESS');
		assert.equal((await liveUnits(system, done.docCode)).length, 0);
	});
	const answer = await untilOver(send);
	assert.deepEqual([answer.status, isReplay(answer)], [200, false], JSON.stringify(answer.body));
	assert.equal((await liveUnits(system, done.docCode)).length, UNITS);
	assert.deepEqual([(await send()).body, (await governanceRows(system, done)).cut_change_set], [answer.body, 1]);
});

test('killed while it commits: the answer is lost, the work is not, and the request sent again gets the answer', async () => {
	await commitsWait(system);
	const done = await carry(system, { text: text() }, 'review');
	for (const [person, pathOf] of [['executor', cutOf], ['verifier', verifyOf]]) {
		const key = KEYED();
		const send = () => system.clients[person].send('POST', pathOf(done), {}, key);
		await holding(system, COMMITS, async ({ someoneWaits }) => {
			const lost = unanswered(send());
			await someoneWaits();
			await killDirectus();
			await lost;
		});
		await eventually('the commit', async () => (await query(system, 'SELECT FROM cutter_control.idempotency_key WHERE idempotency_key = $1', [key['idempotency-key']])).length === 1);
		await system.startDirectus();
		const answer = await send();
		assert.deepEqual([answer.status, isReplay(answer)], [200, true], JSON.stringify(answer.body));
		done.changeSetId ??= answer.body.data.change_set_id;
	}
	assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
});

test('the database ends the connection: 503 in words, nothing is left, and the same request sent again does it', async () => {
	const done = await carry(system, { text: text() }, 'review');
	const key = KEYED();
	const send = () => system.clients.executor.send('POST', cutOf(done), {}, key);
	await holding(system, beforeWriting('cutter_governance.dot_pair_signature'), async ({ someoneWaits, endWaiting }) => {
		const lost = send();
		await someoneWaits();
		await endWaiting();
		assertRefused(await lost, 503, 'CUTTER_DATABASE_LOST');
		assert.equal((await liveUnits(system, done.docCode)).length, 0);
	});
	const answer = await untilOver(send);
	assert.deepEqual([answer.status, isReplay(answer)], [200, false], JSON.stringify(answer.body));
	assert.equal((await liveUnits(system, done.docCode)).length, UNITS);
});

test('eight documents at once through two Directus, with duplicates: each is cut and verified once, and the ledger verifies', async () => {
	const second = await secondDirectus(system);
	try {
		const processes = [system.clients, clientsOf({ url: second.url, users: system.users })];
		const { answers } = await playSideBySide(system, processes, { documents: 8, word: 'phà ngang' });
		assert.equal(answers.done, 16);
		const { standing, refused_count: refused } = await ledgerVerifies(system);
		assert.deepEqual([standing, refused], ['consistent', 0]);
	} finally {
		await second.stop();
	}
});

test('two Directus on one database: one key is one change set, whichever is asked', async () => {
	const second = await secondDirectus(system);
	try {
		const clients = [system.clients, clientsOf({ url: second.url, users: system.users })];
		const done = await carry(system, { text: text() }, 'review');
		for (const [person, pathOf] of [['executor', cutOf], ['verifier', verifyOf]]) {
			const key = KEYED();
			const send = (each) => clients[each][person].send('POST', pathOf(done), {}, key);
			const answers = await Promise.all([0, 1, 0, 1, 0, 1].map(send));
			const fresh = answers.filter((answer) => answer.status === 200 && !isReplay(answer));
			assert.equal(fresh.length, 1);
			for (const answer of answers) {
				if (answer.status === 200) assert.deepEqual(answer.body, fresh[0].body);
				else assertRefused(answer, 409, 'CUTTER_IDEMPOTENCY_IN_PROGRESS');
			}
			for (const each of [0, 1]) {
				const again = await send(each);
				assert.deepEqual([again.body, isReplay(again)], [fresh[0].body, true]);
			}
			done.changeSetId ??= fresh[0].body.data.change_set_id;
		}
		assert.deepEqual(await governanceRows(system, done), happyMatrix(UNITS));
	} finally {
		await second.stop();
	}
});
