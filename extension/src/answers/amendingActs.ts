/** What is answered about acts and the documents they amend. */
import { z } from 'zod';

import * as core from '../../../core/wasm/schemas.js';
import { OperationProposed } from './pipeline.js';
import { day, Names, status, uuid } from './values.js';

export const DocumentBrief = z.object({ id: uuid, title: z.string(), doc_code: z.string(), prefix: z.string() });
export type DocumentBrief = z.infer<typeof DocumentBrief>;

export const ActOnDocument = z.object({
	relation: core.Relation.describe('amends or repeals.'),
	name: z.string().describe('The document as the act names it.'),
	act: DocumentBrief,
	document: DocumentBrief.nullable().describe('Null where it is not registered.'),
	stands: core.ActStands,
	included: z
		.object({ why: z.string().nullable().describe('Null where its card says so.'), told_by: z.string(), told_at: z.string() })
		.nullable()
		.describe('Who says that the text of the document has it already.'),
	changes: z.array(z.object({
		entry_id: uuid,
		manifest_id: uuid,
		status,
		change_set_id: uuid.nullable(),
		effective_on: day.nullable(),
		asked: z.array(z.number()).describe('Lines of the sentences of the act that asked something which the document had not yet.'),
		carried: z.array(z.number()).describe('Lines of those that it carries out.'),
	})).describe('The changes that carry it out, the newest first.'),
});
export type ActOnDocument = z.infer<typeof ActOnDocument>;

export const ActsOnDocuments = z.object({ acts: z.array(ActOnDocument), names: Names });
export type ActsOnDocuments = z.infer<typeof ActsOnDocuments>;

/** What came of an act on one document; on the command line alone, where each document is a transaction of its own. */
export interface ActConsolidated {
	on: ActOnDocument;
	proposal: z.infer<typeof core.AmendmentProposal> | null;
	proposed: z.infer<typeof OperationProposed> | null;
	refusal: { code: string; message: string } | null;
}
