// The main job through real HTTP, as three people: what it writes, what it proves, what it answers.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inProject } from '../../scripts/lib/paths.mjs';
import { fingerprint, governanceRows, happyMatrix, LEDGER_TABLES, liveUnits, query, total } from '../support/ledger.mjs';
import { assertRefused, carry } from '../support/pipeline.mjs';
import { canonicalJson, payloadOf, sha256, signedBy } from '../support/proof.mjs';
import { newPrefix, sharedSystem } from '../support/system.mjs';
import { oneArticle, SMALL_LAW_PATHS, smallLaw } from '../support/texts.mjs';

let system;
let small;
before(async () => {
	system = await sharedSystem();
	small = await carry(system, { text: smallLaw('thợ mộc'), title: 'Nội quy thợ mộc' });
});
after(() => system.close());

/** The row matrix as the cutter reports it and as the tables have it; both must be the design's. */
async function assertMatrix(done, units) {
	const { row_matrix: reported } = await system.clients.executor.get(`/cutter/change-sets/${done.changeSetId}`);
	const expected = happyMatrix(units);
	assert.deepEqual(Object.keys(expected).sort(), [...LEDGER_TABLES].sort());
	assert.deepEqual(reported, expected);
	assert.deepEqual(await governanceRows(system, done), expected);
	assert.equal(total(reported), 13 + 2 * units);
}

test('one unit leaves exactly 15 governance rows', async () => {
	const done = await carry(system, { text: oneArticle('gốm') });
	assert.equal(done.mark.counts.units, 1);
	assert.equal(done.verify.verdict, 'pass');
	assert.equal(done.verify.status, 'verified_complete');
	await assertMatrix(done, 1);
	assert.equal(total(happyMatrix(1)), 15);
});

test('nine units leave 13 + 2 × 9 governance rows', () => assertMatrix(small, SMALL_LAW_PATHS.length));

test('the history tells the happy path in order, each move by its person', async () => {
	const history = await query(
		system,
		`SELECT change_kind, entry_version_before AS "from", entry_version_after AS "to", changed_by AS person
		FROM cutter_governance.decision_backlog_history WHERE entry_id = $1 ORDER BY changed_at`,
		[small.entryId],
	);
	const { executor, reviewer, verifier } = system.users;
	assert.deepEqual(history, [
		{ change_kind: 'mark', from: null, to: 'marked', person: executor.id },
		{ change_kind: 'sweep_promote', from: 'marked', to: 'review_pending', person: executor.id },
		{ change_kind: 'review:approve', from: 'review_pending', to: 'reviewed_approved', person: reviewer.id },
		{ change_kind: 'cut', from: 'reviewed_approved', to: 'cut_applied', person: executor.id },
		{ change_kind: 'verify:pass', from: 'cut_applied', to: 'verified_complete', person: verifier.id },
	]);
});

