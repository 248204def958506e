// SWEEP on the clock of a setting, on two Directus processes at once: every entry is promoted once, by nobody, oldest first.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { behindGuards } from '../../scripts/lib/guards.mjs';
import { eventually, holding } from '../support/hold.mjs';
import { asSuperuser, query } from '../support/ledger.mjs';
import { carry } from '../support/pipeline.mjs';
import { ownSystem, secondDirectus } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

const BY = 'schedule:CUTTER_SWEEP_SCHEDULE';
const BATCH = 50;
const ENTRIES = 1_000;
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('iu-cutter:sweep-schedule', 0))";

let system;
let second;
before(async () => {
	system = await ownSystem();
	Object.assign(system.env, { CUTTER_SWEEP_SCHEDULE: '* * * * * *', CUTTER_SWEEP_BATCH_SIZE: String(BATCH) });
	await system.restartDirectus();
	second = await secondDirectus(system);
});
after(async () => {
	await second?.stop();
	await system?.close();
});

const promotionsOf = (entryIds) =>
	query(system, "SELECT entry_id, changed_by FROM cutter_governance.decision_backlog_history WHERE change_kind = 'sweep_promote' AND entry_id = ANY ($1::uuid[])", [entryIds]);
const waiting = async () => (await query(system, "SELECT count(*)::int AS count FROM cutter_governance.decision_backlog_entry WHERE status IN ('marked', 'reviewed_deferred')"))[0].count;

/** Copies of a marked entry, each a second younger than the one before, with ids in another order. */
const multiply = (entryId, count) =>
	asSuperuser(system, (client) =>
		behindGuards(client, async () => {
			const { rows } = await client.query(
				`INSERT INTO cutter_governance.decision_backlog_entry (entry_id, kind, status, payload, emitted_at)
				SELECT gen_random_uuid(), kind, 'marked', payload, emitted_at + n * interval '1 second' FROM cutter_governance.decision_backlog_entry, generate_series(1, $2) n
				WHERE entry_id = $1 RETURNING entry_id`,
				[entryId, count],
			);
			return rows.map((row) => row.entry_id);
		}),
	);

test('what is marked is promoted without anyone asking, and the setting is recorded', async () => {
	const done = await carry(system, { text: smallLaw('đồng hồ nước') }, 'mark');
	const [row] = await eventually('a sweep', async () => ((rows) => rows.length > 0 && rows)(await promotionsOf([done.entryId])));
	assert.equal(row.changed_by, BY);
	const [log] = await query(system, "SELECT * FROM cutter_governance.decision_backlog_sweep_log WHERE findings->'promoted' ? $1", [done.entryId]);
	assert.deepEqual([log.swept_by, log.cursor_before, log.batch_size, log.scanned_count], [BY, null, BATCH, 1]);
	assert.match(log.cursor_after, new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:]+\\.\\d{6}Z~${done.entryId}$`));
});

test('two processes, a long queue: each entry once, in batches, the oldest first', async () => {
	const { entryId } = await holding(system, LOCK, async () => {
		const one = await carry(system, { text: smallLaw('đồng hồ cát') }, 'mark');
		one.copies = await multiply(one.entryId, ENTRIES - 1);
		assert.equal(await waiting(), ENTRIES, 'while another sweeps on schedule, nobody else does');
		return one;
	});
	await eventually('an empty queue', async () => (await waiting()) === 0);
	const entries = await query(system, "SELECT entry_id FROM cutter_governance.decision_backlog_entry WHERE payload->>'manifest_id' = (SELECT payload->>'manifest_id' FROM cutter_governance.decision_backlog_entry WHERE entry_id = $1)", [entryId]);
	assert.equal(entries.length, ENTRIES);
	const promotions = await promotionsOf(entries.map((entry) => entry.entry_id));
	assert.equal(promotions.length, ENTRIES, 'none twice');
	assert.deepEqual([...new Set(promotions.map(({ changed_by: by }) => by))], [BY]);

	const logs = await query(
		system,
		`SELECT promoted_count AS promoted, scanned_count AS scanned, cursor_before, cursor_after FROM cutter_governance.decision_backlog_sweep_log
		WHERE findings->'promoted' ?| $1 ORDER BY started_at`,
		[entries.map((entry) => entry.entry_id)],
	);
	assert.deepEqual(logs.map(({ promoted }) => promoted), Array(ENTRIES / BATCH).fill(BATCH));
	for (const [index, { cursor_before: from, cursor_after: to }] of logs.entries()) {
		assert.ok(from === null || from < to, 'a batch goes on after its cursor');
		if (index > 0) assert.ok(to > logs[index - 1].cursor_after, 'the oldest first');
	}
	assert.ok(logs.some(({ cursor_before: from }) => from !== null), 'batches of one stroke begin where the one before ended');
});

test('strokes at which nothing waited have left no trace', async () => {
	assert.deepEqual(await query(system, 'SELECT sweep_id FROM cutter_governance.decision_backlog_sweep_log WHERE scanned_count = 0 OR promoted_count = 0'), []);
	const [first, last] = [0, 1].map((index) => system.log()?.split('\n').filter((line) => /CUTTER_|ERROR/.test(line))[index]);
	assert.deepEqual([first, last], [undefined, undefined], 'and nothing was logged');
});
