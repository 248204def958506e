/** Where in a text a byte of its UTF-8 form is. */

/** The character at a place, in UTF-16 units as the browser counts them. */
export interface Place {
	start: number;
	/** After the character; equal to `start` at the end of the text. */
	end: number;
}

/** Bytes of a character in UTF-8; half a surrogate pair becomes U+FFFD there, which has three. */
function bytesOf(character: string): number {
	const code = character.codePointAt(0) ?? 0;
	if (code < 0x80) return 1;
	if (code < 0x800) return 2;
	return code < 0x10000 ? 3 : 4;
}

/** @param at byte of the UTF-8 form; inside a character it means that character */
export function placeOfByte(text: string, at: number): Place {
	let start = 0;
	let byte = 0;
	for (const character of text) {
		byte += bytesOf(character);
		if (at < byte) return { start, end: start + character.length };
		start += character.length;
	}
	return { start, end: start };
}
