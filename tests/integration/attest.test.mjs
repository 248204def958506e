// Attestation: units an older system wrote come under governance without a byte of them changing.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { asSuperuser, fingerprint, governanceRows, happyMatrix, query, tamper, total } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, payloadOf, sha256, signedBy } from '../support/proof.mjs';
import { insertReferenceUnits, REFERENCE_DOCUMENTS, REFERENCE_UNITS } from '../support/reference-units.mjs';
import { sharedSystem } from '../support/system.mjs';
import { oneArticle } from '../support/texts.mjs';

let system;
let units;
before(async () => {
	system = await sharedSystem();
	units = await insertReferenceUnits(system);
});
after(async () => {
	// Other tests update every unit there is; one left as no guard would have let it be would stop them.
	await tamper(system, "UPDATE public.tac_logical_unit SET authority = 'draft' WHERE id = ANY($1::uuid[]) AND authority = 'enacted'", [units.map((unit) => unit.id)]);
	await system.close();
});

const at = (address) => units.find((unit) => unit.address === address);
const attest = (body) => system.clients.executor.post('/cutter/units/attest', { rationale: 'Taken over from the older system.', ...body });
const tryAttest = (body) => system.clients.executor.send('POST', '/cutter/units/attest', { rationale: 'Taken over from the older system.', ...body });
const sweep = () => system.clients.executor.post('/cutter/sweep', { batch_size: 1000 });
const review = (done, verdict = 'PASS') => system.clients.reviewer.post(`/cutter/manifests/${done.manifest_id}/review`, { verdict, rationale: 'Read beside the units.' });
const tryReview = (done) => system.clients.reviewer.send('POST', `/cutter/manifests/${done.manifest_id}/review`, { verdict: 'PASS', rationale: 'Read beside the units.' });
const cut = (done, more = {}) => system.clients.executor.post(`/cutter/manifests/${done.manifest_id}/cut`, more);
const tryCut = (done, more = {}) => system.clients.executor.send('POST', `/cutter/manifests/${done.manifest_id}/cut`, more);
const verify = ({ change_set_id: id }) => system.clients.verifier.post(`/cutter/change-sets/${id}/verify`);
const ledgerOf = (done) => governanceRows(system, { entryId: done.entry_id, manifestId: done.manifest_id });
const abandon = (done) => system.clients.executor.post(`/cutter/entries/${done.entry_id}/abandon`, { rationale: 'Not this way.' });

/** Every byte PostgreSQL keeps of units and versions, and which transaction wrote each row. */
const bytesOf = (ids) =>
	query(
		system,
		`SELECT 'unit' AS kind, u.ctid::text, u.xmin::text, u.xmax::text, u::text AS row FROM public.tac_logical_unit u WHERE u.id = ANY($1::uuid[])
		UNION ALL SELECT 'version', v.ctid::text, v.xmin::text, v.xmax::text, v::text FROM public.tac_unit_version v WHERE v.unit_id = ANY($1::uuid[])
		ORDER BY 1, 5`,
		[ids],
	);

async function approved(body) {
	const marked = await attest(body);
	await sweep();
	await review(marked);
	return marked;
}

test('the reference: 86 units of three documents, three roots, depth two, three times of writing', async () => {
	const [row] = await query(
		system,
		`SELECT count(*)::int AS units, count(*) FILTER (WHERE parent_id IS NULL)::int AS roots, count(DISTINCT updated_at)::int AS times,
			count(*) FILTER (WHERE lifecycle_status = 'draft_only')::int AS drafts FROM public.tac_logical_unit WHERE id = ANY($1::uuid[])`,
		[units.map((unit) => unit.id)],
	);
	assert.deepEqual(row, { units: 86, roots: 3, times: 3, drafts: 86 });
	assert.deepEqual([REFERENCE_UNITS, ...Object.values(REFERENCE_DOCUMENTS)], [86, 27, 23, 36]);
	const parsed = await system.clients.executor.post('/cutter/addresses/parse', { addresses: units.map((unit) => unit.address) });
	assert.deepEqual([parsed.length, ...new Set(parsed.map(({ outcome }) => outcome))], [86, 'valid']);
});

