/** The header `Idempotency-Key` of writing routes: read, bound to the person, and answered with. */
import { createHash } from 'node:crypto';

import { core, Refused } from '../core/index.js';
import { underKey, type KeyedCall } from '../host/keyedCall.js';
import type { Parsed, Route } from './route.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';
/** Says that an answer was given before; named as others name it. */
export const REPLAYED = 'Idempotent-Replayed';

/** Seconds after which a request that is still running may be asked for again. */
const RETRY_AFTER = '1';

/** Carries a writing request out, where it names a key as often as it is sent but once. */
export async function carryOut(parsed: Parsed<unknown, unknown>, route: Route, person: string, work: () => Promise<unknown>): Promise<unknown> {
	const call = await keyedCall(parsed, route, person);
	if (!call) return work();
	try {
		const data = await underKey(call, work);
		if (call.outcome === 'replayed') parsed.response.set(REPLAYED, 'true');
		return data;
	} catch (error) {
		if (error instanceof Refused && error.refusal.code === 'IDEMPOTENCY_IN_PROGRESS') parsed.response.set('Retry-After', RETRY_AFTER);
		throw error;
	}
}

async function keyedCall({ request, id, query, body, bytes }: Parsed<unknown, unknown>, route: Route, person: string): Promise<KeyedCall | null> {
	// Distinct: Node joins a header that is sent twice with a comma, which a key may have.
	const values = request.headersDistinct[IDEMPOTENCY_KEY.toLowerCase()];
	if (!values) return null;
	const name = `${route.method.toUpperCase()} ${route.path}`;
	const key = await core((it) => it.read_idempotency_key(values));
	const requestSha256 = await core((it) =>
		it.request_digest({
			route: name,
			id,
			query: JSON.stringify(query ?? {}),
			body: bytes ? null : JSON.stringify(body ?? {}),
			stream_sha256: bytes ? createHash('sha256').update(bytes).digest('hex') : null,
		}),
	);
	return { person, key, route: name, requestSha256, outcome: null };
}
