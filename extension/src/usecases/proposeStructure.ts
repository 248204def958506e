/** MARK of an operation on the structure: split, join, renumber, substitute, insert, move, retire, enact; an amendment, a withdrawal. Touches no unit. */
import type { OperationProposed } from '../answers/index.js';
import { coreInBackground } from '../core/background.js';
import { refuse, type StructureUndertaking } from '../core/index.js';
import { insertEntry, insertHistory } from '../ledger/backlog.js';
import { docCodeOf, documentNamed } from '../ledger/documents.js';
import { insertManifest } from '../ledger/manifests.js';
import { activeSectionTypes, documentRows, operationsOf, placeOf } from '../ledger/structure.js';
import { inLane, lockDocument, type LaneTransaction } from '../ledger/transaction.js';
import { docCodeOfChange } from '../ledger/withdrawn.js';
import { citing, IMPACT } from './citedBy.js';
import { permitted, type Context } from './context.js';

/** Where a new unit comes: after the one that is named, or as the first below it. */
export type Place = 'after' | 'first_below';

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
		return { docCode: place.doc_code, operation: request.operation(place.parent_id) };
	});

/** The same, for an operation that names everything itself. */
export const proposeOperation = (context: Context, request: OperationRequest): Promise<OperationProposed> =>
	propose(context, request, async (trx) => ({ docCode: await docCodeOf(trx, await documentNamed(trx, request.document)), operation: request.operation }));

/** The same, for a change that is to be taken off the timeline. */
export const proposeWithdrawal = (context: Context, { changeSetId, ...request }: Pick<Asked, 'rationale' | 'preview' | 'dryRun'> & { changeSetId: string }): Promise<OperationProposed> =>
	propose(context, { ...request, authority: null, effectiveOn: null }, async (trx) => ({
		docCode: await docCodeOfChange(trx, changeSetId),
		operation: { kind: 'withdraw', change_set_id: changeSetId },
	}));

async function propose(
	context: Context,
	request: Asked,
	found: (trx: LaneTransaction['trx']) => Promise<{ docCode: string; operation: StructureUndertaking }>,
): Promise<OperationProposed> {
	const actor = await permitted(context, 'mark');
	return inLane(
		context,
		'executor',
		async ({ trx, now }) => {
			const { docCode, operation } = await found(trx);
			await lockDocument(trx, docCode);
			const { rationale, authority, preview, effectiveOn } = request;
			const outcome = await coreInBackground('propose_structure', {
				document_rows: await documentRows(trx, { docCode, entryId: null, manifestId: null, effectiveOn, withdraws: operation.kind === 'withdraw' ? operation.change_set_id : null }),
				active_section_types: await activeSectionTypes(trx),
				request: { operation, rationale, authority, preview, ...(effectiveOn === null ? {} : { effective_on: effectiveOn }) },
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
