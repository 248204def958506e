/** The notes of a consolidated text as the Mark studio shows them: each with what it says, where its mark stands, and in which unit. */
import type { Note, Span, Unit } from '../../core/browser.js';

export interface NoteShown {
	number: number;
	/** What it says, on one line, without its number. */
	text: string;
	/** Place of the unit that carries its mark; -1 where none does. */
	unit: number;
	/** Its mark; null where none was found. */
	mark: Span | null;
	/** Where it is printed, page by page. */
	spans: Span[];
}

const BRACKET = '['.charCodeAt(0);

/** @param text the canonical text, in whose bytes notes have their places */
export function notesOf(text: string, notes: readonly Note[], units: readonly Unit[]): NoteShown[] {
	if (notes.length === 0) return [];
	const bytes = new TextEncoder().encode(text);
	const decoder = new TextDecoder();
	const places = new Map(units.map(({ local_id }, place) => [local_id, place]));
	return notes.map(({ number, spans, at, unit_local_id: unit }) => {
		const printed = spans.map(([start, end]) => decoder.decode(bytes.subarray(start, end))).join(' ').replace(/\s+/g, ' ').trim();
		const length = String(number).length + (at !== null && bytes[at] === BRACKET ? 2 : 0);
		return {
			number,
			text: printed.replace(new RegExp(`^(\\[${number}\\]|${number}(?!\\d)) *`), ''),
			unit: unit === null ? -1 : (places.get(unit) ?? -1),
			mark: at === null ? null : [at, at + length],
			spans,
		};
	});
}
