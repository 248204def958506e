/** Places in lists that are read in pages: where one page ended, the next begins, whatever was written meanwhile. */

/** A place in the backlog: entries come in the order of when they were emitted, then of their ids. */
export interface Cursor {
	emittedAt: string;
	entryId: string;
}

/** The form in which a cursor is given out and recorded. */
export const cursorText = ({ emittedAt, entryId }: Cursor): string => `${emittedAt}~${entryId}`;

/** The cursor a text of that form names. */
export function cursorOf(text: string): Cursor {
	const [emittedAt = '', entryId = ''] = text.split('~');
	return { emittedAt, entryId };
}
