// Axis 4 on the real thing: what is touched is written down, the drift of one document is told of that one, and what nothing wrote down
// is found when documents are hashed anew. docs/evidence.md has the table.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { asSuperuser, liveUnits, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { payloadOf } from '../support/proof.mjs';
import { operationsOn } from '../support/structure.mjs';
import { ownSystem, sql } from '../support/system.mjs';
import { smallLaw } from '../support/texts.mjs';

let system;
before(async () => {
	system = await ownSystem({ environment: { PRESSURE_LIMITER_ENABLED: 'false' } });
});
after(() => system?.close());

let words = 0;
const law = (until) => carry(system, { text: smallLaw(`làng ${(words += 1)}`) }, until);
const verify = ({ changeSetId }) => system.clients.verifier.post(`/cutter/change-sets/${changeSetId}/verify`);
const unitAt = async ({ docCode, prefix }, path) => (await liveUnits(system, docCode)).find((unit) => unit.canonical_address === `${prefix}/${path}`);
const escalations = (docCode) => query(system, "SELECT entry_id, status, payload FROM cutter_governance.decision_backlog_entry WHERE kind = 'escalation' AND payload->>'doc_code' = $1", [docCode]);
const touches = (docCode) => query(system, 'SELECT operation, rows::int AS rows FROM cutter_control.unit_touch WHERE doc_code = $1 ORDER BY touch_id', [docCode]);
const NO_DRIFT = { unit: 0, content: 0, structure: 0, scope: 0 };
const { propose, approve, tryCut } = operationsOn(() => system);

/** Statements of the superuser, in one session, with the settings and roles they take. */
const session = (...statements) => asSuperuser(system, async (client) => {
	for (const statement of statements) await client.query(statement);
});

async function audit(documents = 1000) {
	const { code, stdout } = await system.cutter(['ledger', 'audit', '--documents', String(documents), '--json'], { token: system.users.verifier.token });
	return { code, ...JSON.parse(stdout) };
}

test('a cut signs how its document stood before and after, and what it saw; what it touched is written down', async () => {
	const done = await law();
	const [row] = await query(system, `SELECT s.payload_envelope AS envelope, d.doc_code, d.units::int AS units, d.versions::int AS versions, d.sha256, d.snapshot::text AS snapshot
		FROM cutter_control.document_state d JOIN cutter_governance.dot_pair_signature s ON s.cross_reference_change_set_id = d.change_set_id WHERE d.change_set_id = $1`, [done.changeSetId]);
	const signed = payloadOf(row.envelope);
	assert.deepEqual(signed.state_after, { units: row.units, versions: row.versions, sha256: row.sha256 });
	assert.deepEqual([signed.doc_code, signed.snapshot, signed.state_before.units, row.units, row.versions], [done.docCode, row.snapshot, 0, 9, 9]);
	assert.deepEqual(await touches(done.docCode), [{ operation: 'insert', rows: 9 }, { operation: 'insert', rows: 9 }]);
	const [{ payload_summary: summary }] = await query(system, 'SELECT payload_summary FROM cutter_governance.cut_change_set WHERE change_set_id = $1', [done.changeSetId]);
	assert.ok(!('scope_before' in summary), 'no map of other documents is stored');
});

