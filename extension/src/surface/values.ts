/** Values that several surfaces take, each with what is wrong with one that is not accepted. */
import { z } from 'zod';

import { citingPlaceOf } from '../usecases/citedBy.js';
import { auditCursorOf } from '../usecases/readAudit.js';
import { cursorOf } from '../usecases/readBacklog.js';

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
/** What was recorded by then. */
export const knownAt = optional(text);
/** A day of the calendar. */
export const day = z.iso.date({ error: 'must be a day of the calendar such as 2027-01-31' });
export const follow = z.enum(['latest', 'none'], { error: 'must be "latest" or "none"' }).default('latest');

/** What of a document is marked. */
export const scope = z.enum(['all', 'enacted_only'], { error: 'must be "all" or "enacted_only"' }).default('all');
/** How far a bulk run goes. */
export const runVerb = z.enum(['mark', 'sweep', 'cut', 'verify'], { error: 'must be mark, sweep, cut or verify' }).default('verify');
/** In which form a document is exported. */
export const exportFormat = z.enum(['akn', 'json', 'markdown'], { error: 'must be "akn", "json" or "markdown"' }).default('akn');
/** How many levels below what is asked for are read. */
export const depth = z.coerce.number({ error: 'must be a number' }).int({ error: 'must be a whole number' }).min(0, { error: 'must be 0 or more' });
/** How many are told at once. */
export const pageSize = (usual: number) => z.coerce.number({ error: 'must be a number' }).int({ error: 'must be a whole number' }).min(1, { error: 'must be 1 or more' }).max(1000, { error: 'must be at most 1000' }).default(usual);
/** Where a cut writes. */
export const target = z.enum(['public', 'sandbox'], { error: 'must be "public" or "sandbox"' }).default('public');
/** What a review may say. */
export const verdict = z.enum(['PASS', 'FAIL', 'NEEDS_HUMAN'], { error: 'must be PASS, FAIL or NEEDS_HUMAN' });

/** As the core's own bound; checked here too, because the query for the batch comes first. */
const MAX_SWEEP = 1_000;
export const batchSize = z
	.number({ error: 'must be a number' })
	.int({ error: 'must be a whole number' })
	.min(1, { error: 'must be 1 or more' })
	.max(MAX_SWEEP, { error: `must be at most ${MAX_SWEEP}` })
	.default(100);

const NOT_A_CURSOR = { error: 'must be the "next" of the page before' };

/** A place in the backlog, as the page or batch before gave it. */
export const cursor = optional(
	z
		.string()
		.refine((given) => z.tuple([z.iso.datetime({ precision: 6 }), z.uuid()]).safeParse(given.split('~')).success, NOT_A_CURSOR)
		.transform(cursorOf),
);

/** A place in the list of deeds, as the page before gave it. */
export const auditCursor = optional(
	z.string().transform((given, checks) => {
		const place = auditCursorOf(given);
		if (place && z.iso.datetime({ precision: 6 }).safeParse(place.at).success) return place;
		checks.addIssue({ code: 'custom', message: NOT_A_CURSOR.error });
		return z.NEVER;
	}),
);

const placeOf = (message: string) =>
	text.transform((given, checks) => {
		const place = citingPlaceOf(given);
		if (place) return place;
		checks.addIssue({ code: 'custom', message });
		return z.NEVER;
	});
export const citingCursor = optional(placeOf(NOT_A_CURSOR.error));
/** A citation, by its place. */
export const citingPlace = placeOf('must be the "place" of a citation');
