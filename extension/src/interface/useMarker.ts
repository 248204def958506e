/** Measures where in a text field a character stands, so that something can point at it. */
import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

import type { Place } from './place.js';

/** In pixels from the left of the field's box. */
export interface Marker {
	left: number;
	width: number;
	/** The character is scrolled out of view; the marker stands at that end. */
	beyond: 'left' | 'right' | null;
}

/** A place without a character, such as the end of the text, and one of no width are still to be seen. */
const NARROWEST = 8;

export function useMarker(box: Ref<HTMLElement | null>, ruler: Ref<HTMLElement | null>, text: () => string, place: () => Place | null) {
	const marker = ref<Marker | null>(null);
	const inputOf = () => box.value?.querySelector('input') ?? null;

	/** How wide text is in the font of the field. */
	function widthOf(part: string, input: HTMLInputElement): number {
		if (!ruler.value) return 0;
		const { font, letterSpacing, fontFeatureSettings } = getComputedStyle(input);
		Object.assign(ruler.value.style, { font, letterSpacing, fontFeatureSettings });
		ruler.value.textContent = part;
		return ruler.value.getBoundingClientRect().width;
	}

	function measure(): void {
		const input = inputOf();
		const at = place();
		if (!input || !box.value || !at) {
			marker.value = null;
			return;
		}
		const before = widthOf(text().slice(0, at.start), input);
		const width = Math.max(widthOf(text().slice(0, at.end), input) - before, NARROWEST);
		const inside = input.getBoundingClientRect();
		const start = inside.left - box.value.getBoundingClientRect().left + parseFloat(getComputedStyle(input).paddingLeft);
		const left = start + before - input.scrollLeft;
		const last = start + inside.width - width;
		marker.value = { left: Math.min(Math.max(left, start), last), width, beyond: left < start - 1 ? 'left' : left > last + 1 ? 'right' : null };
	}

	/** Puts the text cursor before the character and brings it into view. */
	function goTo(): void {
		const input = inputOf();
		const at = place();
		if (!input || !at) return;
		input.focus();
		input.setSelectionRange(at.start, at.start);
		input.scrollLeft = Math.max(widthOf(text().slice(0, at.start), input) - input.clientWidth / 2, 0);
		measure();
	}

	// The field shows a new text only after it was drawn.
	watch([text, place], () => void nextTick(measure), { deep: true });
	const observer = new ResizeObserver(measure);
	onMounted(() => {
		const input = inputOf();
		input?.addEventListener('scroll', measure);
		if (box.value) observer.observe(box.value);
		void document.fonts.ready.then(measure);
		measure();
	});
	onBeforeUnmount(() => {
		inputOf()?.removeEventListener('scroll', measure);
		observer.disconnect();
	});
	return { marker, goTo };
}
