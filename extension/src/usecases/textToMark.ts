/** What MARK reads of a registered document, whether its text is cut or a cut is corrected by it. */
import type { MarkFacts } from '../core/index.js';
import { confirmedCard } from '../ledger/cards.js';
import { documentWithText } from '../ledger/documents.js';
import { customProfile } from '../ledger/grammarProfiles.js';
import type { LaneTransaction } from '../ledger/transaction.js';

/** The text of its current source version, the profile asked for, and what people confirmed of its card. */
export async function textToMark(
	trx: LaneTransaction['trx'],
	documentId: string,
	profile: string | null,
): Promise<Pick<MarkFacts, 'document' | 'canonical_text' | 'profile' | 'custom_profile' | 'card'>> {
	const { document, canonicalText } = await documentWithText(trx, documentId);
	const own = await customProfile(trx, profile ?? document.profile);
	return { document, canonical_text: canonicalText, profile, custom_profile: own, card: await confirmedCard(trx, documentId, document.source_sha256) };
}
