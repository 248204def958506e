/** What a manifest says of its document, with the lines that say it, and who confirmed it. */
import type { ManifestCard } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { whoConfirmed } from '../ledger/cards.js';
import { sourceText, storedManifest } from '../ledger/manifests.js';
import { namesOf } from '../ledger/people.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function readManifestCard(context: Context, id: string): Promise<ManifestCard> {
	await authorised(context, 'observer');
	const { stored, text, confirmed } = await inLane(context, 'reader', async ({ trx }) => {
		const manifest = await storedManifest(trx, id);
		return { stored: manifest, text: manifest.sourceSha256 ? await sourceText(trx, manifest.sourceSha256) : null, confirmed: await whoConfirmed(trx, id) };
	});
	const facts = text === null || stored.operationKind !== 'first_cut' ? [] : await coreInBackground('card_of_manifest', stored.text, text);
	return { facts, confirmed, names: await namesOf(context.database, confirmed ? [confirmed.by] : []) };
}
