/** Carries a registered act to a proposal on every registered document that it amends: each is a change of its own, and one that cannot be proposed stops no other. */
import type { ActConsolidated, ActOnDocument } from '../answers/index.js';
import { Refused, refuse } from '../core/index.js';
import { documentNamed, documentWithText } from '../ledger/documents.js';
import { inLane } from '../ledger/transaction.js';
import { readDocumentsOf } from './amendingActs.js';
import { authorised, type Context } from './context.js';
import { proposeAmendments } from './proposeAmendments.js';
import { proposeOperation } from './proposeStructure.js';

export interface Consolidation {
	/** Id, code or prefix of the act. */
	act: string;
	/** Ids, codes or prefixes of the documents; none is every one on which the act is outstanding. */
	documents: readonly string[];
	/** The day from which it is law; null is the act's own. */
	effectiveOn: string | null;
	/** Whether steps are a part of it that a person should look at before. */
	withDoubts: boolean;
	/** Why; null is the title of the act. */
	rationale: string | null;
	/** Shows what would be proposed, and writes nothing. */
	dryRun: boolean;
}

export async function consolidateAct(context: Context, request: Consolidation): Promise<ActConsolidated[]> {
	await authorised(context, request.dryRun ? 'observer' : 'executor');
	const { act, wanted } = await inLane(context, 'reader', async ({ trx }) => {
		const wanted: string[] = [];
		for (const named of request.documents) wanted.push(await documentNamed(trx, named));
		return { act: (await documentWithText(trx, await documentNamed(trx, request.act))).document, wanted };
	});
	const { acts } = await readDocumentsOf(context, act.id);
	const lost = wanted.findIndex((id) => acts.every(({ document }) => document?.id !== id));
	if (lost >= 0) refuse('conflict', 'ACT_NAMES_NOT', `${act.title} does not name the document ${JSON.stringify(request.documents[lost])}: what a document is called is set with "names".`);
	const done: ActConsolidated[] = [];
	for (const on of acts) {
		if (wanted.length > 0 && !wanted.includes(on.document?.id ?? '')) continue;
		done.push({ on, proposal: null, proposed: null, refusal: null, ...(await consolidated(context, on, request)) });
	}
	return done;
}

async function consolidated(context: Context, { act, document, stands }: ActOnDocument, { effectiveOn, withDoubts, rationale, dryRun }: Consolidation): Promise<Partial<ActConsolidated>> {
	if (document === null || (stands !== 'outstanding' && stands !== 'partly')) return {};
	const found: Partial<ActConsolidated> = {};
	try {
		found.proposal = await proposeAmendments(context, { document: document.id, by: { documentId: act.id }, isAct: true, asOne: { effectiveOn, withDoubts } });
		const { operation, effective_on: day } = found.proposal.whole ?? {};
		if (operation) found.proposed = await proposeOperation(context, { document: document.id, operation, rationale: rationale ?? act.title, preview: null, authority: null, effectiveOn: day ?? null, dryRun });
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		found.refusal = { code: `CUTTER_${error.refusal.code}`, message: error.refusal.message };
	}
	return found;
}
