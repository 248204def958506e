/** Citations as people write them, where else an address would be: which units they mean. */
import type { Resolved } from '../answers/index.js';
import { core, Refused, type Refusal, type SettleOutcome, type TypedCitation } from '../core/index.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';
import { settleCitations } from './settleCitations.js';

/** A citation that was read, and the addresses that it means. */
export interface ReadCitation {
	citation: NonNullable<Resolved['citation']>;
	/** Of the units that are to be resolved; none for a document as a whole, and where nothing has that name. */
	addresses: string[];
	/** No provision of it is cited. */
	wholeDocument: boolean;
}

/** What was read of texts that are no addresses, by the text: a citation, or why it is none. */
export interface TypedCitations {
	read: Map<string, ReadCitation>;
	refused: Map<string, Refusal>;
}

/** Reads those of the texts that are citations, by their text. */
export async function readTypedCitations(context: Context, texts: readonly string[], asOf: string): Promise<TypedCitations> {
	const typed = new Map<string, TypedCitation>();
	const refused = new Map<string, Refusal>();
	for (const text of texts) {
		const citation = await core((it) => it.read_citation(text)).catch(refusalOf);
		if ('code' in citation) refused.set(text, citation);
		else typed.set(text, citation);
	}
	if (typed.size === 0) return { read: new Map(), refused };
	const asked = [...typed].flatMap(([text, { provisions, whole, document }]) =>
		(provisions.length > 0 ? provisions : [{ normal: document ?? '', targets: [whole] }]).map(({ normal, targets }) => ({ text, normal, targets, since: null })),
	);
	const settled = await inLane(context, 'reader', ({ trx }) => settleCitations(context, trx, asked, asOf));
	const read = new Map<string, ReadCitation>();
	for (const [text, { document, provisions }] of typed) {
		const means = asked.flatMap(({ text: of, normal }, index) => (of === text ? [{ normal, ...settled[index]! }] : []));
		const addresses = [...new Set(means.flatMap(({ address }) => (address === null ? [] : [address])))];
		read.set(text, { citation: { document, means }, addresses, wholeDocument: provisions.length === 0 });
	}
	return { read, refused };
}

/** What is no citation is whatever else it is; only a fault of the core is one here. */
function refusalOf(error: unknown): Refusal {
	if (error instanceof Refused) return error.refusal;
	throw error;
}

/** How the resolution of a citation that means no unit ends. */
export const ENDS: Record<SettleOutcome, Resolved['outcome']> = {
	resolved: 'not_found', ended: 'gone', document_unknown: 'not_found', provision_unknown: 'not_found', ambiguous: 'ambiguous',
};
