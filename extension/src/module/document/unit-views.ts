/** Units as they are read: paragraphs joined where a line of the source ended and no sentence, tables as tables, marks of notes in their places. */
import type { ReadUnit } from '../../core/browser.js';
import type { Citation } from './citations.js';

/** A stretch of text, which may cite, or the mark of a note. */
export type Span = { text: string; cites?: Citation } | { note: number };
export type Block = { rows: string[][] } | { spans: Span[] };

export interface UnitView {
	unit: ReadUnit;
	/** Of its heading, 2 to 6: the page has the first. */
	level: number;
	/** Whether it has words of its own beside its number. */
	titled: boolean;
	heading: Span[];
	blocks: Block[];
	/** All that is shown of heading and text, in its order: what is searched. */
	said: string;
}

/** A line so long was filled up, and the next goes on with it; columns that stand apart are no sentence. */
const FILLED = 50;
const ENDS = /[.;:!?…”"»)]$/;
const BEGINS = /^(?:[\p{Ll}\p{N}(“"«]|\p{Lu}\p{Ll})/u;
const COLUMNS = / {3,}|\t|^\s*[|#>*+-]/;

/** One character for one: what is found in the text as read is at the same place in the text. */
function asRead(text: string): string {
	const lines = text.split('\n');
	return lines.reduce((read, line, at) => {
		if (at === 0) return line;
		const before = lines[at - 1]!;
		const goesOn = before.length >= FILLED && !ENDS.test(before.trimEnd()) && BEGINS.test(line) && !COLUMNS.test(before) && !COLUMNS.test(line);
		return `${read}${goesOn ? ' ' : '\n'}${line}`;
	}, '');
}

/** Where bytes of a text are among its characters; they are asked for in their order. */
function charactersOf(text: string): (byte: number) => number {
	let [seen, at] = [0, 0];
	return (byte) => {
		while (seen < byte && at < text.length) {
			const point = text.codePointAt(at)!;
			seen += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
			at += point < 0x10000 ? 1 : 2;
		}
		return at;
	};
}

/** What stands in a text, by its characters. */
interface Marks {
	notes: { at: number; number: number }[];
	cites: { from: number; to: number; citation: Citation }[];
}

function marksIn(part: 'heading' | 'body', text: string, { notes }: ReadUnit, citations: readonly Citation[]): Marks {
	const [noteAt, from, to] = [charactersOf(text), charactersOf(text), charactersOf(text)];
	return {
		notes: notes.filter((note) => note.part === part).map(({ at, number }) => ({ at: noteAt(at), number })),
		cites: citations.filter((citation) => citation.part === part).map((citation) => ({ from: from(citation.starts), to: to(citation.ends), citation })),
	};
}

/** The same of a text without the `first` characters and cut off after `last`: a note stands at its end at the latest. */
const shifted = ({ notes, cites }: Marks, first: number, last: number): Marks => ({
	notes: notes.map(({ at, number }) => ({ at: Math.max(Math.min(at - first, last), 0), number })),
	cites: cites.map(({ from, to, citation }) => ({ from: Math.max(from - first, 0), to: Math.min(to - first, last), citation })),
});

function spansOf(text: string, begins: number, { notes, cites }: Marks): Span[] {
	const end = begins + text.length;
	const spans: Span[] = [];
	const left = notes.filter(({ at }) => at >= begins && at <= end);
	let done = begins;
	const say = (to: number, cited?: Citation): void => {
		if (to > done) spans.push({ text: text.slice(done - begins, to - begins), ...(cited ? { cites: cited } : {}) });
		done = Math.max(done, to);
	};
	const sayTo = (to: number, cited?: Citation): void => {
		for (let note = left[0]; note && note.at <= to; note = left[0]) {
			say(note.at, cited);
			spans.push({ note: note.number });
			left.shift();
		}
		say(to, cited);
	};
	for (const { from, to, citation } of cites.filter(({ from, to }) => to > begins && from < end)) {
		if (from < done && from >= begins) continue;
		sayTo(Math.max(from, done));
		sayTo(Math.min(to, end), citation);
	}
	sayTo(end);
	return spans;
}

/** Blank lines at both ends are no part of a paragraph. */
function trimmed(spans: Span[]): Span[] {
	const last = spans.length - 1;
	return spans
		.map((span, at) => ('text' in span ? { ...span, text: at === 0 && at === last ? span.text.trim() : at === 0 ? span.text.trimStart() : at === last ? span.text.trimEnd() : span.text } : span))
		.filter((span) => 'note' in span || span.text !== '');
}

const cellsOf = (line: string): string[] => line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
/** A table as Markdown writes one: a head, a line below it, rows. */
const TABLE = /(?:^|\n)(\|.*\|[^\S\n]*\n\|[\s:|-]+\|[^\S\n]*\n(?:\|.*\|[^\S\n]*(?:\n|$))+)/g;

function blocksOf(body: string, marks: Marks): Block[] {
	const blocks: Block[] = [];
	let done = 0;
	const textTo = (end: number): void => {
		const text = body.slice(done, end);
		const spans = trimmed(spansOf(asRead(text), done, { ...marks, notes: marks.notes.filter(({ at }) => at < end || end === body.length) }));
		if (text.trim() || spans.some((span) => 'note' in span)) blocks.push({ spans });
	};
	for (const { 0: whole, 1: table, index } of body.matchAll(TABLE)) {
		const begins = index + whole.length - table!.length;
		textTo(begins);
		const [head, , ...rows] = table!.trimEnd().split('\n');
		blocks.push({ rows: [head!, ...rows].map(cellsOf) });
		done = index + whole.length;
	}
	textTo(body.length);
	return blocks;
}

export function viewOf(unit: ReadUnit, citations: readonly Citation[] = []): UnitView {
	const written = unit.heading ?? (unit.body === null ? `${unit.label}${unit.title && unit.title !== unit.label ? `. ${unit.title}` : ''}` : '');
	const sharps = /^\s*(?:#{1,6} +)?/.exec(written)![0].length;
	// A number before its text stands on the same line, a blank between them.
	const head = written.slice(sharps).trimEnd() + (written && !written.endsWith('\n') && unit.body ? ' ' : '');
	const heading = spansOf(head, 0, shifted(marksIn('heading', written, unit, citations), sharps, head.trimEnd().length));
	const body = unit.body ?? '';
	const blocks = blocksOf(body, marksIn('body', body, unit, citations));
	const texts = (spans: readonly Span[]) => spans.map((span) => ('text' in span ? span.text : '')).join('');
	const said = texts(heading) + blocks.map((block) => ('rows' in block ? block.rows.flat().join('') : texts(block.spans))).join('');
	return { unit, level: Math.min(unit.depth + 2, 6), titled: unit.title !== '' && unit.title !== unit.label, heading, blocks, said };
}

/** What a unit is called: by its label and its title, which may begin with its label, or be no more than that. */
export const nameOf = ({ label, title }: { label: string; title: string }): string =>
	!title || title === label ? label : !label || title.startsWith(`${label}. `) ? title : `${label.replace(/\.$/, '')}. ${title}`;

/** Which units are in the contents: those of a kind that mostly has titles, and what they stand in. Where nothing has a title, the outermost. */
export function contentsOf(units: readonly ReadUnit[]): number[] {
	const kinds = new Map<string, { all: number; titled: number }>();
	for (const { section_type, title, label } of units) {
		const kind = kinds.get(section_type) ?? { all: 0, titled: 0 };
		kinds.set(section_type, { all: kind.all + 1, titled: kind.titled + (title && title !== label ? 1 : 0) });
	}
	const listed = (unit: ReadUnit) => {
		const { all, titled } = kinds.get(unit.section_type)!;
		return unit.depth === 0 || titled * 2 > all;
	};
	const wanted = new Set<string>();
	const byId = new Map(units.map((unit) => [unit.id, unit]));
	for (const unit of units.filter(listed)) for (let each: ReadUnit | undefined = unit; each && !wanted.has(each.id); each = each.parent_id ? byId.get(each.parent_id) : undefined) wanted.add(each.id);
	return units.flatMap(({ id }, at) => (wanted.has(id) ? [at] : []));
}
