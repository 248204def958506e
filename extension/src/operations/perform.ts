/** Runs an operation of a flow: who acts, may they, are the options as they must be, then the use case. */
import { z } from 'zod';

import { Refused, type Act } from '../core/index.js';
import { actorInFlow, type FlowHost } from '../host/actor.js';
import { doorOfFlow } from '../host/door.js';
import type { Environment } from '../host/keys.js';
import { sightOf, type SightHost } from '../host/sight.js';
import { workloadOf } from '../host/workload.js';
import { toDirectusError } from '../surface/errors.js';
import { batch } from '../surface/values.js';
import { permitted, type Context } from '../usecases/context.js';

/** The part of what Directus gives an operation that this needs. */
type OperationHost = FlowHost & SightHost & { env: Environment };

/** Acts on whole documents: they wait with the requests of people. */
const LONG: ReadonlySet<Act> = new Set<Act>(['mark', 'cut', 'verify']);

/** An option left empty; and what Directus makes of a template that leads nowhere, which is the word. */
const isAbsent = (option: unknown): boolean => option === undefined || option === null || option === '' || option === 'undefined';

/** An option that may be left empty. */
export const blankable = <T extends z.ZodType>(schema: T) => z.preprocess((option) => (isAbsent(option) ? undefined : option), schema);

/** Yes or no; a template gives the word. */
export const yesOrNo = z.preprocess((option) => (option === 'true' ? true : option === 'false' ? false : option), z.boolean({ error: 'must be true or false' }));

/** Texts as an option gives them. */
export interface Given {
	texts: string[];
	/** Answers in the form of the option: one for one text, a list for a list. */
	answer: <T>(answers: T[]) => T | T[] | undefined;
}

/** One text or a list of them: a template gives either. Nothing at all is no list to be done with, but a mistake in the flow. */
export const oneOrMany = listOf(batch);

/** Most things of which one run of an operation makes something: each takes a transaction of its own, one after the other. */
const MAX_THINGS = 100;

/** One id or a list of them, such as the keys of a flow that is run by hand. */
export const idsOf = (what: string) => listOf(z.array(z.uuid({ error: `must be the id of ${what}` })).max(MAX_THINGS, { error: `at most ${MAX_THINGS} at once` }));

/**
 * Does something for each of several things, in order; what was done before one that fails stays done.
 *
 * @throws the refusal of the one that failed; of several it says which.
 */
export async function eachInTurn<T>(texts: readonly string[], work: (text: string) => Promise<T>): Promise<T[]> {
	const answers: T[] = [];
	for (const [index, text] of texts.entries()) {
		try {
			answers.push(await work(text));
		} catch (error) {
			if (texts.length === 1 || !(error instanceof Refused)) throw error;
			const { refusal } = error;
			throw new Refused({ ...refusal, message: `${index + 1} of ${texts.length}: ${refusal.message}` });
		}
	}
	return answers;
}

function listOf(schema: z.ZodType<string[]>) {
	return z.unknown().transform((option, checks): Given => {
		const isList = Array.isArray(option);
		if (isAbsent(option) || (isList && option.length === 0)) {
			checks.addIssue({ code: 'custom', message: 'is empty; where it is a template, what it names is not there' });
			return z.NEVER;
		}
		const read = schema.safeParse(isList ? option : [option]);
		for (const issue of read.error?.issues ?? []) checks.addIssue({ code: 'custom', message: issue.message, path: isList ? [...issue.path] : [] });
		return read.success ? { texts: read.data, answer: (answers) => (isList ? answers : answers[0]) } : z.NEVER;
	});
}

/**
 * Performs `act` for whoever acts in the flow.
 *
 * @throws a Directus error with code `CUTTER_…`, which is what the flow goes on with on its path for failures, and what the
 *   caller reads where the flow blocks or answers.
 */
export async function perform<Options, Answer>(
	act: Act,
	schema: z.ZodType<Options>,
	options: unknown,
	host: unknown,
	run: (context: Context, options: Options) => Promise<Answer>,
): Promise<Answer> {
	const { database, env, accountability, flow, ...directus } = host as OperationHost;
	try {
		const actor = await actorInFlow({ database, accountability, flow });
		const context: Context = { database, env, actor, door: doorOfFlow(accountability), sees: sightOf({ database, ...directus }, accountability, actor) };
		// Before the options are read, as with a request.
		const who = await permitted(context, act);
		const work = () => run(context, schema.parse(options ?? {}));
		return await (LONG.has(act) ? workloadOf(env).line.during(who, null, work) : work());
	} catch (error) {
		throw toDirectusError(error);
	}
}
