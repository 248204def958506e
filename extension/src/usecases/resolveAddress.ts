/** Resolves texts to the units they name; one query, whatever their number. */
import { core, type Resolution } from '../core/index.js';
import { inLane } from '../ledger/transaction.js';
import { unitsByAddress, type UnitFound } from '../ledger/units.js';
import { authorised, type Context } from './context.js';

export type ResolveAnswer = Omit<Resolution, 'units'> & { units: UnitFound[] };

export async function resolveAddresses(context: Context, texts: readonly string[], asOf: string | null): Promise<ResolveAnswer[]> {
	await authorised(context, 'observer');
	return inLane(context.database, 'reader', async ({ trx, now }) => {
		const wanted = await core((it) => texts.map((text) => it.lookup_text(text)));
		const found = await unitsByAddress(trx, [...new Set(wanted)]);
		const byAddress = new Map(found.map((unit) => [unit.canonical_address, unit]));
		return core((it) =>
			texts.map((text, index) => {
				const unit = byAddress.get(wanted[index] ?? '');
				const resolution = it.resolve(text, asOf ?? now, unit ? [unit] : []);
				return { ...resolution, units: resolution.units.length > 0 && unit ? [unit] : [] };
			}),
		);
	});
}
