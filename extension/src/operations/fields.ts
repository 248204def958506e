/** The operations in the flow editor. They run in the browser and hold nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import type { Words } from '../collections/types.js';
import { translated } from '../collections/words.js';

/**
 * A text that the Studio shows in the reader's language. It looks up what is constant in an operation before it has read the
 * translations of an installation, and what a function gives when it is shown: so options are a function, and a name stays English.
 */
const label = (words: Words): string => translated(words) as string;

type Option = string | number | boolean | string[] | null | undefined;

/** An option as the overview shows it; a list is one line. */
const shown = (option: Option): string => (Array.isArray(option) ? option.join(', ') : String(option ?? ''));

/** An option of an operation: how it is asked for, and what the overview says of it. */
export interface Field {
	type: 'string' | 'integer' | 'boolean';
	default?: unknown;
	meta: { interface: string; width: 'half' | 'full'; required?: boolean; options?: Record<string, unknown> };
	told: (option: Option) => string;
}

/** One text, a list, or a template that gives either. */
const listField = (placeholder: string, required = true): Field => ({
	type: 'string',
	meta: { interface: 'input', width: 'full', required, options: { placeholder, font: 'monospace' } },
	told: shown,
});

export const IDS = listField('{{ $trigger.body.keys }}');
export const IDS_OR_NONE = listField('{{ $trigger.body.keys }}', false);
export const ADDRESSES = listField('{{ $trigger.payload.canonical_address }}');

/** A text that may be left empty; `empty` says what that means. */
export const textField = (empty: Words): Field => ({
	type: 'string',
	meta: { interface: 'input', width: 'half', options: { placeholder: label(empty), font: 'monospace' } },
	told: (option) => (option ? shown(option) : label(empty)),
});

/** A few choices, the first of which is taken where none is made. */
export const choiceField = (words: Readonly<Record<string, Words>>, meta: Pick<Field['meta'], 'interface' | 'width'> = { interface: 'select-dropdown', width: 'half' }): Field => {
	const choices = Object.entries(words).map(([value, word]) => ({ text: label(word), value }));
	const [first] = choices;
	return {
		type: 'string',
		default: first?.value,
		meta: { ...meta, options: { choices } },
		told: (option) => (choices.find(({ value }) => value === option) ?? first)?.text ?? '',
	};
};

export const numberField = (usual: number, options: { min: number; max: number }): Field => ({
	type: 'integer',
	default: usual,
	meta: { interface: 'input', width: 'half', options },
	told: (option) => shown(option ?? usual),
});

/** Yes or no, or a template that says it; no where nothing is said. */
export const yesField = (words: Record<'no' | 'yes' | 'from_template', Words>): Field => ({
	type: 'boolean',
	default: false,
	meta: { interface: 'boolean', width: 'half' },
	told: (option) => label(!option || option === 'false' ? words.no : option === true || option === 'true' ? words.yes : words.from_template),
});

/** What an operation and its options are called; an option's note is under its name with `_note`. */
type OperationWords = Record<'name' | 'description', Words> & Partial<Record<string, Words>>;

/** The operation with its options in the order in which they are asked for and told. */
export function operationApp(id: string, icon: string, words: OperationWords, fields: Record<string, Field>) {
	const named = () => Object.entries(fields).map(([field, kind]) => ({ field, kind, name: label(words[field]!), note: words[`${field}_note`] }));
	return defineOperationApp({
		id,
		icon,
		name: label(words.name),
		description: label(words.description),
		overview: (options: Record<string, Option>) => named().map(({ field, kind, name }) => ({ label: name, text: kind.told(options[field]) })),
		options: () =>
			named().map(({ field, kind, name, note }) => ({
				field, name, type: kind.type, ...('default' in kind ? { schema: { default_value: kind.default } } : {}), meta: { ...kind.meta, ...(note ? { note: label(note) } : {}) },
			})) as never,
	});
}
