import { CUT_WORDS as words } from '../../collections/operationWords.js';
import { choiceField, IDS, operationApp, yesField } from '../fields.js';

export default operationApp('cutter-cut', 'content_cut', words, {
	manifest: IDS,
	target: choiceField({ public: words.public, sandbox: words.sandbox }),
	dry_run: yesField(words),
});
