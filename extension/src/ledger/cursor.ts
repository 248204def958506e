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

/** A place among citations: by document, by the place of the unit in it, by the place in its text. */
export interface CitingPlace {
	docCode: string;
	sortOrder: number;
	versionId: string;
	position: number;
}

export const citingPlaceText = ({ docCode, sortOrder, versionId, position }: CitingPlace): string => [sortOrder, versionId, position, docCode].join('~');

const CITING_PLACE = /^(\d{1,9})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})~(\d{1,9})~(.+)$/;

/** The place a text of that form names; null for any other. */
export function citingPlaceOf(text: string): CitingPlace | null {
	const [, sortOrder, versionId, position, docCode] = CITING_PLACE.exec(text) ?? [];
	return docCode === undefined ? null : { docCode, sortOrder: Number(sortOrder), versionId: versionId!, position: Number(position) };
}
