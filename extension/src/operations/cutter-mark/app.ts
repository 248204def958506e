/** The operation in the flow editor. It runs in the browser and holds nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import { choiceField, idsField, label, shown, textField } from '../fields.js';
import { MARK_WORDS as words } from '../../collections/operationWords.js';

export default defineOperationApp({
	id: 'cutter-mark',
	icon: 'segment',
	name: label(words.name),
	description: label(words.description),
	overview: ({ document, profile, leaf, scope }) => [
		{ label: label(words.document), text: shown(document) },
		{ label: label(words.profile), text: profile ? shown(profile) : label(words.registered) },
		{ label: label(words.leaf), text: leaf ? shown(leaf) : label(words.every_level) },
		{ label: label(words.scope), text: label(scope === 'enacted_only' ? words.enacted_only : words.all) },
	],
	options: () => [
		idsField('document', words.document, words.document_note, '{{ $trigger.body.keys }}'),
		textField('profile', words.profile, words.profile_note, words.registered),
		textField('leaf', words.leaf, words.leaf_note, words.every_level),
		choiceField('scope', words.scope, [
			['all', words.all],
			['enacted_only', words.enacted_only],
		]),
	],
});
