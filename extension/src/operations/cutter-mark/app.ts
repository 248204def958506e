import { MARK_WORDS as words } from '../../collections/operationWords.js';
import { choiceField, IDS, operationApp, textField } from '../fields.js';

export default operationApp('cutter-mark', 'segment', words, {
	document: IDS,
	profile: textField(words.registered),
	leaf: textField(words.every_level),
	scope: choiceField({ all: words.all, enacted_only: words.enacted_only }),
});
