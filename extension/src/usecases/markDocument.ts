/** MARK: proposes how a registered document is cut. Writes no unit. */
import type { Marked } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import type { Enactment, ScopePolicy } from '../core/index.js';
import { entriesOfDocument, insertEntry, insertHistory } from '../ledger/backlog.js';
import { documentNamed } from '../ledger/documents.js';
import { insertManifest } from '../ledger/manifests.js';
import { inLane, lockDocument } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';
import { textToMark } from './textToMark.js';

export interface MarkRequest {
	/** Id, code or prefix. */
	document: string;
	profile: string | null;
	leaf: string | null;
	scope: ScopePolicy;
	/** That the text is law, and from which days, or from those that it says itself; null where its units are to be drafts. */
	enact: Enactment | 'as_said' | null;
}

export async function markDocument(context: Context, request: MarkRequest): Promise<Marked> {
	const actor = await permitted(context, 'mark');
	return inLane(context, 'executor', async ({ trx, now }) => {
		const documentId = await documentNamed(trx, request.document);
		await lockDocument(trx, documentId);
		const earlier = await entriesOfDocument(trx, documentId);
		const facts = { ...(await textToMark(trx, documentId, request.profile)), leaf: request.leaf, scope: request.scope, actor, now };
		const said = async () => coreInBackground('said_enactment', (await coreInBackground('mark', { ...facts, enact: null, earlier_entries: [] })).manifest_text, facts.canonical_text);
		const enact = request.enact === 'as_said' ? await said() : request.enact;
		const mark = await coreInBackground('mark', { ...facts, enact, earlier_entries: earlier });
		if (mark.rows) {
			await insertEntry(trx, mark.rows.entry);
			await insertHistory(trx, [mark.rows.history]);
			await insertManifest(trx, { ...mark, rows: mark.rows }, { source: facts.document.source_sha256, profile: mark.profile, now });
		}
		const { rows: _rows, manifest_text: _text, ...answer } = mark;
		return answer;
	});
}