test('both signatures hold for anyone who has the public keys, and say who signed what', async () => {
	const rows = await query(
		system,
		`SELECT s.signer_dot_id AS lane, s.signer_identity AS person, s.payload_envelope AS envelope, s.payload_hash, s.signature_payload,
			s.key_id, k.public_key, k.lane AS key_lane
		FROM cutter_governance.dot_pair_signature s JOIN cutter_control.signing_key k USING (key_id)
		WHERE s.cross_reference_change_set_id = $1 OR s.cross_reference_verify_result_id = $2 ORDER BY 1`,
		[small.changeSetId, small.verify.verify_result_id],
	);
	assert.deepEqual(rows.map(({ lane, person, key_lane }) => [lane, person, key_lane]), [
		['DOT-991', system.users.executor.id, 'DOT-991'],
		['DOT-992', system.users.verifier.id, 'DOT-992'],
	]);
	const [executor, verifier] = rows;
	for (const row of rows) {
		assert.equal(signedBy(row.public_key, row.envelope), true);
		assert.equal(sha256(Buffer.from(row.envelope.payload, 'base64')), row.payload_hash);
		assert.equal(row.envelope.signatures[0].sig, row.signature_payload);
		assert.equal(row.envelope.signatures[0].keyid, row.key_id);
		assert.equal(Buffer.from(row.envelope.payload, 'base64').toString('utf8'), canonicalJson(payloadOf(row.envelope)));
	}
	assert.equal(signedBy(verifier.public_key, executor.envelope), false, 'the lanes have keys of their own');
	assert.deepEqual(rows.map(({ envelope }) => envelope.payloadType), [
		'application/vnd.iu-cutter.change-set+json',
		'application/vnd.iu-cutter.verify-result+json',
	]);

	const cut = payloadOf(executor.envelope);
	assert.equal(cut.change_set_id, small.changeSetId);
	assert.equal(cut.manifest_digest, small.mark.manifest_digest);
	assert.equal(cut.source_sha256, small.register.source_sha256);
	const affected = await query(
		system,
		`SELECT row_digest, after_state_snapshot AS state FROM cutter_governance.cut_change_set_affected_row
		WHERE change_set_id = $1 ORDER BY (after_state_snapshot->'unit'->>'sort_order')::int`,
		[small.changeSetId],
	);
	for (const row of affected) assert.equal(row.row_digest, sha256(canonicalJson(row.state)));
	assert.equal(cut.rows_digest, sha256(canonicalJson(affected.map((row) => row.row_digest))));
	const verdict = payloadOf(verifier.envelope);
	assert.equal(verdict.verify_result_id, small.verify.verify_result_id);
	assert.equal(verdict.change_set_id, small.changeSetId);
	assert.equal(verdict.verdict, 'pass');
	assert.deepEqual(verdict.axes, [0, 0, 0, 0]);
});

test('the stored manifest is the bytes that were hashed', async () => {
	const [{ body }] = await query(system, 'SELECT body FROM cutter_control.manifest_body WHERE envelope_id = $1', [small.manifestId]);
	const manifest = JSON.parse(body);
	assert.equal(body, canonicalJson(manifest), 'stored as RFC 8785');
	const { manifest_digest: digest, ...hashed } = manifest;
	assert.equal(digest, small.mark.manifest_digest);
	assert.equal(sha256(canonicalJson(hashed)), digest);
	assert.equal(manifest.units.length, SMALL_LAW_PATHS.length);
});

test('the live rows are the source: texts hash, and with the exclusions they give it back byte for byte', async () => {
	const [{ body, canonical_text: source }] = await query(
		system,
		`SELECT b.body, v.canonical_text FROM cutter_control.manifest_body b JOIN cutter_control.source_version v ON v.sha256 = b.source_sha256
		WHERE b.envelope_id = $1`,
		[small.manifestId],
	);
	assert.equal(source, smallLaw('thợ mộc'), 'this text is canonical as it is');
	assert.equal(sha256(source), small.register.source_sha256);
	const units = await liveUnits(system, small.docCode);
	assert.deepEqual(units.map((unit) => unit.canonical_address), SMALL_LAW_PATHS.map((path) => `${small.prefix}/${path}`));

	const bytes = Buffer.from(source);
	const pieces = JSON.parse(body).exclusions.map(({ span: [start, end] }) => [start, bytes.subarray(start, end)]);
	const place = (spans, text) => {
		let rest = Buffer.from(text);
		for (const [start, end] of spans) {
			pieces.push([start, rest.subarray(0, end - start)]);
			rest = rest.subarray(end - start);
		}
		assert.equal(rest.length, 0, 'a text is as long as its spans');
	};
	for (const unit of units) {
		assert.equal(unit.content_hash, sha256(unit.body ?? ''), unit.canonical_address);
		assert.equal(unit.body === null, unit.body_handling === 'structural_node');
		assert.equal(unit.source_sha256, small.register.source_sha256);
		assert.equal(unit.change_set_id, small.changeSetId);
		place(unit.source_span.heading, unit.content_profile.heading);
		place(unit.source_span.body, unit.body ?? '');
	}
	pieces.sort(([a], [b]) => a - b);
	assert.equal(Buffer.concat(pieces.map(([, piece]) => piece)).toString('utf8'), source);
});

