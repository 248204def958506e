/** Reads a manifest: whole, its units in pages, or the canonical text it was made from. */
import type { AnyManifest, ManifestHeader, OperationRead, UnitPage } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { refuse, type SideBySide, type StructureManifest } from '../core/index.js';
import { versionTexts } from '../ledger/attested.js';
import { sourceText, storedManifest, type StoredManifest } from '../ledger/manifests.js';
import { documentRows } from '../ledger/structure.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

async function read(context: Context, id: string): Promise<{ stored: StoredManifest; manifest: AnyManifest; text: string | null }> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => {
		const stored = await storedManifest(trx, id);
		const manifest = JSON.parse(stored.text) as AnyManifest;
		return { stored, manifest, text: 'source' in manifest ? await sourceText(trx, manifest.source.sha256) : null };
	});
}

/** The manifest without its units, and where it stands. */
export async function readManifest(context: Context, id: string): Promise<ManifestHeader> {
	const { stored, manifest } = await read(context, id);
	// What an operation names is its header; the units of a first cut are many.
	const { units: _units, ...header } = { units: undefined, ...manifest };
	return {
		id: stored.id,
		status: stored.status,
		document_id: stored.documentId,
		marked_by: stored.markedBy,
		created_at: stored.createdAt,
		reviewer: stored.reviewer,
		change_set_id: stored.changeSetId,
		...header,
	};
}

/** One page of units with their texts, from position `after` (0 for the first). */
export async function readManifestUnits(context: Context, id: string, page: { after: number; limit: number }): Promise<UnitPage> {
	const { stored, manifest, text } = await read(context, id);
	if ('results' in manifest) return resultsOf(context, stored, manifest, page);
	if (!('source' in manifest)) {
		const units = manifest.units.slice(page.after, page.after + page.limit);
		const texts = await inLane(context, 'reader', ({ trx }) => versionTexts(trx, units.map((unit) => unit.unit_id)));
		const none = { heading: '', body: '' };
		return { total: manifest.units.length, units: units.map((unit) => ({ ...unit, ...(texts.get(`${unit.unit_id}/${unit.version_seq}`) ?? none) })) };
	}
	const bytes = Buffer.from(text ?? '', 'utf8');
	const join = (spans: readonly (readonly [number, number])[]) => spans.map(([start, end]) => bytes.toString('utf8', start, end)).join('');
	const units = manifest.units
		.slice(page.after, page.after + page.limit)
		.map((unit) => ({ ...unit, heading: join(unit.heading_spans), body: join(unit.body_spans) }));
	return { total: manifest.units.length, units };
}

/** What an operation proposes, as whoever judges it looks at it. */
export async function readOperation(context: Context, id: string): Promise<OperationRead> {
	const { stored, manifest } = await read(context, id);
	if (!('results' in manifest)) return refuse('not_found', 'OPERATION_NOT_FOUND', `The manifest ${id} proposes no operation on units.`);
	const { operation_kind, request, origins, results, moved_along, citations } = manifest;
	const texts = await textsOf(context, stored, manifest);
	// Once it is carried out, its units have other texts than before; what stood there is read as of then.
	const { before, after } = stored.changeSetId ? { before: [], after: texts.after } : texts;
	return { id: stored.id, operation_kind, rationale: request.rationale, change_set_id: stored.changeSetId, origins, results, moved_along, citations, texts: { before, after } };
}

async function textsOf(context: Context, stored: StoredManifest, manifest: StructureManifest): Promise<SideBySide> {
	const scope = { docCode: manifest.doc_code, entryId: null, manifestId: stored.id };
	const rows = await inLane(context, 'reader', ({ trx }) => documentRows(trx, scope));
	return coreInBackground('structure_texts', stored.text, rows);
}

/** The results of an operation with the texts they are to have, or have since it was carried out. */
async function resultsOf(context: Context, stored: StoredManifest, manifest: StructureManifest, page: { after: number; limit: number }): Promise<UnitPage> {
	const texts = await textsOf(context, stored, manifest);
	const units = manifest.results.map((result, index) => ({ ...result, heading: texts.after[index]?.heading ?? '', body: texts.after[index]?.body ?? '' }));
	return { total: units.length, units: units.slice(page.after, page.after + page.limit) };
}

/** The canonical text. */
export async function readManifestSource(context: Context, id: string): Promise<string> {
	const { text } = await read(context, id);
	return text ?? refuse('not_found', 'SOURCE_NOT_FOUND', 'The source text of this manifest is not registered.');
}
