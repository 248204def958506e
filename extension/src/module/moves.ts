/** Whether an entry moved anywhere: asked for once for all that is shown, so that pages are loaded when there is something new, and not before. */
import { useApi, useStores } from '@directus/extensions-sdk';
import { onBeforeUnmount, onMounted } from 'vue';

import type { Moves } from '../answers/index.js';

/** What a colleague did is seen within two of these. */
const ASK_MILLISECONDS = 1_000;

interface Page {
	/** The number when it was last loaded; null before the first was known. */
	seen: string | null;
	reload: () => void;
}
const pages = new Set<Page>();
let newest: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks again and again while a page is shown that wants to know. */
function ask(read: () => Promise<Moves>, told: () => void): void {
	clearTimeout(timer);
	if (pages.size === 0) return;
	timer = setTimeout(() => {
		if (document.visibilityState !== 'visible') return ask(read, told);
		void read()
			// A page that is not told now is told later; what else fails, it finds out itself.
			.catch(() => ({ moves: newest }))
			.then(({ moves }) => {
				if (newest !== null && moves !== newest) told();
				newest = moves;
				for (const page of pages) {
					if (page.seen === moves) continue;
					page.seen = moves;
					page.reload();
				}
				ask(read, told);
			});
	}, ASK_MILLISECONDS);
}

/** Calls `reload` whenever something moved, as long as the page is shown. To be called in the set-up of a component. */
export function useMoves(reload: () => void): void {
	const api = useApi();
	// The bell of the Studio counts what came meanwhile.
	const { useNotificationsStore } = useStores() as { useNotificationsStore?: () => { refreshUnreadCount?: () => Promise<void> } };
	const page: Page = { seen: null, reload };
	onMounted(() => {
		page.seen = newest;
		pages.add(page);
		ask(
			async () => (await api.get('/cutter/moves')).data.data,
			() => void useNotificationsStore?.().refreshUnreadCount?.().catch(() => {}),
		);
	});
	onBeforeUnmount(() => pages.delete(page));
}
