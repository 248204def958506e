/** MARK of an operation on the structure: split, join, renumber, substitute, insert, move, retire, enact; an amendment, a withdrawal, a correction. Touches no unit. */
import type { OperationProposed } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { refuse, type EntryFacts, type ProposeOutcome, type StructureUndertaking } from '../core/index.js';
import { insertEntry, insertHistory } from '../ledger/backlog.js';
import { docCodeOf, documentNamed } from '../ledger/documents.js';
import { insertManifest } from '../ledger/manifests.js';
import { activeSectionTypes, documentRows, operationsOf, placeOf } from '../ledger/structure.js';
import { inLane, lockDocument, type LaneTransaction } from '../ledger/transaction.js';
import { docCodeOfChange, type TakesUp } from '../ledger/takenUp.js';
import { citing, IMPACT } from './citedBy.js';
import { permitted, type Context } from './context.js';
import { textToMark } from './textToMark.js';

/** Where a new unit comes: after the one that is named, or as the first below it. */
export type Place = 'after' | 'first_below';

type Trx = LaneTransaction['trx'];

/** What an operation is decided from, whichever it is. */
interface Standing {
	document_rows: string;
	active_section_types: string[];
	earlier_entries: EntryFacts[];
	actor: string;
	now: string;
}

/** Of which document, what change on record is taken up again, and who decides. */
interface Found {
	docCode: string;
	takesUp: TakesUp | null;
	decide: (standing: Standing) => Promise<ProposeOutcome>;
}

interface Asked {
	rationale: string;
	authority: string | null;
	/** Digest of the preview that was shown. */
	preview: string | null;
	/** The day from which it is law; null takes effect as it is recorded. */
	effectiveOn: string | null;
	/** Shows what would be proposed, and writes nothing. */
	dryRun: boolean;
}

export interface StructureRequest extends Asked {
	/** A unit of the document, by its id. */
	unitId: string;
	/** What is to be done, once the parent of the named unit is known. */
	operation: (parentId: string | null) => StructureUndertaking;
}

export interface OperationRequest extends Asked {
	/** The document: its id, code or prefix. */
	document: string;
	/** The whole of it, such as a step of an amendment. */
	operation: StructureUndertaking;
}

export const proposeStructure = (context: Context, request: StructureRequest): Promise<OperationProposed> =>
	propose(context, request, async (trx) => {
		const place = await placeOf(trx, request.unitId);
		if (!place) return refuse('not_found', 'UNIT_NOT_FOUND', `There is no unit ${request.unitId}.`);
		return { docCode: place.doc_code, takesUp: null, decide: decided(request, request.operation(place.parent_id)) };
	});

/** The same, for an operation that names everything itself. */
export const proposeOperation = (context: Context, request: OperationRequest): Promise<OperationProposed> =>
	propose(context, request, async (trx) => ({ docCode: await docCodeOf(trx, await documentNamed(trx, request.document)), takesUp: null, decide: decided(request, request.operation) }));

/** The same, for a change that is to be taken off the timeline. */
export const proposeWithdrawal = (context: Context, { changeSetId, ...asked }: TakingUp): Promise<OperationProposed> => {
	const request = { ...asked, authority: null, effectiveOn: null };
	return propose(context, request, async (trx) => ({
		docCode: await docCodeOfChange(trx, changeSetId),
		takesUp: { changeSetId, to: 'withdraw' },
		decide: decided(request, { kind: 'withdraw', change_set_id: changeSetId }),
	}));
};

export interface CorrectionRequest extends TakingUp {
	/** As MARK takes them. */
	profile: string | null;
	leaf: string | null;
}

/** The same, for a cut that is to be read as its text is marked now. */
export const proposeCorrection = (context: Context, { changeSetId, profile, leaf, ...asked }: CorrectionRequest): Promise<OperationProposed> =>
	propose(context, { ...asked, authority: null, effectiveOn: null }, async (trx) => {
		const docCode = await docCodeOfChange(trx, changeSetId);
		const text = await textToMark(trx, await documentNamed(trx, docCode), profile);
		return {
			docCode,
			takesUp: { changeSetId, to: 'correct' },
			decide: ({ actor, now, ...standing }) =>
				coreInBackground('propose_correction', {
					text: { ...text, leaf, scope: 'all', enact: null, earlier_entries: [], actor, now },
					change_set_id: changeSetId, rationale: asked.rationale, preview: asked.preview, ...standing,
				}),
		};
	});

type TakingUp = Pick<Asked, 'rationale' | 'preview' | 'dryRun'> & { changeSetId: string };

const decided = ({ rationale, authority, preview, effectiveOn }: Asked, operation: StructureUndertaking): Found['decide'] => (standing) =>
	coreInBackground('propose_structure', { ...standing, request: { operation, rationale, authority, preview, ...(effectiveOn === null ? {} : { effective_on: effectiveOn }) } });

async function propose(context: Context, request: Asked, found: (trx: Trx) => Promise<Found>): Promise<OperationProposed> {
	const actor = await permitted(context, 'mark');
	return inLane(
		context,
		'executor',
		async ({ trx, now }) => {
			const { docCode, takesUp, decide } = await found(trx);
			await lockDocument(trx, docCode);
			const outcome = await decide({
				document_rows: await documentRows(trx, { docCode, entryId: null, manifestId: null, effectiveOn: request.effectiveOn, takesUp }),
				active_section_types: await activeSectionTypes(trx),
				earlier_entries: await operationsOf(trx, docCode),
				actor,
				now,
			});
			if (outcome.rows && !request.dryRun) {
				await insertEntry(trx, outcome.rows.entry);
				await insertHistory(trx, [outcome.rows.history]);
				await insertManifest(trx, { ...outcome, rows: outcome.rows }, { source: null, profile: null, now });
			}
			const { manifest } = outcome;
			const { operation } = manifest.request;
			return {
				dry_run: request.dryRun,
				already_marked: outcome.already_marked,
				entry_id: outcome.entry_id,
				manifest_id: outcome.manifest_id,
				manifest_digest: outcome.manifest_digest,
				status: outcome.status,
				operation_kind: manifest.operation_kind,
				doc_code: manifest.doc_code,
				effective_on: manifest.request.effective_on ?? null,
				until: 'until' in operation ? (operation.until ?? null) : null,
				origins: manifest.origins,
				results: manifest.results,
				moved_along: manifest.moved_along,
				citations: manifest.citations,
				texts: outcome.texts,
				cited_by: await citing(context, trx, manifest.origins.map(({ unit_id: id }) => id), { asOf: now, after: null, limit: IMPACT }),
			};
		},
		{ dryRun: request.dryRun },
	);
}
