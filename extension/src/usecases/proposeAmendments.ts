/** What leads from a cut document to a consolidated text of it, or what an amending act asks of it: as steps to look at. Writes nothing. */
import { coreInBackground } from '../core/background.js';
import { type AmendmentProposal, type TextSource } from '../core/index.js';
import { namesOfDocument } from '../ledger/documentNames.js';
import { documentNamed, documentWithText, sourceVersion } from '../ledger/documents.js';
import { customProfile } from '../ledger/grammarProfiles.js';
import { activeSectionTypes, documentRows } from '../ledger/structure.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { actOf } from './amendingActs.js';
import { authorised, type Context } from './context.js';

/** The text that amends: as it is, or as it was registered. */
export type AmendingText = { text: string } | { documentId: string } | { sha256: string };

export interface AmendmentRequest {
	/** The document that is amended: its id, code or prefix. */
	document: string;
	by: AmendingText;
	/** Whether the text is an amending act; else it is a consolidated text of the document. */
	isAct: boolean;
	/** All of it as one change: the day from which it is law (null is the act's own), and whether doubted steps are a part of it. */
	asOne?: { effectiveOn: string | null; withDoubts: boolean } | null;
}

export async function proposeAmendments(context: Context, { document: named, by, isAct, asOne }: AmendmentRequest): Promise<AmendmentProposal> {
	await authorised(context, 'observer');
	const facts = await inLane(context, 'reader', async ({ trx }) => {
		const { document } = await documentWithText(trx, await documentNamed(trx, named));
		const amending = await textOf(trx, by);
		const ownDay = asOne && isAct ? (await actOf(trx, amending.text, amending.source)).law_from : null;
		return {
			document,
			names: (await namesOfDocument(trx, document.id)).map(({ name }) => name),
			document_rows: await documentRows(trx, { docCode: document.doc_code, entryId: null, manifestId: null, effectiveOn: asOne?.effectiveOn ?? ownDay }),
			active_section_types: await activeSectionTypes(trx),
			custom_profile: await customProfile(trx, document.profile),
			as_one: asOne ? { effective_on: asOne.effectiveOn, own_day: ownDay, with_doubts: asOne.withDoubts } : null,
			...amending,
		};
	});
	return coreInBackground(isAct ? 'propose_by_act' : 'propose_amendments', facts);
}

async function textOf(trx: LaneTransaction['trx'], by: AmendingText): Promise<{ text: string; source: TextSource | null }> {
	if ('text' in by) return { text: by.text, source: null };
	if ('sha256' in by) {
		const { documentId, text } = await sourceVersion(trx, by.sha256);
		return { text, source: { document_id: documentId, sha256: by.sha256 } };
	}
	const { document, canonicalText } = await documentWithText(trx, by.documentId);
	return { text: canonicalText, source: { document_id: document.id, sha256: document.source_sha256 } };
}
