// What SWEEP, the backlog and the audit cost does not grow with the queue: the statements that are really sent find their rows by
// keyset index. Real statistics, the planner's own settings.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { silenceGuards } from '../../scripts/lib/guards.mjs';
import { asSuperuser } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { nodesOf, pagesOf, planReader, PLANS_IN_LOG, rowsOf, withoutPlans } from '../support/plans.mjs';
import { ownSystem } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const ENTRY = 'decision_backlog_entry';
const HISTORY = 'decision_backlog_history';
const QUEUE = 50_000;
const BATCH = 20;
/** Pages that a batch or page of 20 may touch, in a queue of any length. */
const PAGES = 1_000;

const reader = planReader();
let system;
let waiting;
let person;
before(async () => {
	system = await ownSystem({ postgresSettings: PLANS_IN_LOG, onPostgresLine: reader.onLine });
	const done = await carry(system, { text: smallLaw('bến xe') }, 'mark');
	person = system.users.executor.id;
	await fill(done.entryId);
});
after(() => system?.close());

/** A long queue of copies behind a marked entry: most marked, some deferred, many over; the first thousand wait for others. */
const fill = (entryId) =>
	asSuperuser({ ...system, adminDatabaseUrl: withoutPlans(system.adminDatabaseUrl) }, async (client) => {
		const restore = await silenceGuards(client);
		await client.query(
			`INSERT INTO cutter_governance.decision_backlog_entry (entry_id, kind, status, payload, emitted_at)
			SELECT gen_random_uuid(), kind, CASE n % 10 WHEN 0 THEN 'reviewed_deferred' WHEN 1 THEN 'verified_complete' WHEN 2 THEN 'review_pending' ELSE 'marked' END,
				jsonb_set(payload, '{doc_code}', to_jsonb('COPY-' || n % 500)), emitted_at + n * interval '1 millisecond'
			FROM cutter_governance.decision_backlog_entry, generate_series(1, ${QUEUE}) n WHERE entry_id = $1`,
			[entryId],
		);
		await client.query(
			`INSERT INTO cutter_governance.decision_backlog_history (history_id, entry_id, entry_version_after, change_kind, changed_by, changed_at)
			SELECT gen_random_uuid(), e.entry_id, 'marked', 'mark', CASE WHEN random() < 0.01 THEN $1 ELSE 'someone' END, e.emitted_at FROM cutter_governance.decision_backlog_entry e`,
			[person],
		);
		const { rows } = await client.query(
			`INSERT INTO cutter_governance.decision_backlog_dependency (dependency_id, from_entry_id, to_entry_id, dependency_kind, created_by, created_at)
			SELECT gen_random_uuid(), $1, e.entry_id, 'blocks', $2, now() FROM cutter_governance.decision_backlog_entry e
			WHERE e.status = 'marked' AND e.entry_id <> $1 ORDER BY e.emitted_at LIMIT 1000 RETURNING to_entry_id`,
			[entryId, person],
		);
		waiting = new Set(rows.map((row) => row.to_entry_id));
		await restore();
		await client.query('ANALYZE');
	});

/** The plans of one request on `tables`, and that it was answered. */
async function plansOf(tables, work) {
	const { answer, plans } = await reader.during(system, tables, work);
	assert.equal(answer.status, 200, JSON.stringify(answer.body));
	return { data: answer.body.data, plans };
}
const scansOf = (plans, table) => plans.flatMap((plan) => nodesOf(plan.Plan)).filter((node) => node['Relation Name'] === table && node['Node Type'] !== 'ModifyTable' && node['Node Type'] !== 'LockRows');
const pages = (plans) => plans.reduce((sum, plan) => sum + pagesOf(plan), 0);

