/** What the steps of a document's way answer: register, MARK, SWEEP, REVIEW, CUT, VERIFY, and what is beside the way. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { ReferencePage } from './references.js';
import { counts, day, status, uuid } from './values.js';

export const ConfirmedValue = z.object({
	member: z.string(),
	read: z.string().describe('What the text says.'),
	value: z.string().describe('What it is: the same, or what it was corrected to.'),
});
export type ConfirmedValue = z.infer<typeof ConfirmedValue>;

export const Registered = z.object({
	id: uuid.describe('The document.'),
	is_new: z.boolean().describe('Whether the document is new; else this is a new version of its text.'),
	title: z.string(),
	doc_code: z.string(),
	prefix: z.string(),
	profile: z.string(),
	source_sha256: z.string().describe('Of the canonical text.'),
	bytes: z.number(),
	original_sha256: z.string(),
	original_bytes: z.number(),
	detection: z.array(core.Detection),
	card: z.array(core.CardFact).describe('What the document says of itself.'),
	confirmed: z.array(ConfirmedValue).describe('What of it was confirmed or corrected.'),
});
export type Registered = z.infer<typeof Registered>;

export type Marked = z.infer<typeof core.MarkOutcome>;
export type AttestMarked = z.infer<typeof core.AttestOutcome>;

export const OperationProposed = core.StructureManifest.pick({ operation_kind: true, doc_code: true, origins: true, results: true, moved_along: true, citations: true })
	.extend({
		dry_run: z.boolean(),
		already_marked: z.boolean(),
		entry_id: uuid,
		manifest_id: uuid,
		manifest_digest: z.string().describe('What a request names as its preview.'),
		status,
		effective_on: day.nullable().describe('The day from which it is law; null takes effect as it is recorded.'),
		until: day.nullable().describe('Of a suspension the first day on which it runs no longer; null is not known, or no suspension.'),
		texts: core.SideBySide,
		cited_by: ReferencePage.describe('The texts that cite what changes, as they answer today; a first page.'),
	})
	.describe('What is proposed, or with `dry_run` would be.');
export type OperationProposed = z.infer<typeof OperationProposed>;

export const Swept = z.object({
	sweep_id: uuid.nullable().describe('Null where nothing waited: then nothing is written.'),
	scanned: z.number(),
	promoted: z.number(),
	entry_ids: z.array(uuid),
	next: z.string().nullable().describe('The `after` of the next batch; null where this one came to the end of the queue.'),
	waits_for: z.array(z.string()).optional().describe('Names of the people who may review it, empty of who has none; where manifests were named.'),
});
export type Swept = z.infer<typeof Swept>;

export const Findings = z.record(z.string(), core.Finding).describe('The ten findings of a review, by name.');
export type Findings = z.infer<typeof Findings>;

export const Reviewed = z.object({
	review_decision_id: uuid,
	entry_id: uuid,
	status,
	verdict: core.ReviewVerdict,
	findings: Findings,
	manifest_digest: z.string(),
	plan_digest: z.string(),
	escalation_entry_id: uuid.nullable().describe('The escalation a deferral opened.'),
});
export type Reviewed = z.infer<typeof Reviewed>;

export const Cut = z.object({
	dry_run: z.boolean(),
	target: core.Target,
	change_set_id: uuid,
	rollback_key: z.string(),
	entry_id: uuid,
	status,
	gates: z.array(core.Gate),
	manifest_digest: z.string(),
	plan_digest: z.string(),
	planned_row_counts: counts,
	observed_row_counts: counts,
	removed_row_counts: counts.describe('Rows of an earlier rehearsal that this one replaced.'),
	proof: core.RehearsalProof.nullable().describe('What the rehearsed rows are worth, read back from the sandbox; null for a cut to public, which VERIFY proves.'),
});
export type Cut = z.infer<typeof Cut>;

export const Verified = core.VerifyResultRow.pick({
	verify_result_id: true,
	change_set_id: true,
	expected_unit_count: true,
	observed_unit_count: true,
	reconstruction_ok: true,
	signature_valid: true,
	separation_of_duty_ok: true,
	tool_revision_match: true,
	expected_digest: true,
	observed_digest: true,
	findings: true,
	verdict: true,
}).extend({
	entry_id: uuid,
	status,
	axes: z.object({ unit: z.number(), content: z.number(), structure: z.number(), scope: z.number() }).describe('How far what is there differs from what was to be, by kind of difference.'),
	compensation: z
		.object({ change_set_id: uuid.nullable(), escalation_entry_id: uuid, reason: z.string() })
		.nullable()
		.describe('What a failed verdict led to: an escalation, and the change set that takes untouched rows back.'),
	drifted: z
		.array(core.DocumentDrift.extend({ escalation_entry_id: uuid }))
		.describe('Other documents that are not as they were signed: each is escalated as its own, and counts for nothing here.'),
	references: z.number().nullable().describe('How many references the texts have that it proved; null where they could not be read, which `directus cutter read-references` does again.'),
});
export type Verified = z.infer<typeof Verified>;

export const Abandoned = z.object({ entry_id: uuid, status });
export type Abandoned = z.infer<typeof Abandoned>;

export const Dependency = core.DependencyRow.extend({ already_there: z.boolean() });
export type Dependency = z.infer<typeof Dependency>;