test('the reference trial: one of the 86 units, 15 rows in the known matrix, the unit as it was', async () => {
	const unit = at('D38-DIEU28-S3-P1');
	const before = await bytesOf(units.map((each) => each.id));
	const done = await attest({ units: [unit.address] });
	assert.deepEqual([done.already_marked, done.status, done.unit_count, done.doc_code], [false, 'marked', 1, 'DIEU28']);
	assert.ok((await sweep()).entry_ids.includes(done.entry_id));
	const reviewed = await review(done);
	assert.equal(reviewed.status, 'reviewed_approved');
	const verdicts = Object.fromEntries(Object.entries(reviewed.findings).map(([name, finding]) => [name, finding.verdict]));
	assert.deepEqual(verdicts, {
		source_pinned: 'not_applicable', coverage_complete: 'not_applicable', reconstruction_exact: 'pass', addresses_valid: 'pass', addresses_unique: 'pass',
		parents_resolve: 'pass', vocabulary_active: 'pass', status_scope: 'pass', no_collision: 'pass', digest_match: 'pass',
	});
	assert.match(reviewed.findings.source_pinned.note, /no registered source text/);

	const done2 = await cut(done);
	assert.deepEqual(done2.observed_row_counts, {
		'cutter_governance.cut_change_set': 1,
		'cutter_governance.cut_change_set_affected_row': 1,
		'cutter_governance.decision_backlog_history': 1,
		'cutter_governance.dot_pair_signature': 1,
	});
	const verdict = await verify(done2);
	assert.deepEqual([verdict.verdict, verdict.status, verdict.findings], ['pass', 'verified_complete', []]);
	assert.deepEqual([verdict.expected_unit_count, verdict.observed_unit_count, verdict.reconstruction_ok], [1, 1, true]);

	const matrix = happyMatrix(1);
	assert.deepEqual(await ledgerOf(done), matrix);
	assert.equal(total(matrix), 15);
	const answer = await system.clients.reviewer.get(`/cutter/change-sets/${done2.change_set_id}`);
	assert.deepEqual(answer.row_matrix, matrix);
	assert.deepEqual([answer.operation_kind, answer.status, answer.row_matrix.canonical_address_alias], ['attest', 'verified', 0]);
	assert.deepEqual(await bytesOf(units.map((each) => each.id)), before, 'place, writer and bytes of every row');

	const signatures = await query(
		system,
		`SELECT s.signer_dot_id AS lane, k.lane AS key_lane, k.public_key, s.payload_envelope AS envelope, s.cross_reference_change_set_id AS change_set,
			s.cross_reference_verify_result_id AS result FROM cutter_governance.dot_pair_signature s JOIN cutter_control.signing_key k USING (key_id)
		WHERE s.cross_reference_change_set_id = $1 OR s.cross_reference_verify_result_id = $2 ORDER BY 1`,
		[done2.change_set_id, verdict.verify_result_id],
	);
	assert.deepEqual(signatures.map(({ lane, key_lane, change_set, result }) => [lane, key_lane, change_set, result]), [
		['DOT-991', 'DOT-991', done2.change_set_id, null],
		['DOT-992', 'DOT-992', null, verdict.verify_result_id],
	]);
	for (const { public_key: key, envelope } of signatures) assert.equal(signedBy(key, envelope), true);
	assert.deepEqual([payloadOf(signatures[0].envelope).operation_kind, payloadOf(signatures[0].envelope).source_sha256], ['attest', null]);

	const [row] = await query(system, 'SELECT * FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = $1', [done2.change_set_id]);
	assert.deepEqual([row.operation, row.target_table, row.target_row_id], ['attest', 'public.tac_logical_unit', unit.id]);
	assert.deepEqual(row.before_state_snapshot, row.after_state_snapshot);
	assert.equal(row.row_digest, sha256(canonicalJson(row.after_state_snapshot)));
	assert.equal(row.after_state_snapshot.unit.canonical_address, unit.address);
});

