/** Finding words in a law: without their accents where none were typed, whatever the case, over the ends of lines. */
import type { UnitView } from './unit-views.js';

export interface Place {
	/** Place of the unit. */
	unit: number;
	/** Characters of what is shown of it. */
	from: number;
	to: number;
}

const MOST = 5_000;
const plain = (text: string): string => text.toLowerCase().replace(/\s/g, ' ');
const bare = (text: string): string => plain(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');

export function placesOf(views: readonly UnitView[], typed: string): Place[] {
	const wanted = plain(typed.normalize('NFC').trim());
	if (wanted.length < 2) return [];
	const isBare = bare(wanted) === wanted;
	const places: Place[] = [];
	for (const [unit, { said }] of views.entries()) {
		const without = isBare ? bare(said) : '';
		// A text whose marks stand apart is another length without them: its places would be others.
		const text = without.length === said.length ? without : plain(said);
		for (let at = text.indexOf(wanted); at >= 0 && places.length < MOST; at = text.indexOf(wanted, at + wanted.length)) places.push({ unit, from: at, to: at + wanted.length });
	}
	return places;
}

/** The place in what is drawn of a unit; none where it is not drawn. */
export function rangeOf(article: Element, { from, to }: Place): Range | null {
	const range = document.createRange();
	let seen = 0;
	let begun = false;
	for (const said of article.querySelectorAll('.said')) {
		const node = said.firstChild;
		if (!(node instanceof Text)) continue;
		const end = seen + node.length;
		if (!begun && from < end) {
			range.setStart(node, Math.max(from - seen, 0));
			begun = true;
		}
		if (begun && to <= end) {
			range.setEnd(node, to - seen);
			return range;
		}
		seen = end;
	}
	return null;
}
