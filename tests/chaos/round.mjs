// One round: a document on its way, something killed at a point, and what must be so afterwards.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { eventually, someoneWaitsFor } from '../support/hold.mjs';
import { governanceRows, happyMatrix, liveUnits, query, tamper, total } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

const UNITS = SMALL_LAW_PATHS.length;
const STEPS = {
	cut: { until: 'review', person: 'executor', path: ({ manifestId }) => `/cutter/manifests/${manifestId}/cut` },
	verify: { until: 'cut', person: 'verifier', path: ({ changeSetId }) => `/cutter/change-sets/${changeSetId}/verify` },
	compensate: { until: 'cut', person: 'verifier', path: ({ changeSetId }) => `/cutter/change-sets/${changeSetId}/verify` },
};
/** Answers after which one asks again: the dead process' transaction is not over, or the server is just coming back. */
const AGAIN = new Set([409, 503]);
/** What is there of a step, by number of rows: all of it or none. */
const LEFT = {
	cut: { nothing: { change_sets: 0, results: 0, units: 0, keys: 0, status: 'reviewed_approved' }, everything: { change_sets: 1, results: 0, units: UNITS, keys: 1, status: 'cut_applied' } },
	verify: { nothing: { change_sets: 1, results: 0, units: UNITS, keys: 0, status: 'cut_applied' }, everything: { change_sets: 1, results: 1, units: UNITS, keys: 1, status: 'verified_complete' } },
	compensate: { nothing: { change_sets: 1, results: 0, units: UNITS, keys: 0, status: 'cut_applied' }, everything: { change_sets: 2, results: 1, units: 0, keys: 1, status: 'verify_failed_escalated' } },
};
/** The ledger's rows once a cut was taken back: the compensation, its affected rows and its history come to them. */
const COMPENSATED = { ...happyMatrix(UNITS), decision_backlog_history: 6, cut_change_set: 2, cut_change_set_affected_row: 2 * UNITS };

/** A session that holds `lock` until it is let go; it may be killed with the server. */
async function hold({ adminDatabaseUrl }, lock) {
	const client = new pg.Client({ connectionString: adminDatabaseUrl });
	client.on('error', () => {});
	await client.connect();
	await client.query('BEGIN');
	await client.query(lock);
	const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
	return { pid: rows[0].pid, letGo: () => client.end().catch(() => {}) };
}

/** Gives the id of a unit of a document of its own, written by nobody the ledger knows. */
async function insertStranger(system, round) {
	const id = randomUUID();
	const columns = 'canonical_address, doc_code, section_type, parent_id, sort_order, tier, lifecycle_status, owner_ref, identity_profile, created_at, updated_at, authority, canonical_address_format_version';
	await tamper(
		system,
		`INSERT INTO public.tac_logical_unit (id, ${columns}) VALUES ($1, $2, $3, 'article', NULL, 1, 'tier-0', 'draft_only', 'nobody', '{"title": "?", "label": "?"}', now(), now(), 'draft', 'canonical-address-v2')`,
		[id, `STRANGER-${round}/DIEU-1`, `STRANGER-${round}`],
	);
	return id;
}

const removeStranger = (system, id) => tamper(system, 'DELETE FROM public.tac_logical_unit WHERE id = $1', [id]);

async function stateOf(system, { entryId, docCode, manifestId }, key) {
	const [{ status }] = await query(system, 'SELECT status FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1', [entryId]);
	const { cut_change_set: changeSets, verify_result: results } = await governanceRows(system, { entryId, manifestId });
	const keys = await query(system, 'SELECT FROM cutter_control.idempotency_key WHERE idempotency_key = $1', [key]);
	return { change_sets: changeSets, results, units: (await liveUnits(system, docCode)).length, keys: keys.length, status };
}

/** Once no transaction of before is left. */
const settled = (system) => eventually('the last transaction', async () => {
	const open = await query(system, "SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND xact_start IS NOT NULL");
	return open.length === 0;
});

const answersPing = (system) => fetch(`${system.url}/server/ping`).then(({ ok }) => ok, () => false);

async function kill(system, victim) {
	if (victim === 'Directus') return system.stopDirectus({ signal: 'SIGKILL' });
	return system.postgres.killAndRecover();
}

/**
 * @param {object} system a system of its own, whose commits wait (`commitsWait`)
 * @param {{ round: number, step: 'cut' | 'verify' | 'compensate', moment: string, lock: string, victim: string }} plan
 * @returns {Promise<{ answer: string, left: string, tries: number, rows: number }>}
 */
export async function playRound(system, { round, step, lock, victim }) {
	const { until, person, path } = STEPS[step];
	const done = await carry(system, { text: smallLaw(`trạm gác số ${round}`) }, until);
	// A unit that appeared in another document behind the cutter's back: VERIFY fails, and the rows of the cut are as they were written.
	const stranger = step === 'compensate' ? await insertStranger(system, round) : null;
	const key = randomUUID();
	const send = () => system.clients[person].send('POST', path(done), {}, { 'idempotency-key': key }).catch(() => ({ status: 0 }));

	const held = await hold(system, lock);
	const lost = send();
	await someoneWaitsFor(system, held.pid);
	await kill(system, victim);
	await held.letGo();
	const { status } = await lost;
	assert.notEqual(status, 200, 'it was killed before it could answer');
	await settled(system);
	if (!(await answersPing(system))) await system.restartDirectus();

	const state = await stateOf(system, done, key);
	const left = Object.keys(LEFT[step]).find((name) => JSON.stringify(LEFT[step][name]) === JSON.stringify(state));
	assert.ok(left, `half-done: ${JSON.stringify(state)}`);

	let tries = 0;
	const answer = await eventually('the answer of the request sent again', async () => {
		tries += 1;
		const again = await send();
		if (again.status === 200) return again;
		assert.ok(again.status === 0 || AGAIN.has(again.status), `answered ${again.status}: ${JSON.stringify(again.body)}`);
		return undefined;
	});
	assert.equal(answer.headers.get('idempotent-replayed') === 'true', left === 'everything');
	assert.deepEqual((await send()).body, answer.body, 'once more gives the same answer');

	if (stranger) {
		await removeStranger(system, stranger);
		const { verdict, compensation } = answer.body.data;
		assert.equal(verdict, 'fail');
		assert.ok(compensation.change_set_id, compensation.reason);
		const escalations = await query(system, "SELECT FROM cutter_governance.decision_backlog_entry WHERE kind = 'escalation' AND status = 'open' AND payload->>'entry_id' = $1", [done.entryId]);
		assert.equal(escalations.length, 1);
		const rows = await governanceRows(system, done);
		assert.deepEqual(rows, COMPENSATED);
		assert.equal((await liveUnits(system, done.docCode)).length, 0);
		return { answer: status === 0 ? 'none' : String(status), left, tries, rows: total(rows) };
	}
	const verdict = step === 'verify' ? answer.body.data : await system.clients.verifier.post(`/cutter/change-sets/${answer.body.data.change_set_id}/verify`);
	assert.deepEqual([verdict.verdict, verdict.findings], ['pass', []]);
	const rows = await governanceRows(system, done);
	assert.deepEqual(rows, happyMatrix(UNITS));
	assert.equal((await liveUnits(system, done.docCode)).length, UNITS);
	return { answer: status === 0 ? 'none' : String(status), left, tries, rows: total(rows) };
}
