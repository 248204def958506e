/** What the law of a day cites, unit by unit: read once its text is there, page by page, so that nobody waits for it. */
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';

import type { CitingText, ReferencePage } from '../../answers/index.js';
import type { Reading } from '../../core/browser.js';
import { useServer } from '../server.js';

/** A stretch of a text that cites: one provision, or several that share its words. */
export interface Citation {
	part: 'heading' | 'body';
	/** Bytes of that part. */
	starts: number;
	ends: number;
	/** What it means, in the order of the text. */
	means: CitingText[];
}
export type Citations = ReadonlyMap<string, Citation[]>;

const PAGE = 500;

/** Units with their citations in the order of the text. "This Law" leads nowhere. */
export function citationsOf(references: readonly CitingText[]): Citations {
	const units = new Map<string, Citation[]>();
	for (const reference of references.filter(({ kind }) => kind !== 'self')) {
		const { unit_id: unit, part, starts, ends } = reference;
		const before = units.get(unit) ?? [];
		const last = before.at(-1);
		if (last?.part === part && last.starts === starts && last.ends === ends) last.means.push(reference);
		else units.set(unit, [...before, { part, starts, ends, means: [reference] }]);
	}
	return units;
}

/** @param reading the law that is shown @param moment whose; as it was known once nothing is told of it, for what is cited is told as it is known now */
export function useCitations(document: () => string, reading: () => Reading, moment: () => Record<string, string>): ShallowRef<Citations> {
	const { get } = useServer();
	const citations = shallowRef<Citations>(new Map());
	let going = new AbortController();
	async function load(): Promise<void> {
		going.abort();
		const mine = (going = new AbortController());
		citations.value = new Map();
		const { known_at: knownAt, ...asked } = moment();
		if (knownAt) return;
		const found: CitingText[] = [];
		for (let after: string | null = ''; after !== null; ) {
			// The law is read without its links as well.
			const page: ReferencePage | null = await get<ReferencePage>(`/documents/${document()}/references`, { ...asked, limit: String(PAGE), ...(after ? { after } : {}) }, mine.signal).catch(() => null);
			if (mine.signal.aborted || !page) return;
			found.push(...page.references);
			after = page.next;
		}
		citations.value = citationsOf(found);
	}
	watch(reading, load, { immediate: true });
	onBeforeUnmount(() => going.abort());
	return citations;
}
