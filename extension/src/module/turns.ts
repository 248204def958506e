import type { EntryActs, NextAct } from '../core/browser.js';

/** Whether an entry is where this act leads on, whoever may do it: the core says so with the act. */
export const isTurnOf = (act: NextAct['act'], { acts }: Pick<EntryActs, 'acts'>): boolean =>
	acts.some((next) => next.act === act && !next.obstacles.some(({ code }) => code === 'NOT_ITS_TURN' || code === 'UNKNOWN_STATE'));
