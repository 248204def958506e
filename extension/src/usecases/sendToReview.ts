/** SWEEP as a person asks for it: of what they name it is said for whom it then waits. */
import type { Swept } from '../answers/index.js';
import type { SightHost } from '../host/sight.js';
import type { Context } from './context.js';
import { sweepBacklog, type SweepRequest } from './sweepBacklog.js';
import { whomItWaitsFor } from './tellPeople.js';

export async function sendToReview(context: Context, host: SightHost, request: SweepRequest): Promise<Swept> {
	const swept = await sweepBacklog(context, request);
	if (request.manifests === null || swept.promoted === 0) return swept;
	return { ...swept, waits_for: await whomItWaitsFor({ ...context, ...host }, context.actor.user ?? '', swept.entry_ids) };
}
