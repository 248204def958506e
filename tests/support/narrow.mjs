// People who may read some documents alone, as an administrator makes them: a duty, and a policy with item rules.

import { newPerson } from './people.mjs';

/** What such a policy lets people read, in each collection whose rows are of one document. */
export const rulesFor = (codes) => ({
	cutter_source_document: { doc_code: { _in: codes } },
	tac_logical_unit: { doc_code: { _in: codes } },
	tac_unit_version: { unit_id: { doc_code: { _in: codes } } },
});

/** A policy that lets people read the documents of these codes, and nothing else. Gives its id. */
export async function policyFor(system, codes) {
	const { admin } = system.clients;
	const permissions = Object.entries(rulesFor(codes)).map(([collection, rule]) => ({ collection, action: 'read', fields: ['*'], permissions: rule }));
	return (await admin.post('/policies', { name: `Reads ${codes.join(', ')}`.slice(0, 60), permissions })).id;
}

/** Somebody with duties or other policies of the cutter who may read the documents of these codes. */
export const personFor = async (system, codes, { duties = [], policies = [] }) => newPerson(system, { duties, policies: [...policies, await policyFor(system, codes)] });
