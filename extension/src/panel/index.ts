/** The panel `cutter-backlog` for Insights: how many documents were in each state, day by day. */
import { definePanel } from '@directus/extensions-sdk';

import { FIELD_WORDS as words } from '../collections/fieldWords.js';
import { translated } from '../collections/words.js';
import CutterBacklog from './cutter-backlog.vue';

export default definePanel({
	id: 'cutter-backlog',
	name: translated(words.panelName) as string,
	icon: 'content_cut',
	description: translated(words.panelNote) as string,
	minWidth: 12,
	minHeight: 8,
	component: CutterBacklog,
	options: [
		{
			field: 'days',
			name: translated(words.panelDays) as string,
			type: 'integer',
			meta: {
				interface: 'select-dropdown',
				width: 'half',
				options: { choices: [7, 30, 90, 366].map((days) => ({ text: String(days), value: days })) },
			},
			schema: { default_value: 30 },
		},
	],
});
