/** Parses and validates addresses, one crossing to the core for all of them. */
import type { ParsedAddress } from '../answers/index.js';
import { core, type Parsed } from '../core/index.js';
import { permitted, type Context } from './context.js';

const named = (parsed: Parsed[], addresses: string[]): ParsedAddress[] => parsed.map((each, index) => ({ address: addresses[index] ?? '', ...each }));

/** What each of `addresses` is: its parts, or what is wrong with it. */
export async function parseAddresses(context: Context, addresses: string[]): Promise<ParsedAddress[]> {
	await permitted(context, 'validate');
	return named(await core((it) => it.parse_addresses(addresses)), addresses);
}

/**
 * The same, where every one of them has to be an address.
 *
 * @throws {Refused} with the code and the place of the first that is none.
 */
export async function requireAddresses(context: Context, addresses: string[]): Promise<ParsedAddress[]> {
	await permitted(context, 'validate');
	return named(await core((it) => it.require_addresses(addresses)), addresses);
}