test('units are born as drafts under their parents', async () => {
	const units = await liveUnits(system, small.docCode);
	const pathOf = new Map(units.map((unit) => [unit.id, unit.canonical_address.split('/')[1]]));
	assert.deepEqual(
		units.map((unit) => [pathOf.get(unit.id), pathOf.get(unit.parent_id) ?? null, unit.section_type]),
		[
			['CHUONG-1', null, 'chapter'],
			['DIEU-1', 'CHUONG-1', 'article'],
			['DIEU-2', 'CHUONG-1', 'article'],
			['DIEU-2-KHOAN-1', 'DIEU-2', 'clause'],
			['DIEU-2-KHOAN-2', 'DIEU-2', 'clause'],
			['DIEU-2-KHOAN-2-DIEM-A', 'DIEU-2-KHOAN-2', 'point'],
			['DIEU-2-KHOAN-2-DIEM-B', 'DIEU-2-KHOAN-2', 'point'],
			['CHUONG-2', null, 'chapter'],
			['DIEU-3', 'CHUONG-2', 'article'],
		],
	);
	for (const unit of units) {
		assert.equal(unit.lifecycle_status, 'draft_only');
		assert.equal(unit.authority, 'draft', 'no one gains authority by a cut');
		assert.equal(unit.canonical_address_format_version, 'canonical-address-v2');
	}
	assert.equal(units[2].identity_profile.title, 'Người dùng dụng cụ');
	assert.equal(units[2].identity_profile.label, 'Điều 2');
});

test('resolve: 200 for a canonical address, 404 for one nobody has, 422 with code and place for what is none', async () => {
	const { executor: observer } = system.clients;
	const ask = (address) => observer.send('GET', `/cutter/resolve?address=${encodeURIComponent(address)}`);
	const address = `${small.prefix}/DIEU-2-KHOAN-1`;
	const [{ id }] = await query(system, 'SELECT id FROM public.tac_logical_unit WHERE canonical_address = $1', [address]);

	for (const text of [address, `  ${address} `]) {
		const found = await ask(text);
		assert.equal(found.status, 200);
		assert.equal(found.body.data.outcome, 'canonical');
		assert.deepEqual(found.body.data.units.map((unit) => [unit.id, unit.canonical_address]), [[id, address]]);
	}
	const unknown = await ask(`${small.prefix}/DIEU-99`);
	assert.equal(unknown.status, 404);
	assert.deepEqual([unknown.body.data.outcome, unknown.body.data.units], ['not_found', []]);

	const malformed = await ask(`${small.prefix}/DIEU_2`);
	assert.equal(malformed.status, 422);
	assert.equal(malformed.body.data.outcome, 'malformed');
	assert.equal(malformed.body.data.error.code, 'BAD_CHARACTER');
	assert.equal(malformed.body.data.error.at, small.prefix.length + '/DIEU'.length);

	const before = await observer.send('GET', `/cutter/resolve?address=${address}&as_of=2001-01-01`);
	assert.equal(before.status, 404, 'the unit was not born then');
	const many = await observer.post('/cutter/resolve', { addresses: [address, `${small.prefix}/DIEU-99`, 'x'] });
	assert.deepEqual(many.map(({ outcome }) => outcome), ['canonical', 'not_found', 'malformed']);
});

