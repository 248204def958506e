/** Parses and validates addresses, one crossing to the core for all of them. */
import { core, type Parsed } from '../core/index.js';
import { authorised, type Context } from './context.js';

export async function parseAddresses(context: Context, addresses: string[]): Promise<(Parsed & { address: string })[]> {
	await authorised(context, 'observer');
	const parsed = await core((it) => it.parse_addresses(addresses));
	return parsed.map((each, index) => ({ address: addresses[index] ?? '', ...each }));
}
