/** Where a manifest stands for the person who looks at it, what its text leaves to people, and the ten findings a review would record now. */
import type { AnomaliesAsked, Findings, ManifestStanding } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { refuse, type DraftRead } from '../core/index.js';
import { readEntry } from '../ledger/backlog.js';
import { sourceText, storedManifest } from '../ledger/manifests.js';
import { namesOf } from '../ledger/people.js';
import { manifestBefore, recordedFindings, reviewsOf, entryOfManifest } from '../ledger/entriesShown.js';
import { validationFacts } from '../ledger/survey.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { peopleIn, withActs } from './nextActs.js';
import { pinned } from './pinned.js';

export async function readManifestEntry(context: Context, manifestId: string): Promise<ManifestStanding> {
	await authorised(context, 'observer');
	const { row, reviews, before } = await inLane(context, 'reader', async ({ trx }) => ({
		row: await entryOfManifest(trx, manifestId),
		reviews: await reviewsOf(trx, manifestId),
		before: await manifestBefore(trx, manifestId),
	}));
	if (!row) refuse('not_found', 'MANIFEST_NOT_FOUND', `There is no manifest ${manifestId}.`);
	const [standing] = await withActs(context, [row]);
	const names = await namesOf(context.database, [...peopleIn([row]), ...reviews.map(({ reviewer }) => reviewer)]);
	return { ...standing!, reviews, manifest_before: before, names };
}

export async function readFindings(context: Context, manifestId: string): Promise<Findings> {
	await authorised(context, 'observer');
	const { text, validation, recorded } = await inLane(context, 'reader', async ({ trx }) => {
		const manifest = await storedManifest(trx, manifestId);
		const row = await entryOfManifest(trx, manifestId);
		if (!row) return refuse('not_found', 'ENTRY_NOT_FOUND', `No entry of the backlog belongs to the manifest ${manifestId}.`);
		return {
			text: manifest.text,
			validation: await validationFacts(trx, pinned(manifestId, await readEntry(trx, row.entry_id))),
			recorded: row.change_set_id ? await recordedFindings(trx, manifestId) : null,
		};
	});
	return coreInBackground('findings_shown', text, validation, recorded);
}

/** What the text leaves to people. */
export async function readAnomalies(context: Context, manifestId: string): Promise<AnomaliesAsked> {
	await authorised(context, 'observer');
	const { text } = await inLane(context, 'reader', ({ trx }) => storedManifest(trx, manifestId));
	return coreInBackground('anomalies_asked', text);
}

/** What the text of a draft says of its own provisions: those it does not have, days of their own; nothing of what is no text that is cut. */
export async function readDraft(context: Context, manifestId: string): Promise<DraftRead> {
	await authorised(context, 'observer');
	const draft = await inLane(context, 'reader', async ({ trx }) => {
		const { text } = await storedManifest(trx, manifestId);
		const row = await entryOfManifest(trx, manifestId);
		const source = row && pinned(manifestId, await readEntry(trx, row.entry_id)).sourceSha256;
		return { text, source: row?.operation_kind === 'first_cut' && source ? await sourceText(trx, source) : null };
	});
	return draft.source === null ? { citations: [], days: [] } : coreInBackground('read_draft', draft.text, draft.source);
}
