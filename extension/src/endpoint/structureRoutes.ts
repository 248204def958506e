/** The routes of operations on the structure: each proposes one, which then goes the way of every manifest. And what asks for them. */
import type { z } from 'zod';

import * as answers from '../answers/index.js';
import type { StructureOperation } from '../core/index.js';
import { proposeAmendments, type AmendingText } from '../usecases/proposeAmendments.js';
import { proposeCorrection, proposeOperation, proposeStructure, proposeWithdrawal } from '../usecases/proposeStructure.js';
import * as requests from './requests.js';
import { defineRoute, type Route } from './route.js';

interface Common {
	rationale: string;
	preview: string | null;
	authority: string | null;
	effective_on: string | null;
	dry_run: boolean;
}

/** A route that proposes an operation on the unit of its path, or on the first of those its body names. */
const proposes = <Body extends Common>(path: string, summary: string, body: z.ZodType<Body>, operation: (unitId: string, body: Body, parentId: string | null) => StructureOperation, unitOf?: (body: Body) => string): Route =>
	defineRoute({
		method: 'post', path, duty: 'executor', summary, writes: true, body, answer: answers.OperationProposed,
		run: (context, { id, body }) => {
			const { rationale, preview, authority, effective_on: effectiveOn, dry_run: dryRun } = body;
			return proposeStructure(context, { unitId: unitOf?.(body) ?? id, operation: (parentId) => operation(id, body, parentId), rationale, preview, authority, effectiveOn, dryRun });
		},
	});

const wholeOf = ({ as_one: asOne }: { as_one: { effective_on: string | null; with_doubts: boolean } | null }) =>
	asOne && { effectiveOn: asOne.effective_on, withDoubts: asOne.with_doubts };

const amending = ({ text, document_id: documentId, sha256 }: { text: string | null; document_id: string | null; sha256: string | null }): AmendingText =>
	documentId !== null ? { documentId } : sha256 !== null ? { sha256 } : { text: text ?? '' };

export const structureRoutes: readonly Route[] = [
	proposes('/units/:id/split', 'Proposes to split a unit into two parts or more, which stand below it.', requests.splitBody, (unit_id, { parts }) => ({ kind: 'split', unit_id, parts })),
	proposes(
		'/units/join', 'Proposes to join two siblings or more into one unit.', requests.joinBody,
		(_, { unit_ids, label, title }) => ({ kind: 'merge', unit_ids, label, title }), ({ unit_ids }) => unit_ids[0] ?? '',
	),
	proposes(
		'/units/:id/renumber', 'Proposes new addresses, all at once: chains and swaps are one operation.', requests.renumberBody,
		(unit_id, { address, label, also }) => ({ kind: 'renumber', changes: [{ unit_id, address, label }, ...also] }),
	),
	proposes(
		'/units/:id/substitute', 'Proposes a new text for a unit under its address.', requests.substituteBody,
		(unit_id, { heading, body, title, derived }) => ({ kind: 'substitute', unit_id, heading, body, title, source: null, derived }),
	),
	proposes(
		'/units/:id/insert', 'Proposes a new unit after the one that is named, or as the first below it.', requests.insertBody,
		(id, { place, address, section_type, label, title, heading, body, enact }, parentId) => ({
			kind: 'insert', address, section_type, label, title, heading, body, enact, source: null,
			...(place === 'after' ? { parent_id: parentId, after: id } : { parent_id: id, after: null }),
		}),
	),
	proposes(
		'/units/:id/move', 'Proposes another parent or place for a unit.', requests.moveBody,
		(unit_id, { parent_id, after, address }) => ({ kind: 'move', unit_id, parent_id, after, address }),
	),
	proposes('/units/:id/retire', 'Proposes a repeal: the unit and all below it end without successor.', requests.retireBody, (unit_id) => ({ kind: 'retire', unit_id })),
	proposes('/units/:id/enact', 'Proposes that drafts come into force; from then on their text never changes.', requests.enactBody, (id, { also }) => ({ kind: 'enact', unit_ids: [id, ...also] })),
	proposes('/units/:id/suspend', 'Proposes that law is not applied for a time: the unit and all law below it.', requests.suspendBody, (id, { also, until }) => ({ kind: 'suspend', unit_ids: [id, ...also], until })),
	proposes('/units/:id/resume', 'Proposes that a suspension ends: of the unit and of all below it that is suspended.', requests.resumeBody, (id, { also }) => ({ kind: 'resume', unit_ids: [id, ...also] })),
	defineRoute({
		method: 'post', path: '/change-sets/:id/withdraw', duty: 'executor', summary: 'Proposes to withdraw a verified change that never should have been, on which nothing rests.',
		writes: true, body: requests.withdrawBody, answer: answers.OperationProposed,
		run: (context, { id, body: { rationale, preview, dry_run: dryRun } }) => proposeWithdrawal(context, { changeSetId: id, rationale, preview, dryRun }),
	}),
	defineRoute({
		method: 'post', path: '/change-sets/:id/correct', duty: 'executor', summary: 'Proposes to correct a verified first cut by its text as it is marked now: what was right stays, what was wrong never was.',
		writes: true, body: requests.correctBody, answer: answers.OperationProposed,
		run: (context, { id, body: { rationale, preview, dry_run: dryRun, profile, leaf } }) => proposeCorrection(context, { changeSetId: id, rationale, preview, dryRun, profile, leaf }),
	}),
	defineRoute({
		method: 'post', path: '/documents/:id/operations', duty: 'executor', summary: 'Proposes one operation as the core has it, such as a step of an amendment.',
		writes: true, body: requests.operationBody, answer: answers.OperationProposed,
		run: (context, { id, body: { operation, rationale, preview, authority, effective_on: effectiveOn, dry_run: dryRun } }) =>
			proposeOperation(context, { document: id, operation, rationale, preview, authority, effectiveOn, dryRun }),
	}),
	defineRoute({
		method: 'post', path: '/documents/:id/amendments', duty: 'observer', summary: 'What leads from a document to a consolidated text of it, as steps, and where as_one says so as one change; writes nothing.',
		body: requests.amendmentBody, answer: answers.AmendmentProposal,
		run: (context, { id, body }) => proposeAmendments(context, { document: id, by: amending(body), isAct: false, asOne: wholeOf(body) }),
	}),
	defineRoute({
		method: 'post', path: '/documents/:id/amendments/act', duty: 'observer', summary: 'What an amending act asks of a document, sentence by sentence, as steps, and where as_one says so as one change; writes nothing.',
		body: requests.amendmentBody, answer: answers.AmendmentProposal,
		run: (context, { id, body }) => proposeAmendments(context, { document: id, by: amending(body), isAct: true, asOne: wholeOf(body) }),
	}),
];
