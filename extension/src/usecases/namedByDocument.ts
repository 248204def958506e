/** What a source document stands for where people choose documents: its manifest that is to be sent to review or cut, its cut that is to be verified. */
import { refuse } from '../core/index.js';
import { stepsOfDocument, type DocumentStep } from '../ledger/backlog.js';
import { stateSets } from '../ledger/states.js';
import { inLane } from '../ledger/transaction.js';
import type { Context } from './context.js';

/** Id of a manifest: the one named, or the newest approved one of the source document named. */
export const manifestToCut = (context: Context, id: string): Promise<string> => named(context, id, ['reviewed_approved'], 'approved manifest', (step) => step.manifest_id);

/** Id of a manifest: the one named, or the newest draft of the source document named. */
export const manifestToSweep = async (context: Context, id: string): Promise<string> => named(context, id, (await stateSets()).swept, 'draft to be sent to review', (step) => step.manifest_id);

/** Id of a change set: the one named, or the one of the source document named that waits for VERIFY. */
export const changeSetToVerify = (context: Context, id: string): Promise<string> => named(context, id, ['cut_applied'], 'cut that waits for VERIFY', (step) => step.change_set_id);

async function named(context: Context, id: string, states: readonly string[], what: string, pick: (step: DocumentStep) => string | null): Promise<string> {
	const steps = await inLane(context, 'reader', ({ trx }) => stepsOfDocument(trx, id));
	const [newest] = steps;
	// No document of that id was ever marked: it is taken as what it is, and not found where it is nothing.
	if (!newest) return id;
	const step = steps.find(({ status }) => states.includes(status));
	return (step && pick(step)) ?? refuse('conflict', 'NOTHING_TO_DO', `The document ${id} has no ${what}: its newest entry is ${newest.status}.`);
}
