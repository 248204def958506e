/** Carries one document of a bulk run as far as the acting person may: register, MARK, CUT, VERIFY. Does nothing twice. */
import { coreInBackground } from '../core/background.js';
import { core, Refused, type Duty, type PlannedFile, type RunVerb } from '../core/index.js';
import { progressOfText, type TextProgress } from '../ledger/backlog.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';
import { cutManifest } from './cutManifest.js';
import { markDocument } from './markDocument.js';
import { registerDocument } from './registerDocument.js';
import { verifyChangeSet } from './verifyChangeSet.js';

/** How far a run goes at most. */
const ORDER: readonly RunVerb[] = ['mark', 'sweep', 'cut', 'verify'];

/** Where a document stands after its turn. */
export interface CarriedDocument extends TextProgress {
	/** What was done now, in order. */
	did: RunVerb[];
	/** What a run may do next; SWEEP is done for all documents together. */
	next: RunVerb | null;
	/** Whose turn it is; null at the end. */
	waits_for: Duty | null;
	/** Why the acting person may not take that turn, where they tried. */
	because: { code: string; message: string } | null;
	/** Whether it was rejected, or failed in VERIFY. */
	ended_badly: boolean;
	source_sha256: string;
}

export async function carryDocument(context: Context, file: PlannedFile, bytes: Uint8Array, until: RunVerb): Promise<CarriedDocument> {
	await authorised(context, 'observer');
	const { sha256 } = await coreInBackground('read_source', bytes);
	const did: RunVerb[] = [];
	for (;;) {
		const standing = await whereItStands(context, file, sha256);
		const { verb, waits_for, failed } = await core((it) => it.next_in_run(standing.status));
		const end = { ...standing, did, next: verb, waits_for, because: null, ended_badly: failed, source_sha256: sha256 };
		if (!verb || verb === 'sweep' || ORDER.indexOf(verb) > ORDER.indexOf(until)) return end;
		try {
			await CARRY_OUT[verb](context, standing, file, bytes);
		} catch (error) {
			// Someone else's turn is no failure; a document that is not even registered is one.
			if (verb === 'mark' || !(error instanceof Refused) || error.refusal.kind !== 'forbidden') throw error;
			return { ...end, because: { code: error.refusal.code, message: error.refusal.message } };
		}
		did.push(verb);
	}
}

/** Where the text of a file stands, as the ledger says it now. */
export const whereItStands = (context: Context, { prefix, doc_code: docCode }: PlannedFile, sourceSha256: string): Promise<TextProgress> =>
	inLane(context, 'reader', ({ trx }) => progressOfText(trx, { prefix, docCode, sourceSha256 }));

type CarryOut = (context: Context, standing: TextProgress, file: PlannedFile, bytes: Uint8Array) => Promise<unknown>;

const CARRY_OUT: Record<Exclude<RunVerb, 'sweep'>, CarryOut> = {
	async mark(context, standing, file, bytes) {
		const { title, doc_code: docCode, prefix, profile, leaf, scope } = file;
		// Registered with this text before, and then interrupted: only MARK is left.
		const documentId = standing.is_current ? standing.document_id : null;
		const id = documentId ?? (await registerDocument(context, { title, docCode, prefix, profile, card: null, bytes })).id;
		return markDocument(context, { document: id, profile, leaf, scope, enact: null });
	},
	cut: (context, { manifest_id: manifestId }) => cutManifest(context, { manifestId: manifestId ?? '', target: 'public', dryRun: false }),
	verify: (context, { change_set_id: changeSetId }) => verifyChangeSet(context, changeSetId ?? ''),
};
