import { RESOLVE_WORDS as words } from '../../collections/operationWords.js';
import { ADDRESSES, choiceField, operationApp, textField } from '../fields.js';

export default operationApp('cutter-resolve', 'alt_route', words, {
	address: ADDRESSES,
	as_of: textField(words.now),
	known_at: textField(words.everything),
	follow: choiceField({ latest: words.latest, none: words.none }),
});
