/** What a unit is on the day that is read, in words. */
import type { LegalDays, ReadUnit } from '../../core/browser.js';
import type { Words } from '../words.js';

/** The word for a state, and the day that it tells of. */
function told({ state, in_force_from: from, suspended_until: until }: LegalDays): [word: string, day: string | null | undefined] {
	if (state === 'suspended' && until) return ['suspended_until', until];
	return [state, from];
}

export function stateOf({ legal, lifecycle_status, authority }: ReadUnit, { named, date }: Pick<Words, 'named' | 'date'>): string {
	if (!legal) return named(lifecycle_status === 'retired' ? 'lifecycle_retired' : `authority_${authority}`, authority);
	const [word, day] = told(legal);
	return named(`legal_${word}`, word).replace('{day}', day ? date(day) : '');
}
