/** Resolves texts to the units they name at a time: one question for any number of them, the core decides. */
import type { Resolved, ResolvedUnit } from '../answers/index.js';
import { core, type Follow, type ResolvableUnit, type TrailEntry } from '../core/index.js';
import { nearby, neighbourhood, seenOf, type Neighbourhood } from '../ledger/aliases.js';
import { asking } from '../ledger/transaction.js';
import { permitted, type Context } from './context.js';
import { knownThen, nothingYet } from './knownThen.js';
import { ENDS, readTypedCitations } from './resolveCitations.js';
import { timeOf } from './timeSaid.js';

export interface ResolveRequest {
	texts: readonly string[];
	/** RFC 3339 or a date; null is now. */
	asOf: string | null;
	/** What was recorded by then, RFC 3339 or a date; null is everything, as the tables have it. */
	knownAt?: string | null;
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
	const found = await lookUp([...new Set(wanted)]);
	const asked = { texts: [...request.texts], as_of: request.asOf ?? found.now, follow: request.follow };
	const at = { asOf: await timeOf(asked.as_of), knownAt: await timeOf(request.knownAt ?? null) };
	const { facts, units } = at.knownAt === null ? found : await knownThen(context, found, wanted, at);
	let resolutions = await core((it) => it.resolve_gathered(asked, facts, []));
	// A look around is worth it for a person who asked for one text and missed.
	const [only] = resolutions;
	if (resolutions.length === 1 && only?.outcome === 'not_found') {
		const inTime = request.asOf !== null || at.knownAt !== null;
		const nothing = inTime ? await nothingYet(context, only.text, at) : undefined;
		if (nothing) return [{ ...only, suggestions: [], nothing_yet: nothing }];
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
	const told = resolutions.map((each, index) => ({
		...each,
		trail: each.trail.map(withAddress),
		units: each.units.map(withDetail),
		candidates: each.candidates.map(withDetail),
		...(standings[index] ? { standing: standings[index] } : {}),
	}));
	return withCitations(context, request, asked.as_of, told);
}

/** Of what has no word of a citation nobody needs to hear that it is none. */
const NOTHING_CITED = 'CITATION_UNKNOWN';

/** What is no address may be a citation: then it is resolved as the address that it means, and says how it was read. */
async function withCitations(context: Context, request: ResolveRequest, asOf: string, resolutions: Resolved[]): Promise<Resolved[]> {
	const { read, refused } = await readTypedCitations(context, resolutions.filter(({ outcome }) => outcome === 'malformed').map(({ text }) => text), asOf);
	const addresses = [...new Set([...read.values()].flatMap((each) => each.addresses))];
	const meant = addresses.length > 0 ? await resolveAddresses(context, { ...request, texts: addresses, asOf, standing: false }) : [];
	const byAddress = new Map(addresses.map((address, index) => [address, meant[index]!]));
	return resolutions.map((each) => {
		const found = each.outcome === 'malformed' ? read.get(each.text) : undefined;
		const why = each.outcome === 'malformed' ? refused.get(each.text) : undefined;
		if (!found) return why && why.code !== NOTHING_CITED ? { ...each, no_citation: why } : each;
		const { citation } = found;
		const [first, ...others] = found.addresses.map((address) => byAddress.get(address)!);
		// A document as a whole is no unit: the text stays no address, and what it is as a citation is told.
		if (!first && found.wholeDocument) return { ...each, citation };
		if (!first) return { ...each, outcome: ENDS[citation.means[0]!.outcome], error: null, citation };
		const units = [first, ...others].flatMap((resolution) => resolution.units);
		const outcome = others.length > 0 && units.length > 1 ? 'many' : first.outcome;
		return { ...first, text: each.text, outcome, units, trail: [first, ...others].flatMap((resolution) => resolution.trail), ...(each.standing ? { standing: each.standing } : {}), citation };
	});
}

/** Those of the texts that are the address or an alias of a unit that was found. */
function textsIn(texts: readonly string[], { units, aliases }: Neighbourhood): string[] {
	const found = new Set([...units.map((unit) => unit.canonical_address), ...aliases.map((alias) => alias.alias_text)]);
	return texts.filter((text) => found.has(text));
}