describe('the drift of another document is seen at once, told of that document, and takes nothing back here', () => {
	const as = (role, statement) => [`SET ROLE ${role}`, statement];
	for (const [title, statements, code = 'STATE_CHANGED'] of [
		["as the executor's role", ({ id }) => as('cutter_exec', `UPDATE public.tac_logical_unit SET owner_ref = 'x' WHERE id = '${id}'`)],
		["as the verifier's role", ({ id }) => as('cutter_verify', `UPDATE public.tac_logical_unit SET sort_order = 77 WHERE id = '${id}'`)],
		['a text ended as the executor', ({ id }) => as('cutter_exec', `UPDATE public.tac_unit_version SET retired_at = now() WHERE unit_id = '${id}'`)],
		['removed as the verifier', ({ id }) => ['SET ROLE cutter_verify', `DELETE FROM public.tac_unit_version WHERE unit_id = '${id}'`, `DELETE FROM public.tac_logical_unit WHERE id = '${id}'`]],
		['born as the executor', ({ id }) => as('cutter_exec', `INSERT INTO public.tac_logical_unit SELECT (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'canonical_address', u.canonical_address || '1', 'sort_order', 99))).* FROM public.tac_logical_unit u WHERE id = '${id}'`)],
		['with session_replication_role = replica', ({ id }) => ['SET session_replication_role = replica', ...as('cutter_exec', `UPDATE public.tac_logical_unit SET owner_ref = 'x' WHERE id = '${id}'`)]],
		['as the owner who switched the guards off, and not what writes down', ({ id }) => [
			'ALTER TABLE public.tac_unit_version DISABLE TRIGGER trg_tac_write_guard_uv',
			`UPDATE public.tac_unit_version SET body = 'Khác.' WHERE unit_id = '${id}'`,
			'ALTER TABLE public.tac_unit_version ENABLE ALWAYS TRIGGER trg_tac_write_guard_uv',
		]],
		['changed and put back', ({ id, sort_order: order }) => [...as('cutter_exec', `UPDATE public.tac_logical_unit SET sort_order = 78 WHERE id = '${id}'`), `UPDATE public.tac_logical_unit SET sort_order = ${order} WHERE id = '${id}'`], 'STATE_TOUCHED'],
	]) {
		test(title, async () => {
			const neighbour = await law();
			const done = await law('cut');
			await session(...statements(await unitAt(neighbour, 'DIEU-3')));
			const verdict = await verify(done);
			assert.deepEqual([verdict.verdict, verdict.axes, verdict.findings, verdict.compensation], ['pass', NO_DRIFT, [], null]);
			assert.deepEqual(verdict.drifted.map(({ doc_code, code: found }) => [doc_code, found]), [[neighbour.docCode, code]]);
			const [entry, ...more] = await escalations(neighbour.docCode);
			assert.deepEqual([more, entry.entry_id, entry.status, entry.payload.change_set_id], [[], verdict.drifted[0].escalation_entry_id, 'open', neighbour.changeSetId]);
			assert.equal((await liveUnits(system, done.docCode)).length, 9);
		});
	}

	test('found twice it is escalated once, and two cuts beside it both pass', async () => {
		const [neighbour, one, two] = [await law(), await law('cut'), await law('cut')];
		const { id } = await unitAt(neighbour, 'DIEU-3');
		await session('SET ROLE cutter_exec', `UPDATE public.tac_logical_unit SET owner_ref = 'x' WHERE id = '${id}'`);
		for (const done of [one, two]) assert.deepEqual([(await verify(done)).verdict, (await escalations(neighbour.docCode)).length], ['pass', 1]);
	});

	test('a verdict that fails for its own reasons is signed with how the document was left, and the next cut goes on from there', async () => {
		const done = await law('cut');
		await tamper(system, "UPDATE cutter_governance.dot_pair_signature SET signer_tool_revision = 'x' WHERE cross_reference_change_set_id = $1", [done.changeSetId]);
		const verdict = await verify(done);
		assert.equal(verdict.verdict, 'fail');
		const [row] = await query(system, `SELECT d.units::int AS units, d.sha256, s.payload_envelope AS envelope FROM cutter_control.document_state d
			JOIN cutter_governance.verify_result r ON r.compensation_change_set_id = d.change_set_id
			JOIN cutter_governance.dot_pair_signature s ON s.cross_reference_verify_result_id = r.verify_result_id WHERE r.change_set_id = $1`, [done.changeSetId]);
		const signed = payloadOf(row.envelope);
		assert.deepEqual([row.units, signed.state_after.sha256, signed.state_before.units, signed.doc_code], [0, row.sha256, 9, done.docCode]);
	});
});

