/** Documents as they were known: what texts named in them by an instant, and that nothing of one was there yet. */
import { coreInBackground } from '../core/background.js';
import { Refused, type DocumentRows, type Refusal } from '../core/index.js';
import type { Neighbourhood } from '../ledger/aliases.js';
import { codesByPrefix } from '../ledger/documents.js';
import type { Moment } from '../ledger/moment.js';
import { rowsInTime } from '../ledger/rowsInTime.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';
import { momentOf } from './timeSaid.js';

/** The whole document, as {@link Moment} says. */
const requestOf = (at: Moment) => ({ unit_id: null, depth: null, ...momentOf(at) });

/** What the documents of the texts were at a moment, in the place of what the tables have now. */
export async function knownThen(context: Context, found: Neighbourhood, texts: readonly string[], at: Moment): Promise<Neighbourhood> {
	const documents = await inLane(context, 'reader', async ({ trx }) => {
		const codes = new Set([...found.units.flatMap(({ doc_code: code }) => code ?? []), ...(await codesByPrefix(trx, texts))]);
		const rows = [];
		for (const code of codes) rows.push(await rowsInTime(trx, code, at));
		return rows;
	});
	const known: Pick<Neighbourhood, 'units' | 'aliases'> = { units: [], aliases: [] };
	for (const rows of documents) {
		const { units, aliases } = JSON.parse(await coreInBackground('known_facts', rows, requestOf(at))) as typeof known;
		known.units.push(...units);
		known.aliases.push(...aliases);
	}
	return { ...found, ...known, facts: JSON.stringify(known) };
}

/** That nothing of a document was there on a day, or known by then. */
const NOTHING_YET = new Set(['BEFORE_FIRST_DAY', 'NOT_RECORDED_THEN']);

/** Why a text names nothing, where nothing of its document was there at a moment. */
export async function nothingYet(context: Context, text: string, at: Moment): Promise<Refusal | undefined> {
	const rows = await inLane(context, 'reader', async ({ trx }) => {
		const [code, ...others] = await codesByPrefix(trx, [text]);
		return code !== undefined && others.length === 0 ? rowsInTime(trx, code, at) : null;
	});
	return rows === null ? undefined : nothingYetOf(rows, at);
}

/** The same of a document, by its rows. */
export async function nothingYetOf(rows: DocumentRows, at: Moment): Promise<Refusal | undefined> {
	try {
		await coreInBackground('read_document', rows, '[]', { ...requestOf(at), depth: 0 });
	} catch (error) {
		if (error instanceof Refused && NOTHING_YET.has(error.refusal.code)) return error.refusal;
		throw error;
	}
	return undefined;
}
