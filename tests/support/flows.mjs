// Flows of Directus' own, made, triggered and removed through its API as an administrator does.

import assert from 'node:assert/strict';
import { pause } from '../../scripts/lib/process.mjs';

const UNTIL_MS = 60_000;

/** An operation: what it is, what it is called in the data of the flow, where it goes on. */
export const operation = (key, type, options, { resolve = null, reject = null } = {}) => ({ key, type, options, resolve, reject });

/** Creates an operation after those it leads to; gives its id. */
async function createOperation(admin, flow, { key, type, options, resolve, reject }, column = 1) {
	const next = async (following) => (following ? createOperation(admin, flow, following, column + 1) : null);
	const body = { flow, key, type, name: key, options, position_x: 1 + 18 * column, position_y: 1, resolve: await next(resolve), reject: await next(reject) };
	return (await admin.post('/operations', body)).id;
}

/**
 * Creates a flow, waits until Directus listens to its trigger, and removes it when `work` is done: without a licence there
 * may be five at once.
 * @param {object} system
 * @param {{ trigger: string, options?: object, operation: ReturnType<typeof operation> }} flow
 * @param {(flow: { id: string, trigger: Function, lastRun: Function }) => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function withFlow(system, { trigger, options = {}, operation: first }, work) {
	const { admin, anonymous } = system.clients;
	// Directus answers to the trigger of a flow only once it has read all flows again.
	const settled = (id) => anonymous.send('GET', `/flows/trigger/${id}`);
	const { id } = await admin.post('/flows', { name: `Test ${trigger}`, trigger, options, status: 'inactive', accountability: 'all' });
	try {
		await admin.patch(`/flows/${id}`, { operation: await createOperation(admin, id, first), status: 'active' });
		await settled(id);
		return await work({
			id,
			/** Calls the flow's webhook, or runs it by hand; gives `{ status, body }`. */
			trigger: (client, body = {}) => client.send('POST', `/flows/trigger/${id}`, body),
			/** What the last run knew at its end, once there was one: the answers by key of their operation. Of an error Directus keeps the name and the sentence. */
			lastRun: () => lastRun(admin, id),
		});
	} finally {
		await admin.delete(`/flows/${id}`);
		await settled(id);
	}
}

async function lastRun(admin, id) {
	const query = new URLSearchParams({ filter: JSON.stringify({ collection: { _eq: 'directus_flows' }, item: { _eq: id }, activity: { action: { _eq: 'run' } } }), sort: '-id', limit: 1, fields: 'data' });
	for (const deadline = Date.now() + UNTIL_MS; ; await pause(100)) {
		const [revision] = await admin.get(`/revisions?${query}`);
		if (revision) return revision.data.data;
		assert.ok(Date.now() < deadline, 'the flow never ran');
	}
}

/** A webhook that takes a body and answers what its last operation did, its failures too. */
export const WEBHOOK = { trigger: 'webhook', options: { method: 'POST', return: '$last', error_on_reject: true } };

/** Every second. */
export const EVERY_SECOND = { trigger: 'schedule', options: { cron: '* * * * * *' } };
