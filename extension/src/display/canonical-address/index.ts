/** The display `canonical-address`: a chip to copy, that tells where the address leads. */
import { defineDisplay } from '@directus/extensions-sdk';

import { FIELD_WORDS as words } from '../../collections/fieldWords.js';
import { translated } from '../../collections/words.js';
import component from './canonical-address.vue';

export default defineDisplay({
	id: 'canonical-address',
	name: translated(words.name) as string,
	description: translated(words.displayNote) as string,
	icon: 'tag',
	component,
	// Where only text can stand, like the title of an item, it is the address itself.
	handler: (value) => value,
	options: null,
	types: ['string', 'text'],
});
