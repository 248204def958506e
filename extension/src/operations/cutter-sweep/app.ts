/** The operation in the flow editor. It runs in the browser and holds nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import { label, shown } from '../fields.js';
import { SWEEP_WORDS as words } from '../../collections/operationWords.js';

const DEFAULT_BATCH = 100;

export default defineOperationApp({
	id: 'cutter-sweep',
	icon: 'move_up',
	name: label(words.name),
	description: label(words.description),
	overview: ({ batch_size }) => [{ label: label(words.batch_size), text: shown(batch_size ?? DEFAULT_BATCH) }],
	options: () => [
		{
			field: 'batch_size',
			name: label(words.batch_size),
			type: 'integer',
			schema: { default_value: DEFAULT_BATCH },
			meta: { width: 'half', interface: 'input', note: label(words.batch_size_note), options: { min: 1, max: 1000 } },
		},
	],
});
