/** The operation in the flow editor. It runs in the browser and holds nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import { idsField, label, shown } from '../fields.js';
import { VERIFY_WORDS as words } from '../../collections/operationWords.js';

export default defineOperationApp({
	id: 'cutter-verify',
	icon: 'verified',
	name: label(words.name),
	description: label(words.description),
	overview: ({ change_set }) => [{ label: label(words.change_set), text: shown(change_set) }],
	options: () => [idsField('change_set', words.change_set, words.change_set_note, '{{ $trigger.body.keys }}')],
});
