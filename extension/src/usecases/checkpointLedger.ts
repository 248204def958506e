/** Checkpoints of the ledger: makes one, or gives the newest. */
import type { NewestCheckpoint } from '../answers/index.js';
import { core, refuse, type CheckpointClaim } from '../core/index.js';
import { readLaneKey, signWith } from '../host/keys.js';
import { checkpointOf, currentTree, insertCheckpoint, lockLeaves, appendLeaves, countNotSealed } from '../ledger/checkpoints.js';
import { registeredKey } from '../ledger/signatures.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface CheckpointAnswer extends CheckpointClaim {
	/** False where nothing was written since the newest checkpoint: then that one is given. */
	made: boolean;
	/** The checkpoint as it is kept outside the database: canonical JSON. */
	document: string;
}

/** Makes every row written since the newest checkpoint a leaf and signs the root over all. */
export async function makeCheckpoint(context: Context): Promise<CheckpointAnswer> {
	const actor = await authorised(context, 'verifier');
	const key = await readLaneKey(context.env, 'DOT-992');
	return inLane(context, 'verifier', async ({ trx, now }) => {
		await lockLeaves(trx);
		const before = await checkpointOf(trx, null);
		const tree = await appendLeaves(trx, await currentTree(trx));
		if (before && before.claim.size === tree.size) return { ...before.claim, made: false, document: before.document };
		const registered = await registeredKey(trx, key.keyId);
		const plan = await core((it) => it.plan_checkpoint({ tree, previous: before?.claim ?? null, key: registered, actor, now }));
		const envelope = await core((it) => it.seal(plan.to_sign, signWith(key, plan.to_sign), registered));
		await insertCheckpoint(trx, plan.claim, { envelope, keyId: key.keyId, actor });
		const made = await checkpointOf(trx, plan.claim.size);
		return made ? { ...made.claim, made: true, document: made.document } : refuse('conflict', 'CHECKPOINT_MISSING', 'The checkpoint was written and is not there.');
	});
}

/** The newest checkpoint, for whoever may observe. */
export async function readCheckpoint(context: Context): Promise<NewestCheckpoint> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => {
		const newest = await checkpointOf(trx, null);
		if (!newest) refuse('not_found', 'CHECKPOINT_NOT_FOUND', 'The ledger has no checkpoint yet: run "directus cutter ledger checkpoint".');
		return { ...newest.claim, not_yet_sealed: await countNotSealed(trx), checkpoint: JSON.parse(newest.document) };
	});
}
