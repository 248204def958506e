/** The texts of the module in the reader's language: each is written once in English and once in Vietnamese, side by side. */
import { useI18n } from 'vue-i18n';

import { sentencesIn, type Sentences } from '../app/sentences/index.js';
import { fill, isVietnamese } from '../app/texts.js';
import { ACTS } from './texts/acts.js';
import { AMEND } from './texts/amend.js';
import { CHANGE } from './texts/change.js';
import { HISTORY } from './texts/history.js';
import { LAW } from './texts/law.js';
import { OPERATE } from './texts/operate.js';
import { OPERATIONS } from './texts/operations.js';
import { PAGES } from './texts/pages.js';
import { REFERENCES } from './texts/references.js';
import { REVIEW } from './texts/review.js';
import { STATES } from './texts/states.js';
import { STUDIO } from './texts/studio.js';

const ALL = { ...ACTS, ...AMEND, ...CHANGE, ...HISTORY, ...LAW, ...OPERATE, ...OPERATIONS, ...PAGES, ...REFERENCES, ...REVIEW, ...STATES, ...STUDIO } satisfies Record<string, readonly [string, string]>;
export type Word = keyof typeof ALL;

const isWord = (name: string): name is Word => name in ALL;

export interface Words {
	/** The text of that name, its `{places}` filled, each number and its word as the language writes them. */
	t: (word: Word, values?: Record<string, string | number>) => string;
	/** As `t` for a name that comes from the server; its own text where the module knows none. */
	named: (name: string, otherwise?: string) => string;
	/** What the core says, by its codes. */
	say: Sentences;
	/** A sentence of the core that has no code of its own: as it is in English; in Vietnamese the one of that name where there is one. */
	sentence: (name: string, english: string) => string;
	vietnamese: () => boolean;
	number: (value: number) => string;
	/** A time to the minute. */
	time: (value: string) => string;
	/** A day of the calendar, which has no hour and no place. */
	date: (value: string) => string;
	/** Its day, and its hour and minute. */
	day: (value: string) => string;
	clock: (value: string) => string;
	/** Several names as a sentence has them. */
	list: (names: readonly string[]) => string;
	/** How long ago, in one word or two. */
	ago: (value: string) => string;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** To be called in the set-up of a component. */
export function useWords(): Words {
	const { locale } = useI18n();
	const vietnamese = () => isVietnamese(locale.value);
	const of = (word: Word) => ALL[word][vietnamese() ? 1 : 0];
	const text = (values: Record<string, string | number>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? number(value) : value]));
	/** `{count|unit|units}`: the word that a number takes in the reader's language. */
	const plural = (written: string, values: Record<string, string | number>) =>
		written.replace(/\{(\w+)\|([^|}]*)\|([^|}]*)\}/g, (_, name: string, one: string, other: string) => (new Intl.PluralRules(locale.value).select(Number(values[name])) === 'one' ? one : other));
	const number = (value: number) => new Intl.NumberFormat(locale.value).format(value);
	return {
		t: (word, values = {}) => fill(plural(of(word), values), text(values)),
		named: (name, otherwise = name) => (isWord(name) ? of(name) : otherwise),
		say: sentencesIn(vietnamese),
		sentence: (name, english) => (vietnamese() && isWord(name) ? of(name) : english),
		vietnamese,
		number,
		time: (value) => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value)),
		date: (value) => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value)),
		day: (value) => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium' }).format(new Date(value)),
		clock: (value) => new Intl.DateTimeFormat(locale.value, { timeStyle: 'short' }).format(new Date(value)),
		list: (names) => new Intl.ListFormat(locale.value).format(names),
		ago: (value) => {
			const seconds = (new Date(value).getTime() - Date.now()) / 1000;
			const [unit, length] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
			return new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }).format(Math.round(seconds / length), unit);
		},
	};
}
