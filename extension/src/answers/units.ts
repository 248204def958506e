/** What is answered about units: what a text names, how they read at a time, what happened to them. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { day, Names, OperationKind, time, uuid } from './values.js';

const [valid, invalid] = core.Parsed.options;
const address = z.string().describe('As it was given.');
export const ParsedAddress = z.discriminatedUnion('outcome', [valid.extend({ address }), invalid.extend({ address })]);
export type ParsedAddress = z.infer<typeof ParsedAddress>;

export const ResolvedUnit = core.ResolvableUnit.extend({
	doc_code: z.string().optional(),
	section_type: z.string().optional(),
	authority: z.string().nullish(),
	title: z.string().nullish(),
	label: z.string().nullish(),
	in_force_from: day.nullish().describe('The day from which it is law; none of a draft, and where that is the time of its recording.'),
	in_force_until: day.nullish().describe('The first day on which it is law no longer; none while it is.'),
	suspended_from: day.nullish().describe('The day from which its last suspension runs; none where it never was suspended.'),
	suspended_until: day.nullish().describe('The first day on which that suspension runs no longer; none where nobody knows it yet.'),
});
export type ResolvedUnit = z.infer<typeof ResolvedUnit>;

export const Resolved = core.Resolution.extend({
	units: z.array(ResolvedUnit).describe('The units, in render order, each once.'),
	candidates: z.array(ResolvedUnit).describe('The units an ambiguous text may mean, in render order.'),
	trail: z
		.array(core.TrailEntry.extend({ unit_address: z.string().optional().describe('The address that its unit has now or ended with.') }))
		.describe('The way, hop by hop.'),
	standing: core.Standing.optional().describe('What the text is among the units there are, where that is asked for.'),
	citation: z
		.object({
			document: z.string().nullable().describe('The document as the citation names it.'),
			means: z.array(core.Settled.extend({ normal: z.string().describe('The provision as people read it, or the document.') })).describe('What each provision of it means.'),
		})
		.optional()
		.describe('How the text was read, where it is no address but a citation as people write it.'),
	nothing_yet: core.Refusal.optional().describe('That nothing of the document was there on that day, or known by then; no other address is suggested then.'),
	no_citation: core.Refusal.optional().describe('Why the text is no citation either, where it looks like one.'),
});
export type Resolved = z.infer<typeof Resolved>;

export const UnitRead = z.object({
	resolution: Resolved.describe('Where the text leads at that time, and how.'),
	readings: z.array(core.Reading).describe('Of each unit it leads to what stood there; none where it leads to none.'),
});
export type UnitRead = z.infer<typeof UnitRead>;

export const DocumentReading = core.Reading.extend({
	not_consolidated: z.array(core.NotConsolidated).describe('Registered acts that amend or repeal the document and are not carried out on it; none where earlier knowledge is asked for.'),
});
export type DocumentReading = z.infer<typeof DocumentReading>;

export const AliasPage = z.object({ aliases: z.array(core.AliasRow), next: uuid.nullable() });
export type AliasPage = z.infer<typeof AliasPage>;

export const LineageUnit = z.object({
	id: uuid,
	label: z.string(),
	title: z.string(),
	canonical_address: z.string(),
	lifecycle_status: z.string(),
	authority: z.string().nullable(),
	born_at: time,
	ended_at: time.nullable(),
	versions: z.array(z.object({ version_seq: z.number(), created_at: time, enacted_at: time.nullable() })).describe('The oldest first.'),
	addresses: z
		.array(z.object({ address: z.string(), since: time, until: time.nullable() }))
		.describe('With the time it held each, the oldest first; none until where it holds it still.'),
});
export type LineageUnit = z.infer<typeof LineageUnit>;

export const LineageStep = z
	.object({ change_set_id: uuid, operation_kind: OperationKind.extract(['split', 'merge']), at: time, from: z.array(uuid), to: z.array(uuid) })
	.describe('A split or a join: from one unit to its parts, or from several to the one that stands for them.');
export type LineageStep = z.infer<typeof LineageStep>;

export const Lineage = z
	.object({ units: z.array(LineageUnit), steps: z.array(LineageStep), now: time.describe('When it was so: where what is open is drawn to.') })
	.describe('Everything that splits and joins connect with a unit.');
export type Lineage = z.infer<typeof Lineage>;

export const UnitVersionShown = z.object({
	version_seq: z.number(),
	title: z.string().nullable(),
	lifecycle_status: z.string(),
	content_hash: z.string(),
	created_by: z.string(),
	created_at: time,
	enacted_at: time.nullable(),
	superseded_at: time.nullable(),
	retired_at: time.nullable(),
	change_set_id: uuid.nullable(),
	operation_kind: OperationKind.nullable(),
	manifest_id: uuid.nullable(),
	verdict: core.VerifyVerdict.nullable().describe('Of VERIFY; none where it was not verified.'),
});
export type UnitVersionShown = z.infer<typeof UnitVersionShown>;

export const PartVersionShown = UnitVersionShown.extend({ unit_id: uuid, canonical_address: z.string(), label: z.string() });
export type PartVersionShown = z.infer<typeof PartVersionShown>;

export const UnitHistoryRead = z.object({
	versions: z.array(UnitVersionShown.extend({ heading: z.string().nullable(), body: z.string().nullable() })).describe('The newest first, each with its texts.'),
	parts: z.array(PartVersionShown).describe('What happened to the units that stand or stood in it since they began: their later versions, and those that ended; the newest first.'),
	more_parts: z.number().describe('How many more of those there are, which are older.'),
	lineage: Lineage,
	names: Names,
});
export type UnitHistoryRead = z.infer<typeof UnitHistoryRead>;

export const TimelineEntry = z.object({
	change_set_id: uuid,
	operation_kind: OperationKind.or(z.literal('compensation')),
	status: z.string().describe('Of the change set: applied, verified, compensated or failed.'),
	effective_on: day.nullable().describe('The day from which it is law; null took effect as it was recorded.'),
	recorded_at: time,
	recorded_by: z.string(),
	manifest_id: uuid,
	units: z.number().describe('Units it was about.'),
	compensates_change_set_id: uuid.nullable().describe('What it took back.'),
	rationale: z.string().nullable().describe('Why it was proposed; a cut of a text has no reason of its own.'),
	addresses: z.array(z.string()).describe('Of an operation the first units it starts from, by the addresses they had; where it starts from none, those it made.'),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const Timeline = z.object({ entries: z.array(TimelineEntry).describe('In the order in which they took effect.'), names: Names });
export type Timeline = z.infer<typeof Timeline>;

export const SectionType = z.object({ code: z.string(), name_en: z.string(), name_vi: z.string() });
export type SectionType = z.infer<typeof SectionType>;

export const Surroundings = z.object({
	me: core.Duties.describe('What the caller may do, and why not.'),
	doc_code: z.string(),
	document: z.object({ id: uuid, title: z.string() }).nullable().describe('The registered document; none where its units are known by their code alone.'),
	section_types: z.array(SectionType).describe('Kinds that a new unit may have.'),
	unit: core.ReadUnit.describe('The unit itself, to its last text where it has ended.'),
	units: z.array(core.ReadUnit).describe('Everything that stands in the document, in its order.'),
});
export type Surroundings = z.infer<typeof Surroundings>;
