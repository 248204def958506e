/** Times as people say them, and as the core and the database read them. */
import { core } from '../core/index.js';
import type { Moment } from '../ledger/moment.js';

/** As the core writes it, so that the database reads the same time; null stays null. */
export const timeOf = async (said: string | null): Promise<string | null> => (said === null ? null : core((it) => it.read_time(said)));

/** A moment in the words of the core. */
export const momentOf = ({ asOf, knownAt }: Moment): { as_of: string | null; known_at?: string } => ({ as_of: asOf, ...(knownAt === null ? {} : { known_at: knownAt }) });
