/** Hashes documents anew, in rotation, and compares each with its newest signed state: what was changed where nothing wrote it down is found here. */
import { core, type AuditedDocument } from '../core/index.js';
import { escalateOnce } from '../ledger/backlog.js';
import { documentsOnRecord, documentsToAudit, recordAudit } from '../ledger/documentStates.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

/** @param documents how many of them, those first that were not audited for the longest time. */
export async function auditDocuments(context: Context, documents: number): Promise<AuditedDocument[]> {
	await authorised(context, 'verifier');
	const turns = await inLane(context, 'verifier', ({ trx }) => documentsToAudit(trx, documents));
	const audited: AuditedDocument[] = [];
	// A transaction for each: none is as long as the library.
	for (const docCode of turns) {
		audited.push(
			await inLane(context, 'verifier', async ({ trx, now }) => {
				const [document] = await documentsOnRecord(trx, [docCode]);
				const found = await core((it) => it.audit_document(document!, now));
				if (found.drift) await escalateOnce(trx, [found.drift.escalation]);
				await recordAudit(trx, docCode, found.standing, now);
				return found;
			}),
		);
	}
	return audited;
}
