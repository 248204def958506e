/** The interface `canonical-address`: a text field for an address. */
import { defineInterface } from '@directus/extensions-sdk';

import { FIELD_WORDS as words } from '../collections/fieldWords.js';
import { translated } from '../collections/words.js';
import component from './canonical-address.vue';

const named = (name: object) => translated(name) as string;

export default defineInterface({
	id: 'canonical-address',
	name: named(words.name),
	description: named(words.interfaceNote),
	icon: 'tag',
	component,
	types: ['string', 'text'],
	group: 'standard',
	recommendedDisplays: ['canonical-address'],
	options: [
		{
			field: 'expects',
			name: named(words.expects),
			type: 'string',
			schema: { default_value: 'any' },
			meta: {
				width: 'full',
				interface: 'select-dropdown',
				options: {
					choices: [
						{ text: named(words.anything), value: 'any' },
						{ text: named(words.existing), value: 'existing' },
						{ text: named(words.free), value: 'free' },
					],
				},
			},
		},
		{
			field: 'format',
			name: named(words.format),
			type: 'string',
			meta: {
				width: 'half',
				interface: 'select-dropdown',
				options: {
					allowNone: true,
					placeholder: named(words.eitherFormat),
					choices: [
						{ text: named(words.v1), value: 'canonical-address-v1' },
						{ text: named(words.v2), value: 'canonical-address-v2' },
					],
				},
			},
		},
		{ field: 'placeholder', name: named(words.placeholder), type: 'string', meta: { width: 'half', interface: 'system-input-translated-string' } },
		{ field: 'allowEmpty', name: named(words.allowEmpty), type: 'boolean', schema: { default_value: true }, meta: { width: 'half', interface: 'boolean' } },
		{
			field: 'checkUnits',
			name: named(words.checkUnits),
			type: 'boolean',
			schema: { default_value: true },
			meta: { width: 'half', interface: 'boolean', options: { label: named(words.checkUnitsLabel) } },
		},
	],
});
