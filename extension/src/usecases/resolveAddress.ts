/** Resolves texts to the units they name at a time: one question for any number of them, the core decides. */
import type { Resolved, ResolvedUnit } from '../answers/index.js';
import { core, type Follow, type ResolvableUnit, type TrailEntry } from '../core/index.js';
import { nearby, neighbourhood, seenOf, type Neighbourhood } from '../ledger/aliases.js';
import { asking } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';

export interface ResolveRequest {
	texts: readonly string[];
	/** RFC 3339 or a date; null is now. */
	asOf: string | null;
	follow: Follow;
	/** Whether to say as well what each text is among the units there are, and for which unit of one's own. */
	standing?: boolean;
	ownUnitId?: string | null;
}

export async function resolveAddresses(context: Context, request: ResolveRequest): Promise<Resolved[]> {
	await permitted(context, 'resolve');
	const wanted = await core((it) => it.lookup_texts([...request.texts]));
	const sight = await context.sees();
	const lookUp = (texts: readonly string[]) => asking(context, async (database) => seenOf(database, await neighbourhood(database, texts), sight));
	const { facts, units, now } = await lookUp([...new Set(wanted)]);
	const asked = { texts: [...request.texts], as_of: request.asOf ?? now, follow: request.follow };
	let resolutions = await core((it) => it.resolve_gathered(asked, facts, []));
	// Suggestions need a look around in the index; worth it for a person who asked for one text and missed.
	const [only] = resolutions;
	if (resolutions.length === 1 && only?.outcome === 'not_found') {
		const near = await asking(context, (database) => nearby(database, only.text));
		const candidates = sight === null ? near : textsIn(near, await lookUp(near));
		resolutions = await core((it) => it.resolve_gathered(asked, facts, candidates));
	}
	const standings = request.standing ? await core((it) => it.standings_gathered(asked, facts, request.ownUnitId)) : [];
	const gathered = new Map(units.map((unit) => [unit.id, unit]));
	const withDetail = (unit: ResolvableUnit): ResolvedUnit => ({ ...gathered.get(unit.id), ...unit });
	const withAddress = (hop: TrailEntry): Resolved['trail'][number] => {
		const unit = gathered.get(hop.unit_id);
		return unit ? { ...hop, unit_address: unit.canonical_address } : hop;
	};
	return resolutions.map((each, index) => ({
		...each,
		trail: each.trail.map(withAddress),
		units: each.units.map(withDetail),
		candidates: each.candidates.map(withDetail),
		...(standings[index] ? { standing: standings[index] } : {}),
	}));
}

/** Those of the texts that are the address or an alias of a unit that was found. */
function textsIn(texts: readonly string[], { units, aliases }: Neighbourhood): string[] {
	const found = new Set([...units.map((unit) => unit.canonical_address), ...aliases.map((alias) => alias.alias_text)]);
	return texts.filter((text) => found.has(text));
}
