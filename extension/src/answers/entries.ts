/** What is answered about documents and their cut requests: the queue, and where each stands for the person who asks. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { counts, Names, OperationKind, status, time, uuid } from './values.js';

export const EntryShown = core.EntryStanding.extend({
	status,
	operation_kind: OperationKind,
	manifest_id: uuid,
	manifest_digest: z.string(),
	change_set_id: uuid.nullable(),
	document_id: uuid.nullable(),
	title: z.string().nullable(),
	doc_code: z.string(),
	prefix: z.string().nullable(),
	unit_count: z.number().nullable(),
	emitted_at: time,
	moved_at: time.describe('When it last moved.'),
	acts: core.EntryActs.shape.acts,
	waits_for_me: core.EntryActs.shape.waits_for_me,
	waits_for_duty: core.EntryActs.shape.waits_for,
}).describe('A cut request, where it stands, and what the caller may do with it.');
export type EntryShown = z.infer<typeof EntryShown>;

export const Moves = z.object({ moves: z.string().nullable().describe('Another one than before says that an entry moved; null where the schema does not count.') });
export type Moves = z.infer<typeof Moves>;

export const NoticesWanted = z
	.object({ waits: z.boolean().describe('That the next step is theirs.'), decided: z.boolean().describe('That what they made was decided.') })
	.describe('What a person is told of in the inbox of Directus, and by mail where they want mail.');
export type NoticesWanted = z.infer<typeof NoticesWanted>;

export const Overview = z.object({
	me: core.Duties,
	counts,
	entries: z.array(EntryShown).describe('Of each open state those that wait longest.'),
	more: z.number().describe('How many more are open than these.'),
	names: Names,
});
export type Overview = z.infer<typeof Overview>;

export const DocumentShown = z.object({
	id: uuid,
	title: z.string(),
	doc_code: z.string(),
	prefix: z.string(),
	profile: z.string(),
	current_source_sha256: z.string(),
	bytes: z.number(),
	created_by: z.string(),
	created_at: time,
	updated_at: time,
});
export type DocumentShown = z.infer<typeof DocumentShown>;

export const DocumentPage = z.object({
	me: core.Duties,
	documents: z.array(DocumentShown.extend({ newest: EntryShown.nullable().describe('Its newest entry; none where it was never marked.') })),
	names: Names,
	next: z.object({ title: z.string(), id: uuid }).nullable().describe('Where the next page begins; none after the last.'),
});
export type DocumentPage = z.infer<typeof DocumentPage>;

export const DocumentWithEntries = DocumentShown.extend({ me: core.Duties, entries: z.array(EntryShown).describe('Every one, the newest first.'), names: Names });
export type DocumentWithEntries = z.infer<typeof DocumentWithEntries>;

export const ReviewShown = z.object({
	review_decision_id: uuid,
	verdict: core.ReviewVerdict,
	reviewer: z.string(),
	rationale: z.string(),
	manifest_digest: z.string(),
	decided_at: time,
	answers: z.array(core.AnomalyAnswer).describe('What the reviewer says to anomalies of the text.'),
});
export type ReviewShown = z.infer<typeof ReviewShown>;

export const ManifestStanding = EntryShown.extend({
	reviews: z.array(ReviewShown).describe('The newest first.'),
	manifest_before: uuid.nullable().describe('The manifest of the same document that was marked before this one.'),
	names: Names,
});
export type ManifestStanding = z.infer<typeof ManifestStanding>;

export const BacklogEntry = z.object({
	entry_id: uuid,
	kind: z.string(),
	status: z.string(),
	payload: z.record(z.string(), z.unknown()),
	emitted_at: time,
	history: z.array(
		z.object({
			change_kind: z.string(),
			before: z.string().nullable(),
			after: z.string(),
			changed_by: z.string(),
			changed_at: time,
			rationale: z.string().nullable(),
			change_diff: z.record(z.string(), z.unknown()).nullable(),
		}),
	),
	waits_for: z.array(z.object({ entry_id: uuid, status: z.string() })),
});
export type BacklogEntry = z.infer<typeof BacklogEntry>;

export const BacklogPage = z.object({ entries: z.array(BacklogEntry), next: z.string().nullable() });
export type BacklogPage = z.infer<typeof BacklogPage>;

export const BacklogDays = z.array(z.object({ day: z.iso.date(), counts }));
export type BacklogDays = z.infer<typeof BacklogDays>;
