/** Texts compared without keeping a page waiting: short ones at once, long ones one after the other while the browser has nothing else to do. */
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';

import { compareTexts, type Compared } from '../../comparison/texts.js';

const AT_ONCE = 20_000;
const waiting: (() => void)[] = [];
let asked = false;

// Safari has no such callback.
const whenIdle: (work: () => void) => void = typeof requestIdleCallback === 'function' ? (work) => requestIdleCallback(work, { timeout: 500 }) : (work) => setTimeout(work, 16);
function next(): void {
	asked = false;
	waiting.shift()?.();
	if (waiting.length > 0 && !asked) {
		asked = true;
		whenIdle(next);
	}
}
function later(work: () => void): void {
	waiting.push(work);
	if (asked) return;
	asked = true;
	whenIdle(next);
}

/** What became of a text; null until that is known. To be called in the set-up of a component. */
export function useCompared(texts: () => readonly [before: string, after: string]): ShallowRef<Compared | null> {
	const compared = shallowRef<Compared | null>(null);
	let turn = 0;
	watch(
		() => texts().join('\u0000'),
		() => {
			const mine = (turn += 1);
			const [before, after] = texts();
			if (before.length + after.length <= AT_ONCE) compared.value = compareTexts(before, after);
			else {
				compared.value = null;
				later(() => mine === turn && (compared.value = compareTexts(before, after)));
			}
		},
		{ immediate: true },
	);
	onBeforeUnmount(() => (turn += 1));
	return compared;
}
