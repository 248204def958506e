/** `cutter-sweep`: one SWEEP batch, of the whole queue or of what is named. A flow on a schedule may. */
import { defineOperationApi } from '@directus/extensions-sdk';
import { z } from 'zod';

import { batchSize } from '../../surface/values.js';
import { sweepBacklog } from '../../usecases/sweepBacklog.js';
import { manifestToSweep } from '../../usecases/namedByDocument.js';
import { blankable, idsOf, perform } from '../perform.js';

/** A template gives a text. */
const schema = z.object({
	batch_size: blankable(z.preprocess((option) => (typeof option === 'string' ? Number(option) : option), batchSize)),
	manifest: blankable(idsOf('a manifest or of a source document').optional()),
});

export default defineOperationApi({
	id: 'cutter-sweep',
	handler: (options, host) =>
		perform('sweep', schema, options, host, async (context, { batch_size: batchSize, manifest }) => {
			const manifests = manifest ? await Promise.all(manifest.texts.map((id) => manifestToSweep(context, id))) : null;
			return sweepBacklog(context, { batchSize, after: null, manifests });
		}),
});
