/** The same as the graph in sentences: what happened to each unit, the oldest first. */
import type { Lineage, LineageUnit } from '../../answers/index.js';
import type { Words } from '../words.js';

export interface StoryLine {
	at: string;
	text: string;
}

export function storyOf(unit: LineageUnit, { units, steps }: Lineage, t: Words['t']): StoryLine[] {
	const addressOf = (id: string) => units.find((each) => each.id === id)?.canonical_address ?? id.slice(0, 8);
	const list = (ids: readonly string[]) => ids.map(addressOf).sort((one, other) => one.localeCompare(other, undefined, { numeric: true })).join(', ');
	const [first, ...later] = unit.addresses;
	const story: StoryLine[] = [
		...(first ? [{ at: unit.born_at, text: t('storyBorn', { address: first.address }) }] : []),
		...later.map(({ address, since }) => ({ at: since, text: t('storyAddress', { address }) })),
		...unit.versions.map(({ version_seq, created_at }) => ({ at: created_at, text: t('storyVersion', { number: version_seq }) })),
		...unit.versions.flatMap(({ version_seq, enacted_at }) => (enacted_at ? [{ at: enacted_at, text: t('storyEnacted', { number: version_seq }) }] : [])),
		...steps.flatMap(({ operation_kind, at, from, to }) => [
			...(to.includes(unit.id) ? [{ at, text: t(operation_kind === 'split' ? 'storySplitFrom' : 'storyMergeFrom', { units: list(from) }) }] : []),
			...(from.includes(unit.id) ? [{ at, text: t(operation_kind === 'split' ? 'storySplitInto' : 'storyMergeInto', { units: list(to) }) }] : []),
		]),
		...(unit.ended_at ? [{ at: unit.ended_at, text: t('storyEnded') }] : []),
	];
	return story.map((each, place) => ({ ...each, place })).sort((one, other) => one.at.localeCompare(other.at) || one.place - other.place);
}
