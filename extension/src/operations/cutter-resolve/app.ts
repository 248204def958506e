/** The operation in the flow editor. It runs in the browser and holds nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import { addressField, label, shown } from '../fields.js';
import { RESOLVE_WORDS as words } from '../../collections/operationWords.js';

export default defineOperationApp({
	id: 'cutter-resolve',
	icon: 'alt_route',
	name: label(words.name),
	description: label(words.description),
	overview: ({ address, as_of, follow }) => [
		{ label: label(words.address), text: shown(address) },
		{ label: label(words.as_of), text: as_of ? shown(as_of) : label(words.now) },
		{ label: label(words.follow), text: label(follow === 'none' ? words.none : words.latest) },
	],
	options: () => [
		addressField(words.address, words.address_note),
		{
			field: 'as_of',
			name: label(words.as_of),
			type: 'string',
			meta: { width: 'half', interface: 'input', note: label(words.as_of_note), options: { placeholder: label(words.now), font: 'monospace' } },
		},
		{
			field: 'follow',
			name: label(words.follow),
			type: 'string',
			schema: { default_value: 'latest' },
			meta: {
				width: 'half',
				interface: 'select-dropdown',
				options: {
					choices: [
						{ text: label(words.latest), value: 'latest' },
						{ text: label(words.none), value: 'none' },
					],
				},
			},
		},
	],
});
