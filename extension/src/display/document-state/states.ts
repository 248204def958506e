/** Where documents stand, asked for all rows in view at once, and again while they are looked at. */
import { useApi, useStores } from '@directus/extensions-sdk';
import { computed, onBeforeUnmount, onMounted, shallowReactive, watch, type ComputedRef } from 'vue';

import type { DocumentPage } from '../../answers/index.js';
import type { Duty } from '../../core/browser.js';

export interface DocumentState {
	/** The state of the newest entry; null where the document was never marked. */
	status: string | null;
	waitsForMe: boolean;
	waitsFor: Duty | null;
}

/** As many keys as one request takes. */
const MOST = 100;
/** Rows come into view one after the other; this long they are gathered, in milliseconds. */
const GATHER = 20;
/** What colleagues do is seen after this time, in milliseconds. */
const EVERY = 10_000;

/** What is known; `undefined` while it is asked for, null where nobody may say. Another person on the same page may see less. */
const known = shallowReactive(new Map<string, DocumentState | null>());
const inView = new Map<string, number>();
let person = '';
let timer: ReturnType<typeof setTimeout> | undefined;

type Api = ReturnType<typeof useApi>;

async function askFor(api: Api, ids: string[]): Promise<void> {
	const asker = person;
	try {
		const answer: DocumentPage = (await api.get('/cutter/documents', { params: { ids: ids.join(','), limit: MOST } })).data.data;
		if (asker !== person) return;
		const found = new Map(answer.documents.map(({ id, newest }) => [id, newest]));
		for (const id of ids) {
			const newest = found.get(id);
			known.set(id, newest === undefined ? null : { status: newest?.status ?? null, waitsForMe: newest?.waits_for_me ?? false, waitsFor: newest?.waits_for_duty ?? null });
		}
	} catch {
		// What was known stays: the list itself says when the server is away.
		if (asker === person) for (const id of ids) if (!known.has(id)) known.set(id, null);
	}
}

function ask(api: Api, after: number): void {
	clearTimeout(timer);
	if (inView.size === 0) return;
	const look = async () => {
		if (document.visibilityState === 'visible') {
			const ids = [...inView.keys()];
			const batches = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, turn) => ids.slice(turn * MOST, (turn + 1) * MOST));
			await Promise.all(batches.map((batch) => askFor(api, batch)));
		}
		ask(api, EVERY);
	};
	timer = setTimeout(() => void look(), after);
}

/** The state of a document that is in view. To be called in the set-up of a component. */
export function useDocumentState(id: () => string | null | undefined): ComputedRef<DocumentState | null | undefined> {
	const api = useApi();
	const me = useStores().useUserStore().currentUser?.id ?? '';
	if (me !== person) {
		person = me;
		known.clear();
	}
	function enter(key: string | null | undefined): void {
		if (!key) return;
		inView.set(key, (inView.get(key) ?? 0) + 1);
		ask(api, GATHER);
	}
	function leave(key: string | null | undefined): void {
		if (!key) return;
		const left = (inView.get(key) ?? 1) - 1;
		if (left > 0) inView.set(key, left);
		else {
			inView.delete(key);
			known.delete(key);
		}
	}
	onMounted(() => enter(id()));
	watch(id, (key, before) => {
		leave(before);
		enter(key);
	});
	onBeforeUnmount(() => leave(id()));
	return computed(() => known.get(id() ?? ''));
}
