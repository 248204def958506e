/** Who cites a unit, what a unit or a document cites, and which documents a library lacks. */
import type { ReferencePage, CitedByPage, CitingText, WantedDocuments } from '../answers/index.js';
import { core } from '../core/index.js';
import { citingPlaceText, type CitingPlace } from '../ledger/cursor.js';
import { documentNamed } from '../ledger/documents.js';
import { exportedDocument } from '../ledger/exports.js';
import { referencesIn, referencesTo, referencesOfDocument, citedUnits, unitsIn, wantedDocuments, type CitingRow } from '../ledger/references.js';
import { inLane, type LaneTransaction } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { timeOf } from './timeSaid.js';
import { resolveAddresses } from './resolveAddress.js';
import { settleCitations } from './settleCitations.js';

/** How many of those who cite what changes are told with a proposal. */
export const IMPACT = 200;

export interface ReferencesAsked {
	/** RFC 3339 or a date; null is now. */
	asOf: string | null;
	after: CitingPlace | null;
	limit: number;
}


const shown = ({ docCode, sortOrder, versionId, position, targets: _targets, since: _since, ...row }: CitingRow) => ({ ...row, place: citingPlaceText({ docCode, sortOrder, versionId, position }) });

const nextOf = (rows: readonly CitingRow[], limit: number): string | null => (rows.length === limit ? citingPlaceText(rows.at(-1)!) : null);

/** @param text an address or whatever else was ever cited */
export async function readCitedBy(context: Context, text: string, { asOf: said, after, limit }: ReferencesAsked): Promise<CitedByPage> {
	await authorised(context, 'observer');
	const asOf = await timeOf(said);
	const [resolution] = await resolveAddresses(context, { texts: [text], asOf, follow: 'none' });
	const ids = [...resolution!.units.map(({ id }) => id), ...(resolution!.tombstone ? [resolution!.tombstone.unit.id] : [])];
	const page = await inLane(context, 'reader', ({ trx, now }) => citing(context, trx, ids, { asOf: asOf ?? now, after, limit }));
	return { resolution: resolution!, ...page };
}

/** The citations of units, of what stands in them, and of what they replaced; those of other units that have their addresses are left out. */
export async function citing(
	context: Context,
	trx: LaneTransaction['trx'],
	unitIds: readonly string[],
	{ asOf, after, limit }: { asOf: string; after: CitingPlace | null; limit: number },
): Promise<ReferencePage> {
	const units = await citedUnits(trx, unitIds);
	const rows = await referencesTo(trx, await core((it) => it.targets_of_units(units)), { asOf, after, limit });
	const settled = await settleCitations(context, trx, rows, asOf);
	const concerned = await core((it) => it.cited_units(units, settled));
	const references = rows.flatMap((row, index): CitingText[] => {
		const found = concerned[index];
		return found ? [{ ...shown(row), settled: settled[index]!, of: units[found[0]]!.unit_id, concerns: found[1] }] : [];
	});
	return { references, next: nextOf(rows, limit) };
}

/** What a unit cites, and all that stands in it. */
export async function readReferences(context: Context, text: string, { asOf: said, after, limit }: ReferencesAsked): Promise<CitedByPage> {
	await authorised(context, 'observer');
	const asOf = await timeOf(said);
	const [resolution] = await resolveAddresses(context, { texts: [text], asOf, follow: 'latest' });
	const page = await inLane(context, 'reader', async ({ trx, now }) => {
		const at = { asOf: asOf ?? now, after, limit };
		return cited(context, trx, await referencesIn(trx, await unitsIn(trx, resolution!.units.map(({ id }) => id)), at), at);
	});
	return { resolution: resolution!, ...page };
}

/** What a document cites. @param named id, code or prefix of the document */
export async function readReferencesOfDocument(context: Context, named: string, { asOf: said, after, limit }: ReferencesAsked): Promise<ReferencePage> {
	await authorised(context, 'observer');
	const asOf = await timeOf(said);
	return inLane(context, 'reader', async ({ trx, now }) => {
		const { doc_code: docCode } = await exportedDocument(trx, await documentNamed(trx, named));
		const at = { asOf: asOf ?? now, after, limit };
		return cited(context, trx, await referencesOfDocument(trx, docCode, at), at);
	});
}

/** Citations, with what each comes to. */
export async function told(context: Context, trx: LaneTransaction['trx'], rows: readonly CitingRow[], asOf: string): Promise<CitingText[]> {
	const settled = await settleCitations(context, trx, rows, asOf);
	return rows.map((row, index) => ({ ...shown(row), settled: settled[index]!, of: null, concerns: null }));
}

async function cited(context: Context, trx: LaneTransaction['trx'], rows: readonly CitingRow[], { asOf, limit }: { asOf: string; limit: number }): Promise<ReferencePage> {
	return { references: await told(context, trx, rows, asOf), next: nextOf(rows, limit) };
}

/** Documents that are cited and not registered, those that the most documents cite first. */
export async function readWanted(context: Context, limit: number): Promise<WantedDocuments> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => ({ documents: await wantedDocuments(trx, limit) }));
}

export { citingPlaceOf } from '../ledger/cursor.js';