describe('what is no drift', () => {
	test("an editor's note, and the title of a draft", async () => {
		const [neighbour, done] = [await law(), await law('cut')];
		const { id, identity_profile: profile } = await unitAt(neighbour, 'DIEU-3');
		await system.clients.admin.patch(`/items/tac_logical_unit/${id}`, { identity_profile: { ...profile, title: 'Khác', note: 'Xem lại.' } });
		assert.deepEqual((await touches(neighbour.docCode)).at(-1), { operation: 'note', rows: 1 });
		const verdict = await verify(done);
		assert.deepEqual([verdict.verdict, verdict.drifted], ['pass', []]);
	});

	test('documents that are cut, verified and changed meanwhile', async () => {
		const done = await law('cut');
		await law();
		await law('cut');
		assert.deepEqual([(await verify(done)).drifted], [[]]);
	});
});

describe('what nothing wrote down is found in rotation', () => {
	test('rows edited while the triggers were off, the record of a state too; found again it is the same', async () => {
		await audit();
		const [texts, records, done] = [await law(), await law(), await law('cut')];
		await tamper(system, "UPDATE public.tac_unit_version SET body = body || 'x' WHERE unit_id = $1", [(await unitAt(texts, 'DIEU-3')).id]);
		await tamper(system, "UPDATE cutter_control.document_state SET sha256 = repeat('0', 64) WHERE doc_code = $1", [records.docCode]);
		const verdict = await verify(done);
		assert.deepEqual([verdict.verdict, verdict.drifted], ['pass', []], 'not seen at once');
		for (const count of [1, 2]) {
			const { code, ok, data } = await audit();
			assert.deepEqual([code, ok], [1, false], `audit ${count}`);
			const found = Object.fromEntries(data.drifted.map((drift) => [drift.doc_code, drift.code]));
			assert.deepEqual([found[texts.docCode], found[records.docCode], found[done.docCode]], ['STATE_CHANGED', 'STATE_NOT_SIGNED', undefined]);
			assert.deepEqual([(await escalations(texts.docCode)).length, (await escalations(records.docCode)).length], [1, 1]);
		}
	});

	test('documents take turns: those first that were not audited for the longest time', async () => {
		await law();
		const [{ count }] = await query(system, 'SELECT count(DISTINCT doc_code)::int AS count FROM public.tac_logical_unit');
		await audit();
		const order = async () => (await query(system, 'SELECT doc_code FROM cutter_control.document_audit ORDER BY audited_at DESC, doc_code LIMIT 2')).map(({ doc_code: code }) => code);
		const [oldest] = await query(system, 'SELECT doc_code FROM cutter_control.document_audit ORDER BY audited_at, doc_code LIMIT 1');
		const { data } = await audit(1);
		assert.ok(count > 2);
		assert.equal(data.audited, 1);
		assert.equal((await order())[0], oldest.doc_code);
		assertUsage(await system.cutter(['ledger', 'audit', '--documents', '0'], { token: system.users.verifier.token }));
	});

	test('by a verifier alone', async () => {
		const { code, stdout } = await system.cutter(['ledger', 'audit', '--documents', '1', '--json'], { token: system.users.executor.token });
		assert.equal(code, 1, stdout);
	});
});

const assertUsage = ({ code }) => assert.equal(code, 2);

describe('nothing that was changed behind the ledger is signed by the next operation', () => {
	test('an operation on a document that is not as it was signed is refused until it is', async () => {
		const done = await law();
		const { id } = await unitAt(done, 'DIEU-1');
		const proposed = await propose(`${id}/substitute`, { body: 'Lời khác.\n' });
		await approve(proposed);
		const other = await unitAt(done, 'DIEU-3');
		const owner = (value) => tamper(system, 'UPDATE public.tac_logical_unit SET owner_ref = $2 WHERE id = $1', [other.id, value]);
		await owner('x');
		const refused = await tryCut(proposed);
		const error = assertRefused(refused, 409, 'CUTTER_CUT_REFUSED');
		assert.ok(JSON.stringify(error ?? refused.body).includes('G-CUT-STATE'), JSON.stringify(refused.body));
		await owner(other.owner_ref);
		assert.equal((await tryCut(proposed)).status, 200);
	});
});

