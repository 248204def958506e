/** What became of a text, word by word: a law is changed by the word, and whoever judges a change reads the words that came and went. */
import { diffArrays } from 'diff';

export interface Piece {
	text: string;
	/** In both texts, in the one before alone, or in the one after alone. */
	is: 'same' | 'gone' | 'new';
}

/** By what two texts were told apart: texts that share almost nothing are told by lines, and then as a whole, so that a page never waits for it. */
export type By = 'words' | 'lines' | 'whole';

export interface Compared {
	pieces: Piece[];
	by: By;
}

/** What came or went at most: what Myers' algorithm takes grows with its square, and with the length of the text only in proportion. */
const EDITS = 2_000;
/** Texts that repeat themselves (tables, lists of alike lines) take longer for as much. */
const MILLISECONDS = 200;
/** A word with its marks, composed or not, a number with its own stops (1.200,5), blanks, or one other character: so in Vietnamese a token is a syllable. */
const WORDS = /[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*|\s+|[^\p{L}\p{M}\p{N}\s]/gu;
const LINES = /[^\n]*\n|[^\n]+/g;

const toldBy = (before: string, after: string, tokens: RegExp): Piece[] | undefined =>
	diffArrays(before.match(tokens) ?? [], after.match(tokens) ?? [], { maxEditLength: EDITS, timeout: MILLISECONDS })?.map(({ value, added, removed }) => ({
		text: value.join(''),
		is: added ? ('new' as const) : removed ? ('gone' as const) : ('same' as const),
	}));

/** Blanks that happen to be alike between words that are not: "của hai người" to "cho một nhà" is one change, not three. */
function joined(pieces: Piece[]): Piece[] {
	const found: Piece[] = [];
	let [gone, fresh] = ['', ''];
	const close = (): void => {
		if (gone) found.push({ text: gone, is: 'gone' });
		if (fresh) found.push({ text: fresh, is: 'new' });
		[gone, fresh] = ['', ''];
	};
	pieces.forEach(({ text, is }, at) => {
		if (is === 'gone') gone += text;
		else if (is === 'new') fresh += text;
		else if (gone && fresh && at < pieces.length - 1 && /^[^\S\n]+$/.test(text)) [gone, fresh] = [gone + text, fresh + text];
		else {
			close();
			found.push({ text, is });
		}
	});
	close();
	return slid(found);
}

/** "shall[, ][within a day, ]report" is one insertion: "shall[, within a day,] report". */
function slid(pieces: Piece[]): Piece[] {
	const found: Piece[] = [];
	for (const piece of pieces) {
		const [one, blank] = found.slice(-2);
		if (one && blank && piece.is !== 'same' && one.is === piece.is && blank.is === 'same' && /^[^\S\n]+$/.test(blank.text) && piece.text.endsWith(blank.text)) {
			one.text += blank.text + piece.text.slice(0, -blank.text.length);
		} else found.push({ ...piece });
	}
	return found;
}

export function compareTexts(before: string, after: string): Compared {
	if (before === after) return { pieces: before ? [{ text: before, is: 'same' }] : [], by: 'words' };
	const words = toldBy(before, after, WORDS);
	if (words) return { pieces: joined(words), by: 'words' };
	const lines = toldBy(before, after, LINES);
	if (lines) return { pieces: joined(lines), by: 'lines' };
	return { pieces: [{ text: before, is: 'gone' }, { text: after, is: 'new' }], by: 'whole' };
}

/** What one of both texts consists of. */
export const sideOf = (pieces: readonly Piece[], side: 'before' | 'after'): Piece[] => pieces.filter(({ is }) => is === 'same' || (is === 'gone') === (side === 'before'));

/** A side cut where its parts end: `lengths` of them, which make up all of it. */
export function cutAt(pieces: readonly Piece[], lengths: readonly number[]): Piece[][] {
	const left = pieces.map((piece) => ({ ...piece }));
	return lengths.map((length) => {
		const part: Piece[] = [];
		for (let room = length; room > 0 && left[0]; ) {
			const [first] = left;
			part.push({ is: first.is, text: first.text.slice(0, room) });
			room -= Math.min(room, first.text.length);
			first.text = first.text.slice(part.at(-1)!.text.length);
			if (!first.text) left.shift();
		}
		return part;
	});
}
