/** The operation in the flow editor. It runs in the browser and holds nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import { addressField, label, shown } from '../fields.js';
import { VALIDATE_WORDS as words } from '../../collections/operationWords.js';

export default defineOperationApp({
	id: 'cutter-validate-address',
	icon: 'fact_check',
	name: label(words.name),
	description: label(words.description),
	overview: ({ address, if_wrong }) => [
		{ label: label(words.address), text: shown(address) },
		{ label: label(words.if_wrong), text: label(if_wrong === 'answer' ? words.answer : words.reject) },
	],
	options: () => [
		addressField(words.address, words.address_note),
		{
			field: 'if_wrong',
			name: label(words.if_wrong),
			type: 'string',
			schema: { default_value: 'reject' },
			meta: {
				width: 'full',
				interface: 'select-radio',
				options: {
					choices: [
						{ text: label(words.reject), value: 'reject' },
						{ text: label(words.answer), value: 'answer' },
					],
				},
			},
		},
	],
});
