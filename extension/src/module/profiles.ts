/** The grammar profiles a person may choose from: the built-in ones, and those of this installation. */
import { useApi } from '@directus/extensions-sdk';
import { onMounted, ref, type Ref } from 'vue';

import { useServer } from './server.js';

/** Ids of the profiles, the built-in ones first. */
export function useProfiles(): Ref<string[]> {
	const { get } = useServer();
	const api = useApi();
	const found = ref<string[]>([]);
	onMounted(async () => {
		const builtIn = await get<string[]>('/profiles').catch(() => [] as string[]);
		const own = await api
			.get('/items/cutter_grammar_profile', { params: { fields: 'profile_id', filter: { active: { _eq: true } }, sort: 'profile_id', limit: -1 } })
			.then(({ data }) => data.data.map((row: { profile_id: string }) => row.profile_id) as string[])
			.catch(() => [] as string[]);
		found.value = [...new Set([...builtIn, ...own])];
	});
	return found;
}