test('a dry run answers with the plan and writes nothing', async () => {
	const done = await carry(system, { text: smallLaw('thợ rèn') }, 'review');
	const before = await fingerprint(system);
	const dry = await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`, { dry_run: true });
	assert.deepEqual(await fingerprint(system), before);
	assert.equal(dry.dry_run, true);
	assert.equal(dry.planned_row_counts['public.tac_logical_unit'], SMALL_LAW_PATHS.length);
	assert.deepEqual(dry.observed_row_counts, dry.planned_row_counts);
	assert.equal(dry.status, 'reviewed_approved');
	assertRefused(await system.clients.executor.send('GET', `/cutter/change-sets/${dry.change_set_id}`), 404, 'CUTTER_CHANGE_SET_NOT_FOUND');

	const real = await system.clients.executor.post(`/cutter/manifests/${done.manifestId}/cut`);
	assert.equal(real.plan_digest, dry.plan_digest);
	assert.equal((await liveUnits(system, done.docCode)).length, SMALL_LAW_PATHS.length);
});

test('the same text marked again is the same entry, and no row more (G-MARK-IDEM)', async () => {
	const done = await carry(system, { text: smallLaw('thợ bạc') }, 'mark');
	const before = await fingerprint(system);
	const again = await system.clients.executor.post(`/cutter/documents/${done.documentId}/mark`);
	assert.equal(done.mark.already_marked, false);
	assert.equal(again.already_marked, true);
	for (const field of ['entry_id', 'manifest_id', 'manifest_digest']) assert.equal(again[field], done.mark[field], field);
	assert.deepEqual(await fingerprint(system), before);
});

test('what is over cannot be done again (G-CUT-ONCE, G-VERIFY-ONCE)', async () => {
	const { executor, verifier, reviewer } = system.clients;
	const before = await fingerprint(system);
	assertRefused(await executor.send('POST', `/cutter/manifests/${small.manifestId}/cut`, {}), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assertRefused(await verifier.send('POST', `/cutter/change-sets/${small.changeSetId}/verify`, {}), 409, 'CUTTER_VERIFY_REFUSED');
	assertRefused(await reviewer.send('POST', `/cutter/manifests/${small.manifestId}/review`, { verdict: 'FAIL', rationale: 'Too late.' }), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assertRefused(await executor.send('POST', `/cutter/entries/${small.entryId}/abandon`, { rationale: 'Too late.' }), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assert.deepEqual(await fingerprint(system), before);
});

test('an unreviewed manifest is not cut; a deferred one waits for the next sweep; a rejected one is over', async () => {
	const { executor, reviewer } = system.clients;
	const done = await carry(system, { text: smallLaw('thợ may') }, 'sweep');
	const cut = () => executor.send('POST', `/cutter/manifests/${done.manifestId}/cut`, {});
	const review = (verdict) => reviewer.post(`/cutter/manifests/${done.manifestId}/review`, { verdict, rationale: `Verdict ${verdict}.` });
	assertRefused(await cut(), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assert.equal((await review('NEEDS_HUMAN')).status, 'reviewed_deferred');
	assertRefused(await cut(), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assert.ok((await executor.post('/cutter/sweep', { batch_size: 1000 })).entry_ids.includes(done.entryId));
	assert.equal((await review('FAIL')).status, 'reviewed_rejected');
	assertRefused(await cut(), 409, 'CUTTER_MOVE_NOT_ALLOWED');
	assert.equal((await liveUnits(system, done.docCode)).length, 0);
	const again = await executor.post(`/cutter/documents/${done.documentId}/mark`);
	assert.notEqual(again.entry_id, done.entryId, 'the same text may be marked anew after a rejection');
	await executor.post(`/cutter/entries/${again.entry_id}/abandon`, { rationale: 'Only to see that it can be marked.' });
});

test('one text may be two documents, each with its addresses', async () => {
	const text = smallLaw('thợ nề');
	const [first, second] = [await carry(system, { text }), await carry(system, { text })];
	assert.equal(first.register.source_sha256, second.register.source_sha256);
	assert.notEqual(first.mark.manifest_digest, second.mark.manifest_digest);
	assert.deepEqual([first.verify.verdict, second.verify.verdict], ['pass', 'pass']);
	await assertMatrix(second, SMALL_LAW_PATHS.length);
});

test('a later version of a cut document is registered and marked, and its review sees the collision', async () => {
	const { executor, reviewer } = system.clients;
	const changed = smallLaw('thợ mộc').replace('trong giờ mở cửa', 'vào ngày làm việc');
	const done = await carry(system, { text: changed, prefix: small.prefix, docCode: small.docCode }, 'sweep');
	assert.equal(done.documentId, small.documentId);
	assert.equal(done.register.is_new, false);
	assert.notEqual(done.entryId, small.entryId);
	const review = await reviewer.send('POST', `/cutter/manifests/${done.manifestId}/review`, { verdict: 'PASS', rationale: 'Looks right.' });
	assertRefused(review, 409, 'CUTTER_FINDINGS_FAIL');
	assert.match(review.body.errors[0].message, /no_collision/);
	await executor.post(`/cutter/entries/${done.entryId}/abandon`, { rationale: 'A later version needs another operation.' });
});

test('an observer reads manifest, units, source, backlog and health', async () => {
	const { verifier: observer } = system.clients;
	const manifest = await observer.get(`/cutter/manifests/${small.manifestId}`);
	assert.equal(manifest.status, 'enacted');
	assert.equal(manifest.coverage.reconstruction_ok, true);
	assert.equal(manifest.coverage.heading_bytes + manifest.coverage.own_text_bytes + manifest.coverage.excluded_bytes, Buffer.byteLength(smallLaw('thợ mộc')));
	const page = await observer.get(`/cutter/manifests/${small.manifestId}/units?after=2&limit=2`);
	assert.equal(page.total, SMALL_LAW_PATHS.length);
	assert.deepEqual(page.units.map((unit) => unit.address), [`${small.prefix}/DIEU-2`, `${small.prefix}/DIEU-2-KHOAN-1`]);
	assert.equal((await observer.send('GET', `/cutter/manifests/${small.manifestId}/source`)).body, smallLaw('thợ mộc'));

	const entries = [];
	for (let after = ''; after !== null; ) {
		const page = await observer.get(`/cutter/backlog?status=verified_complete&limit=2${after && `&after=${encodeURIComponent(after)}`}`);
		entries.push(...page.entries);
		after = page.next;
	}
	const [{ count }] = await query(system, "SELECT count(*)::int FROM cutter_governance.decision_backlog_entry WHERE status = 'verified_complete'");
	assert.equal(new Set(entries.map((entry) => entry.entry_id)).size, count);
	assert.equal(entries.length, count, 'no entry on two pages');
	assert.equal(entries.find((entry) => entry.entry_id === small.entryId).history.length, 5);

	const health = await observer.get('/cutter/health');
	assert.equal(health.ok, true, health.problems.join(' '));
	assert.deepEqual([...health.migrations].sort(), readdirSync(inProject('migrations')).filter((name) => /^\d{3}_/.test(name)).sort());
});

test("an observer reads the units through Directus' own items, as a tree", async () => {
	const filter = encodeURIComponent(JSON.stringify({ doc_code: { _eq: small.docCode } }));
	const rows = await system.clients.verifier.get(`/items/tac_logical_unit?filter=${filter}&sort=sort_order&fields=canonical_address,parent_id.canonical_address`);
	assert.deepEqual(rows.map((unit) => unit.canonical_address), SMALL_LAW_PATHS.map((path) => `${small.prefix}/${path}`));
	assert.equal(rows[4].parent_id.canonical_address, `${small.prefix}/DIEU-2`);
	const bodies = await system.clients.reviewer.get(`/items/tac_unit_version?filter=${encodeURIComponent(JSON.stringify({ change_set_id: { _eq: small.changeSetId } }))}&fields=body`);
	assert.equal(bodies.length, SMALL_LAW_PATHS.length);
	assert.equal((await system.clients.anonymous.send('GET', '/items/tac_logical_unit')).status, 403);
});

test('a Directus file is a source like any text', async () => {
	const text = smallLaw('thợ in');
	const file = await system.clients.executor.upload('noi-quy.txt', Buffer.from(text));
	const prefix = newPrefix();
	const registered = await system.clients.executor.post('/cutter/documents', { title: 'Nội quy thợ in', doc_code: prefix, prefix, file });
	assert.equal(registered.source_sha256, sha256(text));
	assert.equal(registered.profile, 'vn-law', 'detected');
});
