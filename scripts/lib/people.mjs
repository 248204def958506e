// The people of the development system: an administrator and one person for each duty.

import { randomBytes } from 'node:crypto';
import { UserError } from './console.mjs';
import { httpClient } from './http.mjs';

const POLICY_PREFIX = 'Cutter';

/** The policy that opens the Studio. */
const STUDIO_ACCESS = 'Observer';

/** Everyone with a duty may also look. */
export const DUTIES = { executor: ['Observer', 'Executor'], reviewer: ['Observer', 'Reviewer'], verifier: ['Observer', 'Verifier'] };

/** @returns {{ email: string, password: string, token: string }} a login that exists nowhere yet */
export function newLogin(name) {
	return { email: `${name}@example.com`, password: randomBytes(9).toString('base64url'), token: randomBytes(24).toString('base64url') };
}

/** The ids of the policies that `directus cutter init` creates, by duty. */
async function policiesByDuty(client) {
	const policies = await client.get('/policies?limit=-1&fields=id,name');
	return new Map(policies.filter(({ name }) => name.startsWith(`${POLICY_PREFIX} `)).map(({ id, name }) => [name.slice(POLICY_PREFIX.length + 1), id]));
}

/** A policy that reads every document and gives no seat in the Studio. */
async function readingWithoutSeat(client) {
	const { id } = await client.post('/policies', { name: 'Reads every document', icon: 'visibility', app_access: false, admin_access: false });
	await client.post('/permissions', { policy: id, collection: 'cutter_source_document', action: 'read', fields: ['*'] });
	return id;
}

/**
 * Creates the executor, the reviewer and the verifier.
 * @param {string} url Directus' address
 * @param {string} adminToken
 * @returns {Promise<Record<'executor' | 'reviewer' | 'verifier', { id: string, email: string, password: string, token: string }>>}
 */
export async function createPeople(url, adminToken) {
	const client = httpClient(url, adminToken);
	const policies = await policiesByDuty(client);
	const people = {};
	let reading;
	for (const [name, duties] of Object.entries(DUTIES)) {
		const missing = duties.filter((duty) => !policies.has(duty));
		if (missing.length > 0) {
			throw new UserError(`Directus has no policy "${POLICY_PREFIX} ${missing[0]}".`, { advice: '"directus cutter init" creates it; look at its output' });
		}
		const login = newLogin(name);
		const person = { ...login, first_name: name[0].toUpperCase() + name.slice(1), last_name: 'Cutter', status: 'active', email_notifications: false };
		const create = (granted) => client.post('/users', { ...person, policies: granted.map((policy) => ({ policy })) });
		const idsOf = (some) => some.map((duty) => policies.get(duty));
		const { id } = await create(idsOf(duties)).catch(async (error) => {
			// Directus 12 without a licence has three seats; whoever only works over HTTP needs none.
			if (error.code !== 'LIMIT_EXCEEDED') throw error;
			reading ??= await readingWithoutSeat(client);
			return create([...idsOf(duties.filter((duty) => duty !== STUDIO_ACCESS)), reading]);
		});
		people[name] = { id, ...login };
	}
	// Where seats are few, those who have one may lend it, and read on.
	for (const { id } of reading ? Object.values(people) : []) {
		const has = await client.get(`/access?filter=${encodeURIComponent(JSON.stringify({ user: { _eq: id }, policy: { _eq: reading } }))}`);
		if (has.length === 0) await client.post('/access', { user: id, policy: reading });
	}
	return people;
}
