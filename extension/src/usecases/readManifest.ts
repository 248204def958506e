/** Reads a manifest: whole, its units in pages, or the canonical text it was made from. */
import { refuse, type AttestManifest, type Manifest } from '../core/index.js';
import { versionTexts } from '../ledger/attested.js';
import { sourceText, storedManifest, type StoredManifest } from '../ledger/manifests.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

/** A stored manifest; one of an attestation has no source. */
type Stored = Manifest | (AttestManifest & { source?: undefined });

/** A unit with its texts: those of the source, or, of an attested unit, those its version has. */
export type UnitWithTexts = Stored['units'][number] & { heading: string; body: string };

async function read(context: Context, id: string): Promise<{ stored: StoredManifest; manifest: Stored; text: string | null }> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => {
		const stored = await storedManifest(trx, id);
		const manifest = JSON.parse(stored.text) as Stored;
		return { stored, manifest, text: manifest.source ? await sourceText(trx, manifest.source.sha256) : null };
	});
}

/** The manifest without its units, and where it stands. */
export async function readManifest(context: Context, id: string) {
	const { stored, manifest } = await read(context, id);
	const { units: _units, ...header } = manifest;
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

export interface UnitPage {
	total: number;
	units: UnitWithTexts[];
}

/** One page of units with their texts, from position `after` (0 for the first). */
export async function readManifestUnits(context: Context, id: string, page: { after: number; limit: number }): Promise<UnitPage> {
	const { manifest, text } = await read(context, id);
	if (!manifest.source) {
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

/** The canonical text. */
export async function readManifestSource(context: Context, id: string): Promise<string> {
	const { text } = await read(context, id);
	return text ?? refuse('not_found', 'SOURCE_NOT_FOUND', 'The source text of this manifest is not registered.');
}