test('a whole document: what is under governance already is left out by name, the rest leaves 13 + 2N rows', async () => {
	const before = await bytesOf(units.map((each) => each.id));
	const done = await approved({ doc_code: 'DIEU28' });
	assert.equal(done.unit_count, 26);
	assert.deepEqual(done.left_out.map((unit) => unit.address), ['D38-DIEU28-S3-P1']);
	const verdict = await verify(await cut(done));
	assert.equal(verdict.verdict, 'pass');
	assert.deepEqual(await ledgerOf(done), happyMatrix(26));
	assert.deepEqual(await bytesOf(units.map((each) => each.id)), before);
	assertRefused(await tryAttest({ doc_code: 'DIEU28', units: [] }), 409, 'CUTTER_ATTEST_GOVERNED');
});

describe('G-MARK-IDEM and G-CUT-ONCE', () => {
	test('the same units in the same state are the same entry, however they are named', async () => {
		const [one, two] = [at('D38-DIEU32-S1'), at('D38-DIEU32-S2')];
		const first = await attest({ units: [one.address, two.id] });
		const before = await fingerprint(system);
		const again = await attest({ units: [two.address, one.id, one.address] });
		assert.deepEqual([again.already_marked, again.entry_id, again.manifest_digest], [true, first.entry_id, first.manifest_digest]);
		assert.deepEqual(await fingerprint(system), before);
		const other = await attest({ units: [one.address] });
		assert.notEqual(other.entry_id, first.entry_id, 'other units are another request');
		await abandon(other);
		const anew = await attest({ units: [one.address] });
		assert.notEqual(anew.entry_id, other.entry_id, 'what was abandoned may be asked for again');
		await abandon(anew);
		await abandon(first);
	});

	test('a unit that was attested is refused by name, and answers the same request with the entry that did it', async () => {
		const address = 'D38-DIEU28-S3-P1';
		const before = await fingerprint(system);
		const same = await attest({ units: [address] });
		assert.deepEqual([same.already_marked, same.status], [true, 'verified_complete']);
		const refused = await tryAttest({ units: [address, 'D38-DIEU28-S3'] });
		assertRefused(refused, 409, 'CUTTER_ATTEST_GOVERNED');
		assert.match(refused.body.errors[0].message, /^Under governance already: D38-DIEU28-S3 \(change set [0-9a-f-]{36}\), D38-DIEU28-S3-P1 \(change set [0-9a-f-]{36}\)\.$/);
		assert.deepEqual(await fingerprint(system), before);
	});

	test('a unit that was cut is under governance already', async () => {
		const done = await carry(system, { text: oneArticle('chuông') });
		const refused = await tryAttest({ units: [`${done.prefix}/DIEU-1`] });
		assertRefused(refused, 409, 'CUTTER_ATTEST_GOVERNED');
		assert.match(refused.body.errors[0].message, new RegExp(done.changeSetId));
	});

	test('two approved entries with one unit in common: the second is not cut, and the gate names unit and change set', async () => {
		const shared = 'D38-DIEU32-S3';
		const [first, second] = [await attest({ units: [shared] }), await attest({ units: [shared, 'D38-DIEU32-S4'] })];
		await sweep();
		await review(first);
		await review(second);
		const done = await cut(first);
		const before = await fingerprint(system);
		const { gates } = assertRefused(await tryCut(second), 409, 'CUTTER_CUT_REFUSED');
		assert.equal(gates.find((gate) => gate.id === 'G-CUT-ONCE').observed, `${shared} (change set ${done.change_set_id})`);
		assert.match(gates.find((gate) => gate.id === 'G-CUT-FRESH').observed, /governed_units/);
		assert.deepEqual(await fingerprint(system), before);
		assert.equal((await verify(done)).verdict, 'pass');
	});
});

