/** Reads what the texts of documents cite, and keeps it: after each change that was proven, and for texts that were there before. */
import { coreInBackground } from '../core/background.js';
import { core } from '../core/index.js';
import { citingWorks, documentsUnread, keepReferences, unreadTexts } from '../ledger/references.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { inLane, lockDocument, type LaneTransaction } from '../ledger/transaction.js';
import { relateAllDocuments } from './amendingActs.js';
import { authorised, type Context } from './context.js';
import { nameAllDocuments } from './nameDocument.js';

/** Documents whose names and texts are looked through at once. */
const PAGE = 100;

/** Reads the texts of one document that were not read yet; gives how many references they have. */
export async function readTextsIn(trx: LaneTransaction['trx'], docCode: string, now: string): Promise<number> {
	const engine = await core((it) => it.engine_revision());
	const [work] = await citingWorks(trx, [docCode]);
	let count = 0;
	for (const { asOf, versions } of await unreadTexts(trx, docCode)) {
		const rows = await rowsInTime(trx, docCode, { asOf, knownAt: null });
		const read = await coreInBackground('read_references', rows, { doc_code: docCode, profile: work?.profile ?? '', card: work?.card ?? '', unread: versions, as_of: asOf });
		await keepReferences(trx, { versions, rows: read.rows, engine, now });
		count += read.count;
	}
	return count;
}

export interface TextsRead {
	documents: number;
	references: number;
	names: number;
	/** What documents say of others as a whole. */
	relations: number;
}

/** Does so for every document of the library, names those that nobody named yet, and reads what they say of each other: an installation that has texts from before there were references. */
export async function readAllTexts(context: Context, tell: (docCode: string, references: number) => void): Promise<TextsRead> {
	await authorised(context, 'executor');
	const done: TextsRead = { documents: 0, references: 0, names: await nameAllDocuments(context), relations: await relateAllDocuments(context) };
	for (let after = ''; ; ) {
		const codes = await inLane(context, 'reader', ({ trx }) => documentsUnread(trx, after, PAGE));
		for (const code of codes) {
			const references = await inLane(context, 'executor', async ({ trx, now }) => {
				await lockDocument(trx, code);
				return readTextsIn(trx, code, now);
			});
			tell(code, references);
			done.documents += 1;
			done.references += references;
		}
		const last = codes.at(-1);
		if (last === undefined || codes.length < PAGE) return done;
		after = last;
	}
}
