import { VERIFY_WORDS as words } from '../../collections/operationWords.js';
import { IDS, operationApp } from '../fields.js';

export default operationApp('cutter-verify', 'verified', words, { change_set: IDS });
