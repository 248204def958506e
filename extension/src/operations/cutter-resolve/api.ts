/** `cutter-resolve`: which units texts name. Every outcome is an answer, so that a flow can branch on it. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { asOf, follow, knownAt } from '../../surface/values.js';
import { resolveAddresses } from '../../usecases/resolveAddress.js';
import { blankable, oneOrMany, perform } from '../perform.js';

const schema = z.object({ address: oneOrMany, as_of: blankable(asOf), known_at: blankable(knownAt), follow: blankable(follow) });

export default defineOperationApi({
	id: 'cutter-resolve',
	handler: (options, host) =>
		perform('resolve', schema, options, host, async (context, { address, as_of, known_at, follow }) =>
			address.answer(await resolveAddresses(context, { texts: address.texts, asOf: as_of, knownAt: known_at, follow })),
		),
});
