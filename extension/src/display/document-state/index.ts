/** The display `cutter-document-state`: on the key of a source document, where the document stands and for whom it waits. */
import { defineDisplay } from '@directus/extensions-sdk';

import { FIELD_WORDS as words } from '../../collections/fieldWords.js';
import { translated } from '../../collections/words.js';
import component from './document-state.vue';

export default defineDisplay({
	id: 'cutter-document-state',
	name: translated(words.stateName) as string,
	description: translated(words.stateNote) as string,
	icon: 'conveyor_belt',
	component,
	// Where only text can stand it is the key itself: the state is the server's to tell.
	handler: (value) => value,
	options: null,
	types: ['uuid'],
});
