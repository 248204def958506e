/** What is answered about citations: who cites what, and which unit a citation means. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { Resolved } from './units.js';
import { Names, uuid } from './values.js';

export const CitingText = z.object({
	unit_id: uuid.describe('The unit whose text cites.'),
	canonical_address: z.string(),
	label: z.string().nullable(),
	title: z.string().nullable(),
	doc_code: z.string(),
	document_title: z.string().nullable(),
	part: z.enum(['heading', 'body']),
	starts: z.number().describe('First byte in that part of the text.'),
	ends: z.number(),
	words: z.string().describe('What the text says, on one line.'),
	kind: z.string().describe('self, relative, internal, external or document.'),
	document: z.string().nullable().describe('The document as it is named; null for the one in which it stands.'),
	provision: z.string().nullable().describe('The provision as people read it; null for a document as a whole.'),
	settled: core.Settled.describe('Which unit it means, and what became of that.'),
	place: z.string().describe('Its place among all citations of the library, by which it is named.'),
	accepted: z
		.object({ asks: z.string(), why: z.string(), by: uuid, at: z.string() })
		.nullable()
		.describe('That somebody lets it stand, why, and what it asked then; null where nobody does.'),
	of: uuid.nullable().describe('The unit asked for that it concerns; null where what a text cites was asked for.'),
	concerns: core.Concerns.nullable(),
});
export type CitingText = z.infer<typeof CitingText>;

export const ReferencePage = z.object({ references: z.array(CitingText), next: z.string().nullable().describe('Where the next page begins.') });
export type ReferencePage = z.infer<typeof ReferencePage>;

export const OpenCitationPage = ReferencePage.extend({ me: core.Duties, names: Names });
export type OpenCitationPage = z.infer<typeof OpenCitationPage>;

export const CitedByPage = ReferencePage.extend({ resolution: Resolved.describe('Which units were asked for.') });
export type CitedByPage = z.infer<typeof CitedByPage>;

export const WantedDocument = z.object({
	key: z.string(),
	name: z.string().describe('As one of the texts names it.'),
	documents: z.number().describe('Documents that cite it.'),
	references: z.number(),
});
export type WantedDocument = z.infer<typeof WantedDocument>;

export const WantedDocuments = z.object({ documents: z.array(WantedDocument) });
export type WantedDocuments = z.infer<typeof WantedDocuments>;

export const DocumentNamesShown = z.object({ names: z.array(core.DocumentName).describe('Those that its text says first.') });
export type DocumentNamesShown = z.infer<typeof DocumentNamesShown>;
