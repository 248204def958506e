/** Refusals in Directus' error form, with stable codes `CUTTER_…`. */
import { createError } from '@directus/errors';
import { ZodError } from 'zod';

import { CorePanic, Refused, type RefusalKind } from '../core/index.js';
import { Busy } from '../host/line.js';
import { databaseRefusal } from './databaseRefusals.js';

const STATUS: Record<RefusalKind, number> = { invalid: 422, forbidden: 403, not_found: 404, conflict: 409, too_large: 413 };

/** A time or a header that cannot be read is a request of the wrong form, not a text that is wrong. */
const WRONG_FORM = new Set(['TIME_UNREADABLE', 'IDEMPOTENCY_KEY_MALFORMED', 'REQUEST_UNREADABLE']);

/** What PostgreSQL says when two requests write the same thing at once; the loser may simply ask again. */
const WRITTEN_MEANWHILE = new Set(['23505', '40001', '40P01', '55P03']);

/** A role, schema, table or function of the cutter is not there: undefined_object (SET ROLE), undefined_table, invalid_schema_name, undefined_function. */
const NOT_INITIALISED = new Set(['22023', '42704', '42P01', '3F000', '42883']);

/** The server or the connection ended: admin_shutdown, crash_shutdown, cannot_connect_now, the connection exceptions, and the driver's own words. */
const CONNECTION_LOST = /^(57P0[1-3]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE)$/;
const DRIVER_LOST = /(?:^| - )(?:Connection (?:terminated|ended) unexpectedly|Client has encountered a connection error and is not queryable)$/;

/** A body of which too little comes. */
export class BodyTooSlow extends Error {}

type Extensions = Record<string, unknown>;

const directusError = (code: string, message: string, status: number, extensions: Extensions = {}) =>
	new (createError<Extensions>(code, message, status))(extensions);

/** A method that a path of ours does not have (RFC 9110, 15.5.6). */
export const methodNotAllowed = (method: string, allowed: readonly string[]): unknown =>
	directusError('CUTTER_METHOD_NOT_ALLOWED', `${method} is no method of this path; it takes ${allowed.join(', ')}.`, 405);

/** The error Directus answers with; anything unknown stays as it is, for Directus to log and hide. */
export function toDirectusError(error: unknown): unknown {
	if (error instanceof Refused) {
		const { code, kind, message, ...place } = error.refusal;
		return directusError(`CUTTER_${code}`, message, WRONG_FORM.has(code) ? 400 : STATUS[kind], place);
	}
	if (error instanceof ZodError) {
		const [issue] = error.issues;
		const at = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue?.path;
		const field = at?.join('.') || 'body';
		return directusError('CUTTER_REQUEST_INVALID', `${field}: ${issue?.message ?? 'not as expected'}.`, 400, { field });
	}
	if (error instanceof Busy) return directusError('CUTTER_BUSY', error.message, 503);
	if (error instanceof BodyTooSlow) return directusError('CUTTER_BODY_TOO_SLOW', error.message, 408);
	if (error instanceof CorePanic) return directusError('CUTTER_INTERNAL', error.message, 500);
	const sqlState = (error as { code?: string })?.code ?? '';
	if (NOT_INITIALISED.has(sqlState)) {
		return directusError('CUTTER_NOT_INITIALISED', 'The schema of the cutter is not complete: an administrator has to run "directus cutter init".', 503);
	}
	if (WRITTEN_MEANWHILE.has(sqlState)) {
		return directusError('CUTTER_WRITTEN_MEANWHILE', 'Another request wrote the same thing meanwhile; nothing was written, ask again.', 409);
	}
	if (CONNECTION_LOST.test(sqlState) || DRIVER_LOST.test((error as Error)?.message ?? '')) {
		return directusError('CUTTER_DATABASE_LOST', 'The connection to the database ended: all of the request was done or none of it. Send it again.', 503);
	}
	return databaseRefusal(error) ?? error;
}
