/** The routes of operations on the structure: each proposes one, which then goes the way of every manifest. And what asks for them. */
import * as answers from '../answers/index.js';
import type { StructureOperation } from '../core/index.js';
import { proposeAmendments, type AmendingText } from '../usecases/proposeAmendments.js';
import { proposeOperation, proposeStructure } from '../usecases/proposeStructure.js';
import type { Context } from '../usecases/context.js';
import * as requests from './requests.js';
import { defineRoute, type Route } from './route.js';

interface Common {
	rationale: string;
	preview: string | null;
	authority: string | null;
	dry_run: boolean;
}

const propose = (context: Context, unitId: string, common: Common, operation: (parentId: string | null) => StructureOperation) =>
	proposeStructure(context, {
		unitId, operation, rationale: common.rationale, preview: common.preview, authority: common.authority, dryRun: common.dry_run,
	});

const amending = ({ text, document_id: documentId, sha256 }: { text: string | null; document_id: string | null; sha256: string | null }): AmendingText =>
	documentId !== null ? { documentId } : sha256 !== null ? { sha256 } : { text: text ?? '' };

export const structureRoutes: readonly Route[] = [
	defineRoute({
		method: 'post', path: '/units/:id/split', duty: 'executor', summary: 'Proposes to split a unit into two parts or more, which stand below it.',
		writes: true, body: requests.splitBody, answer: answers.OperationProposed,
		run: (context, { id, body }) => propose(context, id, body, () => ({ kind: 'split', unit_id: id, parts: body.parts })),
	}),
	defineRoute({
		method: 'post', path: '/units/join', duty: 'executor', summary: 'Proposes to join two siblings or more into one unit.',
		writes: true, body: requests.joinBody, answer: answers.OperationProposed,
		run: (context, { body }) =>
			propose(context, body.unit_ids[0] ?? '', body, () => ({ kind: 'merge', unit_ids: body.unit_ids, label: body.label, title: body.title })),
	}),
	defineRoute({
		method: 'post', path: '/units/:id/renumber', duty: 'executor', summary: 'Proposes new addresses, all at once: chains and swaps are one operation.',
		writes: true, body: requests.renumberBody, answer: answers.OperationProposed,
		run: (context, { id, body: { address, label, also, ...common } }) =>
			propose(context, id, common, () => ({ kind: 'renumber', changes: [{ unit_id: id, address, label }, ...also] })),
	}),
	defineRoute({
		method: 'post', path: '/units/:id/substitute', duty: 'executor', summary: 'Proposes a new text for a unit under its address.',
		writes: true, body: requests.substituteBody, answer: answers.OperationProposed,
		run: (context, { id, body: { heading, body, title, ...common } }) =>
			propose(context, id, common, () => ({ kind: 'substitute', unit_id: id, heading, body, title, source: null })),
	}),
	defineRoute({
		method: 'post', path: '/units/:id/insert', duty: 'executor', summary: 'Proposes a new unit after the one that is named, or as the first below it.',
		writes: true, body: requests.insertBody, answer: answers.OperationProposed,
		run: (context, { id, body: { place, address, section_type, label, title, heading, body, ...common } }) =>
			propose(context, id, common, (parentId) => ({
				kind: 'insert', address, section_type, label, title, heading, body, source: null,
				...(place === 'after' ? { parent_id: parentId, after: id } : { parent_id: id, after: null }),
			})),
	}),
	defineRoute({
		method: 'post', path: '/units/:id/move', duty: 'executor', summary: 'Proposes another parent or place for a unit.',
		writes: true, body: requests.moveBody, answer: answers.OperationProposed,
		run: (context, { id, body: { parent_id, after, address, ...common } }) =>
			propose(context, id, common, () => ({ kind: 'move', unit_id: id, parent_id, after, address })),
	}),
	defineRoute({
		method: 'post', path: '/units/:id/retire', duty: 'executor', summary: 'Proposes a repeal: the unit and all below it end without successor.',
		writes: true, body: requests.retireBody, answer: answers.OperationProposed,
		run: (context, { id, body }) => propose(context, id, body, () => ({ kind: 'retire', unit_id: id })),
	}),
	defineRoute({
		method: 'post', path: '/units/:id/enact', duty: 'executor', summary: 'Proposes that drafts come into force; from then on their text never changes.',
		writes: true, body: requests.enactBody, answer: answers.OperationProposed,
		run: (context, { id, body: { also, ...common } }) => propose(context, id, common, () => ({ kind: 'enact', unit_ids: [id, ...also] })),
	}),
	defineRoute({
		method: 'post', path: '/documents/:id/operations', duty: 'executor', summary: 'Proposes one operation as the core has it, such as a step of an amendment.',
		writes: true, body: requests.operationBody, answer: answers.OperationProposed,
		run: (context, { id, body: { operation, rationale, preview, authority, dry_run: dryRun } }) =>
			proposeOperation(context, { document: id, operation, rationale, preview, authority, dryRun }),
	}),
	defineRoute({
		method: 'post', path: '/documents/:id/amendments', duty: 'observer', summary: 'What leads from a document to a consolidated text of it, as steps; writes nothing.',
		body: requests.amendmentBody, answer: answers.AmendmentProposal,
		run: (context, { id, body }) => proposeAmendments(context, { document: id, by: amending(body), isAct: false }),
	}),
	defineRoute({
		method: 'post', path: '/documents/:id/amendments/act', duty: 'observer', summary: 'What an amending act asks of a document, sentence by sentence, as steps; writes nothing.',
		body: requests.amendmentBody, answer: answers.AmendmentProposal,
		run: (context, { id, body }) => proposeAmendments(context, { document: id, by: amending(body), isAct: true }),
	}),
];
