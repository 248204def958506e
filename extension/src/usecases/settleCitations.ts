/** Which unit each citation means as of the day of the text that cites, and what became of it: told from the library as it is. */
import { core, type Settled } from '../core/index.js';
import { neighbourhood, seenOf } from '../ledger/aliases.js';
import { documentsCalled } from '../ledger/documentNames.js';
import { childrenOf } from '../ledger/references.js';
import type { LaneTransaction } from '../ledger/transaction.js';
import type { Context } from './context.js';

/** What a citation looks up, and since when its text is law. */
export interface Asked {
	targets: string[];
	since: string | null;
	/** What was said of it, where somebody lets it stand. */
	accepted?: { asks: string } | null;
}

export async function settleCitations(context: Context, trx: LaneTransaction['trx'], citations: readonly Asked[], asOf: string): Promise<Settled[]> {
	if (citations.length === 0) return [];
	const asked = await core((it) => it.documents_of_citations([...new Set(citations.flatMap(({ targets }) => targets))]));
	const documents = await documentsCalled(trx, asked);
	const request = { citations: citations.map(({ targets, since, accepted }) => ({ targets, since, ...(accepted ? { accepted: accepted.asks } : {}) })), documents, as_of: asOf };
	const texts = await core((it) => it.texts_of_citations(request));
	const { facts, units } = await seenOf(trx, await neighbourhood(trx, texts), await context.sees());
	const children = await childrenOf(trx, units.map(({ id }) => id));
	return core((it) => it.settle_citations(request, facts, children));
}
