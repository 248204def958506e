/** What a unit is on the day that is read, in words. */
import type { ReadUnit } from '../../core/browser.js';
import type { Words } from '../words.js';

export const stateOf = ({ legal, lifecycle_status, authority }: ReadUnit, { named, date }: Pick<Words, 'named' | 'date'>): string =>
	legal
		? named(`legal_${legal.state}`, legal.state).replace('{day}', legal.in_force_from ? date(legal.in_force_from) : '')
		: named(lifecycle_status === 'retired' ? 'lifecycle_retired' : `authority_${authority}`, authority);
