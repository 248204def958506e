/** Judges what is typed, as it is typed, by the core in the browser. */
import { ref, watch, type Ref } from 'vue';

import { core, CoreUnavailable, type Entry, type EntryRules } from '../core/browser.js';

export interface LiveTyped {
	/** The verdict on the newest text; null until there is one. */
	entry: Ref<Entry | null>;
	/** The core cannot run in this page. */
	coreMissing: Ref<boolean>;
}

export function useTyped(text: () => string, rules: () => EntryRules): LiveTyped {
	const entry = ref<Entry | null>(null);
	const coreMissing = ref(false);
	let newest = 0;
	watch(
		[text, rules],
		async () => {
			const mine = (newest += 1);
			try {
				const verdict = await core((it) => it.check_entry(text(), rules()));
				if (mine === newest) entry.value = verdict;
			} catch (error) {
				if (mine === newest) entry.value = null;
				if (!(error instanceof CoreUnavailable)) throw error;
				coreMissing.value = true;
			}
		},
		{ immediate: true, deep: true },
	);
	return { entry, coreMissing };
}
