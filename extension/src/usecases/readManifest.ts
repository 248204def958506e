/** Reads a manifest: without its units, its units in pages, or the canonical text it was made from. */
import type { Knex } from 'knex';

import type { FirstCutPage, ManifestHeader, OperationRead, UnitPage } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { refuse, type AttestManifest, type Manifest, type SideBySide, type StructureManifest } from '../core/index.js';
import { versionTexts } from '../ledger/attested.js';
import { manifestHead, manifestRow, pageOfUnits, sourceBytes, sourceText, storedManifest, type StoredManifest } from '../ledger/manifests.js';
import { documentRows } from '../ledger/structure.js';
import { inLane } from '../ledger/transaction.js';
import { citing, IMPACT } from './citedBy.js';
import { authorised, type Context } from './context.js';

/** The manifest without its units, and where it stands. */
export async function readManifest(context: Context, id: string): Promise<ManifestHeader> {
	await authorised(context, 'observer');
	const head = await inLane(context, 'reader', ({ trx }) => manifestHead(trx, id));
	return {
		id: head.id,
		status: head.status,
		document_id: head.documentId,
		marked_by: head.markedBy,
		created_at: head.createdAt,
		reviewer: head.reviewer,
		change_set_id: head.changeSetId,
		// What an operation names is its header; the units of a first cut are many, and stayed where they are.
		...JSON.parse(head.text),
	};
}

/** One page of units with their texts, from position `after` (0 for the first). */
export async function readManifestUnits(context: Context, id: string, page: { after: number; limit: number }): Promise<UnitPage> {
	await authorised(context, 'observer');
	const { row, found } = await inLane(context, 'reader', async ({ trx }) => {
		const row = await manifestRow(trx, id);
		if (row.operationKind === 'first_cut') return { row, found: await cutUnits(trx, row, page) };
		return { row, found: row.operationKind === 'attest' ? await attestedPage(trx, id, page) : null };
	});
	return found ?? resultsOf(context, await operationOf(context, row.id), page);
}

type Page = { after: number; limit: number };

/** Units of a first cut with the texts of the source, of which only the part that the page speaks of is read. */
async function cutUnits(trx: Knex.Transaction, { id, sourceSha256 }: StoredManifest, page: Page): Promise<FirstCutPage> {
	const { total, units: text } = await pageOfUnits(trx, id, page);
	const units = JSON.parse(text) as Manifest['units'];
	const places = units.flatMap((unit) => [...unit.heading_spans, ...unit.body_spans]).flat();
	const [from, to] = places.reduce(([least, most], place) => [Math.min(least, place), Math.max(most, place)], [places[0] ?? 0, 0]);
	const bytes = await sourceBytes(trx, sourceSha256 ?? '', [from, to]);
	const join = (spans: readonly (readonly [number, number])[]) => spans.map(([start, end]) => bytes.toString('utf8', start - from, end - from)).join('');
	return { total, units: units.map((unit) => ({ ...unit, heading: join(unit.heading_spans), body: join(unit.body_spans) })) };
}

/** Attested units with the texts they have. */
async function attestedPage(trx: Knex.Transaction, id: string, page: Page): Promise<UnitPage> {
	const { total, units: text } = await pageOfUnits(trx, id, page);
	const units = JSON.parse(text) as AttestManifest['units'];
	const texts = await versionTexts(trx, units.map((unit) => unit.unit_id));
	const none = { heading: '', body: '' };
	return { total, units: units.map((unit) => ({ ...unit, ...(texts.get(`${unit.unit_id}/${unit.version_seq}`) ?? none) })) };
}

/** A manifest that proposes an operation, whole: it is as long as what it names. */
async function operationOf(context: Context, id: string): Promise<{ stored: StoredManifest; manifest: StructureManifest & Pick<OperationRead, 'operation_kind'> }> {
	const stored = await inLane(context, 'reader', ({ trx }) => storedManifest(trx, id));
	return { stored, manifest: JSON.parse(stored.text) };
}

/** What an operation proposes, as whoever judges it looks at it. */
export async function readOperation(context: Context, id: string): Promise<OperationRead> {
	await authorised(context, 'observer');
	const { operationKind } = await inLane(context, 'reader', ({ trx }) => manifestRow(trx, id));
	if (operationKind === 'first_cut' || operationKind === 'attest') return refuse('not_found', 'OPERATION_NOT_FOUND', `The manifest ${id} proposes no operation on units.`);
	const { stored, manifest } = await operationOf(context, id);
	const { operation_kind, request, origins, results, moved_along, citations } = manifest;
	const texts = await textsOf(context, stored, manifest);
	// Once it is carried out, its units have other texts than before; what stood there is read as of then.
	const shown = stored.changeSetId ? { ...texts, before: [] } : texts;
	const cited_by = await inLane(context, 'reader', ({ trx, now }) => citing(context, trx, origins.map(({ unit_id: unit }) => unit), { asOf: now, after: null, limit: IMPACT }));
	return { id: stored.id, operation_kind, rationale: request.rationale, effective_on: request.effective_on ?? null, until: 'until' in request.operation ? (request.operation.until ?? null) : null, change_set_id: stored.changeSetId, origins, results, moved_along, citations, texts: shown, cited_by };
}

async function textsOf(context: Context, stored: StoredManifest, manifest: StructureManifest): Promise<SideBySide> {
	const { operation, effective_on: effectiveOn = null } = manifest.request;
	const takesUp = operation.kind === 'withdraw' || operation.kind === 'correct' ? { changeSetId: operation.change_set_id, to: operation.kind } : null;
	const scope = { docCode: manifest.doc_code, entryId: null, manifestId: stored.id, effectiveOn, takesUp };
	const rows = await inLane(context, 'reader', ({ trx }) => documentRows(trx, scope));
	return coreInBackground('structure_texts', stored.text, rows);
}

/** The results of an operation with the texts they are to have, or have since it was carried out. */
async function resultsOf(context: Context, { stored, manifest }: { stored: StoredManifest; manifest: StructureManifest }, page: Page): Promise<UnitPage> {
	const texts = await textsOf(context, stored, manifest);
	const units = manifest.results.map((result, index) => ({ ...result, heading: texts.after[index]?.heading ?? '', body: texts.after[index]?.body ?? '' }));
	return { total: units.length, units: units.slice(page.after, page.after + page.limit) };
}

/**
 * The canonical text.
 *
 * @param isKnown whether whoever asks has the text of this SHA-256 already: then it is not read.
 * @returns null where they have it.
 */
export async function readManifestSource(context: Context, id: string, isKnown: (sha256: string) => boolean = () => false): Promise<string | null> {
	await authorised(context, 'observer');
	const text = await inLane(context, 'reader', async ({ trx }) => {
		const { sourceSha256 } = await manifestRow(trx, id);
		if (sourceSha256 === null) return undefined;
		return isKnown(sourceSha256) ? null : ((await sourceText(trx, sourceSha256)) ?? undefined);
	});
	return text === undefined ? refuse('not_found', 'SOURCE_NOT_FOUND', 'The source text of this manifest is not registered.') : text;
}
