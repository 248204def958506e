/** What people are called where a page names them. */
import type { Names } from '../answers/index.js';

/** Whoever left has the beginning of their id. */
export const nameIn = (names: Names, id: string | null | undefined): string => (id ? (names[id] ?? id.replace(/^(schedule|flow):/, '').slice(0, 8)) : '');
