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
 * Creates a user who holds `duties` directly and `roleDuties` through a role.
 * @param {{ url: string, clients: Record<string, object> }} system
 * @returns {Promise<{ id: string, email: string, password: string, token: string, client: ReturnType<typeof httpClient> }>}
 */
export async function newPerson(system, { duties = [], roleDuties = [] } = {}) {
	const { admin } = system.clients;
	const name = `person-${process.pid}-${(people += 1)}`;
	const login = newLogin(name);
	const granted = async (list) => (await policyIds(admin, list)).map((policy) => ({ policy }));
	const role = roleDuties.length > 0 ? (await admin.post('/roles', { name, policies: await granted(roleDuties) })).id : null;
	const { id } = await admin.post('/users', { ...login, first_name: name, status: 'active', role, policies: await granted(duties) });
	return { id, ...login, client: httpClient(system.url, login.token) };
}

/** The same person once more, through a session of theirs instead of their token. */
export async function secondTokenOf(system, { email, password }) {
	const { access_token: token } = await httpClient(system.url).post('/auth/login', { email, password });
	return httpClient(system.url, token);
}
