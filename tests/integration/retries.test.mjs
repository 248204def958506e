// Deadlocks and serialisation failures, made on purpose with real locks: tried again, three times in all, and nothing is done twice.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { documentLock, isBlocked, someoneWaitsFor } from '../support/hold.mjs';
import { asSuperuser, fingerprint, governanceRows, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { ownSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

let system;
before(async () => {
	// Real serialisation failures need another isolation than PostgreSQL's default; a deadlock is looked for late enough to be made.
	system = await ownSystem({ postgresSettings: { default_transaction_isolation: 'repeatable read', deadlock_timeout: '4s' } });
});
after(() => system?.close());

const text = (() => {
	let words = 0;
	return () => oneArticle(`lò gạch số ${(words += 1)}`);
})();
const entryLock = ({ entryId }) => `SELECT FROM cutter_governance.decision_backlog_entry WHERE entry_id = '${entryId}' FOR UPDATE`;
/** A new version of the entry's row, with nothing in it changed. */
const touchEntry = ({ entryId }) => tamper(system, 'UPDATE cutter_governance.decision_backlog_entry SET emitted_at = emitted_at WHERE entry_id = $1', [entryId]);
const deadlocks = async () => (await query(system, 'SELECT deadlocks::int AS count FROM pg_stat_database WHERE datname = current_database()'))[0].count;

/** The cut of an approved manifest under a key: what sends it, and what is there of it. */
async function approved() {
	const done = await carry(system, { text: text() }, 'review');
	const key = randomUUID();
	return {
		...done,
		send: () => system.clients.executor.send('POST', `/cutter/manifests/${done.manifestId}/cut`, {}, { 'idempotency-key': key }),
		async rows() {
			const { cut_change_set: changeSets, dot_pair_signature: signatures, decision_backlog_history: history } = await governanceRows(system, done);
			const keys = await query(system, 'SELECT FROM cutter_control.idempotency_key WHERE idempotency_key = $1', [key]);
			return { changeSets, signatures, history, keys: keys.length };
		},
	};
}
const ONCE = { changeSets: 1, signatures: 1, history: 4, keys: 1 };
const NOTHING = { changeSets: 0, signatures: 0, history: 3, keys: 0 };

test('a deadlock: the cut is the victim, is tried again, and is done once', async () => {
	const cut = await approved();
	const earlier = await deadlocks();
	const answer = await asSuperuser(system, async (client) => {
		await client.query("SET deadlock_timeout = '10min'");
		await client.query('BEGIN');
		await client.query(entryLock(cut));
		const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
		const running = cut.send();
		await someoneWaitsFor(system, rows[0].pid);
		// It has the document and waits for the entry, this has the entry and waits for the document.
		await client.query(documentLock(cut));
		await client.query('ROLLBACK');
		return running;
	});
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
	assert.equal(await deadlocks(), earlier + 1);
	assert.deepEqual(await cut.rows(), ONCE);
});

/** Makes the first `times` tries of a cut fail to serialise: each waits for the document while its entry gets a new version. */
async function failToSerialise(cut, times) {
	const holders = await Promise.all(
		Array.from({ length: times }, async () => {
			const client = new pg.Client({ connectionString: system.adminDatabaseUrl });
			await client.connect();
			const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
			await client.query('BEGIN');
			return { client, pid: rows[0].pid };
		}),
	);
	try {
		await holders[0].client.query(documentLock(cut));
		const running = cut.send();
		for (const [index, { client, pid }] of holders.entries()) {
			await someoneWaitsFor(system, pid);
			// Whoever queues behind this try has the document before the next try asks for it.
			const next = holders[index + 1];
			const queued = next?.client.query(documentLock(cut));
			if (next) await isBlocked(system, next.pid);
			await touchEntry(cut);
			await client.query('ROLLBACK');
			await queued;
		}
		return await running;
	} finally {
		await Promise.all(holders.map(({ client }) => client.end()));
	}
}

for (const times of [1, 2]) {
	test(`${times} serialisation failure(s): tried again, and done once`, async () => {
		const cut = await approved();
		const answer = await failToSerialise(cut, times);
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
		assert.deepEqual(await cut.rows(), ONCE);
	});
}

test('three serialisation failures: told so in a sentence, nothing written, and the same request sent again does it', async () => {
	const cut = await approved();
	const before = await fingerprint(system);
	assertRefused(await failToSerialise(cut, 3), 409, 'CUTTER_WRITTEN_MEANWHILE');
	assert.deepEqual(await fingerprint(system), before);
	assert.deepEqual(await cut.rows(), NOTHING);
	assert.equal((await cut.send()).status, 200);
	assert.deepEqual(await cut.rows(), ONCE);
});

describe('which failures are tried again', () => {
	before(() =>
		asSuperuser(system, (client) =>
			client.query(`CREATE SEQUENCE public.tries; CREATE TABLE public.failing (state text); GRANT USAGE ON public.tries TO PUBLIC; GRANT SELECT ON public.failing TO PUBLIC;
				CREATE FUNCTION public.fail() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN PERFORM nextval('public.tries'); RAISE EXCEPTION 'on purpose' USING ERRCODE = (SELECT state FROM public.failing); END $$;
				CREATE TRIGGER fail BEFORE INSERT ON cutter_governance.cut_change_set EXECUTE FUNCTION public.fail()`),
		),
	);

	for (const [state, tries, status] of [['40001', 3, 409], ['40P01', 3, 409], ['23505', 1, 409], ['55P03', 1, 409], ['57014', 1, 500]]) {
		test(`${state}: ${tries} tr${tries === 1 ? 'y' : 'ies'}`, async () => {
			const cut = await approved();
			await query(system, 'DELETE FROM public.failing');
			await query(system, 'INSERT INTO public.failing VALUES ($1)', [state]);
			await query(system, "SELECT setval('public.tries', 1, false)");
			const answer = await cut.send();
			if (status === 409) assertRefused(answer, 409, 'CUTTER_WRITTEN_MEANWHILE');
			else assert.equal(answer.status, status);
			assert.equal((await query(system, "SELECT nextval('public.tries')::int - 1 AS count"))[0].count, tries);
			assert.deepEqual(await cut.rows(), NOTHING);
		});
	}
});
