/** Resolves texts to the units they name at a time: one query for any number of them, the core decides. */
import { core, type Follow, type ResolvableUnit, type Resolution, type Standing } from '../core/index.js';
import { nearby, neighbourhood, type UnitDetail } from '../ledger/aliases.js';
import { inLane } from '../ledger/transaction.js';
import { authorised, type Context } from './context.js';

export interface ResolveRequest {
	texts: readonly string[];
	/** RFC 3339 or a date; null is now. */
	asOf: string | null;
	follow: Follow;
	/** Whether to say as well what each text is among the units there are, and for which unit of one's own. */
	standing?: boolean;
	ownUnitId?: string | null;
}

export type UnitAnswer = ResolvableUnit & Partial<UnitDetail>;
export type ResolveAnswer = Omit<Resolution, 'units' | 'candidates'> & { units: UnitAnswer[]; candidates: UnitAnswer[]; standing?: Standing };

export async function resolveAddresses(context: Context, request: ResolveRequest): Promise<ResolveAnswer[]> {
	await authorised(context, 'observer');
	return inLane(context.database, 'reader', async ({ trx, now }) => {
		const asked = { texts: [...request.texts], as_of: request.asOf ?? now, follow: request.follow };
		const wanted = await core((it) => request.texts.map((text) => it.lookup_text(text)));
		const { units, aliases, details } = await neighbourhood(trx, [...new Set(wanted)]);
		let resolutions = await core((it) => it.resolve_all(asked, { units, aliases }));
		// Suggestions need a look around in the index; worth it for a person who asked for one text and missed.
		const [only] = resolutions;
		if (resolutions.length === 1 && only?.outcome === 'not_found') {
			const candidates = await nearby(trx, only.text);
			resolutions = await core((it) => it.resolve_all(asked, { units, aliases, candidates }));
		}
		const withDetail = (unit: ResolvableUnit): UnitAnswer => ({ ...unit, ...details.get(unit.id) });
		const standings = request.standing ? await core((it) => it.standings(asked, { units, aliases }, request.ownUnitId)) : [];
		return resolutions.map((each, index) => ({
			...each,
			units: each.units.map(withDetail),
			candidates: each.candidates.map(withDetail),
			...(standings[index] ? { standing: standings[index] } : {}),
		}));
	});
}
