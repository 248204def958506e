/** The shapes requests must have; one schema per route, checked before anything else happens. */
import { z } from 'zod';

import { asOf, auditCursor, batch, batchSize, citingCursor, citingPlace, cursor, day, depth, exportFormat, follow, knownAt, MAX_BATCH, optional, pageSize, scope, target, text, verdict, wellFormed } from '../surface/values.js';

/** An object of these members alone: one that is not known would be passed over in silence, a day that somebody meant to give among them. */
const exactly = <Shape extends z.ZodRawShape>(shape: Shape) =>
	z.strictObject(shape, {
		error: ({ code, inst }) => {
			if (code !== 'unrecognized_keys') return undefined;
			const known = Object.keys((inst as z.ZodObject).shape);
			return known.length > 0 ? `is not known here; known are ${known.join(', ')}` : 'is not known here, nor is any other';
		},
	});
/** What a route takes that takes nothing. */
export const nothing = exactly({});

const uuid = z.uuid({ error: 'must be a UUID' });
/** Whether a path names a document: by its id, its code or its prefix. */
export const namesDocument = (path: string): boolean => path.startsWith('/documents/:id');
export const params = (path: string) => z.object({ id: (namesDocument(path) ? text.min(1) : uuid).optional(), other: uuid.optional(), address: text.optional() });

/** What is confirmed of the card, by its member; the core compares it with what the text says. */
const card = z.record(text, text);
const inJson = text.transform((given, checks): unknown => {
	try {
		return JSON.parse(given);
	} catch {
		checks.addIssue({ code: 'custom', message: 'must be JSON' });
		return z.NEVER;
	}
});
const registration = exactly({ title: wellFormed, doc_code: wellFormed, prefix: wellFormed, profile: optional(wellFormed) });
export const registerQuery = registration.extend({ card: optional(inJson.pipe(card)) });
export const registerBody = registration
	.extend({ card: optional(card), text: optional(wellFormed), file: optional(uuid) })
	.refine((body) => (body.text === null) !== (body.file === null), { error: 'give either "text" or "file"' });
export type RegisterQuery = z.output<typeof registerQuery>;
export type RegisterBody = z.output<typeof registerBody>;

const enactment = exactly({
	in_force_from: day,
	evidence: text,
	units: z.array(exactly({ address: text, in_force_from: day })).max(MAX_BATCH).default([]),
});

export const markBody = exactly({
	profile: optional(text),
	leaf: optional(text),
	scope,
	/** That the text is law, and from which days, or from those that it says itself. */
	enact: optional(z.union([z.literal('as_said'), enactment])),
});

/** What the ledger does not know of a work may be said; the core reads it. */
export const exportQuery = exactly({ format: exportFormat, country: optional(text), language: optional(text), date: optional(text), as_of: asOf, known_at: knownAt });

export const readingQuery = exactly({ as_of: asOf, known_at: knownAt, depth: optional(depth) });

/** `to` is now where it is left out. */
export const diffQuery = exactly({ from: text, to: asOf, known_at: knownAt });

export const sweepBody = exactly({ batch_size: batchSize, after: cursor, manifests: optional(z.array(uuid).min(1).max(MAX_BATCH)) });

export const noticesBody = exactly({ kind: z.enum(['waits', 'decided'], { error: 'must be "waits" or "decided"' }), wanted: z.boolean() });

export const reviewBody = exactly({
	verdict,
	rationale: text,
	manifest_digest: optional(text),
	/** `anomaly` is an id of `/manifests/:id/anomalies`. */
	answers: z.array(exactly({ anomaly: text, reason: text })).max(MAX_BATCH, { error: `at most ${MAX_BATCH} at once` }).default([]),
});

export const cutBody = exactly({ target, dry_run: z.boolean().default(false) });

/** As many as a batch of addresses; a document as a whole is named by its code. */
export const attestBody = z
	.object({
		units: z.array(text.min(1, { error: 'names no unit' })).max(MAX_BATCH, { error: `at most ${MAX_BATCH} at once` }).default([]),
		doc_code: optional(text),
		rationale: text,
	})
	.refine((body) => (body.units.length > 0) !== (body.doc_code !== null), { error: 'give either "units" or "doc_code"' });

