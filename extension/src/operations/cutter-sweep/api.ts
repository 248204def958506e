/** `cutter-sweep`: one SWEEP batch. A flow on a schedule may. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { batchSize } from '../../surface/values.js';
import { sweepBacklog } from '../../usecases/sweepBacklog.js';
import { blankable, perform } from '../perform.js';

/** A template gives a text. */
const schema = z.object({ batch_size: blankable(z.preprocess((option) => (typeof option === 'string' ? Number(option) : option), batchSize)) });

export default defineOperationApi({
	id: 'cutter-sweep',
	handler: (options, host) =>
		perform('sweep', schema, options, host, (context, { batch_size }) => sweepBacklog(context, { batchSize: batch_size, after: null })),
});
