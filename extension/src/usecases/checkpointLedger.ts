/** Checkpoints of the ledger: makes one, or gives the newest. */
import type { Knex } from 'knex';

import type { NewestCheckpoint } from '../answers/index.js';
import { core, refuse, type CheckpointClaim } from '../core/index.js';
import { readLaneKey, readLogKey, signWith, type LaneKey, type LogKey } from '../host/keys.js';
import { checkpointOf, consistencyProof, currentTree, insertCheckpoint, lockLeaves, appendLeaves, countUnsealed } from '../ledger/checkpoints.js';
import { insertNote, newestNote, noteSays, timeStampOf, vkeyOf, type StoredNote } from '../ledger/notes.js';
import { registeredKey } from '../ledger/signatures.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { stampNote, type StampReport } from './stampNote.js';
import { askWitnesses, type WitnessReport } from './witnessNote.js';

export interface CheckpointAnswer extends CheckpointClaim {
	/** False where nothing was written since the newest checkpoint: then that one is given. */
	made: boolean;
	/** The checkpoint as it is kept outside the database: canonical JSON. */
	document: string;
	/** The same as a signed note with its cosignatures, and the key it is checked with; null where this host has no key of the log. */
	note: string | null;
	vkey: string | null;
	/** What each configured witness said. */
	witnesses: WitnessReport[];
	/** What the configured time stamp authority said; null where none is. */
	time_stamp: StampReport | null;
}

type Sealed = Omit<CheckpointAnswer, 'note' | 'vkey' | 'witnesses' | 'time_stamp'> & { signed: StoredNote | null };

/** Makes every row written since the newest checkpoint a leaf, signs the root over all, and shows it to the witnesses. */
export async function makeCheckpoint(context: Context): Promise<CheckpointAnswer> {
	const actor = await authorised(context, 'verifier');
	const key = await readLaneKey(context.env, 'DOT-992');
	const logKey = await readLogKey(context.env);
	const { signed, ...made } = await sealLedger(context, actor, key, logKey);
	if (!signed) return { ...made, note: null, vkey: null, witnesses: [], time_stamp: null };
	const [witnesses, stamp] = await Promise.all([askWitnesses(context, signed), stampNote(context, signed)]);
	const cosigned = await inLane(context, 'reader', ({ trx }) => newestNote(trx, signed.vkey));
	return { ...made, note: cosigned?.cosigned ?? signed.note, vkey: signed.vkey, witnesses, time_stamp: stamp };
}

/** All that is written in one transaction: leaves, checkpoint, note. */
function sealLedger(context: Context, actor: string, key: LaneKey, logKey: LogKey | null): Promise<Sealed> {
	return inLane(context, 'verifier', async ({ trx, now }) => {
		const noted = async (claim: CheckpointClaim) => (logKey ? signNote(trx, logKey, claim, now) : null);
		await lockLeaves(trx);
		const before = await checkpointOf(trx, null);
		const tree = await appendLeaves(trx, await currentTree(trx));
		if (before && before.claim.size === tree.size) return { ...before.claim, made: false, document: before.document, signed: await noted(before.claim) };
		const registered = await registeredKey(trx, key.keyId);
		const plan = await core((it) => it.plan_checkpoint({ tree, previous: before?.claim ?? null, key: registered, actor, now }));
		const envelope = await core((it) => it.seal(plan.to_sign, signWith(key, plan.to_sign), registered));
		await insertCheckpoint(trx, plan.claim, { envelope, keyId: key.keyId, actor });
		const made = await checkpointOf(trx, plan.claim.size);
		if (!made) return refuse('conflict', 'CHECKPOINT_MISSING', 'The checkpoint was written and is not there.');
		return { ...made.claim, made: true, document: made.document, signed: await noted(made.claim) };
	});
}

/** The checkpoint as a note of the log; the one that is there where it was signed before. */
async function signNote(trx: Knex.Transaction, logKey: LogKey, claim: CheckpointClaim, now: string): Promise<StoredNote> {
	const vkey = (await vkeyOf(trx, logKey.publicKey)) ?? refuse('conflict', 'KEY_NOT_REGISTERED', 'The key of the log is not registered: run "directus cutter keys generate-log".');
	const newest = await newestNote(trx, vkey);
	if (newest?.size === claim.size) return newest;
	const says = newest && (await noteSays(newest));
	const proof = newest ? await consistencyProof(trx, newest.size, claim.size) : [];
	const text = await core((it) => it.plan_note({ vkey, claim, previous: says && { size: says.size, root: says.root, signed_at: now }, proof }));
	const note = await core((it) => it.seal_note(text, vkey, logKey.signText(text)));
	await insertNote(trx, { size: claim.size, vkey, note, signed_at: now });
	return { size: claim.size, vkey, note, cosigned: note };
}

/** The newest checkpoint, for whoever may observe. */
export async function readCheckpoint(context: Context): Promise<NewestCheckpoint> {
	await authorised(context, 'observer');
	return inLane(context, 'reader', async ({ trx }) => {
		const newest = await checkpointOf(trx, null);
		if (!newest) refuse('not_found', 'CHECKPOINT_NOT_FOUND', 'The ledger has no checkpoint yet: run "directus cutter ledger checkpoint".');
		const note = await newestNote(trx, null);
		return {
			...newest.claim,
			not_yet_sealed: await countUnsealed(trx),
			checkpoint: JSON.parse(newest.document),
			note: note?.cosigned ?? null,
			vkey: note?.vkey ?? null,
			time_stamp: note && (await timeStampOf(trx, note)),
		};
	});
}