/** What every operation on the structure takes beside its own. */
const operation = {
	rationale: text,
	/** Digest of the preview that was shown; another one now is refused. */
	preview: optional(text),
	authority: optional(text),
	/** The day from which it is law. */
	effective_on: optional(day),
	dry_run: z.boolean().default(false),
};
const words = text.default('');
const newAddress = exactly({ unit_id: uuid, address: text, label: optional(text) });

const splitPart = exactly({ ends_at: z.number().int().min(0), children: z.array(uuid).default([]), label: words, title: words });
export const splitBody = exactly({ ...operation, parts: z.array(splitPart).max(MAX_BATCH) });
export const joinBody = exactly({ ...operation, unit_ids: z.array(uuid).min(1, { error: 'names no unit' }).max(MAX_BATCH), label: words, title: words });
export const renumberBody = exactly({ ...operation, address: text, label: optional(text), also: z.array(newAddress).max(MAX_BATCH).default([]) });
/** `derived`: made from the text that stood there; an earlier one that is entered late then does not fit under it. */
const derived = z.boolean().default(false);
export const substituteBody = exactly({ ...operation, heading: optional(text), body: text, title: optional(text), derived });
export const insertBody = exactly({
	...operation,
	place: z.enum(['after', 'first_below'], { error: 'must be "after" or "first_below"' }).default('after'),
	address: text,
	section_type: text,
	label: text,
	title: words,
	heading: words,
	body: words,
	enact: z.boolean().default(false),
});
export const moveBody = exactly({ ...operation, parent_id: uuid.nullable(), after: optional(uuid), address: optional(text) });
export const retireBody = exactly(operation);
const takeUp = { rationale: operation.rationale, preview: operation.preview, dry_run: operation.dry_run };
export const withdrawBody = exactly(takeUp);
/** The text as it is marked now, as MARK takes it. */
export const correctBody = exactly({ ...takeUp, profile: optional(text), leaf: optional(text) });
const several = { ...operation, also: z.array(uuid).max(MAX_BATCH).default([]) };
export const enactBody = exactly(several);
export const suspendBody = exactly({ ...several, until: optional(day) });
export const resumeBody = exactly(several);

/** One operation as the core has it, with units named by `unit`. */
const source = optional(exactly({ document_id: uuid, sha256: text }));
const operationOn = <Unit extends z.ZodType<string>>(unit: Unit) =>
	z.discriminatedUnion('kind', [
		exactly({ kind: z.literal('split'), unit_id: unit, parts: z.array(splitPart.extend({ children: z.array(unit).default([]) })).max(MAX_BATCH) }),
		exactly({ kind: z.literal('merge'), unit_ids: z.array(unit).max(MAX_BATCH), label: words, title: words }),
		exactly({ kind: z.literal('renumber'), changes: z.array(newAddress.extend({ unit_id: unit })).max(MAX_BATCH) }),
		exactly({ kind: z.literal('substitute'), unit_id: unit, heading: optional(text), body: text, title: optional(text), source, derived }),
		exactly({
			kind: z.literal('insert'), address: text, parent_id: unit.nullable(), after: optional(unit), section_type: text, label: text,
			title: words, heading: words, body: words, source, enact: z.boolean().default(false),
		}),
		exactly({ kind: z.literal('move'), unit_id: unit, parent_id: unit.nullable(), after: optional(unit), address: optional(text) }),
		exactly({ kind: z.literal('retire'), unit_id: unit }),
		exactly({ kind: z.literal('enact'), unit_ids: z.array(unit).max(MAX_BATCH) }),
		exactly({ kind: z.literal('suspend'), unit_ids: z.array(unit).max(MAX_BATCH), until: optional(day) }),
		exactly({ kind: z.literal('resume'), unit_ids: z.array(unit).max(MAX_BATCH) }),
	]);
