/** The sentences of the core in the reader's language. */
import type { AmendmentDoubt, Anomaly, Finding, Gate, Obstacle, Refusal, VerifyFinding } from '../../core/browser.js';
import { sentenceOf } from '../addressErrors.js';
import { fill } from '../texts.js';
import { DOUBTS } from './doubts.js';
import { EXTENSION } from './extension.js';
import { FINDINGS, VERIFY_FINDINGS } from './findings.js';
import { ANOMALIES, GATES, OBSERVED } from './gates.js';
import { REFUSALS, TURNS } from './refusals.js';
import { told, type Told, type Values, type Vietnamese } from './vietnamese.js';

export type { Told };

/** A refusal as a surface has it; `code` with `CUTTER_` or without. */
export type Refused = Pick<Refusal, 'code' | 'message'> & { at?: number | null | undefined; line?: number | null | undefined; values?: Values | undefined };

const of = <T>(table: Readonly<Record<string, T>>, code: string): T | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

export type Sentences = ReturnType<typeof sentencesIn>;

/** Every sentence as the core has it, in English; where the reader is Vietnamese, the one of its code. */
export function sentencesIn(isVietnamese: () => boolean) {
	const say = (find: () => Told, english: string): Told => (isVietnamese() ? find() : { text: english });
	return {
		refusal: ({ code, message, at, line, values }: Refused): Told =>
			say(() => {
				const name = code.replace(/^CUTTER_/, '');
				const places = { ...values, ...(at !== null && at !== undefined ? { at: String(at) } : {}), ...(line ? { line: String(line) } : {}) };
				const sentence: Vietnamese | undefined = of<Vietnamese>(REFUSALS, name) ?? of(EXTENSION, name);
				if (sentence !== undefined) return told(sentence, message, places);
				return { text: sentenceOf({ code: name, at: at ?? undefined, message }, true) };
			}, message),
		obstacle: ({ code, message, values }: Pick<Obstacle, 'code' | 'message' | 'values'>): Told =>
			say(() => told((code === 'NOT_ITS_TURN' ? of(TURNS, values?.['state'] ?? '') : undefined) ?? of<Vietnamese>(REFUSALS, code), message, values), message),
		finding: ({ note, sentence, values }: Pick<Finding, 'note' | 'sentence' | 'values'>): Told => say(() => told(of<Vietnamese>(FINDINGS, sentence ?? ''), note, values), note),
		doubt: ({ code, message, values }: AmendmentDoubt): Told => say(() => told(of<Vietnamese>(DOUBTS, code), message, values), message),
		gate: ({ id, sentence }: Pick<Gate, 'id' | 'sentence'>): Told => say(() => told(of(GATES, id), sentence), sentence),
		observed: (text: string): string => (isVietnamese() ? (of(OBSERVED, text) ?? text) : text),
		drift: ({ code }: Pick<VerifyFinding, 'code'>): string => (isVietnamese() ? (of(VERIFY_FINDINGS as Record<string, string>, code) ?? code) : code),
		anomaly: ({ code, label, message }: Pick<Anomaly, 'code' | 'label' | 'message'>): Told =>
			say(() => {
				const sentence = of<Vietnamese>(ANOMALIES, code);
				if (sentence === undefined || typeof sentence === 'string') return told(sentence, message, { label });
				return { text: fill(sentence.head, { label }), detail: message };
			}, message),
	};
}