describe('what is asked for', () => {
	test('must be there, of one document, and with a reason', async () => {
		const before = await fingerprint(system);
		const missing = await tryAttest({ units: ['D38-DIEU32-S1', 'D38-DIEU32-S99', 'D38-DIEU32-S98'] });
		assertRefused(missing, 404, 'CUTTER_ATTEST_UNIT_NOT_FOUND');
		assert.equal(missing.body.errors[0].message, '2 units do not exist, the first is "D38-DIEU32-S99".');
		assertRefused(await tryAttest({ doc_code: 'DIEU99' }), 404, 'CUTTER_ATTEST_UNIT_NOT_FOUND');
		const several = await tryAttest({ units: ['D38-DIEU32-S1', 'D38-DIEU35-S1'] });
		assertRefused(several, 422, 'CUTTER_ATTEST_SEVERAL_DOCUMENTS');
		assert.match(several.body.errors[0].message, /DIEU32, DIEU35/);
		assertRefused(await tryAttest({ units: ['D38-DIEU32-S1'], rationale: ' ' }), 422, 'CUTTER_RATIONALE_MISSING');
		for (const body of [{}, { units: [] }, { units: ['D38-DIEU32-S1'], doc_code: 'DIEU32' }, { units: [''] }]) assertRefused(await tryAttest(body), 400, 'CUTTER_REQUEST_INVALID');
		assertRefused(await system.clients.reviewer.send('POST', '/cutter/units/attest', { units: ['D38-DIEU32-S1'], rationale: 'Mine.' }), 403, 'CUTTER_DUTY_MISSING');
		assert.deepEqual(await fingerprint(system), before);
	});

	test('a reviewer reads the units with their texts', async () => {
		const done = await attest({ units: ['D38-DIEU35-ROOT', 'D38-DIEU35-S1', 'D38-DIEU35-S1-P1'] });
		const header = await system.clients.reviewer.get(`/cutter/manifests/${done.manifest_id}`);
		assert.deepEqual([header.operation_kind, header.unit_count, header.document_id], ['attest', 3, 'DIEU35']);
		const page = await system.clients.reviewer.get(`/cutter/manifests/${done.manifest_id}/units?limit=2`);
		assert.equal(page.total, 3);
		assert.deepEqual(page.units.map((unit) => [unit.address, unit.body]), [['D38-DIEU35-ROOT', ''], ['D38-DIEU35-S1', 'Mục 1 nói về việc thứ 1 trong Điều 35.\n']]);
		assertRefused(await system.clients.reviewer.send('GET', `/cutter/manifests/${done.manifest_id}/source`), 404, 'CUTTER_SOURCE_NOT_FOUND');
		await abandon(done);
	});

	test('is not rehearsed, for nothing would be written; a dry run answers and writes nothing', async () => {
		const done = await approved({ units: ['D38-DIEU35-S2'] });
		const before = await fingerprint(system);
		assertRefused(await tryCut(done, { target: 'sandbox' }), 422, 'CUTTER_ATTEST_NOT_REHEARSED');
		const dry = await cut(done, { dry_run: true });
		assert.deepEqual([dry.dry_run, dry.status, dry.observed_row_counts], [true, 'reviewed_approved', dry.planned_row_counts]);
		assert.deepEqual(await fingerprint(system), before);
		await abandon(done);
	});
});

