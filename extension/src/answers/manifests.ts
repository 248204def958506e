/** What is answered about a manifest: without its units, its units in pages, what an operation proposes. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { ReferencePage } from './references.js';
import { day, Names, OperationKind, time, uuid } from './values.js';

const stored = {
	id: uuid,
	status: z.string(),
	document_id: z.string().describe('The registered document, or the code of one whose units are known by it alone.'),
	marked_by: z.string(),
	created_at: time,
	reviewer: z.string().nullable(),
	change_set_id: uuid.nullable(),
};

/** A manifest as it is stored. */
const FirstCut = core.Manifest.extend({ operation_kind: OperationKind.extract(['first_cut']) });
const Attestation = core.AttestManifest.extend({ operation_kind: OperationKind.extract(['attest']) });
const Operation = core.StructureManifest.extend({ operation_kind: OperationKind.exclude(['first_cut', 'attest']) });

export const ManifestHeader = z
	.discriminatedUnion('operation_kind', [FirstCut.omit({ units: true }).extend(stored), Attestation.omit({ units: true }).extend(stored), Operation.extend(stored)])
	.describe('A manifest without its units, but for those that an operation names.');
export type ManifestHeader = z.infer<typeof ManifestHeader>;

export const AnomaliesAsked = z.array(core.WeighedAnomaly).describe('What a text leaves to people, the gravest first, and in the order of the text. A PASS needs an answer to each that is grave.');
export type AnomaliesAsked = z.infer<typeof AnomaliesAsked>;

export const ManifestCard = z
	.object({
		facts: z.array(core.CardFact).describe('Each with the line that says it, a doubt where it is unsure, and `read` where a person confirmed or corrected it.'),
		confirmed: z.object({ by: z.string(), at: time }).nullable().describe('Who confirmed it at registration; null where nobody did.'),
		names: Names,
	})
	.describe('What a document says of itself.');
export type ManifestCard = z.infer<typeof ManifestCard>;

const texts = { heading: z.string(), body: z.string() };

export const FirstCutPage = z.object({ total: z.number(), units: z.array(core.Unit.extend(texts)) });
export type FirstCutPage = z.infer<typeof FirstCutPage>;

export const UnitPage = z
	.union([FirstCutPage, FirstCutPage.extend({ units: z.array(core.AttestedUnit.extend(texts)) }), FirstCutPage.extend({ units: z.array(core.StructureResult.extend(texts)) })])
	.describe('Units of a first cut with the texts of the source, attested ones with those they have, results of an operation with those they are to have.');
export type UnitPage = z.infer<typeof UnitPage>;

export const OperationRead = Operation.pick({ operation_kind: true, origins: true, results: true, moved_along: true, citations: true })
	.extend({
		id: uuid,
		rationale: z.string(),
		effective_on: day.nullable().describe('The day from which it is law; null takes effect as it is recorded.'),
		until: day.nullable().describe('Of a suspension the first day on which it runs no longer; null is not known, or no suspension.'),
		change_set_id: uuid.nullable(),
		texts: core.SideBySide.describe('Once it is carried out, without those before.'),
		cited_by: ReferencePage.describe('The texts that cite what changes, as they answer today; a first page.'),
	})
	.describe('What an operation on units proposes.');
export type OperationRead = z.infer<typeof OperationRead>;
