import { VALIDATE_WORDS as words } from '../../collections/operationWords.js';
import { ADDRESSES, choiceField, operationApp } from '../fields.js';

export default operationApp('cutter-validate-address', 'fact_check', words, {
	address: ADDRESSES,
	if_wrong: choiceField({ reject: words.reject, answer: words.answer }, { interface: 'select-radio', width: 'full' }),
});
