/** How texts get into Directus' metadata so that each reader sees their own language. */
import type { CollectionSpec, Words } from './types.js';

const VIETNAMESE = 'vi-VN';

/** What Directus calls a name in several languages: a list beside the field or collection it names. */
export const nameTranslations = (name: Words): object[] => [
	{ language: 'en-US', translation: name.en },
	{ language: VIETNAMESE, translation: name.vi },
];

/** The same for a collection, with the words for one and for many items. */
export const collectionTranslations = ({ title, one, many }: CollectionSpec['name']): object[] => [
	{ language: 'en-US', translation: title.en, singular: one.en, plural: many.en },
	{ language: VIETNAMESE, translation: title.vi, singular: one.vi, plural: many.vi },
];

const isWords = (value: object): value is Words => 'en' in value && 'vi' in value;

/**
 * Other texts are keys into Directus' own table of translations. The key is the English text, which is what the Studio
 * shows where a key has no translation: so only Vietnamese needs rows, and every other language reads English.
 */
export function translated(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(translated);
	if (typeof value !== 'object' || value === null) return value;
	if (isWords(value)) return `$t:${value.en}`;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translated(inner)]));
}

/** The rows of directus_translations that `translated(value)` refers to. */
export function translationRows(value: unknown): { key: string; language: string; value: string }[] {
	if (typeof value !== 'object' || value === null) return [];
	if (!Array.isArray(value) && isWords(value)) return [{ key: value.en, language: VIETNAMESE, value: value.vi }];
	return Object.values(value).flatMap(translationRows);
}
