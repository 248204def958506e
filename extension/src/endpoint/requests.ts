/** The shapes requests must have; one schema per route, checked before anything else happens. */
import { z } from 'zod';

import { asOf, auditCursor, batch, batchSize, cursor, follow, MAX_BATCH, optional, scope, target, text, verdict, wellFormed } from '../surface/values.js';

const uuid = z.uuid({ error: 'must be a UUID' });
export const params = z.object({ id: uuid, other: uuid.optional() });

export const registerQuery = z.object({ title: wellFormed, doc_code: wellFormed, prefix: wellFormed, profile: optional(wellFormed) });
export const registerBody = registerQuery
	.extend({ text: optional(wellFormed), file: optional(uuid) })
	.refine((body) => (body.text === null) !== (body.file === null), { error: 'give either "text" or "file"' });
export type RegisterQuery = z.output<typeof registerQuery>;
export type RegisterBody = z.output<typeof registerBody>;

export const markBody = z.object({
	profile: optional(text),
	leaf: optional(text),
	scope,
});

export const sweepBody = z.object({ batch_size: batchSize, after: cursor });

export const reviewBody = z.object({
	verdict,
	rationale: text,
	manifest_digest: optional(text),
});

export const cutBody = z.object({ target, dry_run: z.boolean().default(false) });

/** As many as a batch of addresses; a document as a whole is named by its code. */
export const attestBody = z
	.object({
		units: z.array(text.min(1, { error: 'names no unit' })).max(MAX_BATCH, { error: `at most ${MAX_BATCH} at once` }).default([]),
		doc_code: optional(text),
		rationale: text,
	})
	.refine((body) => (body.units.length > 0) !== (body.doc_code !== null), { error: 'give either "units" or "doc_code"' });

export const dependencyBody = z.object({
	on: uuid,
	kind: z
		.enum(['blocks', 'supersedes', 'refines', 'related_to'], { error: 'must be "blocks", "supersedes", "refines" or "related_to"' })
		.default('blocks'),
});

export const abandonBody = z.object({ rationale: text });

export const parseBody = z.object({ addresses: batch });
const resolution = { as_of: asOf, follow, own_unit_id: optional(uuid) };
const inQuery = z.enum(['true', 'false'], { error: 'must be "true" or "false"' });
export const resolveQuery = z.object({ address: text, ...resolution, standing: inQuery.default('false').transform((value) => value === 'true') });
export const resolveBody = parseBody.extend({ ...resolution, standing: z.boolean().default(false) });

export const unitsQuery = z.object({
	after: z.coerce.number().int().min(0).default(0),
	limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const backlogQuery = z.object({
	status: optional(text),
	after: cursor,
	limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const auditQuery = z.object({
	who: optional(text),
	document: optional(text),
	from: asOf,
	until: asOf,
	after: auditCursor,
	limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const aliasBody = z.object({
	alias_text: text,
	target: text,
	kind: z.enum(['external_reference', 'redirect'], { error: 'must be "external_reference" or "redirect"' }),
	valid_from: asOf,
	valid_until: asOf,
	rationale: text,
	scenario_ref: optional(text),
});
export const closeBody = z.object({ at: asOf });
export const aliasesQuery = z.object({
	text: optional(text),
	target_unit_id: optional(uuid),
	after: optional(uuid),
	limit: z.coerce.number().int().min(1).max(1000).default(100),
});
