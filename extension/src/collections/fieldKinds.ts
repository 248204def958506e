/** The few kinds of fields the collections are made of, so that the same kind of value looks the same everywhere. */
import type { FieldSpec, Words } from './types.js';

type Rest = Partial<Omit<FieldSpec, 'field' | 'name' | 'interface'>>;

const MONOSPACE = { font: 'monospace' };

/** The primary key: nothing to read or edit for a person. */
export const primaryKey = (field: string): FieldSpec => ({
	field,
	name: { en: 'ID', vi: 'Mã định danh' },
	special: ['uuid'],
	interface: 'input',
	options: MONOSPACE,
	display: 'formatted-value',
	display_options: MONOSPACE,
	readonly: true,
	hidden: true,
});

/** A kind: what its fields have in common, and each may have otherwise. */
const kind = (common: Omit<FieldSpec, 'field' | 'name'>) => (field: string, name: Words, rest: Rest = {}): FieldSpec => ({ field, name, ...common, ...rest });

/** A one-line text for people. */
export const text = kind({ interface: 'input', width: 'half' });
export const integer = text;

/** A code, address, digest or identifier: read character by character, so in monospace. */
export const code = (field: string, name: Words, { options, display_options, ...rest }: Rest = {}): FieldSpec => ({
	...text(field, name),
	options: { ...MONOSPACE, ...options },
	display: 'formatted-value',
	display_options: { ...MONOSPACE, ...display_options },
	...rest,
});

/** A text of several lines that people write. */
export const notes = kind({ interface: 'input-multiline' });

/** A text that came from a source: for reading. */
export const sourceText = kind({ interface: 'input-multiline', display: 'formatted-value', readonly: true });

export const json = kind({ special: ['cast-json'], interface: 'input-code', options: { lineNumber: false, lineWrapping: true }, display: 'formatted-json-value' });

export const boolean = kind({ special: ['cast-boolean'], interface: 'boolean', display: 'boolean', width: 'half' });

/** A time the database or a use case sets; never a person. */
export const time = kind({ interface: 'datetime', options: { includeSeconds: true }, display: 'datetime', display_options: { format: 'short' }, readonly: true, width: 'half' });

/** A day from which, or until which, something is law; a change sets it, never a person. */
export const date = kind({ interface: 'datetime', display: 'datetime', display_options: { format: 'long' }, readonly: true, width: 'half' });

export interface Choice {
	value: string;
	name: Words;
	icon: string;
	/** A colour of the theme, so that it works in light and dark. */
	tone: 'primary' | 'success' | 'warning' | 'danger' | 'foreground-subdued';
}

/** A status out of a fixed list, shown as a coloured label. */
export const status = (field: string, name: Words, choices: Choice[], rest: Rest = {}): FieldSpec => ({
	field,
	name,
	interface: 'select-dropdown',
	options: { choices: choices.map(({ value, name: choice, icon, tone }) => ({ value, text: choice, icon, color: `var(--theme--${tone})` })) },
	display: 'labels',
	display_options: {
		choices: choices.map(({ value, name: choice, tone }) => ({
			value,
			text: choice,
			foreground: `var(--theme--${tone})`,
			background: `color-mix(in srgb, var(--theme--${tone}) 12%, transparent)`,
		})),
	},
	readonly: true,
	width: 'half',
	...rest,
});

/** One item of another collection. */
export const related = (field: string, name: Words, template: string, rest: Rest = {}): FieldSpec => ({
	field,
	name,
	special: ['m2o'],
	interface: 'select-dropdown-m2o',
	options: { template, enableCreate: false, enableSelect: false, enableLink: true },
	display: 'related-values',
	display_options: { template },
	readonly: true,
	width: 'half',
	...rest,
});

/** A part of the form that can be folded. */
export const group = (field: string, name: Words, headerIcon: string, start: 'open' | 'closed'): FieldSpec => ({
	field,
	name,
	special: ['alias', 'no-data', 'group'],
	interface: 'group-detail',
	options: { headerIcon, start },
});
