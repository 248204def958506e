/** Creates the policies of the duties. */
import type { Knex } from 'knex';

import { core } from '../core/index.js';

export async function initInstallation(host: { database: Knex }): Promise<{ policies: string[]; collections: string[] }> {
	const policies = await core((it) => it.policies());
	for (const policy of policies) {
		await host.database('directus_policies')
			.insert({ id: policy.policy_id, name: policy.name, icon: 'policy', admin_access: false, app_access: policy.duty === 'observer' })
			.onConflict('id')
			.ignore();
	}
	return { policies: policies.map((policy) => policy.name), collections: [] };
}
