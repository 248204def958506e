/** Registers a document's text as an immutable source version: a new document, or a new version of one. */
import type { Registered } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { core } from '../core/index.js';
import { keepRelations } from '../ledger/amendingActs.js';
import { insertCard } from '../ledger/cards.js';
import { insertSourceVersion, lockDocumentsLike, upsertDocument } from '../ledger/documents.js';
import { customProfile } from '../ledger/grammarProfiles.js';
import { inLane } from '../ledger/transaction.js';
import { confirmedFacts } from './amendingActs.js';
import { authorised, type Context } from './context.js';
import { nameByText } from './nameDocument.js';

export interface RegisterRequest {
	title: string;
	docCode: string;
	prefix: string;
	profile: string | null;
	/** What is confirmed of what the text says of itself, by its member; null where nobody looked. */
	card: Record<string, string> | null;
	bytes: Uint8Array;
}

export async function registerDocument(context: Context, request: RegisterRequest): Promise<Registered> {
	const actor = await authorised(context, 'executor');
	const source = await coreInBackground('read_source', request.bytes);
	const confirmed = Object.entries(request.card ?? {}).map(([member, value]) => ({ member, value: value.trim(), read: source.card.facts.find((fact) => fact.member === member)?.value ?? '' }));
	return inLane(context, 'executor', async ({ trx, now }) => {
		const registered = await lockDocumentsLike(trx, { prefix: request.prefix, docCode: request.docCode });
		const asked = {
			title: request.title,
			doc_code: request.docCode,
			prefix: request.prefix,
			profile: request.profile,
			custom_profile: await customProfile(trx, request.profile),
			card: confirmed.length > 0 ? JSON.stringify(confirmed) : '',
		};
		const decided = await core((it) => it.register(asked, source.detection, registered));
		await upsertDocument(trx, {
			id: decided.document_id,
			title: request.title.trim(),
			docCode: request.docCode,
			prefix: request.prefix,
			profile: decided.profile,
			sourceSha256: source.sha256,
			actor,
			now,
		});
		await insertSourceVersion(trx, source, { documentId: decided.document_id, actor, now });
		const card = confirmedFacts(source.card.facts, confirmed);
		await nameByText(trx, { id: decided.document_id, title: request.title.trim(), docCode: request.docCode, actor, now }, card);
		const { relations } = await core((it) => it.act_of_document(card));
		await keepRelations(trx, relations, { documentId: decided.document_id, actor, now });
		if (confirmed.length > 0) await insertCard(trx, confirmed, { documentId: decided.document_id, sha256: source.sha256, actor, now });
		return {
			id: decided.document_id,
			is_new: decided.is_new,
			title: request.title.trim(),
			doc_code: request.docCode,
			prefix: request.prefix,
			profile: decided.profile,
			source_sha256: source.sha256,
			bytes: source.bytes,
			original_sha256: source.original_sha256,
			original_bytes: source.original_bytes,
			detection: source.detection,
			card: source.card.facts,
			confirmed,
		};
	});
}
