// The corpus of forged bundles: what was done to a real one, the code that must be named first, and how.

import { derivedId, forgedKey, keyOf, rehashRows, rewriteManifest, signAgain, signatureOf, takeOver } from './forgery.mjs';
import { payloadOf, sha256 } from './proof.mjs';

const [MARK, SWEEP, REVIEW, CUT, VERIFY] = [0, 1, 2, 3, 4];

/** A manifest rewritten by a forger who also changes every place that names its digest. */
function rewriteEverywhere(bundle, edit) {
	rewriteManifest(bundle, edit);
	const digest = JSON.parse(bundle.manifest).manifest_digest;
	bundle.change_set.manifest_digest = digest;
	bundle.entry.payload.manifest_digest = digest;
	for (const review of bundle.reviews) review.manifest_digest = digest;
}

const flip = (base64) => Buffer.from(Buffer.from(base64, 'base64').map((byte, at) => (at === 40 ? byte ^ 1 : byte))).toString('base64');
const earlier = (time, seconds) => new Date(Date.parse(time) - seconds * 1000).toISOString().replace('Z', '000Z');

/** @type {[string, string, (bundle: object, other: object) => void][]} of a verified cut; `other` is another one's bundle */
export const FORGERIES = [
	['another format', 'LEDGER_FORMAT', (b) => (b.format = 'iu-cutter-bundle-2')],
	['a part nobody knows', 'LEDGER_UNREADABLE', (b) => (b.notes = [])],
	['a column left out', 'LEDGER_COLUMNS', (b) => delete b.reviews[0].verdict_rationale],
	['a column slipped in', 'LEDGER_COLUMNS', (b) => (b.change_set.approved = true)],
	['a row of history twice', 'LEDGER_ROW_TWICE', (b) => b.history.push(b.history[VERIFY])],

	['a word of the source text', 'LEDGER_SOURCE_TEXT', (b) => (b.source.canonical_text = b.source.canonical_text.replace('giờ mở cửa', 'mọi lúc....'))],
	['another source text, with its digest', 'LEDGER_SOURCE_OTHER', (b, other) => (b.source = other.source)],
	['a source text not in canonical form', 'LEDGER_SOURCE_FORM', (b) => {
		b.source.canonical_text += '\n';
		b.source.sha256 = sha256(b.source.canonical_text);
		b.source.bytes += 1;
	}],

	['the manifest cut short', 'LEDGER_BODY_UNREADABLE', (b) => (b.manifest = b.manifest.slice(0, -9))],
	['a title in the manifest body', 'LEDGER_BODY_HASH', (b) => (b.manifest = b.manifest.replace('Hiệu lực', 'Vô hiệu'))],
	['the manifest in other bytes', 'LEDGER_BODY_FORM', (b) => (b.manifest = JSON.stringify(JSON.parse(b.manifest), null, 1))],
	['another manifest body, with a digest that fits', 'LEDGER_MANIFEST_OTHER', (b) => rewriteManifest(b, (manifest) => (manifest.units[1].title = 'Khác'))],
	['a span moved in the manifest, its digest everywhere', 'LEDGER_CONTENT_HASH', (b) => rewriteEverywhere(b, ({ units }) => {
		units.at(-1).body_spans[0][0] -= 1;
		units.at(-1).heading_spans.at(-1)[1] -= 1;
	})],
	['text left out of the manifest, its digest everywhere', 'LEDGER_RECONSTRUCTION', (b) => rewriteEverywhere(b, (manifest) => manifest.exclusions.shift())],

	['a missing unit block', 'LEDGER_BLOCK_MISSING', (b) => b.unit_blocks.splice(3, 1)],
	['a unit block nobody proposed', 'LEDGER_BLOCK_UNKNOWN', (b) => b.unit_blocks.push({ ...b.unit_blocks[0], unit_local_id: 'r99' })],
	['a span moved in a unit block', 'LEDGER_BLOCK_SPAN', (b) => (b.unit_blocks[1].source_span.body[0][1] += 1)],
	['another address in a unit block', 'LEDGER_BLOCK_DIFFERS', (b) => (b.unit_blocks[1].proposed_canonical_address += '0')],

	['another entry', 'LEDGER_ID_ENTRY', (b) => (b.entry.payload.mark_key = sha256('another'))],
	['another manifest id', 'LEDGER_ID_MANIFEST', (b, other) => {
		b.change_set.manifest_id = other.change_set.manifest_id;
		for (const block of b.unit_blocks) block.envelope_id = other.change_set.manifest_id;
	}],
	['the time of a step', 'LEDGER_ID_HISTORY', (b) => (b.history[SWEEP].changed_at = earlier(b.history[SWEEP].changed_at, 1))],
	['another reviewer', 'LEDGER_ID_REVIEW', (b) => (b.reviews[0].reviewer_identity = b.change_set.emitted_by)],
	['the change set of another cut', 'LEDGER_ID_CHANGE_SET', (b, other) => (b.change_set.change_set_id = other.change_set.change_set_id)],
	['the id of an affected row', 'LEDGER_ID_ROW', (b) => (b.affected_rows[2].affected_row_id = derivedId('affected-row', 'another'))],
	['the id of the verify result', 'LEDGER_ID_RESULT', (b) => (b.verify_results[0].verify_result_id = derivedId('verify-result', 'another'))],
	['the id of a signature', 'LEDGER_ID_SIGNATURE', (b) => (signatureOf(b, 'DOT-991').signature_id = derivedId('signature', 'another'))],
	['a manifest that names another change set', 'LEDGER_LINK', (b, other) => (b.envelope.cut_change_set_ref = other.change_set.change_set_id)],

	['another plan', 'LEDGER_PLAN_DIGEST', (b) => (b.change_set.plan_digest = sha256('another plan'))],
	['a review of another plan', 'LEDGER_PLAN_REVIEWED', (b) => (b.reviews[0].reviewer_independence_evidence.plan_digest = sha256('another plan'))],

	['another day of law', 'LEDGER_PLACE', (b) => (b.change_set.payload_summary.effective_on = '2001-01-01')],
	['a withdrawal that nobody proposed', 'LEDGER_PLACE', (b, other) => (b.change_set.payload_summary.withdraws = other.change_set.change_set_id)],
	['a correction that nobody proposed', 'LEDGER_PLACE', (b, other) => (b.change_set.payload_summary.corrects = other.change_set.change_set_id)],
	['a body in an affected row', 'LEDGER_ROW_DIGEST', (b) => (b.affected_rows[2].after_state_snapshot.version.body = 'Khác.\n')],
	['a body in an affected row, hashed again', 'LEDGER_ROW_PLANNED', (b) => {
		b.affected_rows[2].after_state_snapshot.version.body = 'Khác.\n';
		rehashRows(b);
	}],
	['an affected row left out, the sum hashed again', 'LEDGER_ROW_MISSING', (b) => {
		b.affected_rows.splice(2, 1);
		rehashRows(b);
	}],
	['an affected row more, with an id that fits', 'LEDGER_ROW_UNKNOWN', (b) => {
		const target = derivedId('unit', 'another');
		b.affected_rows.push({ ...b.affected_rows[2], target_row_id: target, affected_row_id: derivedId('affected-row', b.change_set.change_set_id, target) });
		rehashRows(b);
	}],
	['the order of the affected rows', 'LEDGER_ROWS_DIGEST', (b) => b.affected_rows.reverse()],

	['the review left out', 'LEDGER_REVIEW_MISSING', (b) => (b.reviews = [])],
	['a review that did not pass', 'LEDGER_REVIEW_VERDICT', (b) => (b.reviews[0].verdict = 'FAIL')],
	['a review of another manifest', 'LEDGER_REVIEW_DIGEST', (b) => (b.reviews[0].manifest_digest = sha256('another'))],
	['a finding that failed', 'LEDGER_REVIEW_FINDINGS', (b) => (b.reviews[0].finding_no_collision = 'fail')],
	['a review that answers nothing', 'LEDGER_REVIEW_ANSWERS', (b) => delete b.reviews[0].reviewer_independence_evidence.answers],
	['a review that another one replaced', 'LEDGER_REVIEW_SUPERSEDED', (b) => (b.reviews[0].superseded_by_review_decision_id = derivedId('review', 'another'))],
	['another reviewer on the manifest', 'LEDGER_REVIEWER', (b) => (b.envelope.reviewer = b.change_set.emitted_by)],

	['the verify result left out', 'LEDGER_RESULT_MISSING', (b) => (b.verify_results = [])],
	['another verdict', 'LEDGER_RESULT_VERDICT', (b) => (b.verify_results[0].verdict = 'fail')],
	['another digest of the rebuilt text', 'LEDGER_RESULT_DIGEST', (b) => (b.verify_results[0].observed_digest = sha256('another'))],
	['a wrong count of units', 'LEDGER_RESULT_COUNT', (b) => (b.verify_results[0].observed_unit_count = 8)],
	['a verified cut called unverified', 'LEDGER_STATUS', (b) => (b.change_set.status = 'applied')],

	['a key replaced under its old name', 'LEDGER_KEY_ID', (b) => (keyOf(b, 'DOT-991').public_key = forgedKey('DOT-991').publicKey)],
	['re-signed with another key, which is put in the bundle', 'LEDGER_KEY_NOT_PINNED', (b) => takeOver(b, 'DOT-991')],
	['re-signed with another key', 'LEDGER_SIGNATURE_KEY_UNKNOWN', (b) => signAgain(b, 'DOT-992', forgedKey('DOT-992'))],
	['a key revoked before it signed', 'LEDGER_KEY_REVOKED', (b) => {
		const at = earlier(b.change_set.emitted_at, 1);
		Object.assign(keyOf(b, 'DOT-991'), { created_at: earlier(at, 9), revoked_at: at, revoked_by: 'someone', revocation_reason: 'lost' });
	}],
	['a key registered after it signed', 'LEDGER_KEY_EARLY', (b) => (keyOf(b, 'DOT-991').created_at = b.verify_results[0].finished_at)],

	['a signature left out', 'LEDGER_SIGNATURE_MISSING', (b) => b.signatures.pop()],
	['the lanes swapped', 'LEDGER_SIGNATURE_LANE', (b) => {
		const [one, two] = b.signatures;
		for (const column of ['payload_envelope', 'payload_hash', 'signature_payload', 'key_id']) [one[column], two[column]] = [two[column], one[column]];
	}],
	['another payload type', 'LEDGER_SIGNATURE_TYPE', (b) => (signatureOf(b, 'DOT-991').payload_envelope.payloadType = 'application/vnd.iu-cutter.verify-result+json')],
	['one bit of a signature', 'LEDGER_SIGNATURE_INVALID', (b) => {
		const [made] = signatureOf(b, 'DOT-991').payload_envelope.signatures;
		made.sig = flip(made.sig);
	}],
	['an envelope without its signature', 'LEDGER_SIGNATURE_UNREADABLE', (b) => (signatureOf(b, 'DOT-992').payload_envelope.signatures = [])],
	['the signature of another cut', 'LEDGER_SIGNATURE_REPLAYED', (b, other) => {
		const { payload_envelope, payload_hash, signature_payload, signed_at } = signatureOf(other, 'DOT-991');
		Object.assign(signatureOf(b, 'DOT-991'), { payload_envelope, payload_hash, signature_payload, signed_at });
	}],
	['another person beside the signature', 'LEDGER_SIGNATURE_ROW', (b) => (signatureOf(b, 'DOT-991').signer_identity = b.reviews[0].reviewer_identity)],
	['a revoked signature', 'LEDGER_SIGNATURE_REVOKED', (b) => Object.assign(signatureOf(b, 'DOT-991'), { revoked_at: b.change_set.emitted_at, revoked_by: 'someone', revocation_reason: 'error' })],
	['who executed, everywhere but in the signature', 'LEDGER_SIGNATURE_PAYLOAD', (b) => {
		const someone = derivedId('unit', 'someone');
		b.change_set.emitted_by = someone;
		for (const { after_state_snapshot: state } of b.affected_rows) {
			Object.assign(state.unit, { owner_ref: someone });
			Object.assign(state.version, { created_by: someone });
		}
		rehashRows(b);
	}],

	['an escalation nobody opened', 'LEDGER_ESCALATION', (b) => b.escalations.push({ ...b.entry, kind: 'escalation' })],
	['a compensation nobody made', 'LEDGER_COMPENSATION_UNKNOWN', (b) => b.compensations.push({ affected_rows: [], change_set: b.change_set })],

	['the first step left out', 'LEDGER_HISTORY_START', (b) => b.history.shift()],
	['a dropped history row', 'LEDGER_HISTORY_BROKEN', (b) => b.history.splice(REVIEW, 1)],
	['a move that does not exist', 'LEDGER_HISTORY_MOVE', (b) => {
		b.history[SWEEP].entry_version_after = 'reviewed_approved';
		b.history[REVIEW].entry_version_before = 'reviewed_approved';
	}],
	['the last step left out', 'LEDGER_HISTORY_END', (b) => b.history.pop()],
	['a step that names another sweep', 'LEDGER_HISTORY_SOURCE', (b) => (b.history[SWEEP].change_diff.sweep_id = derivedId('sweep', 'another'))],
	['another person in the history', 'LEDGER_HISTORY_PERSON', (b) => (b.history[CUT].changed_by = b.reviews[0].reviewer_identity)],
	['a door that there is none of', 'LEDGER_HISTORY_DOOR', (b) => (b.history[CUT].channel = 'post')],
	['a session of no kind', 'LEDGER_HISTORY_DOOR', (b) => (b.history[CUT].session_kind = 'proven')],
	['half of how it was done', 'LEDGER_COLUMNS', (b) => delete b.history[CUT].session_kind],
	['another time in the history, with an id that fits', 'LEDGER_HISTORY_TIME', (b) => {
		const row = b.history[MARK];
		row.changed_at = earlier(row.changed_at, 1);
		row.history_id = derivedId('history', row.entry_id, row.change_kind, row.changed_at);
	}],

	['another marker on the entry', 'LEDGER_MAKER', (b) => (b.entry.payload.marked_by = b.history[MARK].changed_by = derivedId('unit', 'someone'))],
	['a reviewer who marked', 'LEDGER_SEPARATION', (b) => {
		const reviewer = b.reviews[0].reviewer_identity;
		b.envelope.created_by = b.entry.payload.marked_by = b.history[MARK].changed_by = b.reviews[0].reviewer_independence_evidence.marked_by = reviewer;
	}],

	['a time that is none', 'LEDGER_TIME_UNREADABLE', (b) => (b.source.created_at = 'yesterday')],
	['a review noted at another time', 'LEDGER_TIME_DIFFERS', (b) => (b.envelope.reviewed_at = earlier(b.envelope.reviewed_at, 1))],
	['rows applied before they were planned', 'LEDGER_TIME_ORDER', (b) => (b.change_set.applied_at = earlier(b.change_set.applied_at, 1))],
	['a wrong count of units on the change set', 'LEDGER_ROW_COUNT', (b) => (b.change_set.payload_summary.units = 8)],
	['a sweep more', 'LEDGER_MATRIX', (b) => b.sweeps.push({ ...b.sweeps[0], sweep_id: derivedId('sweep', 'another') })],
];

