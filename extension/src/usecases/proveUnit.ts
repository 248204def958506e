/** The proof beside a unit: whoever has it, the text and the key of the log can check it with nothing else. */
import { core, refuse, type ProvenUnit } from '../core/index.js';
import { CHANGE_SET_ROW, proofsOf } from '../ledger/checkpoints.js';
import { refuseNamesOfOthers } from '../ledger/namesOfOthers.js';
import { newestNote, textRecordOf } from '../ledger/notes.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { resolveAddresses } from './resolveAddress.js';

export interface UnitWithProof {
	unit_id: string;
	/** Verifier key of the log. */
	vkey: string;
	/** In the format tlog-proof of C2SP. */
	proof: string;
	/** The text it is for, to the byte: the unit's own, or the heading of a unit without one. */
	text: string;
}

/** @param named an address or whatever else was ever cited */
export async function proveUnit(context: Context, named: string): Promise<UnitWithProof> {
	await authorised(context, 'observer');
	const [resolution] = await resolveAddresses(context, { texts: [named], asOf: null, follow: 'latest' });
	const [unit, ...others] = resolution!.units;
	if (!unit || others.length > 0) return refuse('not_found', 'UNIT_NOT_FOUND', `${JSON.stringify(named)} names ${others.length > 0 ? 'several units' : 'no unit'}.`);
	return inLane(context, 'reader', async ({ trx }) => {
		const note = await newestNote(trx, null);
		if (!note) return refuse('conflict', 'NOTE_NOT_FOUND', 'The ledger has no checkpoint that a log signed yet: run "directus cutter keys generate-log" and "directus cutter ledger checkpoint".');
		const record = await textRecordOf(trx, unit.id, note.size, CHANGE_SET_ROW);
		const [leaf] = record ? await proofsOf(trx, note.size, [record.changeSetId]) : [];
		if (record) await refuseNamesOfOthers(trx, record.changeSetId, 'row');
		if (!record || !leaf) return refuse('conflict', 'UNIT_NOT_SEALED', 'No checkpoint has the cut of this unit yet: run "directus cutter ledger checkpoint".');
		const proof = await core((it) => it.unit_proof({ change_set: record.changeSet, digests: record.digests, states: record.states, leaf, note: note.cosigned }));
		return { unit_id: unit.id, vkey: note.vkey, proof, text: record.text };
	});
}

/** Checks a proof with the text and the keys, and nothing else; every witness that is given must have seen the checkpoint. */
export async function checkUnitProof(given: { text: Uint8Array; proof: Uint8Array; vkey: string; witnesses: string[] }): Promise<ProvenUnit> {
	const proven = await core((it) => it.read_unit_proof(given.text, given.proof, given.vkey, given.witnesses));
	const missing = given.witnesses.find((vkey) => !proven.witnesses.some(([name]) => vkey.startsWith(`${name}+`)));
	return missing === undefined ? proven : refuse('conflict', 'COSIGNATURE_MISSING', `The witness ${missing} has not seen this checkpoint.`);
}
