/** What became of a unit, in words, in the order in which it is told. */
import type { Change } from '../../core/browser.js';
import type { Word } from '../words.js';

export const CHANGE_WORDS: Record<Change, Word> = { added: 'added', removed: 'removed', moved: 'moved_unit', renumbered: 'renumbered', changed: 'changed_unit' };