describe('without what writes touches down nothing is cut and nothing is judged', () => {
	const mended = 'ALTER TABLE public.tac_logical_unit ENABLE ALWAYS TRIGGER trg_tac_touched_update';
	for (const [title, spoil, mend] of [
		['a trigger is switched off', 'ALTER TABLE public.tac_logical_unit DISABLE TRIGGER trg_tac_touched_update', mended],
		['a trigger fires for ordinary sessions alone', 'ALTER TABLE public.tac_logical_unit ENABLE TRIGGER trg_tac_touched_update', mended],
		['its function was made the caller’s', 'ALTER FUNCTION cutter_control.fn_unit_touched() SECURITY INVOKER', 'ALTER FUNCTION cutter_control.fn_unit_touched() SECURITY DEFINER'],
	]) {
		test(title, async () => {
			const [cut, approved] = [await law('cut'), await law('review')];
			await session(spoil);
			try {
				const refusals = [
					[await system.clients.executor.send('POST', `/cutter/manifests/${approved.manifestId}/cut`, {}), 'CUTTER_CUT_REFUSED'],
					[await system.clients.verifier.send('POST', `/cutter/change-sets/${cut.changeSetId}/verify`, {}), 'CUTTER_VERIFY_REFUSED'],
				];
				for (const [answer, code] of refusals) {
					assert.deepEqual([answer.status, answer.body.errors[0].extensions.code], [409, code]);
					assert.match(answer.body.errors[0].message, /^G-JOURNAL: /);
				}
			} finally {
				await session(mend);
			}
			assert.equal((await verify(cut)).verdict, 'pass');
		});
	}
});

test('a cut whose transaction touches another document is rolled back', async () => {
	const [neighbour, approved] = [await law(), await law('review')];
	const { id } = await unitAt(neighbour, 'DIEU-3');
	await session(
		`CREATE FUNCTION public.fn_elsewhere() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			UPDATE public.tac_logical_unit SET sort_order = 78 WHERE id = '${id}'; RETURN NULL; END $$`,
		'CREATE TRIGGER trg_elsewhere AFTER INSERT ON cutter_governance.cut_change_set_affected_row FOR EACH STATEMENT EXECUTE FUNCTION public.fn_elsewhere()',
	);
	try {
		const answer = await system.clients.executor.send('POST', `/cutter/manifests/${approved.manifestId}/cut`, {});
		assertRefused(answer, 409, 'CUTTER_TOUCHES_DIFFER');
		assert.ok(JSON.stringify(answer.body).includes(neighbour.docCode), JSON.stringify(answer.body));
	} finally {
		await session('DROP TRIGGER trg_elsewhere ON cutter_governance.cut_change_set_affected_row', 'DROP FUNCTION public.fn_elsewhere()');
	}
	assert.deepEqual([(await unitAt(neighbour, 'DIEU-3')).sort_order === 78, (await liveUnits(system, approved.docCode)).length], [false, 0]);
});

test('nobody writes the journal by hand, and nobody takes from it', async () => {
	for (const role of ['cutter_exec', 'cutter_verify']) {
		for (const statement of ["INSERT INTO cutter_control.unit_touch (xid, doc_code, operation, rows) VALUES (pg_current_xact_id(), 'X', 'note', 1)", 'DELETE FROM cutter_control.unit_touch', "UPDATE cutter_control.document_state SET sha256 = ''", 'TRUNCATE cutter_control.unit_touch']) {
			await assert.rejects(session(`SET ROLE ${role}`, statement), ({ code }) => code === '42501', `${role}: ${statement}`);
		}
	}
	await assert.rejects(sql(system.migrationDatabaseUrl, 'DELETE FROM cutter_control.unit_touch'), /append|kept|LEDGER|APPEND/i);
});
