/** What is wrong with how a command was written, as opposed to what it asks for: exit code 2. */
import type { z } from 'zod';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A command that cannot be carried out as it was written. */
export class BadUsage extends Error {}

/** @throws {BadUsage} */
export function badUsage(sentence: string): never {
	throw new BadUsage(sentence);
}

/** An argument that must be an id. */
export const id = (what: string, text: string): string => (UUID.test(text) ? text.toLowerCase() : badUsage(`${JSON.stringify(text)} is no ${what} id: expected a UUID.`));

/** The value of an option, as its schema reads it. */
export function given<T>(option: string, schema: z.ZodType<T>, value: unknown): T {
	const read = schema.safeParse(value);
	return read.success ? read.data : badUsage(`${option} ${read.error.issues[0]?.message ?? 'is not as expected'}`);
}