describe(`a queue of ${QUEUE.toLocaleString('en')}`, () => {
	const sweep = (body) => plansOf([ENTRY], () => system.clients.executor.send('POST', '/cutter/sweep', body));
	let next;

	/** The statement that takes the batch: both stretches of the index in order, nothing sorted but what was taken. */
	function assertByKeyset(plans) {
		const taken = plans.filter((plan) => nodesOf(plan.Plan).some((node) => node['Node Type'] === 'LockRows') && /marked/.test(plan['Query Text']));
		assert.equal(taken.length, 1);
		const scans = scansOf(taken, ENTRY).filter((node) => /^e_\d$/.test(node.Alias));
		assert.deepEqual(scans.map((node) => [node['Node Type'], node['Index Name']]), Array(2).fill(['Index Scan', 'idx_dbe_status_emitted_keyset']));
		for (const scan of nodesOf(taken[0].Plan).filter((node) => /Scan/.test(node['Node Type']) && node['Relation Name'])) assert.notEqual(scan['Node Type'], 'Seq Scan', scan['Relation Name']);
		return scans;
	}

	test('SWEEP reads what it takes, and passes over what waits', async () => {
		const { data, plans } = await sweep({ batch_size: BATCH });
		assert.deepEqual([data.promoted, data.scanned], [BATCH, BATCH]);
		assert.ok(data.entry_ids.every((id) => !waiting.has(id)), 'G-DEP');
		assertByKeyset(plans);
		next = data.next;
		// Two looks at a thousand that wait, and at what they wait for.
		assert.ok(pages(plans) < 15_000, `${pages(plans)} pages`);
		assert.match(next, /^\d{4}-\d\d-\d\dT[\d:]+\.\d{6}Z~[0-9a-f-]{36}$/);
	});

	test('behind its cursor it reads only what it takes, and not what waits before it', async (t) => {
		// A place behind all that waits: as the batches of one stroke of the clock come to it.
		const deep = await asSuperuser({ adminDatabaseUrl: withoutPlans(system.adminDatabaseUrl) }, async (client) => {
			const { rows } = await client.query(
				`SELECT to_char(emitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || entry_id AS place FROM cutter_governance.decision_backlog_entry
				WHERE status = 'marked' ORDER BY decision_backlog_entry.emitted_at OFFSET 20000 LIMIT 1`,
			);
			return rows[0].place;
		});
		const { data, plans } = await sweep({ batch_size: BATCH, after: deep });
		assert.equal(data.promoted, BATCH);
		const scans = assertByKeyset(plans);
		for (const scan of scans) {
			assert.match(scan['Index Cond'], /emitted_at/, 'the cursor is where the index begins');
			assert.ok(rowsOf(scan) + (scan['Rows Removed by Filter'] ?? 0) <= BATCH + 1, `${rowsOf(scan)} rows`);
		}
		t.diagnostic(`${pages(plans)} pages`);
		assert.ok(pages(plans) < PAGES, `${pages(plans)} pages`);
	});

	test('what cannot be a cursor is refused', async () => {
		for (const after of ['x', '2026-02-31T00:00:00.000000Z~00000000-0000-4000-8000-000000000000', `${next}x`, 7]) {
			const { status, body } = await system.clients.executor.send('POST', '/cutter/sweep', { after });
			assert.deepEqual([status, body.errors[0].extensions.code, body.errors[0].extensions.field], [400, 'CUTTER_REQUEST_INVALID', 'after'], String(after));
		}
	});

	test('a page of the backlog in one state is read by the same index, wherever it begins', async (t) => {
		const ask = (query) => plansOf([ENTRY], () => system.clients.reviewer.send('GET', `/cutter/backlog?${new URLSearchParams({ status: 'marked', limit: BATCH, ...query })}`));
		const first = await ask({});
		const second = await ask({ after: first.data.next });
		assert.equal(new Set([...first.data.entries, ...second.data.entries].map(({ entry_id: id }) => id)).size, 2 * BATCH);
		for (const { plans } of [first, second]) {
			const [scan] = scansOf(plans, ENTRY).filter((node) => /^e(_\d)?$/.test(node.Alias));
			assert.deepEqual([scan['Node Type'], scan['Index Name']], ['Index Scan', 'idx_dbe_status_emitted_keyset']);
			t.diagnostic(`${pages(plans)} pages`);
			assert.ok(pages(plans) < PAGES);
		}
	});
});

describe('who did what when', () => {
	const ask = (query) => plansOf([HISTORY], () => system.clients.reviewer.send('GET', `/cutter/audit?${new URLSearchParams({ limit: BATCH, ...query })}`));
	const assertIndex = (plans, index) => {
		assert.equal(plans.length, 1);
		const scans = scansOf(plans, HISTORY);
		assert.deepEqual(scans.map((node) => node['Index Name']), [index]);
		assert.ok(pages(plans) < PAGES, `${pages(plans)} pages`);
	};

	test('of everyone: by time', async () => {
		const first = await ask({});
		assertIndex(first.plans, 'idx_dbh_changed_at_keyset');
		const second = await ask({ after: first.data.next });
		assertIndex(second.plans, 'idx_dbh_changed_at_keyset');
	});

	test('of one person: by person and time', async () => {
		const { plans, data } = await ask({ who: person });
		assert.equal(data.deeds.length, BATCH);
		assertIndex(plans, 'idx_dbh_changed_by_keyset');
	});

	test('to one document: by its entries', async () => {
		const { plans, data } = await ask({ document: 'COPY-7', limit: 1000 });
		assert.deepEqual([...new Set(data.deeds.map((deed) => deed.doc_code))], ['COPY-7']);
		const indexes = plans.flatMap((plan) => nodesOf(plan.Plan)).map((node) => node['Index Name']);
		assert.ok(indexes.includes('idx_dbe_doc_code'), 'the entries of that document');
		assert.ok(scansOf(plans, HISTORY).every((node) => node['Index Name'] === 'idx_dbh_entry_id'), 'the history of those entries alone');
	});
});
