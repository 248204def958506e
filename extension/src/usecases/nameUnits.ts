/** Live units by the addresses they have now. What an address led to before is told, and never taken for it: an operation names what it means. */
import type { Resolved } from '../answers/index.js';
import { refuse, type Resolution } from '../core/index.js';
import { permitted, type Context } from './context.js';
import { resolveAddresses } from './resolveAddress.js';

/** The ids of the units, in the order of their addresses. */
export async function nameUnits(context: Context, addresses: readonly string[]): Promise<string[]> {
	await permitted(context, 'mark');
	const answers = await resolveAddresses(context, { texts: addresses, asOf: null, follow: 'latest' });
	return answers.map((answer) => {
		const [unit] = answer.units;
		if (answer.outcome === 'canonical' && unit) return unit.id;
		return refuse('conflict', 'ADDRESS_NOT_LIVE', `${answer.text || 'Nothing'} is not the address of a live unit: ${insteadOf(answer)}.`);
	});
}

const insteadOf = ({ outcome, units, suggestions }: Resolved): string => INSTEAD[outcome]?.(units.map((unit) => unit.canonical_address).join(', ')) ?? `it answers "${outcome}"${suggestions.length > 0 ? `; near it are ${suggestions.join(', ')}` : ''}`;

const INSTEAD: Partial<Record<Resolution['outcome'], (addresses: string) => string>> = {
	alias: (addresses) => `it leads to ${addresses}`,
	many: (addresses) => `it leads to ${addresses}`,
	gone: () => 'the unit that had it ended without successor',
};
