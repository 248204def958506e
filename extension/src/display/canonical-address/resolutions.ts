/** Where addresses lead, asked once per address, page and person: only for those somebody points at. */
import type { useApi } from '@directus/extensions-sdk';
import { reactive } from 'vue';

import { askResolution, type Asked } from '../../app/resolve.js';

/** So many answers are kept; the oldest go first. */
const MOST = 500;

/** Another person on the same page may see less, so answers belong to who asked. */
const kept = reactive(new Map<string, Asked | null>());

export interface Resolutions {
	/** Asks, if nobody did yet. */
	want: (text: string) => void;
	/** The answer; null while it is under way, undefined before anyone asked. */
	get: (text: string) => Asked | null | undefined;
}

export function resolutionsOf(api: ReturnType<typeof useApi>, person: string): Resolutions {
	const keyOf = (text: string) => `${person} ${text}`;

	async function ask(text: string): Promise<void> {
		const key = keyOf(text);
		for (const oldest of kept.keys()) {
			if (kept.size < MOST) break;
			kept.delete(oldest);
		}
		kept.set(key, null);
		kept.set(key, await askResolution(api, text));
	}

	return {
		want(text) {
			const known = kept.get(keyOf(text));
			// What failed may be asked again; what is under way or answered is not.
			if (known === undefined || known?.state === 'offline' || known?.state === 'failed') void ask(text);
		},
		get: (text) => kept.get(keyOf(text)),
	};
}