/** What only trusted keys could tell: all is consistent but for the rule broken, under keys the forger put in the bundle. */
export const FORGERIES_WITH_OWN_KEYS = [
	['both lanes signed with one key', 'LEDGER_KEY_SHARED', (b) => {
		const executor = takeOver(b, 'DOT-991');
		const verifier = { ...executor, keyId: executor.keyId.replace('DOT-991', 'DOT-992') };
		signAgain(b, 'DOT-992', verifier);
		Object.assign(keyOf(b, 'DOT-992'), { key_id: verifier.keyId, public_key: verifier.publicKey });
	}],
	['the executor verifies', 'LEDGER_SEPARATION', (b) => {
		const executor = b.change_set.emitted_by;
		b.verify_results[0].verified_by = b.history[VERIFY].changed_by = signatureOf(b, 'DOT-992').signer_identity = executor;
		takeOver(b, 'DOT-992', (payload) => (payload.verifier = executor));
	}],
	['planned counts', 'LEDGER_PLANNED_COUNTS', (b) => {
		const table = 'cutter_governance.cut_change_set_affected_row';
		b.change_set.planned_row_counts[table] = 8;
		takeOver(b, 'DOT-991', (payload) => (payload.planned_row_counts[table] = 8));
	}],
	['a payload without the rows', 'LEDGER_SIGNATURE_PAYLOAD', (b) => takeOver(b, 'DOT-991', (payload) => delete payload.rows_digest)],
];

/** Of a cut that was taken back. */
export const FORGERIES_OF_COMPENSATION = [
	['the compensation left out', 'LEDGER_COMPENSATION_MISSING', (b) => (b.compensations = [])],
	['the compensation of another cut', 'LEDGER_COMPENSATION_DIFFERS', (b) => (b.compensations[0].change_set.compensates_change_set_id = derivedId('change-set', 'another'))],
	['a removed row left out', 'LEDGER_COMPENSATION_ROW', (b) => b.compensations[0].affected_rows.pop()],
	['a removed text changed', 'LEDGER_COMPENSATION_ROW', (b) => (b.compensations[0].affected_rows[2].before_state_snapshot.version.body = 'Khác.\n')],
	['the escalation left out', 'LEDGER_ESCALATION', (b) => (b.escalations = [])],
	['a failed cut called verified', 'LEDGER_STATUS', (b) => (b.change_set.status = 'verified')],
	['a failed verification called passed', 'LEDGER_RESULT_VERDICT', (b) => (b.verify_results[0].verdict = 'pass')],
];

/** The payload a lane signed. */
export const payloadIn = (bundle, lane) => payloadOf(signatureOf(bundle, lane).payload_envelope);
