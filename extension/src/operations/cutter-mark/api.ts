/** `cutter-mark`: MARK of registered documents. A flow on a schedule may: a mark proposes, and decides nothing. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { optional, scope, text } from '../../surface/values.js';
import { markDocument } from '../../usecases/markDocument.js';
import { blankable, eachInTurn, idsOf, perform } from '../perform.js';

const schema = z.object({
	document: idsOf('a source document'),
	profile: blankable(optional(text)),
	leaf: blankable(optional(text)),
	scope: blankable(scope),
});

export default defineOperationApi({
	id: 'cutter-mark',
	handler: (options, host) =>
		perform('mark', schema, options, host, async (context, { document, ...how }) =>
			document.answer(await eachInTurn(document.texts, (text) => markDocument(context, { document: text, enact: null, ...how }))),
		),
});
