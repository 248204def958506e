/** What every use case is given: the host's database, its environment, and the acting person. */
import { core, refuse, type Act, type Actor, type Door, type Duty } from '../core/index.js';
import type { Sees } from '../host/sight.js';
import type { LaneHost } from '../ledger/lanes.js';

export { withOwnLogins } from '../ledger/lanes.js';

export interface Context extends LaneHost {
	actor: Actor;
	door: Door;
	sees: Sees;
}

/** The acting person, where they hold the duty. Checked before anything is looked up, so that a "no" tells nothing else. */
export const authorised = (context: Pick<Context, 'actor'>, duty: Duty): Promise<string> => core((it) => it.authorise(context.actor, duty));

/** The same for what tells of the whole database, governed change above all: the person may read every document too. */
export async function authorisedForAll(context: Pick<Context, 'actor' | 'sees'>, duty: Duty): Promise<string> {
	const person = await authorised(context, duty);
	return (await context.sees()) === null ? person : refuse('forbidden', 'SEES_NOT_ALL', 'This tells of the whole database: it is for people who may read every document.');
}

/** Who is recorded for an act: the acting person where they hold its duty, or a flow on a schedule where the act is open to it. */
export const permitted = (context: Context, act: Act): Promise<string> => core((it) => it.permit(context.actor, act));
