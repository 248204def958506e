/** The operation in the flow editor. It runs in the browser and holds nothing of the core. */
import { defineOperationApp } from '@directus/extensions-sdk';

import { choiceField, idsField, label, shown } from '../fields.js';
import { CUT_WORDS as words } from '../../collections/operationWords.js';

const dryRun = (option: unknown): string => label(!option || option === 'false' ? words.no : option === true || option === 'true' ? words.yes : words.from_template);

export default defineOperationApp({
	id: 'cutter-cut',
	icon: 'content_cut',
	name: label(words.name),
	description: label(words.description),
	overview: ({ manifest, target, dry_run }) => [
		{ label: label(words.manifest), text: shown(manifest) },
		{ label: label(words.target), text: label(target === 'sandbox' ? words.sandbox : words.public) },
		{ label: label(words.dry_run), text: dryRun(dry_run) },
	],
	options: () => [
		idsField('manifest', words.manifest, words.manifest_note, '{{ $trigger.body.keys }}'),
		choiceField('target', words.target, [
			['public', words.public],
			['sandbox', words.sandbox],
		]),
		{
			field: 'dry_run',
			name: label(words.dry_run),
			type: 'boolean',
			schema: { default_value: false },
			meta: { width: 'half', interface: 'boolean', note: label(words.dry_run_note) },
		},
	],
});
