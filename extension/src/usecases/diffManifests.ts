/** What changed between two manifests of one document. */
import { coreInBackground } from '../core/background.js';
import type { ManifestDiff } from '../core/index.js';
import { storedManifest } from '../ledger/manifests.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export async function diffManifests(context: Context, pair: { before: string; after: string }): Promise<ManifestDiff> {
	await authorised(context, 'observer');
	const texts = await inLane(context, 'reader', async ({ trx }) => {
		const before = await storedManifest(trx, pair.before);
		const after = await storedManifest(trx, pair.after);
		return [before.text, after.text] as const;
	});
	return coreInBackground('diff_manifests', ...texts);
}
