/** Values that several surfaces take, each with what is wrong with one that is not accepted. */
import { z } from 'zod';

/** Half a surrogate pair would be stored as another character than was sent. */
export const wellFormed = z.string().refine((value) => value.isWellFormed(), { error: 'holds half of a surrogate pair' });
/** PostgreSQL holds no NUL. (A document's own text may have one here: the core names its place.) */
export const text = wellFormed.refine((value) => !value.includes('\0'), { error: 'holds a NUL character' });
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** Most addresses, or things named by one, in one batch. */
export const MAX_BATCH = 10_000;

/** Texts of one batch. */
export const batch = z.array(text).max(MAX_BATCH, { error: `at most ${MAX_BATCH} at once` });

/** The core reads the time and says what is wrong with it. */
export const asOf = optional(text);
export const follow = z.enum(['latest', 'none'], { error: 'must be "latest" or "none"' }).default('latest');
