/** Reads who did what when: by person, by document, in a window of time, in keyset pages, the newest first. */
import type { AuditPage } from '../answers/index.js';
import { core } from '../core/index.js';
import { auditCursorText, pageOfDeeds, type AuditCursor } from '../ledger/audit.js';
import { docCodeOf } from '../ledger/documents.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export { auditCursorOf } from '../ledger/audit.js';

export interface AuditRequest {
	/** As it is recorded: a user's id, `flow:…`, `schedule:…`; null is everyone. */
	who: string | null;
	/** A code, or the id of a source document; null is every document, and what belongs to none. */
	document: string | null;
	/** RFC 3339 or a date: from this time on, and before that one. */
	from: string | null;
	until: string | null;
	after: AuditCursor | null;
	limit: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function readAudit(context: Context, request: AuditRequest): Promise<AuditPage> {
	await authorised(context, 'observer');
	const { document, who, after, limit } = request;
	const [from, until] = await core((it) => [request.from, request.until].map((time) => (time === null ? null : it.read_time(time))));
	const deeds = await inLane(context, 'reader', async ({ trx }) => {
		const docCode = document && UUID.test(document) ? await docCodeOf(trx, document) : document;
		return pageOfDeeds(trx, { who, docCode, from: from ?? null, until: until ?? null, after, limit });
	});
	const last = deeds.length === limit ? deeds.at(-1) : undefined;
	return { deeds, next: last ? auditCursorText(last) : null };
}