describe('what changes meanwhile', () => {
	const change = (address, text) => tamper(system, text, [at(address).id]);

	test('an edit between mark and review: the review cannot pass, and says which unit', async () => {
		const done = await attest({ units: ['D38-DIEU35-S3', 'D38-DIEU35-S3-P1'] });
		await sweep();
		await change('D38-DIEU35-S3-P1', "UPDATE public.tac_logical_unit SET owner_ref = 'someone' WHERE id = $1");
		const refused = await tryReview(done);
		assertRefused(refused, 409, 'CUTTER_FINDINGS_FAIL');
		assert.match(refused.body.errors[0].message, /D38-DIEU35-S3-P1 does not stand as it was marked/);
		const anew = await attest({ units: ['D38-DIEU35-S3', 'D38-DIEU35-S3-P1'] });
		assert.notEqual(anew.entry_id, done.entry_id, 'another state is another request');
		for (const each of [done, anew]) await abandon(each);
	});

	test("an editor's note between review and cut: G-CUT-FRESH names the unit", async () => {
		const done = await approved({ units: ['D38-DIEU35-S4'] });
		const { id } = at('D38-DIEU35-S4');
		const [{ identity_profile: profile }] = await query(system, 'SELECT identity_profile FROM public.tac_logical_unit WHERE id = $1', [id]);
		await system.clients.admin.patch(`/items/tac_logical_unit/${id}`, { identity_profile: { ...profile, note: 'Hỏi lại.' } });
		const { gates } = assertRefused(await tryCut(done), 409, 'CUTTER_CUT_REFUSED');
		assert.equal(gates.find((gate) => gate.id === 'G-CUT-FRESH').observed, 'moved: unit D38-DIEU35-S4');
		await abandon(done);
		assert.equal((await verify(await cut(await approved({ units: ['D38-DIEU35-S4'] })))).verdict, 'pass', 'attested as it is now');
	});

	test("an editor's note between cut and verify is theirs to make", async () => {
		const done = await cut(await approved({ units: ['D38-DIEU35-S5'] }));
		const { id } = at('D38-DIEU35-S5');
		const [{ identity_profile: profile }] = await query(system, 'SELECT identity_profile FROM public.tac_logical_unit WHERE id = $1', [id]);
		await system.clients.admin.patch(`/items/tac_logical_unit/${id}`, { identity_profile: { ...profile, note: 'Đã hỏi.' } });
		assert.equal((await verify(done)).verdict, 'pass');
	});

	const drifts = [
		['a body', 'D38-DIEU35-S6', "UPDATE public.tac_unit_version SET body = 'Khác.' WHERE unit_id = $1", { content: 1 }, ['CONTENT_HASH', 'RECONSTRUCTION']],
		['a parent', 'D38-DIEU35-S6-P1', "UPDATE public.tac_logical_unit SET parent_id = NULL WHERE id = $1", { structure: 1 }, ['PARENT']],
		['an authority', 'D38-DIEU35-S6-P2', "UPDATE public.tac_logical_unit SET authority = 'enacted' WHERE id = $1", { structure: 1 }, ['AUTHORITY']],
		['an owner', 'D38-DIEU35-S7', "UPDATE public.tac_logical_unit SET owner_ref = 'someone' WHERE id = $1", { structure: 1 }, ['STANDING']],
		['a unit that is gone', 'D38-DIEU35-S8-P3', 'DELETE FROM public.tac_logical_unit WHERE id = $1', { unit: 1 }, ['UNIT_COUNT', 'RECONSTRUCTION']],
	];
	for (const [what, address, statement, axes, codes] of drifts) {
		test(`${what} between cut and verify: fail, escalated, and nothing taken back`, async () => {
			const marked = await approved({ units: [address] });
			const done = await cut(marked);
			await change(address, statement);
			const standing = await bytesOf(units.map((each) => each.id));
			const verdict = await verify(done);
			assert.deepEqual([verdict.verdict, verdict.status], ['fail', 'verify_failed_escalated']);
			assert.deepEqual(verdict.axes, { unit: 0, content: 0, structure: 0, scope: 0, ...axes });
			assert.deepEqual(verdict.findings.map((finding) => finding.code), codes);
			assert.equal(verdict.findings[0].address, address);
			assert.equal(verdict.compensation.change_set_id, null);
			assert.equal(verdict.compensation.reason, 'Nothing is removed: the change set attested units and wrote none.');
			assert.deepEqual(await bytesOf(units.map((each) => each.id)), standing);
			const [row] = await query(system, 'SELECT c.status, e.status AS escalation FROM cutter_governance.cut_change_set c JOIN cutter_governance.verify_result v USING (change_set_id) JOIN cutter_governance.decision_backlog_entry e ON e.entry_id = v.escalation_entry_id WHERE c.change_set_id = $1', [done.change_set_id]);
			assert.deepEqual(row, { status: 'failed', escalation: 'open' });
		});
	}

	test('a unit whose attestation failed may be attested as it is now', async () => {
		const anew = await approved({ units: ['D38-DIEU35-S7'] });
		assert.equal((await verify(await cut(anew))).verdict, 'pass');
	});

	test('an attestation explains no change of the units of its document to others (axis 4)', async () => {
		const other = await carry(system, { text: oneArticle('khánh') }, 'cut');
		const { id } = at('D38-DIEU32-S5');
		await asSuperuser(system, (client) => client.query(`SET ROLE cutter_exec; UPDATE public.tac_logical_unit SET owner_ref = 'someone' WHERE id = '${id}'`));
		await verify(await cut(await approved({ units: ['D38-DIEU32-S6'] })));
		const verdict = await system.clients.verifier.post(`/cutter/change-sets/${other.changeSetId}/verify`);
		assert.deepEqual([verdict.verdict, verdict.axes.scope], ['pass', 0]);
		assert.ok(verdict.drifted.some(({ doc_code: code, code: found }) => code === 'DIEU32' && found === 'STATE_TOUCHED'), JSON.stringify(verdict.drifted));
	});

	test('a change set whose record was changed: the evidence says so', async () => {
		const done = await cut(await approved({ units: ['D38-DIEU32-S7'] }));
		await tamper(system, `UPDATE cutter_governance.cut_change_set_affected_row SET before_state_snapshot = jsonb_set(before_state_snapshot, '{unit,owner_ref}', '"x"') WHERE change_set_id = $1`, [done.change_set_id]);
		const verdict = await verify(done);
		assert.deepEqual([verdict.verdict, verdict.findings.map((finding) => finding.code)], ['fail', ['ATTESTED_UNTOUCHED']]);
	});
});

