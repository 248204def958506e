// The zod schemas that answers are made of are those of the core's types. `UPDATE_TYPES=1 node --test tests/core/core-schemas.test.mjs` rewrites them.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { schemasOf } from '../../extension/core-schemas.mjs';
import { inProject } from '../../scripts/lib/paths.mjs';

test('the committed schemas are those of the types that Rust generates', () => {
	const made = schemasOf(readFileSync(inProject('core/wasm/types.d.ts'), 'utf8'));
	if (process.env.UPDATE_TYPES) writeFileSync(inProject('core/wasm/schemas.ts'), made);
	assert.equal(readFileSync(inProject('core/wasm/schemas.ts'), 'utf8'), made);
});

test('each kind of declaration has its schema, with what the core says of it', () => {
	const schemas = schemasOf(`
/** Held *back*, see [\`Gate\`]. */
export type Gate = {
/**
 * What it's called.
 *
 * More of it.
 */
id: string, at?: number | null, by: Tag | null };
export type Tag = { "kind": "a" } & Named | { "kind": "b" } & Named;
export type Named = { span: [number, boolean], of: Array<Word>, each: { [key in string]: Word }, some: { [key in Word]?: number } };
export type Word = "one" | "two";
export type Apart = string;
`, ['Gate']);
	assert.equal(schemas.slice(schemas.indexOf('export')), `export const Word = z.enum(['one', 'two']) satisfies z.ZodType<Core.Word>;

export const Named = z.object({
	span: z.tuple([z.number(), z.boolean()]),
	of: z.array(Word),
	each: z.record(z.string(), Word),
	some: z.partialRecord(Word, z.number()),
}) satisfies z.ZodType<Core.Named>;

export const Tag = z.discriminatedUnion('kind', [Named.extend({ kind: z.literal('a') }), Named.extend({ kind: z.literal('b') })]) satisfies z.ZodType<Core.Tag>;

export const Gate = z.object({
	id: z.string().describe('What it\\'s called.'),
	at: z.number().nullable().optional(),
	by: Tag.nullable(),
}).describe('Held *back*, see \`Gate\`.') satisfies z.ZodType<Core.Gate>;
`);
	assert.throws(() => schemasOf('export type Odd = Map<string, string>;', ['Odd']), /no type Map/);
	assert.throws(() => schemasOf('export type Odd = bigint;', ['Odd']), /No schema is known for bigint/);
});
