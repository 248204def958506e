/** What every use case is given: the host's database, its environment, and the acting person. */
import { core, type Act, type Actor, type Door, type Duty } from '../core/index.js';
import type { LaneHost } from '../ledger/lanes.js';

export { withOwnLogins } from '../ledger/lanes.js';

export interface Context extends LaneHost {
	actor: Actor;
	door: Door;
}

/** The acting person, where they hold the duty. Checked before anything is looked up, so that a "no" tells nothing else. */
export const authorised = (context: Context, duty: Duty): Promise<string> => core((it) => it.authorise(context.actor, duty));

/** Who is recorded for an act: the acting person where they hold its duty, or a flow on a schedule where the act is open to it. */
export const permitted = (context: Context, act: Act): Promise<string> => core((it) => it.permit(context.actor, act));
