/** Asks the configured witnesses to cosign a checkpoint, and keeps what each said. */
import { core, type NoteRead, type WitnessAnswer } from '../core/index.js';
import { postCheckpoint, witnessesOf, type Witness } from '../host/witness.js';
import { consistencyProof } from '../ledger/checkpoints.js';
import { insertWitnessAnswer, noteSays, seenBy, type StoredNote } from '../ledger/notes.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';

/** What a witness said in the end. */
export type WitnessSaid = Exclude<WitnessAnswer, { kind: 'saw_last' }>;

export interface WitnessReport {
	/** Its verifier key. */
	witness: string;
	kind: WitnessSaid['kind'];
	/** Null where it cosigned. */
	why: string | null;
}

/** Asks those that have not cosigned this note yet. Nothing is waited for while a transaction is open. */
export async function askWitnesses(context: Context, note: StoredNote): Promise<WitnessReport[]> {
	const asked = witnessesOf(context.env);
	const says = await noteSays(note);
	return Promise.all(
		asked.map(async (witness): Promise<WitnessReport> => {
			const seen = await inLane(context, 'reader', ({ trx }) => seenBy(trx, note.vkey, witness.vkey));
			if (seen >= note.size) return { witness: witness.vkey, kind: 'cosigned', why: null };
			const answer = await ask(context, witness, note, says, seen);
			await inLane(context, 'verifier', ({ trx, now }) => insertWitnessAnswer(trx, { size: note.size, vkey: note.vkey, witness: witness.vkey, asked_at: now }, answer));
			return { witness: witness.vkey, kind: answer.kind, why: answer.kind === 'cosigned' ? null : answer.why };
		}),
	);
}

/** One request; a second where the witness says how far it saw this log. */
async function ask(context: Context, witness: Witness, note: StoredNote, { size }: NoteRead, seen: number): Promise<WitnessSaid> {
	let old = seen;
	for (let again = true; ; again = false) {
		const answer = await once(context, witness, note, old, size);
		if (answer.kind !== 'saw_last') return answer;
		if (!again || answer.size === old) return { kind: 'refused', why: `It says it saw ${answer.size} leaves last, and does not take a proof from there.` };
		old = answer.size;
	}
}

async function once(context: Context, witness: Witness, note: StoredNote, old: number, size: number): Promise<WitnessAnswer> {
	const proof = await inLane(context, 'reader', ({ trx }) => consistencyProof(trx, old, size));
	const body = await core((it) => it.witness_request(old, proof, note.note));
	try {
		const answer = await postCheckpoint(witness, body);
		return await core((it) => it.read_witness_answer(answer.status, answer.body, note.note, witness.vkey));
	} catch (error) {
		return { kind: 'refused', why: `It gives no answer: ${(error as Error).message}` };
	}
}
