/** What the forms of the operations have in common: a request, and words for the units it is made of. */
import type { ReadUnit } from '../../core/browser.js';

/** One of the routes that propose an operation, with what it takes beside reason and preview. */
export interface Asked {
	path: string;
	body: Record<string, unknown>;
}

/** As the routes name them; a join is stored as `merge`. */
export const OPERATIONS = ['split', 'merge', 'renumber', 'substitute', 'insert', 'move', 'retire', 'enact', 'suspend', 'resume'] as const;
export type Operation = (typeof OPERATIONS)[number];

export const ICONS: Record<Operation, string> = {
	split: 'call_split',
	merge: 'call_merge',
	renumber: 'tag',
	substitute: 'edit_note',
	insert: 'playlist_add',
	move: 'drive_file_move',
	retire: 'block',
	enact: 'verified',
	suspend: 'pause_circle',
	resume: 'play_circle',
};

export interface FormProps {
	unit: ReadUnit;
	units: ReadUnit[];
}

const WORDS = 60;
/** What people call a unit; the first words of one that has no title. */
export function nameOf({ label, title, body, canonical_address: address }: ReadUnit): string {
	const own = title === label ? '' : title;
	const words = own || (body ?? '').slice(0, WORDS).replace(/\s+/g, ' ').trim() + ((body ?? '').trim().length > WORDS ? '…' : '');
	return [label, words].filter(Boolean).join(/[.)]$/.test(label) ? ' ' : '. ') || address;
}

/** Its name with its address, for lists. */
export const named = (unit: ReadUnit): string => (nameOf(unit) === unit.canonical_address ? unit.canonical_address : `${nameOf(unit)} · ${unit.canonical_address}`);

export const childrenOf = (units: readonly ReadUnit[], id: string | null): ReadUnit[] => units.filter(({ parent_id }) => (parent_id ?? null) === id);

/** All that stands below a unit, in document order. */
export function belowOf(units: readonly ReadUnit[], id: string): ReadUnit[] {
	const below = new Set([id]);
	// Parents come before their children.
	return units.filter((unit) => unit.id !== id && unit.parent_id !== null && below.has(unit.parent_id) && below.add(unit.id));
}

/** A text as it is typed, with a line end where the present one has it or there is none: the document reads on after it. */
export const withEnd = (typed: string, before: string): string => (typed === '' ? '' : typed.replace(/\n*$/, '') + (before === '' || before.endsWith('\n') ? '\n' : ''));

/** Bytes of a text up to one of its characters: what the routes count in. */
export const bytesTo = (text: string, at: number): number => new TextEncoder().encode(text.slice(0, at)).length;
