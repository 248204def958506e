/** Turns what the collections are into the rows of Directus' own tables that say so. */
import { FIELD_WORDS } from './fieldWords.js';
import type { CollectionSpec, FieldSpec, FolderSpec, PresetSpec } from './types.js';
import { collectionTranslations, nameTranslations, translated, translationRows } from './words.js';

export type Row = Record<string, unknown>;

/** A folder of the navigation: a collection without a table. */
export const folderRow = ({ collection, icon, name }: FolderSpec): Row => ({ collection, icon, translations: nameTranslations(name), collapse: 'open' });

export const collectionRow = (spec: CollectionSpec, position: number, folder: string): Row => ({
	collection: spec.collection,
	icon: spec.icon,
	note: translated(spec.note),
	display_template: spec.display_template,
	sort_field: spec.sort_field ?? null,
	translations: collectionTranslations(spec.name),
	accountability: 'all',
	group: folder,
	sort: position + 1,
});

const fieldRow = (collection: string, { name, ...field }: FieldSpec, position: number): Row => ({
	...(translated(field) as Row),
	collection,
	translations: nameTranslations(name),
	width: field.width ?? 'full',
	sort: position + 1,
});

export const fieldRows = (spec: CollectionSpec): Row[] => spec.fields.map((field, position) => fieldRow(spec.collection, field, position));

export const relationRows = (spec: CollectionSpec): Row[] => spec.relations.map((relation) => ({ ...relation, many_collection: spec.collection }));

const presetRow = (collection: string, { bookmark, icon, columns, widths, sort, filter }: PresetSpec): Row => ({
	collection,
	bookmark: bookmark ? translated(bookmark) : null,
	...(icon ? { icon } : {}),
	user: null,
	role: null,
	layout: 'tabular',
	layout_query: { tabular: { fields: columns, sort, limit: 100, page: 1 } },
	layout_options: { tabular: { widths, spacing: 'compact' } },
	filter: filter ?? null,
});

export const presetRows = (spec: CollectionSpec): Row[] => spec.presets.map((preset) => presetRow(spec.collection, preset));

/** Vietnamese for every text that is not a name, and for what the interface and the display are called; the same text is one row. */
export function vietnameseRows(specs: CollectionSpec[]): Row[] {
	const texts = specs.flatMap(({ note, fields, presets }) => [
		note,
		...fields.flatMap((field) => [field.note, field.options, field.display_options]),
		...presets.map(({ bookmark }) => bookmark),
	]);
	return [...new Map([...texts, FIELD_WORDS].flatMap(translationRows).map((row) => [row.key, row])).values()];
}
