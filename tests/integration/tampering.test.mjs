// Someone with the server's own password changes what was cut: VERIFY must notice, say where, and do the right thing.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forgedKey, signAgain } from '../support/forgery.mjs';
import { liveUnits, query, tamper } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, payloadOf, sha256, signedBy } from '../support/proof.mjs';
import { sharedSystem } from '../support/system.mjs';
import { SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
before(async () => {
	system = await sharedSystem();
});
after(() => system.close());

let words = 0;
const cutOne = () => carry(system, { text: smallLaw(`làng nghề thứ ${(words += 1)}`) }, 'cut');
const verify = ({ changeSetId }) => system.clients.verifier.post(`/cutter/change-sets/${changeSetId}/verify`);
const unitAt = async ({ docCode, prefix }, path) => (await liveUnits(system, docCode)).find((unit) => unit.canonical_address === `${prefix}/${path}`);
const findingsOf = (verdict, axis) => verdict.findings.filter((finding) => finding.axis === axis);
const codesOf = (verdict) => verdict.findings.map((finding) => `${finding.axis} ${finding.code}`);
const NO_DRIFT = { unit: 0, content: 0, structure: 0, scope: 0 };

/** What every failed verification leaves behind, whatever was wrong. */
async function assertFailed(done, verdict) {
	assert.equal(verdict.verdict, 'fail');
	assert.equal(verdict.status, 'verify_failed_escalated');
	const [row] = await query(
		system,
		`SELECT e.status AS entry, c.status AS change_set, v.verdict, v.findings, x.kind, x.status AS escalation, x.payload,
			s.payload_envelope AS envelope, k.public_key
		FROM cutter_governance.cut_change_set c
		JOIN cutter_governance.decision_backlog_entry e ON e.entry_id = c.decision_backlog_entry_id
		JOIN cutter_governance.verify_result v ON v.change_set_id = c.change_set_id
		JOIN cutter_governance.decision_backlog_entry x ON x.entry_id = v.escalation_entry_id
		JOIN cutter_governance.dot_pair_signature s ON s.cross_reference_verify_result_id = v.verify_result_id
		JOIN cutter_control.signing_key k USING (key_id)
		WHERE c.change_set_id = $1`,
		[done.changeSetId],
	);
	assert.deepEqual([row.entry, row.verdict, row.kind, row.escalation], ['verify_failed_escalated', 'fail', 'escalation', 'open']);
	assert.deepEqual(row.findings, verdict.findings, 'what was answered is what was recorded');
	assert.equal(row.payload.change_set_id, done.changeSetId);
	assert.equal(signedBy(row.public_key, row.envelope), true, 'a failure is signed too');
	assert.equal(payloadOf(row.envelope).verdict, 'fail');
	return row;
}

const historyOf = async ({ entryId }) => (await query(system, 'SELECT change_kind FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 ORDER BY changed_at, entry_version_before', [entryId])).map((row) => row.change_kind);
const UP_TO_CUT = ['mark', 'sweep_promote', 'review:approve', 'cut'];

/** The rows of the cut are not as the cut left them: nothing is removed, and the escalation says why. */
async function assertNothingRemoved(done, verdict, remaining = SMALL_LAW_PATHS.length) {
	const row = await assertFailed(done, verdict);
	assert.equal(row.change_set, 'failed');
	assert.equal(verdict.compensation.change_set_id, null);
	assert.match(verdict.compensation.reason, /^Nothing is removed: /);
	assert.deepEqual([row.payload.compensated, row.payload.reason], [false, verdict.compensation.reason]);
	assert.equal((await query(system, 'SELECT id FROM public.tac_logical_unit WHERE doc_code = $1', [done.docCode])).length, remaining);
	assert.deepEqual(await historyOf(done), [...UP_TO_CUT, 'verify:fail']);
}

/** The rows of the cut are untouched: all are removed by a change set of its own, with their full state kept. */
async function assertCompensated(done, verdict, before) {
	const row = await assertFailed(done, verdict);
	assert.equal(row.change_set, 'compensated');
	assert.equal(row.payload.compensated, true);
	assert.deepEqual(await liveUnits(system, done.docCode), []);
	assert.deepEqual(await query(system, 'SELECT id FROM public.tac_unit_version WHERE change_set_id = $1', [done.changeSetId]), []);
	const [undo] = await query(system, 'SELECT * FROM cutter_governance.cut_change_set WHERE compensates_change_set_id = $1', [done.changeSetId]);
	assert.equal(undo.change_set_id, verdict.compensation.change_set_id);
	assert.deepEqual([undo.operation_kind, undo.status, undo.emitted_by], ['compensation', 'applied', system.users.verifier.id]);
	const removed = await query(
		system,
		`SELECT operation, before_state_snapshot AS state, row_digest FROM cutter_governance.cut_change_set_affected_row
		WHERE change_set_id = $1 ORDER BY (before_state_snapshot->'unit'->>'sort_order')::int`,
		[undo.change_set_id],
	);
	assert.deepEqual(removed.map(({ operation, state }) => [operation, state.unit.id, state.version.body]), before.map((unit) => ['delete', unit.id, unit.body]));
	for (const { state, row_digest: digest } of removed) assert.equal(digest, sha256(canonicalJson(state)));
	assert.deepEqual((await historyOf(done)).sort(), [...UP_TO_CUT, 'verify:fail', 'compensate'].sort());
}

describe('the texts of units', () => {
	test('a changed body: its address, the hash it must have and the hash it has', async () => {
		const done = await cutOne();
		const { id, body, canonical_address: address } = await unitAt(done, 'DIEU-2-KHOAN-1');
		const forged = body.replace('giờ mở cửa', 'mọi lúc');
		assert.notEqual(forged, body);
		assert.equal(await tamper(system, 'UPDATE public.tac_unit_version SET body = $2 WHERE unit_id = $1', [id, forged]), 1);
		const verdict = await verify(done);
		assert.deepEqual(verdict.axes, { ...NO_DRIFT, content: 1 });
		assert.deepEqual(findingsOf(verdict, 'content')[0], { axis: 'content', code: 'CONTENT_HASH', address, expected: sha256(body), observed: sha256(forged) });
		assert.deepEqual(codesOf(verdict), ['content CONTENT_HASH', 'content RECONSTRUCTION']);
		assert.equal(verdict.reconstruction_ok, false);
		assert.equal(verdict.expected_digest, done.register.source_sha256);
		assert.equal(verdict.observed_digest, sha256(smallLawOf(done).replace(body, forged)));
		assert.match(verdict.compensation.reason, new RegExp(`${address} was changed since the cut`));
		await assertNothingRemoved(done, verdict);
		assert.equal((await unitAt(done, 'DIEU-2-KHOAN-1')).body, forged, 'the evidence is left as it is');
		assertRefused(await system.clients.verifier.send('POST', `/cutter/change-sets/${done.changeSetId}/verify`, {}), 409, 'CUTTER_VERIFY_REFUSED');
	});

	test('a body changed together with its recorded hash', async () => {
		const done = await cutOne();
		const { id, body } = await unitAt(done, 'DIEU-3');
		await tamper(system, 'UPDATE public.tac_unit_version SET body = $2, content_hash = $3 WHERE unit_id = $1', [id, 'Khác.\n', sha256('Khác.\n')]);
		const verdict = await verify(done);
		assert.deepEqual(
			findingsOf(verdict, 'content').slice(0, 2).map(({ code, expected, observed }) => [code, expected, observed]),
			[['CONTENT_HASH', sha256(body), sha256('Khác.\n')], ['RECORDED_HASH', sha256(body), sha256('Khác.\n')]],
		);
		await assertNothingRemoved(done, verdict);
	});

	test('a changed heading', async () => {
		const done = await cutOne();
		const { id, content_profile: profile } = await unitAt(done, 'DIEU-1');
		await tamper(system, `UPDATE public.tac_unit_version SET content_profile = jsonb_set(content_profile, '{heading}', '"Điều 1. Khác\\n"') WHERE unit_id = $1`, [id]);
		const verdict = await verify(done);
		assert.deepEqual(verdict.axes, { ...NO_DRIFT, content: 1 });
		assert.deepEqual(findingsOf(verdict, 'content')[0], {
			axis: 'content',
			code: 'HEADING_HASH',
			address: `${done.prefix}/DIEU-1`,
			expected: sha256(profile.heading),
			observed: sha256('Điều 1. Khác\n'),
		});
		await assertNothingRemoved(done, verdict);
	});

	test('a second version slipped in above the one that was cut', async () => {
		const done = await cutOne();
		const { id } = await unitAt(done, 'DIEU-1');
		await tamper(
			system,
			`INSERT INTO public.tac_unit_version SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'version_seq', 2, 'body', 'Khác.'))).*
			FROM public.tac_unit_version v WHERE unit_id = $1`,
			[id],
		);
		const verdict = await verify(done);
		assert.deepEqual(codesOf(verdict), ['content CONTENT_HASH', 'structure VERSION_SEQ', 'content RECONSTRUCTION']);
		await assertNothingRemoved(done, verdict);
	});
});

/** The text a document of `cutOne` was registered with; each test verifies the newest. */
const smallLawOf = () => smallLaw(`làng nghề thứ ${words}`);

describe('the set of units', () => {
	test('a unit is gone', async () => {
		const done = await cutOne();
		const { id, canonical_address: address } = await unitAt(done, 'DIEU-2-KHOAN-1');
		await tamper(system, 'DELETE FROM public.tac_unit_version WHERE unit_id = $1', [id]);
		await tamper(system, 'DELETE FROM public.tac_logical_unit WHERE id = $1', [id]);
		const verdict = await verify(done);
		assert.deepEqual(verdict.axes, { ...NO_DRIFT, unit: 1 });
		assert.deepEqual(findingsOf(verdict, 'unit'), [{ axis: 'unit', code: 'UNIT_COUNT', address, expected: 'exactly once', observed: '0 times' }]);
		assert.deepEqual([verdict.expected_unit_count, verdict.observed_unit_count], [9, 8]);
		assert.equal(verdict.reconstruction_ok, false);
		await assertNothingRemoved(done, verdict, 8);
	});

	test('a unit lost its text', async () => {
		const done = await cutOne();
		const { id, canonical_address: address } = await unitAt(done, 'DIEU-1');
		await tamper(system, 'DELETE FROM public.tac_unit_version WHERE unit_id = $1', [id]);
		const verdict = await verify(done);
		assert.ok(findingsOf(verdict, 'content').some((finding) => finding.code === 'RECORDED_HASH' && finding.address === address && finding.observed === 'no version'));
		await assertNothingRemoved(done, verdict);
	});

	for (const [title, docCode] of [['in the document', (done) => done.docCode], ['under its prefix, in the name of another document', () => 'ANOTHER-DOCUMENT']]) {
		test(`a unit nobody planned stands ${title}`, async () => {
			const done = await cutOne();
			const { id } = await unitAt(done, 'DIEU-3');
			const address = `${done.prefix}/DIEU-4`;
			await tamper(
				system,
				`INSERT INTO public.tac_logical_unit SELECT (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'canonical_address', $2::text,
					'doc_code', $3::text, 'sort_order', 99))).* FROM public.tac_logical_unit u WHERE id = $1`,
				[id, address, docCode(done)],
			);
			const verdict = await verify(done);
			assert.equal(verdict.axes.unit, 1);
			assert.deepEqual(findingsOf(verdict, 'unit'), [{ axis: 'unit', code: 'UNIT_NOT_PLANNED', address, expected: 'no unit', observed: '1 times' }]);
			assert.match(verdict.compensation.reason, new RegExp(`${address} stands in the document and was not written by the cut`));
			await assertNothingRemoved(done, verdict, docCode(done) === done.docCode ? 10 : 9);
			await tamper(system, 'DELETE FROM public.tac_logical_unit WHERE canonical_address = $1', [address]);
		});
	}

	test('a unit has another address', async () => {
		const done = await cutOne();
		await tamper(system, 'UPDATE public.tac_logical_unit SET canonical_address = $2 WHERE canonical_address = $1', [`${done.prefix}/DIEU-3`, `${done.prefix}/DIEU-33`]);
		const verdict = await verify(done);
		assert.equal(verdict.axes.unit, 2);
		assert.deepEqual(
			findingsOf(verdict, 'unit').map(({ code, address }) => [code, address]),
			[['UNIT_COUNT', `${done.prefix}/DIEU-3`], ['UNIT_NOT_PLANNED', `${done.prefix}/DIEU-33`]],
		);
		await assertNothingRemoved(done, verdict);
	});
});

describe('the structure', () => {
	const otherParent = async (done) => ({ expected: (await unitAt(done, 'CHUONG-2')).id, observed: (await unitAt(done, 'CHUONG-1')).id });
	for (const [column, code, change] of [
		['parent_id', 'PARENT', otherParent],
		['sort_order', 'SORT_ORDER', () => ({ expected: '9', observed: '1' })],
		['section_type', 'SECTION_TYPE', () => ({ expected: 'article', observed: 'clause' })],
		['section_code', 'SECTION_CODE', () => ({ expected: 'DIEU-3', observed: 'DIEU-4' })],
		['lifecycle_status', 'LIFECYCLE', () => ({ expected: 'draft_only', observed: 'active' })],
		['authority', 'AUTHORITY', () => ({ expected: 'draft', observed: 'enacted' })],
		['canonical_address_format_version', 'FORMAT_VERSION', () => ({ expected: 'canonical-address-v2', observed: 'canonical-address-v1' })],
	]) {
		test(`a changed ${column} is ${code}`, async () => {
			const done = await cutOne();
			const { expected, observed } = await change(done);
			const { id, canonical_address: address } = await unitAt(done, 'DIEU-3');
			await tamper(system, `UPDATE public.tac_logical_unit SET ${column} = $2 WHERE id = $1`, [id, observed]);
			const verdict = await verify(done);
			assert.deepEqual(verdict.axes, { ...NO_DRIFT, structure: 1 });
			assert.deepEqual(verdict.findings, [{ axis: 'structure', code, address, expected, observed }]);
			assert.equal(verdict.reconstruction_ok, true);
			await assertNothingRemoved(done, verdict);
		});
	}

	test('a changed source span is ANCHOR', async () => {
		const done = await cutOne();
		const { id } = await unitAt(done, 'DIEU-3');
		await tamper(system, `UPDATE public.tac_unit_version SET source_span = '{"heading":[[0,1]],"body":[[1,2]]}' WHERE unit_id = $1`, [id]);
		const verdict = await verify(done);
		assert.deepEqual(codesOf(verdict), ['structure ANCHOR']);
		await assertNothingRemoved(done, verdict);
	});
});

test("an editor's note is no drift", async () => {
	const done = await cutOne();
	const { id, identity_profile: profile } = await unitAt(done, 'DIEU-3');
	await system.clients.admin.patch(`/items/tac_logical_unit/${id}`, { identity_profile: { ...profile, note: 'Xem lại.' } });
	assert.equal((await unitAt(done, 'DIEU-3')).identity_profile.note, 'Xem lại.');
	assert.equal((await verify(done)).verdict, 'pass');
});

describe('the ledger itself, with the units untouched', () => {
	const set = (table, change, where) => (done) => tamper(system, `UPDATE ${table} t SET ${change} WHERE ${where}`, [done.changeSetId]);
	const signature = 'cutter_governance.dot_pair_signature';
	const ofSignature = 'cross_reference_change_set_id = $1';
	const changeSet = 'cutter_governance.cut_change_set';
	const ofManifest = (column) => `${column} = (SELECT manifest_id FROM ${changeSet} WHERE change_set_id = $1)`;
	const anotherSignature = `(SELECT payload_envelope FROM ${signature} o WHERE o.signer_dot_id = 'DOT-991' AND o.cross_reference_change_set_id <> $1 LIMIT 1)`;

	for (const [title, change, expected, signatureValid] of [
		["another cut's signature", set(signature, `payload_envelope = ${anotherSignature}`, ofSignature), ['evidence SIGNATURE_PAYLOAD'], false],
		['no signature', (done) => tamper(system, `DELETE FROM ${signature} WHERE ${ofSignature}`, [done.changeSetId]), ['evidence SIGNATURE_MISSING'], false],
		['a signature of other bytes', set(signature, `payload_envelope = jsonb_set(payload_envelope, '{payload}', to_jsonb(encode('{}', 'base64')))`, ofSignature), ['evidence SEAL_INVALID'], false],
		['another signer', set(signature, 'signer_identity = gen_random_uuid()::text', ofSignature), ['evidence SIGNATURE_ROW'], false],
		['another payload hash', set(signature, "payload_hash = repeat('0', 64)", ofSignature), ['evidence SIGNATURE_ROW'], false],
		['another signature text beside the envelope', set(signature, "signature_payload = repeat('A', 86) || '=='", ofSignature), ['evidence SIGNATURE_ROW'], false],
		['another tool beside the envelope', set(signature, "signer_tool_revision = 'cutter-core/0.0.0'", ofSignature), ['evidence SIGNATURE_ROW'], false],
		['another time beside the envelope', set(signature, "signed_at = signed_at - interval '1 day'", ofSignature), ['evidence SIGNATURE_ROW'], false],
		['a signature that was revoked', set(signature, "revoked_at = now(), revoked_by = 'tests', revocation_reason = 'lost'", ofSignature), ['evidence SIGNATURE_REVOKED'], false],
		['a key nobody registered', set(signature, "key_id = 'DOT-991:0000000000000000'", ofSignature), ['evidence SIGNATURE_KEY_UNKNOWN'], false],
		['another executor', set(changeSet, 'emitted_by = gen_random_uuid()::text', 'change_set_id = $1'), ['evidence SIGNATURE_PAYLOAD'], false],
		['another plan', set(changeSet, "plan_digest = repeat('0', 64)", 'change_set_id = $1'), ['evidence REVIEW_PLAN', 'evidence SIGNATURE_PAYLOAD'], false],
		['another tool', set(changeSet, "executor_tool_revision = 'cutter-core/0.0.0'", 'change_set_id = $1'), ['evidence TOOL_REVISION', 'evidence SIGNATURE_PAYLOAD'], false],
		['a review that did not pass', set('cutter_governance.review_decision', "verdict = 'FAIL'", ofManifest('manifest_id')), ['evidence REVIEW_VERDICT'], true],
		['a review of another manifest', set('cutter_governance.review_decision', "manifest_digest = repeat('0', 64)", ofManifest('manifest_id')), ['evidence REVIEW_DIGEST'], true],
		['a manifest that says something else', set('cutter_control.manifest_body', `body = replace(body, '"title":"Hiệu lực"', '"title":"Vô hiệu"')`, ofManifest('envelope_id')), ['evidence MANIFEST_DIGEST_MISMATCH'], true],
		['a manifest with a member more, which its digest does not cover', set('cutter_control.manifest_body', `body = replace(body, '"title":"Hiệu lực"', '"title":"Hiệu lực","tone":"grave"')`, ofManifest('envelope_id')), ['evidence MANIFEST_FORM'], true],
	]) {
		test(`${title}: the cut is taken back`, async () => {
			const done = await cutOne();
			const before = await liveUnits(system, done.docCode);
			assert.equal(await change(done), 1);
			const verdict = await verify(done);
			assert.deepEqual(codesOf(verdict), expected);
			assert.equal(verdict.signature_valid, signatureValid);
			assert.deepEqual(verdict.axes, NO_DRIFT);
			await assertCompensated(done, verdict, before);
		});
	}

	test('a manifest rewritten with a digest of its own', async () => {
		const done = await cutOne();
		const before = await liveUnits(system, done.docCode);
		const [{ body }] = await query(system, 'SELECT body FROM cutter_control.manifest_body WHERE envelope_id = $1', [done.manifestId]);
		const { manifest_digest: _old, ...manifest } = JSON.parse(body.replace('"title":"Hiệu lực"', '"title":"Vô hiệu"'));
		const digest = sha256(canonicalJson(manifest));
		await tamper(system, 'UPDATE cutter_control.manifest_body SET body = $2 WHERE envelope_id = $1', [done.manifestId, canonicalJson({ ...manifest, manifest_digest: digest })]);
		const verdict = await verify(done);
		assert.deepEqual(findingsOf(verdict, 'evidence'), [{ axis: 'evidence', code: 'MANIFEST_DIGEST', address: null, expected: done.mark.manifest_digest, observed: digest }]);
		await assertCompensated(done, verdict, before);
	});

	test('an edited record of a row: its address, and nothing is removed that was not shown to be untouched', async () => {
		const done = await cutOne();
		const { id, canonical_address: address } = await unitAt(done, 'DIEU-1');
		const edit = `UPDATE cutter_governance.cut_change_set_affected_row SET after_state_snapshot = jsonb_set(after_state_snapshot, '{version,body}', '"Khác."')
			WHERE change_set_id = $1 AND target_row_id = $2 RETURNING row_digest, after_state_snapshot`;
		assert.equal(await tamper(system, edit, [done.changeSetId, id]), 1);
		const [row] = await query(system, 'SELECT row_digest, after_state_snapshot AS state FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = $1 AND target_row_id = $2', [done.changeSetId, id]);
		const verdict = await verify(done);
		assert.deepEqual(verdict.findings[0], { axis: 'evidence', code: 'ROW_DIGEST', address, expected: row.row_digest, observed: sha256(canonicalJson(row.state)) });
		assert.deepEqual(codesOf(verdict), ['evidence ROW_DIGEST', 'evidence ROWS_DIGEST', 'evidence SIGNATURE_PAYLOAD']);
		await assertNothingRemoved(done, verdict);
	});

	test('a record of a row that is gone', async () => {
		const done = await cutOne();
		const { id } = await unitAt(done, 'DIEU-1');
		await tamper(system, 'DELETE FROM cutter_governance.cut_change_set_affected_row WHERE change_set_id = $1 AND target_row_id = $2', [done.changeSetId, id]);
		const verdict = await verify(done);
		assert.deepEqual(codesOf(verdict), ['evidence ROWS_DIGEST', 'evidence SIGNATURE_PAYLOAD']);
		await assertNothingRemoved(done, verdict);
	});

	test('a change set made to look as if the verifier had cut it is refused, not judged', async () => {
		const done = await cutOne();
		await tamper(system, `UPDATE ${changeSet} SET emitted_by = $2 WHERE change_set_id = $1`, [done.changeSetId, system.users.verifier.id]);
		assertRefused(await system.clients.verifier.send('POST', `/cutter/change-sets/${done.changeSetId}/verify`, {}), 403, 'CUTTER_VERIFY_SOD');
	});

	describe('a key that was revoked', () => {
		const revoke = (at, by, why) => tamper(system, "UPDATE cutter_control.signing_key SET revoked_at = $1, revoked_by = $2, revocation_reason = $3 WHERE lane = 'DOT-991'", [at, by, why]);

		test('counts for what it signed before, and signs no more', async () => {
			const done = await cutOne();
			const waiting = await carry(system, { text: smallLaw(`chìa khóa ${(words += 1)}`) }, 'review');
			await revoke(new Date(), 'tests', 'lost');
			try {
				const verdict = await verify(done);
				assert.deepEqual([verdict.verdict, verdict.findings, verdict.compensation], ['pass', [], null]);
				const refused = assertRefused(await system.clients.executor.send('POST', `/cutter/manifests/${waiting.manifestId}/cut`, {}), 409, 'CUTTER_CUT_REFUSED');
				assert.deepEqual(refused.gates.map(({ id }) => id), ['G-CUT-KEY']);
			} finally {
				await revoke(null, null, null);
			}
			assert.equal((await system.clients.executor.post(`/cutter/manifests/${waiting.manifestId}/cut`)).status, 'cut_applied');
		});

		for (const [title, column, where] of [
			['at the very time of the signature', 'signed_at', 'cross_reference_change_set_id = $1'],
			['before it signed', "signed_at - interval '1 microsecond'", 'cross_reference_change_set_id = $1'],
		]) {
			test(`does not count where it was revoked ${title}`, async () => {
				const done = await cutOne();
				const before = await liveUnits(system, done.docCode);
				const [{ at }] = await query(system, `SELECT (${column})::text AS at FROM ${signature} WHERE ${where}`, [done.changeSetId]);
				await revoke(at, 'tests', 'lost');
				try {
					const verdict = await verify(done);
					assert.deepEqual(codesOf(verdict), ['evidence KEY_REVOKED']);
					await assertCompensated(done, verdict, before);
				} finally {
					await revoke(null, null, null);
				}
			});
		}

		test('does not count for a cut whose review came after the revocation, whatever time the cut claims', async () => {
			const done = await cutOne();
			await tamper(system, `UPDATE cutter_governance.review_decision SET decided_at = now() + interval '1 day' WHERE ${ofManifest('manifest_id')}`, [done.changeSetId]);
			await revoke(new Date(Date.now() + 3_600_000), 'tests', 'lost');
			try {
				assert.deepEqual(codesOf(await verify(done)), ['evidence KEY_REVOKED']);
			} finally {
				await revoke(null, null, null);
			}
		});
	});

	test('what another build of the engine cut is refused, not judged: nothing is taken back', async () => {
		const done = await cutOne();
		const before = await liveUnits(system, done.docCode);
		const other = 'cutter-core/0.1.0+0123456789abcdef';
		// As that build would have left it: its name in the row, and signed.
		const key = forgedKey('DOT-991');
		await tamper(system, "INSERT INTO cutter_control.signing_key (key_id, lane, public_key, owner, created_at) VALUES ($1, 'DOT-991', $2, 'tests', '2020-01-01')", [key.keyId, key.publicKey]);
		const signatures = await query(system, `SELECT * FROM ${signature} WHERE ${ofSignature}`, [done.changeSetId]);
		signAgain({ signatures }, 'DOT-991', key, (payload) => Object.assign(payload, { tool_revision: other }));
		const [row] = signatures;
		await tamper(
			system,
			`UPDATE ${signature} SET key_id = $2, payload_hash = $3, signature_payload = $4, payload_envelope = $5, signer_tool_revision = $6 WHERE ${ofSignature}`,
			[done.changeSetId, row.key_id, row.payload_hash, row.signature_payload, row.payload_envelope, other],
		);
		await tamper(system, `UPDATE ${changeSet} SET executor_tool_revision = $2 WHERE change_set_id = $1`, [done.changeSetId, other]);

		const refused = assertRefused(await system.clients.verifier.send('POST', `/cutter/change-sets/${done.changeSetId}/verify`, {}), 409, 'CUTTER_ENGINE_CHANGED');
		const { core: ours } = await system.clients.verifier.get('/cutter/health');
		assert.match(ours, /^cutter-core\/\d+\.\d+\.\d+\+[0-9a-f]{16}$/);
		assert.deepEqual(refused.values, { cut_with: other, this: ours });
		assert.deepEqual(await liveUnits(system, done.docCode), before);
		const [{ status, results, state }] = await query(
			system,
			`SELECT c.status, (SELECT count(*)::int FROM cutter_governance.verify_result v WHERE v.change_set_id = c.change_set_id) AS results, e.status AS state
			FROM ${changeSet} c JOIN cutter_governance.decision_backlog_entry e ON e.entry_id = c.decision_backlog_entry_id WHERE c.change_set_id = $1`,
			[done.changeSetId],
		);
		assert.deepEqual([status, results, state], ['applied', 0, 'cut_applied']);
	});
});

test('after a compensation the same text is marked, reviewed, cut and verified again', async () => {
	const done = await cutOne();
	const before = await liveUnits(system, done.docCode);
	await tamper(system, 'DELETE FROM cutter_governance.dot_pair_signature WHERE cross_reference_change_set_id = $1', [done.changeSetId]);
	await assertCompensated(done, await verify(done), before);

	const again = await carry(system, { text: smallLawOf(done), prefix: done.prefix, docCode: done.docCode });
	assert.equal(again.documentId, done.documentId);
	assert.equal(again.mark.manifest_digest, done.mark.manifest_digest);
	assert.notEqual(again.entryId, done.entryId);
	assert.notEqual(again.changeSetId, done.changeSetId);
	assert.equal(again.verify.verdict, 'pass');
	assert.deepEqual(
		(await liveUnits(system, done.docCode)).map((unit) => [unit.canonical_address, unit.body]),
		before.map((unit) => [unit.canonical_address, unit.body]),
	);
});

test('facts that moved between review and cut are named (G-CUT-FRESH)', async () => {
	const done = await carry(system, { text: smallLaw(`giữa chừng ${(words += 1)}`) }, 'review');
	await tamper(system, "UPDATE public.tac_section_type_vocab SET active = false WHERE code = 'changelog'");
	try {
		const refused = await system.clients.executor.send('POST', `/cutter/manifests/${done.manifestId}/cut`, {});
		const { gates } = assertRefused(refused, 409, 'CUTTER_CUT_REFUSED');
		assert.deepEqual(gates.map(({ id, observed }) => [id, observed]), [['G-CUT-FRESH', 'moved: active_section_types']]);
	} finally {
		await tamper(system, "UPDATE public.tac_section_type_vocab SET active = true WHERE code = 'changelog'");
	}
	assert.equal((await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`)).status, 'cut_applied');
});
