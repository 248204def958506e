/** What is answered from the ledger: change sets with their proofs, who did what when, checkpoints. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { counts, Names, status, time, uuid } from './values.js';

export const SignatureShown = z.object({
	signer_dot_id: z.string(),
	signer_identity: z.string(),
	key_id: z.string(),
	signature_algorithm: z.string(),
	payload_hash: z.string(),
	signed_at: time,
	revoked_at: time.nullable(),
});
export type SignatureShown = z.infer<typeof SignatureShown>;

export const VerifyResultShown = core.VerifyResultRow.extend({ started_at: time, finished_at: time, scenario_ref: z.string().nullable() });
export type VerifyResultShown = z.infer<typeof VerifyResultShown>;

export const Rehearsal = z.object({ change_set_id: uuid, emitted_by: z.string(), emitted_at: time });
export type Rehearsal = z.infer<typeof Rehearsal>;

export const ChangeSetShown = z.object({
	change_set_id: uuid,
	entry_id: uuid,
	operation_kind: z.string(),
	status: z.string(),
	manifest_id: uuid,
	manifest_digest: z.string(),
	plan_digest: z.string(),
	review_decision_id: uuid.nullable(),
	executor_tool_revision: z.string(),
	verifier_tool_revision: z.string().nullable(),
	emitted_by: z.string(),
	emitted_at: time,
	source_document_ref: z.string(),
	planned_row_counts: counts,
	compensates_change_set_id: uuid.nullable().describe('What it took back, after a failed verification or as a withdrawal.'),
	withdrawn_by: uuid.nullable().describe('The change set that withdrew it.'),
	corrects: uuid.nullable().describe('What it corrects.'),
	corrected_by: z.array(uuid).describe('The change sets that correct it, the oldest first.'),
	rollback_key: z.string(),
	payload_summary: z.looseObject({ gates: z.array(core.Gate).optional() }),
	rollback_reason: z.string().nullable(),
	rolled_back_at: time.nullable(),
	entry_status: status,
	verify_result: VerifyResultShown.nullable(),
	signatures: z.array(SignatureShown),
	row_matrix: counts.describe('Rows of each governance table that belong to it.'),
	rows_now: counts.describe('Rows that are there now, by table.'),
	rehearsals: z.array(Rehearsal).describe('Of its manifest, the oldest first.'),
	names: Names,
});
export type ChangeSetShown = z.infer<typeof ChangeSetShown>;

export const Deed = z
	.object({
		at: time,
		who: z.string().describe("A user's id, `flow:` and the id of a flow, or `schedule:` and the name of a setting."),
		channel: core.Channel.nullable().describe('Through which door; null where nobody recorded it.'),
		session_kind: core.SessionKind.nullable().describe('How it was known who acts; `asserted` where a development system took a name. Null where nobody recorded it.'),
		what: z.string().describe('A kind of history row, or `register`, `depend`, `rehearse`, `checkpoint`, `revoke_signature`, `revoke_key`.'),
		doc_code: z.string().nullable(),
		entry_id: uuid.nullable(),
		manifest_id: uuid.nullable(),
		change_set_id: uuid.nullable(),
		rationale: z.string().nullable(),
		detail: z.record(z.string(), z.unknown()).nullable().describe('What else the row says: ids, digests.'),
		recorded_in: z.string().describe('The table that records it.'),
		record_id: z.string(),
	})
	.describe('One thing that was done.');
export type Deed = z.infer<typeof Deed>;

export const AuditPage = z.object({ deeds: z.array(Deed), next: z.string().nullable().describe('The `after` of the next page; null on the last.') });
export type AuditPage = z.infer<typeof AuditPage>;

export const NewestCheckpoint = core.CheckpointClaim.extend({
	not_yet_sealed: z.number().describe('Rows written since: they are not under it.'),
	checkpoint: z.unknown().describe('The document that is kept outside the database.'),
	note: z.string().nullable().describe('The newest checkpoint as a signed note (C2SP tlog-checkpoint), with the cosignatures of witnesses.'),
	vkey: z.string().nullable().describe('The verifier key of the log that signed the note.'),
	time_stamp: z
		.object({ authority: z.string(), stamped_at: time, answer: z.string().describe('The TimeStampResp of RFC 3161, base64.') })
		.nullable()
		.describe('A time stamp over the SHA-256 of the note without its cosignatures.'),
});
export type NewestCheckpoint = z.infer<typeof NewestCheckpoint>;
