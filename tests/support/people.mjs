// More people than the three: a test's own users, with the policies and roles it gives them.

import { httpClient } from '../../scripts/lib/http.mjs';
import { newLogin } from '../../scripts/lib/people.mjs';

let people = 0;

/** The ids of the cutter's policies by duty, such as `Executor`. */
async function policyIds(admin, duties) {
	const policies = await admin.get('/policies?limit=-1&fields=id,name');
	return duties.map((duty) => policies.find(({ name }) => name === `Cutter ${duty}`).id);
}

/**
 * Creates a user who holds `duties` and other `policies` (by their ids) directly and `roleDuties` through a role.
 * @param {{ url: string, clients: Record<string, object> }} system
 * @returns {Promise<{ id: string, email: string, password: string, token: string, client: ReturnType<typeof httpClient> }>}
 */
export async function newPerson(system, { duties = [], roleDuties = [], policies = [] } = {}) {
	const { admin } = system.clients;
	const name = `person-${process.pid}-${(people += 1)}`;
	const login = newLogin(name);
	const granted = async (list) => (await policyIds(admin, list)).map((policy) => ({ policy }));
	const role = roleDuties.length > 0 ? (await admin.post('/roles', { name, policies: await granted(roleDuties) })).id : null;
	const { id } = await admin.post('/users', { ...login, first_name: name, status: 'active', email_notifications: false, role, policies: [...(await granted(duties)), ...policies.map((policy) => ({ policy }))] });
	return { id, ...login, client: httpClient(system.url, login.token) };
}

/** The same person once more, through a session of theirs instead of their token. */
export async function secondTokenOf(system, { email, password }) {
	const { access_token: token } = await httpClient(system.url).post('/auth/login', { email, password });
	return httpClient(system.url, token);
}

/** Who may be asked for a seat in the Studio; tests that need one of these in the Studio do not need another person there. */
const LENDERS = ['reviewer', 'executor'];

/** What opens the Studio to somebody. */
const seatsOf = (admin, user) => admin.get(`/access?filter=${encodeURIComponent(JSON.stringify({ user: { _eq: user }, policy: { app_access: { _eq: true } } }))}`);

/**
 * Creates somebody who uses the Studio. Where all seats are taken (Directus 12 without a licence has three), somebody who has one
 * leaves the Studio until `giveBack()`; what that person does over HTTP does not need it.
 * @template T
 * @param {() => Promise<T>} create
 * @returns {Promise<{ created: T, giveBack: () => Promise<void> }>}
 */
export async function withSeat({ clients: { admin }, users }, create) {
	const lent = [];
	const giveBack = async () => {
		for (const access of lent.splice(0)) await admin.post('/access', access);
	};
	for (const lender of [...LENDERS, undefined]) {
		try {
			return { created: await create(), giveBack };
		} catch (error) {
			if (error.code !== 'LIMIT_EXCEEDED' || !lender) {
				await giveBack();
				throw error;
			}
		}
		const user = users[lender].id;
		for (const { id, policy } of await seatsOf(admin, user)) {
			await admin.delete(`/access/${id}`);
			lent.push({ user, policy });
		}
	}
}

/**
 * Lets one of the three into the Studio who may have had no seat there.
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function takeSeat(system, person) {
	const { admin } = system.clients;
	const user = system.users[person].id;
	if ((await seatsOf(admin, user)).length > 0) return async () => {};
	const [policy] = await policyIds(admin, ['Observer']);
	const { created, giveBack } = await withSeat(system, () => admin.post('/access', { user, policy }));
	return async () => {
		await admin.delete(`/access/${created.id}`);
		await giveBack();
	};
}
