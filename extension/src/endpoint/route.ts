/** What a route is: data that both the router and the OpenAPI document are made from, so that neither can lie. */
import type { Request, Response } from 'express';
import type { z } from 'zod';

import type { Duty } from '../core/index.js';
import type { Context } from '../usecases/context.js';

/** A request after its schemas have read it. */
export interface Parsed<Query, Body> {
	/** The `:id` of the path; empty where the path has none. */
	id: string;
	/** The `:other` of the path; empty likewise. */
	other: string;
	/** The `:address` of the path; empty likewise. */
	address: string;
	query: Query;
	/** Undefined where the body is a stream. */
	body: Body;
	/** The body as it came in, where it is a stream. */
	bytes: Uint8Array | null;
	request: Request;
	response: Response;
}

export interface Route<Query = unknown, Body = unknown, Answer = unknown> {
	method: 'get' | 'post';
	/** Express form, under /cutter. */
	path: string;
	/** Who may; null for everyone. */
	duty: Duty | null;
	summary: string;
	query?: z.ZodType<Query>;
	body?: z.ZodType<Body>;
	/** Further media types of the body, taken as bytes; the query then says what a JSON body would. */
	streams?: { types: readonly string[]; query: z.ZodType<Query> };
	/** Whether it may take long, as what works on a whole document does: such requests wait in a bounded line. */
	long?: boolean;
	/** Whether it writes: such a route takes the header `Idempotency-Key`, and has a duty. */
	writes?: boolean;
	/** What the use case answers, the `data` of the answer; or its media types where it is a file or a text. It is described and tested by this, never checked while it is served. */
	answer: z.ZodType<Answer> | readonly string[];
	/** Statuses beside 200, with what they mean. */
	statuses?: Readonly<Record<number, string>>;
	/** The use case; a file is sent by itself. */
	run: (context: Context, parsed: Parsed<Query, Body>) => Promise<NoInfer<Answer>>;
}

/** Keeps the types of query, body and answer together with the function that takes and gives them. */
export const defineRoute = <Query = unknown, Body = unknown, Answer = void>(route: Route<Query, Body, Answer>): Route => route as unknown as Route;

/** A route that may take long. */
export const long = (route: Route): Route => ({ ...route, long: true });

/** A route that reads what one id names, or a whole that has none, and takes nothing else. */
export const reads = <Answer>(path: string, summary: string, answer: z.ZodType<Answer>, run: (context: Context, id: string) => Promise<NoInfer<Answer>>): Route =>
	defineRoute({ method: 'get', path, duty: 'observer', summary, answer, run: (context, { id }) => run(context, id) });
