/** What a text asks of its reviewer, and what they have typed so far: it stays in this tab until it is decided. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';

import type { AnomaliesAsked, ReviewShown } from '../../answers/index.js';

export type Asked = AnomaliesAsked[number];
type Answers = ReviewShown['answers'];

/** A row of the list. Grave ones are answered one by one, all others of a kind at once. */
export type QuestionRow =
	| { is: 'weight'; weight: Asked['weight']; count: number }
	| { is: 'question'; asked: Asked }
	| { is: 'kind'; asked: Asked; count: number }
	| { is: 'told'; asked: Asked };

/** The rows, the gravest first. */
export function questionRows(all: AnomaliesAsked): QuestionRow[] {
	const rows: QuestionRow[] = [];
	for (const [weight, asked] of groupsBy(all, (each) => each.weight)) {
		rows.push({ is: 'weight', weight, count: asked.length });
		if (weight === 'grave') rows.push(...asked.map((each): QuestionRow => ({ is: 'question', asked: each })));
		else for (const [, kind] of groupsBy(asked, (each) => each.code)) rows.push({ is: 'kind', asked: kind[0]!, count: kind.length }, ...kind.map((each): QuestionRow => ({ is: 'told', asked: each })));
	}
	return rows;
}

function groupsBy<K extends string>(all: AnomaliesAsked, keyOf: (asked: Asked) => K): Map<K, AnomaliesAsked> {
	const groups = new Map<K, AnomaliesAsked>();
	for (const each of all) {
		const group = groups.get(keyOf(each));
		if (group) group.push(each);
		else groups.set(keyOf(each), [each]);
	}
	return groups;
}

export interface Answering {
	/** What was typed, by the id of the anomaly or the code of a kind. */
	reasons: Ref<Record<string, string>>;
	/** Grave anomalies without a reason. */
	open: ComputedRef<AnomaliesAsked>;
	answers: ComputedRef<Answers>;
	/** It was decided. */
	forget: () => void;
}

/** To be called in the set-up of a component. What is typed belongs to the manifest of this id. */
export function useAnswering(manifest: string, asked: () => AnomaliesAsked): Answering {
	const place = `cutter.answers.${manifest}`;
	const reasons = ref(keptAt(place));
	const reasonFor = (name: string) => reasons.value[name]?.trim() ?? '';
	const open = computed(() => asked().filter(({ weight, id }) => weight === 'grave' && !reasonFor(id)));
	const answers = computed(() => {
		const names = new Set(asked().flatMap(({ weight, id, code }) => (weight === 'grave' ? [id] : [code])));
		return [...names].filter(reasonFor).map((anomaly) => ({ anomaly, reason: reasonFor(anomaly) }));
	});
	watch(reasons, (typed) => keepAt(place, typed), { deep: true });
	return { reasons, open, answers, forget: () => (reasons.value = {}) };
}

/** A tab may be forbidden to keep anything; then it is kept as long as the page is open. */
function keptAt(place: string): Record<string, string> {
	try {
		return JSON.parse(sessionStorage.getItem(place) ?? '{}');
	} catch {
		return {};
	}
}
function keepAt(place: string, typed: Record<string, string>): void {
	try {
		if (Object.values(typed).some(Boolean)) sessionStorage.setItem(place, JSON.stringify(typed));
		else sessionStorage.removeItem(place);
	} catch {
		// As above.
	}
}
