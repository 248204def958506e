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

export interface Route<Query = unknown, Body = unknown> {
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
	/** Whether it writes: such a route takes the header `Idempotency-Key`, and has a duty. */
	writes?: boolean;
	/** Media types of the answer where it is not `data` as JSON. */
	answers?: readonly string[];
	/** Statuses beside 200, with what they mean. */
	statuses?: Readonly<Record<number, string>>;
	/** The use case; what it returns is the `data` of the answer. */
	run: (context: Context, parsed: Parsed<Query, Body>) => Promise<unknown>;
}

/** Keeps the types of query and body together with the function that takes them. */
export const defineRoute = <Query = unknown, Body = unknown>(route: Route<Query, Body>): Route => route as unknown as Route;
