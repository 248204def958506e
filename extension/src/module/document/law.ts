/** The law of a document on a day, as known on another: both are in the address of the page, so that a link shows what was seen. */
import { computed, ref, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import type { DocumentReading, Timeline } from '../../answers/index.js';
import { useLoaded } from '../loaded.js';
import { useServer } from '../server.js';

/** A day that is said in the address of the page, so that a link shows what was seen; empty where none is. To be called in the set-up of a component. */
export function dayInAddress(name: string): Ref<string> {
	const route = useRoute();
	const router = useRouter();
	const said = ref(typeof route.query[name] === 'string' ? route.query[name] : '');
	watch(said, (value) => void router.replace({ query: { ...route.query, [name]: value || undefined }, hash: route.hash }));
	return said;
}

/** @param moved changes with every step of an entry, after which the law may be another */
export function useLaw(document: string, moved: () => string) {
	const { get } = useServer();
	/** Of which day the law is shown, and as it was known when; empty is now. */
	const asOf = dayInAddress('as_of');
	const knownAt = dayInAddress('known_at');
	/** Whether the document has legal days; once it was seen to, that is known. */
	const dated = ref(false);
	/** A day has no place, and today is the reader's: their calendar may be a day ahead of the server's, or behind. */
	function today(): string {
		const now = new Date();
		return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
	}
	function unsaid(): string {
		const here = today();
		return dated.value && here !== new Date().toISOString().slice(0, here.length) ? here : '';
	}
	const moment = computed(() => Object.fromEntries(Object.entries({ as_of: asOf.value || unsaid(), known_at: knownAt.value && `${knownAt.value}T23:59:59Z` }).filter(([, said]) => said)));
	const asked = computed(() => JSON.stringify(moment.value));
	const reading = useLoaded((signal) => get<DocumentReading>(`/documents/${document}/reading`, moment.value, signal));
	const timeline = useLoaded(() => get<Timeline>(`/documents/${document}/timeline`).catch(() => null));
	watch([moved, asked], (now, before) => now.join() !== before.join() && void reading.reload());
	watch(moved, (now, before) => now !== before && void timeline.reload());
	watch(reading.data, (read) => (dated.value ||= read?.units.some(({ legal }) => legal) === true));
	/** What changed it and was not taken back. */
	const changes = computed(() => {
		const taken = new Set(timeline.data.value?.entries.map(({ compensates_change_set_id: id }) => id));
		return (timeline.data.value?.entries ?? []).filter(({ change_set_id: id, compensates_change_set_id: of }) => of === null && !taken.has(id));
	});
	/** The days on which something changes, to go to. */
	const days = computed(() => [...new Set(changes.value.flatMap(({ effective_on: on }) => on ?? []))].sort());
	/** A document without legal days has no days to choose from; once a day was asked for, the way back stays. */
	const hasDays = computed(() => asked.value !== '{}' || dated.value);
	const day = computed(() => asOf.value || today());
	return { asOf, knownAt, moment, reading, timeline, changes, days, hasDays, day };
}
export type Law = ReturnType<typeof useLaw>;
