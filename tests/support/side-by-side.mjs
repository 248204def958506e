// Many documents cut and verified at once through several Directus processes on one database, with duplicates on purpose.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eventually } from './hold.mjs';
import { governanceRows, happyMatrix, liveUnits, query } from './ledger.mjs';
import { carry } from './pipeline.mjs';
import { SMALL_LAW_PATHS, smallLaw } from './texts.mjs';

const UNITS = SMALL_LAW_PATHS.length;
const STEPS = [
	{ step: 'cut', person: 'executor', path: ({ manifestId }) => `/cutter/manifests/${manifestId}/cut` },
	{ step: 'verify', person: 'verifier', path: ({ changeSetId }) => `/cutter/change-sets/${changeSetId}/verify` },
];
/** What a duplicate may be told: the first is still running, or it was done already. */
const DUPLICATE = new Set(['CUTTER_IDEMPOTENCY_IN_PROGRESS', 'CUTTER_WRITTEN_MEANWHILE', 'CUTTER_MOVE_NOT_ALLOWED', 'CUTTER_VERIFY_REFUSED', 'CUTTER_CUT_REFUSED']);
/** What is asked again with its key, until the first one has its answer. */
const AGAIN = new Set(['CUTTER_IDEMPOTENCY_IN_PROGRESS', 'CUTTER_WRITTEN_MEANWHILE']);

const codeOf = ({ body }) => body?.errors?.[0]?.extensions?.code;
const isReplay = ({ headers }) => headers.get('idempotent-replayed') === 'true';

/** Two keys for one step; the first is sent through every process. Gives the answer of the one that did it. */
async function playStep(processes, { person, path }, done, tally) {
	const [key, otherKey] = [randomUUID(), randomUUID()];
	const send = async (clients, idempotencyKey) => {
		const answer = await clients[person].send('POST', path(done), {}, { 'idempotency-key': idempotencyKey });
		const what = answer.status !== 200 ? codeOf(answer) ?? String(answer.status) : isReplay(answer) ? 'replayed' : 'done';
		tally[what] = (tally[what] ?? 0) + 1;
		if (answer.status !== 200) assert.ok(DUPLICATE.has(what), `answered ${answer.status}: ${JSON.stringify(answer.body)}`);
		return answer;
	};
	const answers = await Promise.all([...processes.map((clients) => send(clients, key)), send(processes.at(-1), otherKey)]);
	const settled = await Promise.all(
		[...processes.map((clients) => [clients, key]), [processes[0], otherKey]].map(([clients, idempotencyKey]) =>
			eventually('an answer that stays', async () => {
				const answer = await send(clients, idempotencyKey);
				return AGAIN.has(codeOf(answer)) ? undefined : answer;
			}),
		),
	);
	const carriedOut = [...answers, ...settled].filter((answer) => answer.status === 200);
	assert.equal(carriedOut.filter((answer) => !isReplay(answer)).length, 1, 'carried out once, whatever was sent and wherever');
	const [{ body }] = carriedOut;
	for (const answer of carriedOut) assert.deepEqual(answer.body, body);
	return body.data;
}

/**
 * Takes documents up to their review, then cuts and verifies all of them at once, and checks that nothing is half-done.
 * @param {object} system a system of its own
 * @param {Record<string, object>[]} processes the clients of each Directus on its database
 * @param {{ documents: number, word: string }} size
 * @returns {Promise<{ documents: number, answers: Record<string, number>, seconds: number, rows: number }>}
 */
export async function playSideBySide(system, processes, { documents, word }) {
	const reviewed = [];
	for (let number = 1; number <= documents; number += 1) reviewed.push(await carry(system, { text: smallLaw(`${word} số ${number}`) }, 'review'));
	const answers = {};
	const begun = performance.now();
	await Promise.all(
		reviewed.map(async (done) => {
			const cut = await playStep(processes, STEPS[0], done, answers);
			done.changeSetId = cut.change_set_id;
			const { verdict, findings } = await playStep(processes, STEPS[1], done, answers);
			assert.deepEqual([verdict, findings], ['pass', []]);
		}),
	);
	const seconds = (performance.now() - begun) / 1000;
	let rows = 0;
	for (const done of reviewed) {
		const matrix = await governanceRows(system, done);
		assert.deepEqual(matrix, happyMatrix(UNITS));
		assert.equal((await liveUnits(system, done.docCode)).length, UNITS);
		rows += Object.values(matrix).reduce((sum, count) => sum + count, 0);
	}
	const twice = await query(system, "SELECT manifest_digest FROM cutter_governance.cut_change_set WHERE operation_kind = 'first_cut' AND status <> 'compensated' GROUP BY manifest_digest HAVING count(*) > 1");
	assert.deepEqual(twice, [], 'no manifest was cut twice');
	const unsettled = await query(system, "SELECT entry_id FROM cutter_governance.decision_backlog_entry WHERE status IN ('cut_in_progress', 'verify_in_progress')");
	assert.deepEqual(unsettled, [], 'no entry is in the middle');
	return { documents, answers, seconds: Math.round(seconds * 10) / 10, rows };
}

/** The whole ledger of a system, as `directus cutter ledger verify` sees it. */
export async function ledgerVerifies(system) {
	const { code, stdout, stderr } = await system.cutter(['ledger', 'verify', '--json']);
	const { data } = JSON.parse(stdout);
	assert.deepEqual([data.refused.flatMap(({ findings }) => findings), data.findings], [[], []]);
	assert.equal(code, 0, stderr);
	return data;
}
