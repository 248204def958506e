/** Where everything of a lineage is drawn: a strand for each unit, a step on the axis for each change. */
import type { Lineage, LineageStep, LineageUnit } from '../../answers/index.js';

export interface Strand {
	unit: LineageUnit;
	y: number;
	/** Where its line begins and ends; open lines reach to now. */
	from: number;
	to: number;
	ended: boolean;
	versions: { x: number; number: number; enacted: boolean }[];
	/** Where a version came into force that was there before. */
	enacted: { x: number; number: number }[];
	addresses: { x: number; text: string }[];
}

export interface Drawn {
	width: number;
	height: number;
	strands: Strand[];
	links: { key: string; path: string }[];
	/** `day` where another day begins. */
	ticks: { x: number; at: string; day: string | null }[];
	now: number;
}

export const STRAND = 62;
const TOP = 34;
const FOOT = 50;
const INSET = 18;
/** From a line that ends in a split or a join to those that begin there. */
const BEND = 20;
/** From the last change to now: addresses that begin there have room. */
const LAST = 100;
/** Room for a time, and for a day with its year; a letter of an address. */
const CLOCK = 62;
const DAY = 98;
const LETTER = 7.6;
/** Times of one change differ by what passes while it is written. */
const ONE_CHANGE = 20;

/** An address without what all of them begin with. */
export const shortOf = (address: string): string => address.split('/').slice(1).join('/') || address;

/** Parts below what was split, what was joined below the last of those that were. */
function inOrder({ units, steps }: Lineage): LineageUnit[] {
	const byId = new Map(units.map((unit) => [unit.id, unit]));
	const placed = new Set<string>();
	const place = (id: string): void => {
		if (placed.has(id) || !byId.has(id)) return;
		placed.add(id);
		for (const step of steps) if (step.from.includes(id) && step.from.every((each) => placed.has(each))) sorted(step.to, byId).forEach(place);
	};
	const begun = new Set(steps.flatMap(({ to }) => to));
	units.filter(({ id }) => !begun.has(id)).forEach(({ id }) => place(id));
	units.forEach(({ id }) => place(id));
	return [...placed].map((id) => byId.get(id)!);
}
const sorted = (ids: readonly string[], byId: Map<string, LineageUnit>) =>
	[...ids].sort((one, other) => (byId.get(one)?.canonical_address ?? '').localeCompare(byId.get(other)?.canonical_address ?? '', undefined, { numeric: true }));

/** The times at which something changed, each once. */
function momentsOf({ units, steps }: Lineage): string[] {
	const all = units.flatMap(({ born_at, ended_at, versions, addresses }) => [born_at, ended_at, ...versions.flatMap(({ created_at, enacted_at }) => [created_at, enacted_at]), ...addresses.map(({ since }) => since)]);
	const times = [...all, ...steps.map(({ at }) => at)].filter((time): time is string => time !== null).sort();
	return times.filter((time, index) => index === 0 || Date.parse(time) - Date.parse(times[index - 1]!) > ONE_CHANGE);
}

/** How wide a step is: as the room allows, but so that times are read, and an address ends before the next one of its unit. */
function columnOf({ units }: Lineage, days: readonly (string | null)[], stepOf: (time: string) => number, room: number): number {
	const addresses = units.flatMap(({ addresses: held }) =>
		held.slice(0, -1).map(({ address, since }, place) => (shortOf(address).length * LETTER + 16) / Math.max(stepOf(held[place + 1]!.since) - stepOf(since), 1)),
	);
	const narrowest = days.filter(Boolean).length > 1 ? DAY : CLOCK;
	return Math.max(narrowest, ...addresses, (room - 2 * INSET - LAST) / Math.max(days.length - 1, 1));
}

/** @param dayOf the day of a time, as it is written */
export function drawLineage(lineage: Lineage, room: number, dayOf: (time: string) => string): Drawn {
	const moments = momentsOf(lineage);
	const days = moments.map((moment, index) => (index > 0 && dayOf(moments[index - 1]!) === dayOf(moment) ? null : dayOf(moment)));
	const stepOf = (time: string) => Math.max(moments.findLastIndex((moment) => Date.parse(moment) <= Date.parse(time) + ONE_CHANGE), 0);
	const column = columnOf(lineage, days, stepOf, room);
	const placeOf = (time: string): number => INSET + stepOf(time) * column;
	const now = INSET + Math.max(moments.length - 1, 0) * column + LAST;
	const begun = new Set(lineage.steps.flatMap(({ to }) => to));
	const replaced = new Set(lineage.steps.flatMap(({ from }) => from));

	const strands = inOrder(lineage).map((unit, index): Strand => {
		const bend = begun.has(unit.id) ? BEND : 0;
		const end = unit.ended_at === null ? now : placeOf(unit.ended_at) - (replaced.has(unit.id) ? BEND : 0);
		const shift = (x: number, first: boolean) => (first ? x + bend : x);
		return {
			unit,
			y: TOP + index * STRAND,
			from: placeOf(unit.born_at) + bend,
			to: end,
			ended: unit.ended_at !== null,
			versions: unit.versions.map(({ version_seq, created_at, enacted_at }, at) => ({ x: shift(placeOf(created_at), at === 0), number: version_seq, enacted: enacted_at !== null })),
			enacted: unit.versions.flatMap(({ version_seq, created_at, enacted_at }) => (enacted_at !== null && placeOf(enacted_at) !== placeOf(created_at) ? [{ x: placeOf(enacted_at), number: version_seq }] : [])),
			addresses: unit.addresses.map(({ address, since }, at) => ({ x: shift(placeOf(since), at === 0), text: shortOf(address) })),
		};
	});
	const strandOf = new Map(strands.map((strand) => [strand.unit.id, strand]));
	return { width: now + INSET, height: TOP + strands.length * STRAND + FOOT - 24, strands, links: lineage.steps.flatMap((step) => linksOf(step, strandOf)), ticks: moments.map((at, index) => ({ x: placeOf(at), at, day: days[index]! })), now };
}

function linksOf({ change_set_id, from, to }: LineageStep, strandOf: Map<string, Strand>): Drawn['links'] {
	return from.flatMap((one) =>
		to.flatMap((other) => {
			const [begin, end] = [strandOf.get(one), strandOf.get(other)];
			if (!begin || !end) return [];
			const middle = (begin.to + end.from) / 2;
			return [{ key: `${change_set_id}/${one}/${other}`, path: `M${begin.to} ${begin.y} C${middle} ${begin.y} ${middle} ${end.y} ${end.from} ${end.y}` }];
		}),
	);
}
