import { SWEEP_WORDS as words } from '../../collections/operationWords.js';
import { IDS_OR_NONE, numberField, operationApp } from '../fields.js';

export default operationApp('cutter-sweep', 'move_up', words, { manifest: IDS_OR_NONE, batch_size: numberField(100, { min: 1, max: 1000 }) });
