/** The core's sets of states as SQL has them: written out, so that the planner sees which they are. */
import { core, type StateSets } from '../core/index.js';
import { DEPENDENCIES, ENTRIES } from './tables.js';

export const stateSets = (): Promise<StateSets> => core((it) => it.state_sets());

/** States are words of the core, none of which needs quoting beyond this. */
export const listOf = (states: StateSets[keyof StateSets]): string => `(${states.map((state) => `'${state}'`).join(', ')})`;

/** Dependencies `d` on entries `b` that hold another back (G-DEP). */
export const blockers = ({ released }: StateSets): string =>
	`${DEPENDENCIES.name} d JOIN ${ENTRIES.name} b ON b.entry_id = d.from_entry_id AND d.dependency_kind = 'blocks' AND b.status NOT IN ${listOf(released)}`;
