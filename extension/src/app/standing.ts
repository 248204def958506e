/** Puts into words what the core says a text is among the units there are. */
import type { ResolvedUnit } from '../answers/index.js';
import type { Fit, StandingKind } from '../core/browser.js';
import type { Language } from './language.js';
import type { Answer } from './resolve.js';
import { fill, type Texts } from './texts.js';

/** What a field expects of an address. */
export type Expectation = 'any' | 'free' | 'existing';

export interface StandingWords {
	tone: 'quiet' | 'good' | 'care' | 'bad';
	icon: string;
	/** One or two words, such as “Taken”. */
	word: string;
	sentence: string;
	/** What follows the units, such as the window of an alias. */
	after: string;
	/** The units to show with the sentence. */
	units: ResolvedUnit[];
}

const TONES: Record<Fit, StandingWords['tone']> = { good: 'good', care: 'care', bad: 'bad' };
const ICONS: Record<StandingWords['tone'], string> = { quiet: 'info', good: 'check_circle', care: 'warning', bad: 'error' };

/** How an answer is to be shown in a field that expects this. */
export const toneOf = ({ standing }: Answer, expectation: Expectation): StandingWords['tone'] => {
	if (expectation === 'any') return 'quiet';
	return TONES[expectation === 'free' ? standing.for_new : standing.for_citation];
};

function wordOf(kind: StandingKind, expectation: Expectation, texts: Texts): string {
	if (kind === 'taken' && expectation !== 'free') return texts.exists;
	if (kind === 'free' && expectation === 'existing') return texts.nobody;
	return texts[kind];
}

function windowOf({ standing: { alias } }: Answer, { texts, day }: Language): string {
	if (!alias) return '';
	const { valid_from: since, valid_until: until } = alias.window;
	const when = until ? fill(texts.value.sinceUntil, { since: day(since), until: day(until) }) : fill(texts.value.since, { since: day(since) });
	const why = alias.kind === 'canonical' ? '' : texts.value[alias.kind];
	return [why, when].filter(Boolean).join(', ');
}

function retirementOf({ tombstone, units }: Answer, { texts, day }: Language): string {
	const when = tombstone?.retired_at ? fill(texts.value.retiredOn, { date: day(tombstone.retired_at) }) : texts.value.retiredSome;
	return `${when} ${units.length > 0 ? texts.value.replacedBy : texts.value.notReplaced}`;
}

function sentenceOf(answer: Answer, language: Language): string {
	const texts = language.texts.value;
	switch (answer.standing.kind) {
		case 'own':
			return '';
		case 'taken':
			return texts.takenBy;
		case 'alias':
			if (answer.units.length === 0) return texts.aliasOfGone;
			return answer.units.length === 1 ? texts.aliasOf : texts.aliasOfMany;
		case 'retired':
			return retirementOf(answer, language);
		case 'free':
			return texts.freeSentence;
		case 'unknown':
			return texts.unknownSentence;
		case 'ambiguous':
			return texts.ambiguousSentence;
		case 'broken':
			return texts.brokenSentence;
	}
}

/** The words for an answer, and whether they are a warning for this field. */
export function standingWords(answer: Answer, expectation: Expectation, language: Language): StandingWords {
	const { kind } = answer.standing;
	const tone = toneOf(answer, expectation);
	const gone = answer.tombstone && kind === 'retired' ? [answer.tombstone.unit] : [];
	const units = kind === 'own' ? [] : kind === 'ambiguous' ? answer.candidates : [...answer.units, ...gone];
	return {
		tone,
		icon: ICONS[tone],
		word: wordOf(kind, expectation, language.texts.value),
		sentence: sentenceOf(answer, language),
		after: windowOf(answer, language),
		units,
	};
}

/** What people call a unit: its label and title. */
export const titleOf = ({ label, title }: ResolvedUnit): string => [label, title].filter(Boolean).join('. ');

/** Where the Studio shows a unit. */
export const pathOf = ({ id }: ResolvedUnit): string => `/content/tac_logical_unit/${id}`;