const unitOfPart = z.string().regex(/^(new:\S+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, { error: 'must be a UUID, or "new:" and an address' });
const sentence = exactly({ place: words, line: z.number().int().min(0), sentence_sha256: text });
/** What an act asks as one change. A unit that an earlier part makes has no id yet: it is `new:` and its address. */
const amendment = exactly({
	kind: z.literal('amendment'),
	act: source,
	/** Lines of the sentences that asked something which the document had not yet. */
	asked: z.array(z.number().int().min(0)).default([]),
	// As many as one request can carry; the bound of its body is that of a document.
	parts: z.array(exactly({ operation: operationOn(unitOfPart), asked_by: z.array(sentence).default([]) })),
});
const structureOperation = z.union([operationOn(uuid), amendment]);
export const operationBody = exactly({ ...operation, operation: structureOperation });

/** The text that amends: as it is, or as it was registered. */
export const amendmentBody = exactly({
	text: optional(text), document_id: optional(uuid), sha256: optional(text),
	as_one: optional(exactly({ effective_on: optional(day), with_doubts: z.boolean().default(false) })),
}).refine((body) => [body.text, body.document_id, body.sha256].filter((given) => given !== null).length === 1, {
	error: 'give one of "text", "document_id" and "sha256"',
});

export const dependencyBody = exactly({
	on: uuid,
	kind: z
		.enum(['blocks', 'supersedes', 'refines', 'related_to'], { error: 'must be "blocks", "supersedes", "refines" or "related_to"' })
		.default('blocks'),
});

export const abandonBody = exactly({ rationale: text });

export const parseBody = exactly({ addresses: batch });
const resolution = { as_of: asOf, known_at: knownAt, follow, own_unit_id: optional(uuid) };
const inQuery = z.enum(['true', 'false'], { error: 'must be "true" or "false"' });
export const resolveQuery = exactly({ address: text, ...resolution, standing: inQuery.default('false').transform((value) => value === 'true') });
export const resolveBody = parseBody.extend({ ...resolution, standing: z.boolean().default(false) });

export const unitsQuery = exactly({
	after: z.coerce.number().int().min(0).default(0),
	limit: pageSize(100),
});

export const backlogQuery = exactly({
	status: optional(text),
	after: cursor,
	limit: pageSize(100),
});

export const auditQuery = exactly({
	who: optional(text),
	document: optional(text),
	from: asOf,
	until: asOf,
	after: auditCursor,
	limit: pageSize(100),
});

export const referencesQuery = exactly({ as_of: asOf, after: citingCursor, limit: pageSize(100) });

export const openCitationsQuery = exactly({ document: optional(text.min(1)), accepted: z.stringbool().default(false), after: citingCursor, limit: pageSize(100) });

export const acceptanceBody = exactly({ place: citingPlace, accepted: z.boolean().default(true), asks: optional(text), why: optional(text.min(1)) }).refine(({ accepted, why }) => !accepted || why !== null, { error: 'say why it stands', path: ['why'] });

export const wantedQuery = exactly({ limit: pageSize(100) });

export const inclusionBody = exactly({ act: text.min(1), included: z.boolean().default(true), why: text.min(1) });

export const outstandingQuery = exactly({ limit: pageSize(100) });

export const namesBody = exactly({ add: z.array(text).max(100).default([]), remove: z.array(text).max(100).default([]) });

export const aliasBody = exactly({
	alias_text: text,
	target: text,
	kind: z.enum(['external_reference', 'redirect'], { error: 'must be "external_reference" or "redirect"' }),
	valid_from: asOf,
	valid_until: asOf,
	rationale: text,
	scenario_ref: optional(text),
});
export const closeBody = exactly({ at: asOf });
export const aliasesQuery = exactly({
	text: optional(text),
	target_unit_id: optional(uuid),
	after: optional(uuid),
	limit: pageSize(100),
});

export const overviewQuery = exactly({ limit: pageSize(50) });

export const documentsQuery = z
	.object({
		search: optional(text),
		after_title: optional(text),
		after_id: optional(uuid),
		ids: optional(text.transform((list) => list.split(',')).pipe(z.array(uuid).max(100, { error: 'at most 100 documents at once' }))),
		limit: z.coerce.number().int().min(1).max(200).default(50),
	})
	.refine((query) => (query.after_title === null) === (query.after_id === null), { error: 'give "after_title" and "after_id" together' });

export const daysQuery = exactly({ days: z.coerce.number().int().min(1).max(366).default(30) });

/** A run or a backup by its id or folder, a package by its digest or the beginning of it. */
const recordNamed = text.min(1, { error: 'names nothing' }).max(300, { error: 'names nothing on record' });
export const reportQuery = exactly({ named: recordNamed });
export const reportFileQuery = reportQuery.extend({ format: z.enum(['markdown', 'json'], { error: 'must be "markdown" or "json"' }).default('markdown') });