test('units that were wrong all along do not pass: a wrong hash, a parent the address does not name, an authority beside its lifecycle, no text', async () => {
	for (const [address, statement, what] of [
		['D38-DIEU32-S8', `UPDATE public.tac_unit_version SET content_hash = repeat('0', 64) WHERE unit_id = $1`, /reconstruction_exact: The text of D38-DIEU32-S8 has hash/],
		['D38-DIEU32-S9', 'UPDATE public.tac_logical_unit SET parent_id = (SELECT id FROM public.tac_logical_unit WHERE canonical_address = \'D38-DIEU32-S10\') WHERE id = $1', /parents_resolve: The parent of D38-DIEU32-S9 is D38-DIEU32-S10/],
		['D38-DIEU32-S10', "UPDATE public.tac_logical_unit SET lifecycle_status = 'active' WHERE id = $1", /status_scope: D38-DIEU32-S10 is active with authority "draft"/],
		['D38-DIEU32-S11', 'DELETE FROM public.tac_unit_version WHERE unit_id = $1', /reconstruction_exact: D38-DIEU32-S11 has no version/],
	]) {
		await tamper(system, statement, [at(address).id]);
		const done = await attest({ units: [address] });
		await sweep();
		const refused = await tryReview(done);
		assertRefused(refused, 409, 'CUTTER_FINDINGS_FAIL');
		assert.match(refused.body.errors[0].message, what);
		assert.equal((await review(done, 'FAIL')).status, 'reviewed_rejected');
	}
});
