/** Acts and the documents they amend: which acts are on a document, which documents an act is on, and where each of them stands. */
import type { ActOnDocument, ActsOnDocuments } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { core, refuse, type Acting, type CardFact, type NotConsolidated } from '../core/index.js';
import { actsNotIncluded, actsOn, documentsOf, documentsWithoutRelations, keepRelations, sayIncluded, sayNotIncluded, type ActOnRecord } from '../ledger/amendingActs.js';
import { confirmedCard } from '../ledger/cards.js';
import { namesOfDocument } from '../ledger/documentNames.js';
import { documentNamed, documentWithText } from '../ledger/documents.js';
import { namesOf } from '../ledger/people.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

const PAGE = 100;
/** Pairs of an act and a document that are looked through at once. */
const MANY = 1_000;

/** What a text says of itself, as people corrected it. */
export function confirmedFacts(facts: readonly CardFact[], confirmed: readonly { member: string; value: string }[]): CardFact[] {
	const said = new Map(confirmed.map(({ member, value }) => [member, value]));
	return facts.map((fact) => ({ ...fact, read: said.has(fact.member) ? fact.value : null, value: said.get(fact.member) ?? fact.value }));
}

/** What a text does to other documents, and from which day. @param source where it was registered, if it was */
export async function actOf(trx: LaneTransaction['trx'], text: string, source: { document_id: string; sha256: string } | null): Promise<Acting> {
	const { card } = await coreInBackground('read_source', Buffer.from(text));
	const confirmed = source ? await confirmedCard(trx, source.document_id, source.sha256) : '';
	const facts = confirmedFacts(card.facts, confirmed ? JSON.parse(confirmed) : []);
	return core((it) => it.act_of_document(facts));
}

/** Reads what registered documents say of others, where nobody did: an installation that has texts from before. */
export async function relateAllDocuments(context: Context): Promise<number> {
	const actor = await authorised(context, 'executor');
	let count = 0;
	for (let after: string | null = null; ; ) {
		const ids: string[] = await inLane(context, 'reader', ({ trx }) => documentsWithoutRelations(trx, after, PAGE));
		for (const id of ids) {
			count += await inLane(context, 'executor', async ({ trx, now }) => {
				const { document, canonicalText } = await documentWithText(trx, id);
				const { relations } = await actOf(trx, canonicalText, { document_id: id, sha256: document.source_sha256 });
				await keepRelations(trx, relations, { documentId: id, actor, now });
				return relations.length;
			});
		}
		const last = ids.at(-1);
		if (last === undefined || ids.length < PAGE) return count;
		after = last;
	}
}

async function told(rows: readonly ActOnRecord[]): Promise<ActOnDocument[]> {
	const stands = await core((it) => it.acts_stand(rows.map(({ included, changes }) => ({ included: included !== null, changes: changes.map(({ status: state, asked, carried }) => ({ state, asked, carried })) }))));
	return rows.map((row, at) => ({ ...row, stands: stands[at]! }));
}

/** Acts that are registered and not carried out on a document: what its text does not have. */
export async function notConsolidated(trx: LaneTransaction['trx'], documentId: string): Promise<NotConsolidated[]> {
	const acts = (await told(await actsOn(trx, documentId))).filter(isOpen);
	return acts.map(({ act: { doc_code, title } }) => ({ doc_code, title }));
}

const isOpen = ({ stands }: ActOnDocument): boolean => stands === 'outstanding' || stands === 'partly' || stands === 'proposed';

async function answer(context: Context, acts: ActOnDocument[]): Promise<ActsOnDocuments> {
	return { acts, names: await namesOf(context.database, acts.map(({ included }) => included?.told_by)) };
}

/** The acts on a document, where each stands. @param named id, code or prefix of the document */
export async function readActsOn(context: Context, named: string): Promise<ActsOnDocuments> {
	await authorised(context, 'observer');
	return answer(context, await told(await inLane(context, 'reader', async ({ trx }) => actsOn(trx, await documentNamed(trx, named)))));
}

/** The documents that an act amends or repeals, where it stands on each. @param named id, code or prefix of the act */
export async function readDocumentsOf(context: Context, named: string): Promise<ActsOnDocuments> {
	await authorised(context, 'observer');
	return answer(context, await told(await inLane(context, 'reader', async ({ trx }) => documentsOf(trx, await documentNamed(trx, named)))));
}

/** Acts that are registered and not carried out on a document of the library, of those registered last. */
export async function readOutstanding(context: Context, limit: number): Promise<ActsOnDocuments> {
	await authorised(context, 'observer');
	const acts = await inLane(context, 'reader', async ({ trx }) => {
		const open: ActOnDocument[] = [];
		// What is carried out takes no place of what is not: it is told apart by the core alone.
		for (let before = 0; ; before += MANY) {
			const page = await told(await actsNotIncluded(trx, { limit: MANY, before }));
			open.push(...page.filter(isOpen));
			if (open.length >= limit || page.length < MANY) return open.slice(0, limit);
		}
	});
	return answer(context, acts);
}

export interface Inclusion {
	/** Id, code or prefix of the document. */
	document: string;
	/** Id, code or prefix of the act. */
	act: string;
	/** Whether the text of the document has what the act asks for. */
	included: boolean;
	why: string;
}

/** Says that the text of a document has what an act asks for, or takes that back. */
export async function sayInclusion(context: Context, { document, act, included, why }: Inclusion): Promise<ActsOnDocuments> {
	const actor = await authorised(context, 'executor');
	const rows = await inLane(context, 'executor', async ({ trx, now }) => {
		const [documentId, actId] = [await documentNamed(trx, document), await documentNamed(trx, act)];
		const names = await namesOfDocument(trx, actId);
		const [name] = names;
		if (!name) return refuse('conflict', 'ACT_WITHOUT_NAME', `The act ${JSON.stringify(act)} has no name by which documents are told: add one first.`);
		if (included) await sayIncluded(trx, name, why, { documentId, actor, now });
		else await sayNotIncluded(trx, documentId, names.map(({ key }) => key));
		return actsOn(trx, documentId);
	});
	return answer(context, await told(rows));
}
