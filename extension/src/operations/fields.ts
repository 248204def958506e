/** What the operations have in common in the flow editor. */
import type { Words } from '../collections/types.js';
import { translated } from '../collections/words.js';

/**
 * A text that the Studio shows in the reader's language. It looks up what is constant in an operation before it has read the
 * translations of an installation, and what a function gives when it is shown: so options are a function, and a name stays English.
 */
export const label = (words: Words): string => translated(words) as string;

/** An option as the overview shows it; a list is one line. */
export const shown = (option: string | number | boolean | string[] | null | undefined): string => (Array.isArray(option) ? option.join(', ') : String(option ?? ''));

/** The option with the texts; templates go in as they are. */
export const addressField = (name: Words, note: Words) => ({
	field: 'address',
	name: label(name),
	type: 'string' as const,
	meta: {
		width: 'full' as const,
		required: true,
		interface: 'input',
		note: label(note),
		options: { placeholder: '{{ $trigger.payload.canonical_address }}', font: 'monospace' },
	},
});

/** The option with ids. */
export const idsField = (field: string, name: Words, note: Words, placeholder: string) => ({
	field,
	name: label(name),
	type: 'string' as const,
	meta: { width: 'full' as const, required: true, interface: 'input', note: label(note), options: { placeholder, font: 'monospace' } },
});

/** An option with a text that may be left empty; `empty` says what that means. */
export const textField = (field: string, name: Words, note: Words, empty: Words) => ({
	field,
	name: label(name),
	type: 'string' as const,
	meta: { width: 'half' as const, interface: 'input', note: label(note), options: { placeholder: label(empty), font: 'monospace' } },
});

/** An option with a few choices, the first of which is taken where none is made. */
export const choiceField = (field: string, name: Words, choices: readonly (readonly [value: string, words: Words])[]) => ({
	field,
	name: label(name),
	type: 'string' as const,
	schema: { default_value: choices[0]?.[0] },
	meta: { width: 'half' as const, interface: 'select-dropdown', options: { choices: choices.map(([value, words]) => ({ text: label(words), value })) } },
});
