/** `cutter-validate-address`: a flow goes on only with addresses that are some. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { parseAddresses, requireAddresses } from '../../usecases/parseAddresses.js';
import { blankable, oneOrMany, perform } from '../perform.js';

const schema = z.object({
	address: oneOrMany,
	if_wrong: blankable(z.enum(['reject', 'answer'], { error: 'must be "reject" or "answer"' }).default('reject')),
});

export default defineOperationApi({
	id: 'cutter-validate-address',
	handler: (options, host) =>
		perform('validate', schema, options, host, async (context, { address, if_wrong }) => {
			const validate = if_wrong === 'reject' ? requireAddresses : parseAddresses;
			return address.answer(await validate(context, address.texts));
		}),
});
