/** `cutter-verify`: VERIFY of cuts, as the person who triggered the flow; a verdict `fail` is an answer, so that a flow can branch on it. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { changeSetToVerify } from '../../usecases/namedByDocument.js';
import { verifyChangeSet } from '../../usecases/verifyChangeSet.js';
import { eachInTurn, idsOf, perform } from '../perform.js';

const schema = z.object({ change_set: idsOf('a change set or of a source document') });

export default defineOperationApi({
	id: 'cutter-verify',
	handler: (options, host) =>
		perform('verify', schema, options, host, async (context, { change_set }) =>
			change_set.answer(await eachInTurn(change_set.texts, async (id) => verifyChangeSet(context, await changeSetToVerify(context, id)))),
		),
});
