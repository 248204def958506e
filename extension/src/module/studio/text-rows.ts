/**
 * A canonical text as rows of a long list, and which unit each piece of a row belongs to. Spans are byte offsets, as the core
 * gives them; rows are found without cutting the whole text into pieces, so that a code of laws is ready at once.
 */
import type { Exclusion, Span, Unit } from '../../core/browser.js';
import type { NoteShown } from './notes.js';

/** What a stretch of text is: of a unit, a note or its mark, or left out. */
export type PieceKind = 'heading' | 'body' | 'note' | 'mark' | 'excluded';

export interface TextRow {
	text: string;
	/** Byte offsets into the canonical text. */
	start: number;
	end: number;
	/** Line of the text, from 1; a very long line has several rows. */
	line: number;
}

export interface Piece {
	text: string;
	kind: PieceKind | null;
	/** Place of its unit in the list of units; -1 where it has none. */
	unit: number;
	/** Place of the note that it is or marks; -1 where it is none. */
	note: number;
	/** Why it is excluded. */
	reason: string;
}

interface Stretch extends Omit<Piece, 'text'> {
	start: number;
	end: number;
	kind: PieceKind;
}

const PLAIN = { kind: null, unit: -1, note: -1, reason: '' } as const;

/** A line that is longer is shown as several rows: a browser lays out no line of megabytes in time. */
const LONGEST_ROW = 4_000;
const encoder = new TextEncoder();

/** Bytes of a text in UTF-8, without making them. */
export function byteLength(text: string): number {
	let bytes = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code < 0x80) bytes += 1;
		else if (code < 0x800) bytes += 2;
		else if (code >= 0xd800 && code <= 0xdbff) {
			bytes += 4;
			at += 1;
		} else bytes += 3;
	}
	return bytes;
}

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

export function rowsOf(text: string): TextRow[] {
	const rows: TextRow[] = [];
	let start = 0;
	const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
	lines.forEach((line, index) => {
		for (let at = 0; at === 0 || at < line.length; ) {
			let until = Math.min(at + LONGEST_ROW, line.length);
			if (until < line.length && isLowSurrogate(line, until)) until -= 1;
			const part = line.slice(at, until);
			const end = start + byteLength(part);
			rows.push({ text: part, start, end, line: index + 1 });
			start = end;
			if (until === at) break;
			at = until;
		}
		start += 1;
	});
	return rows;
}

/** Every span with its owner, in the order of the text. */
export function stretchesOf(units: readonly Unit[], exclusions: readonly Exclusion[], notes: readonly NoteShown[]): Stretch[] {
	const of = (spans: readonly Span[], what: Partial<Stretch> & { kind: PieceKind }) => spans.map(([start, end]): Stretch => ({ ...PLAIN, ...what, start, end }));
	const owned = units.flatMap((unit, place) => [...of(unit.heading_spans, { kind: 'heading', unit: place }), ...of(unit.body_spans, { kind: 'body', unit: place })]);
	const noted = notes.flatMap(({ spans, mark }, note) => [...of(spans, { kind: 'note', note }), ...of(mark ? [mark] : [], { kind: 'mark', note })]).sort(inOrder);
	// Notes are excluded too; they are shown as what they are.
	const excluded = exclusions.flatMap(({ span, reason }) => of(without(span, noted), { kind: 'excluded', reason }));
	return [...owned, ...noted, ...excluded].filter(({ start, end }) => end > start).sort(inOrder);
}

const inOrder = (one: { start: number }, other: { start: number }) => one.start - other.start;

/** What is left of a span. */
function without([start, end]: Span, holes: readonly { start: number; end: number }[]): Span[] {
	const left: Span[] = [];
	let from = start;
	for (let index = Math.max(lastBefore(holes, start), 0); index < holes.length && holes[index]!.start < end; index += 1) {
		const hole = holes[index]!;
		if (hole.end <= from) continue;
		if (hole.start > from) left.push([from, hole.start]);
		from = hole.end;
	}
	if (from < end) left.push([from, end]);
	return left;
}

/** Place of the last item that begins at or before `byte`; -1 where none does. */
export function lastBefore(items: readonly { start: number }[], byte: number): number {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((items[middle]?.start ?? 0) <= byte) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

/** The row that holds a byte of the text. */
export const rowAt = (rows: readonly TextRow[], byte: number): number => Math.max(lastBefore(rows, byte), 0);

/** A row in pieces of one owner each. */
export function piecesOf(row: TextRow, stretches: readonly Stretch[]): Piece[] {
	const isAscii = row.end - row.start === row.text.length;
	const bytes = isAscii ? null : encoder.encode(row.text);
	const decoder = new TextDecoder();
	const cut = (from: number, until: number) => (bytes ? decoder.decode(bytes.subarray(from - row.start, until - row.start)) : row.text.slice(from - row.start, until - row.start));
	const pieces: Piece[] = [];
	let at = row.start;
	for (let index = Math.max(lastBefore(stretches, row.start), 0); index < stretches.length; index += 1) {
		const stretch = stretches[index];
		if (!stretch || stretch.start >= row.end) break;
		const from = Math.max(stretch.start, row.start);
		const until = Math.min(stretch.end, row.end);
		if (until <= from) continue;
		if (from > at) pieces.push({ ...PLAIN, text: cut(at, from) });
		const { kind, unit, note, reason } = stretch;
		pieces.push({ text: cut(from, until), kind, unit, note, reason });
		at = until;
	}
	if (at < row.end || pieces.length === 0) pieces.push({ ...PLAIN, text: cut(at, row.end) });
	return pieces;
}

/** How deep each unit stands, from 0. */
export function depthsOf(units: readonly Unit[]): number[] {
	const places = new Map(units.map((unit, place) => [unit.local_id, place]));
	const depths: number[] = [];
	for (const unit of units) {
		const parent = unit.parent_local_id === null ? undefined : places.get(unit.parent_local_id);
		depths.push(parent === undefined ? 0 : (depths[parent] ?? 0) + 1);
	}
	return depths;
}
