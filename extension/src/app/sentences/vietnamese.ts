/** How a sentence of the core is said in Vietnamese: by its code, with the core's own values. English is the core's, word for word. */
import { fill } from '../texts.js';

/** A whole sentence with `{places}`, or a head: what it is about, where the particulars are in the English sentence alone. */
export type Vietnamese = string | { head: string };

export const head = (text: string): Vietnamese => ({ head: text });

/** A sentence as it is shown: in the reader's language, and where the particulars are in English only, those beneath. */
export interface Told {
	text: string;
	/** English, to be marked as such. */
	detail?: string;
}

export type Values = Readonly<Record<string, string>>;

/** The sentence with its places filled; the English one where there is no other, or where a value is missing. */
export function told(sentence: Vietnamese | undefined, english: string, values: Values = {}): Told {
	if (sentence === undefined) return { text: english };
	if (typeof sentence !== 'string') return { text: sentence.head, detail: english };
	const isFilled = [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => name in values);
	return { text: isFilled ? fill(sentence, values) : english };
}
